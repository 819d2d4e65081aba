## People

people-command = who is in, and what they may do
person-command = what somebody may do, and taking it away
roles-command = what each role may do
invite-command = invite somebody
invitations-command = invitations that are still open
takes-note = note

people-all = { $count ->
        [one] There is one person here.
       *[other] There are { $count } people here.
    }
people-line = { $name } · { $role }
people-line-suspended = ⛔ { $name } · { $role } · suspended
people-plain = { $words }
people-nothing = { "" }
people-bullet = • { $line }
people-rows =
    { $head }
    { $tail }
people-whom = Whom do you mean? Send me the name.
people-which = Which one do you mean?
people-not-found = I don't know anybody called { $name }.
people-person =
    { $who }

    { $seen }
    { $invited }
    { $sessions }
    { $tokens }

    May:
    { $scopes }
people-seen = Last here: { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
people-seen-never = Not seen here yet
people-invited = Invited by { $by }
people-invited-first = Came in without an invitation from anybody
people-sessions = { $count ->
        [one] One session
       *[other] { $count } sessions
    }
people-tokens = { $count ->
        [one] One access token
       *[other] { $count } access tokens
    }
people-every-scope = everything
people-no-scopes = nothing
people-choose-role = Which role shall { $name } have?
people-choose-scope = What shall { $name } no longer be allowed to do?
people-remove-ask = Remove { $name } and delete everything I keep about them? This cannot be undone. What I have will be sent to you first.
people-removed = { $name } has been removed. Everything I kept about them comes as a file; I have no copy any more.
people-export = Everything I kept about { $name }
people-button-suspend = ⛔ Suspend
people-button-restore = ✅ Restore
people-button-role = 🎭 Change role
people-button-scope = ✂️ Take something away
people-button-remove = 🗑 Remove
people-button-really = 🗑 Yes, remove for good
people-button-back = ← Back
people-button-access = 🔑 Sessions and tokens
people-access =
    { $name } comes in by:

    { $lines }
people-session-line = { $device }, last used { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
people-token-line = token “{ $name }”, last used { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
people-token-line-unused = token “{ $name }”, never used
people-end-session = Log out: { $device }
people-revoke-token = Revoke: { $name }

## Roles

people-role-owner = owner
people-role-admin = administrator
people-role-member = member
people-role-guest = guest
people-role-none = no role
people-roles = These are the roles. Choose one to see what it allows.
people-role =
    { $role } · { $count ->
        [one] one person
       *[other] { $count } people
    }

    May:
    { $scopes }
people-give = ➕ { $what }
people-take = ➖ { $what }

## Invitations

people-invite-role = What shall the person be?
people-invite-uses = How many people may come in with this invitation?
people-invite-hours = How long shall it be good?
people-uses = { $count ->
        [one] one person
       *[other] { $count } people
    }
people-hours = { $count ->
        [one] one hour
        [24] one day
        [72] three days
        [168] one week
       *[other] { $count } hours
    }
people-invitation-line = { $what } · { $left ->
        [one] one place
       *[other] { $left } places
    } · until { DATETIME($until, dateStyle: "medium", timeStyle: "short") }{ $note }
people-invitation-note = { " " }· { $note }
people-invited-now =
    ✉️ { $what }

    { $code }

    { $come }
people-invite-link = Pass on this link: { $link }
people-invite-code = Pass the code on; whoever gets it sends me /start followed by the code.
people-no-invitations = No invitation is open.
people-invitations =
    Open invitations:

    { $lines }
people-button-revoke = 🗑 { $what }

## Failures

error-people-export-too-large = That is too much for a message. Remove them through the API, which answers with all of it; they are suspended meanwhile.
error-people-last-owner = That is the last owner. Make somebody else an owner first.
error-people-owner-protected = Owners can only be changed by themselves.

## What may be allowed

scope-people-read = see who is here and what they may do
scope-people-manage = suspend and remove people, and change what they may do
scope-people-invite = invite people
