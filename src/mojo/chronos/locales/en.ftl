# What Chronos says by itself. Words that more than one feature needs stand here too.

language-name = English

## Conversation

chronos-welcome-back = Hello again, { $name }.
chronos-refused = This is a private assistant. If you have an invitation, open its link or send: /start and the code.
chronos-private-only = I only talk in private chats. Write to me directly.
chronos-forbidden = You are not allowed to do that. Ask whoever invited you.
chronos-unknown-command = I don't know /{ $command }. /help shows what I can do.
chronos-nothing-to-do = I'm not sure what to do with that. /help shows what I can do.
chronos-too-long = That is too long: at most { $limit } characters.
chronos-button-expired = This button is too old. Please ask again.
chronos-cancelled = Done, forgotten.
chronos-nothing-to-cancel = There was nothing to cancel.
chronos-share-location = 📍 Share my location
chronos-dead-letter = I could not handle one of your messages, even after several tries. Reference: { $reference }

## Help

chronos-help =
    Here is what I can do for you:

    { $commands }
chronos-help-line = /{ $name } – { $help }
chronos-help-line-takes = /{ $name } <{ $takes }> – { $help }
chronos-lines =
    { $head }
    { $tail }
help-command = What I can do
cancel-command = Stop what we are in the middle of
status-command = How Mojo is doing

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
chronos-status-degraded = ⚠️ { $name } – limping since { DATETIME($since, dateStyle: "medium", timeStyle: "short") }
chronos-status-down = ❌ { $name } – down since { DATETIME($since, dateStyle: "medium", timeStyle: "short") }
chronos-status-reason = { $line } ({ $reason })
chronos-status-stand-in = { $line } 🧪 stand-in

## Errors, by their code

error-unexpected = Something went wrong, and it is my fault. Reference: { $reference }
error-input-invalid = I can't make sense of that. Please check it and try again.
error-not-found = I couldn't find that.
error-conflict = That doesn't work right now.
error-auth-unauthenticated = I don't know who you are. Please start with your invitation.
error-auth-forbidden = You are not allowed to do that. Ask whoever invited you.
error-store-unavailable = My memory is not answering just now. Please try again in a moment.
error-external-unavailable = { $service } is not available just now. Please try again later.
error-external-timeout = { $service } is taking too long. Please try again in a moment.
error-external-rate-limited = { $service } asked me to slow down. Please try again in a few minutes.
error-external-bad-answer = { $service } gave an answer that I don't understand. Please try again later.
error-external-rejected = { $service } refused my request.
