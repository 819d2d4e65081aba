# Events from outside

hooks-command = the doors through which other services reach you

scope-hooks-manage = manage the doors for events from outside

hooks-event =
    🔔 { $hook }
    { $words }
hooks-none = There are no hooks yet. Make one with the API: POST /api/v1/hooks
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
hooks-button = { $hook }
hooks-button-test = 🧪 Test
hooks-button-pause = ⏸ Pause
hooks-button-resume = ▶️ Resume

## What is recorded

audited-hook-created = hook { $target } made
audited-hook-changed = hook { $target } changed
audited-hook-deleted = hook { $target } deleted
audited-hook-tested = hook { $target } tested
