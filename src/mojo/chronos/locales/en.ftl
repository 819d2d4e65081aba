# What Chronos says by itself. Words that more than one feature needs stand here too.

language-name = English

## Conversation

chronos-refused = This is a private assistant. If you have been invited, open the link you were given, or send /start followed by your code.
chronos-suspended = Your access is paused. Whoever invited you can restore it.
chronos-slow-down = That was a lot at once. Please give me a minute.
chronos-private-only = I only talk in private chats. Just write to me directly.
chronos-forbidden = Sorry, you are not allowed to do that. Whoever invited you can change it.
chronos-unknown-command = I don't know /{ $command }. Send /help to see what I can do.
chronos-unknown-command-like = I don't know /{ $command }. Did you mean /{ $meant }?
chronos-nothing-to-do = I'm not sure what to do with that. Send /help to see what I can do.
chronos-nothing-to-do-like = Did you mean /{ $meant }?
chronos-too-long = That is too long for me. { $limit ->
        [one] One character is
       *[other] { $limit } characters are
    } the most I can take.
chronos-no-such-file = I can read files that end in { $endings }; this one I cannot.
error-chronos-file-too-large = This file is too large for me: { $limit_kb } KB are the most I can take.
chronos-button-expired = This button no longer works. Please ask me again.
chronos-cancelled = All right, never mind.
chronos-nothing-to-cancel = There is nothing to cancel.
chronos-share-location = 📍 Share my location
chronos-dead-letter = I tried several times but could not handle one of your messages. I have set it aside under the number { $reference }.

## Help

chronos-help =
    Here is what I can do for you:

    { $commands }
chronos-help-not-found =
    Nothing has to do with “{ $word }”.

    { $help }
chronos-help-area =
    { $area }
    { $commands }
area-you = 👤 You
area-people = 👥 People
area-mojo = 🛠 Running Mojo
chronos-help-line = /{ $name } – { $help }
chronos-help-line-takes = /{ $name } [{ $takes }] – { $help }
chronos-lines =
    { $head }
    { $tail }
chronos-paragraphs =
    { $head }

    { $tail }
help-command = what I can do for you
cancel-command = stop what we are in the middle of
status-command = how I am doing
takes-city = city
takes-person = person
takes-place = place
takes-time = time
takes-word = word

## Status

chronos-status =
    { $summary }

    { $lines }
chronos-status-well = All is well.
chronos-status-trouble = { $count ->
        [one] One thing is not as it should be.
       *[other] { $count } things are not as they should be.
    }
chronos-status-healthy = ✅ { $name }
chronos-status-degraded = ⚠️ { $name }: in trouble since { DATETIME($since, dateStyle: "medium", timeStyle: "short") }
chronos-status-down = ❌ { $name }: down since { DATETIME($since, dateStyle: "medium", timeStyle: "short") }
chronos-status-reason = { $line } ({ $reason })
chronos-status-still-works = { $line } · { $still_works }
chronos-status-retry = { $line } · asked again at { DATETIME($retry_at, timeStyle: "short") }
chronos-status-quota = { $left ->
        [one] { $line } · one call left today
       *[other] { $line } · { $left } calls left today
    }
chronos-status-stand-in = { $line } · 🧪 stand-in

## Notifications

chronos-alert-acknowledge = ✓ I'll take care of it
chronos-alert-snooze-minutes = 💤 { $minutes } min
chronos-alert-snooze-hours = 💤 { $hours } h
chronos-alert-snooze-tomorrow = 💤 tomorrow
chronos-alert-mute = 🔕 Nothing like this for { $hours } h
chronos-alert-acted =
    { $said }

    { $acted }
chronos-alert-acknowledged = ✓ { $name } takes care of it ({ DATETIME($at, timeStyle: "short") })
chronos-alert-snoozed = 💤 { $name } will be reminded on { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
chronos-alert-muted = 🔕 { $name } wants nothing like this until { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
chronos-alert-ended = ✅ over ({ DATETIME($at, timeStyle: "short") })
chronos-collapsed =
    { $said }

    { $more ->
        [one] … and { $more } more like this
       *[other] … and { $more } more like this
    }
chronos-digest =
    { $count ->
        [one] While you wanted quiet, one message came:
       *[other] While you wanted quiet, { $count } messages came:
    }

    { $lines }
chronos-digest-entry = • { $said }

## Failures, by their code

error-unexpected = Something went wrong, and it is my fault, not yours. If it happens again, mention the number { $reference }.
error-input-invalid = I can't make sense of that. Please check it and try again.
error-not-found = I couldn't find that.
error-conflict = That doesn't work right now.
error-auth-unauthenticated = I don't know you yet. Open your invitation, or send /start followed by your code.
error-auth-forbidden = Sorry, you are not allowed to do that. Whoever invited you can change it.
error-store-unavailable = I can't get at my memory right now. Please try again in a moment.
error-backup-failed = The backup could not be made; nothing was changed. I'll try again, and the log says why.
error-backup-unusable = That file is no backup that I can use. Nothing was changed.
error-backup-not-understood = Something is stored that a backup cannot hold, so none was made. The log says what it is.
error-external-unavailable = A service that I need for this ({ $service }) is not available. Please try again later.
error-external-timeout = A service that I need for this ({ $service }) is taking too long. Please try again in a moment.
error-external-rate-limited = A service that I need for this ({ $service }) wants me to slow down. Please try again in a few minutes.
error-external-bad-answer = A service that I need for this ({ $service }) gave an answer I don't understand. Please try again later.
error-external-rejected = A service that I need for this ({ $service }) has refused my request.

## What may be allowed

scope-metrics-read = read Mojo's metrics
scope-status-read = see why something does not work
