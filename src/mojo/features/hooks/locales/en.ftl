# Events from outside

hooks-command = the doors through which other services reach you

scope-hooks-manage = manage the doors for events from outside

hooks-event =
    🔔 { $hook }
    { $words }
hooks-none = No other service can reach you yet. To open a door for one, such as your doorbell: /hooks doorbell
hooks-list = { $count ->
        [one] There is { $count } hook.
       *[other] There are { $count } hooks.
    }
hooks-open = { $hook } is open.
hooks-paused = { $hook } is paused.
hooks-no-events =
    { $hook }
    Nothing has come in lately.
hooks-line =
    { $before }
    { DATETIME($at, dateStyle: "short", timeStyle: "short") } · { $state }
hooks-waiting = waiting
hooks-handled = handled
hooks-failed = failed
hooks-tested = A test event is on its way through { $hook }.
takes-hook = hook
hooks-make = There is no hook { $hook } yet. Shall I make it? What comes in through it, I tell you. How will the sender show who it is?
hooks-style-token = 🔑 With a token (most things, curl)
hooks-style-github = 🐙 Signed, as GitHub does
hooks-made =
    ✅ { $hook } is open. This is shown once:

    Address: { $url }
    Secret: { $secret }

    { $how }
hooks-how-token =
    Try it:
    curl -H "X-Hook-Token: THE-SECRET" -d '{"{"}"text": "It rang"{"}"}' { $url }
hooks-how-signed = Give both to the sender; as content type take application/json.
hooks-delete-sure = Delete { $hook }, with what came in? Whoever still sends there will be refused.
hooks-deleted = { $hook } is deleted.
error-hooks-not-a-name = A hook's name has the letters a-z, digits and -, at most 48 of them, such as doorbell.
hooks-button = { $hook }
hooks-button-test = 🧪 Test
hooks-button-pause = ⏸ Pause
hooks-button-resume = ▶️ Resume
hooks-button-secret = 🔑 New secret
hooks-button-delete = 🗑 Delete

## What is recorded

audited-hook-created = hook { $target } made
audited-hook-changed = hook { $target } changed
audited-hook-deleted = hook { $target } deleted
audited-hook-tested = hook { $target } tested
