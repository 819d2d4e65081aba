area-jobs = ⏰ What happens by itself
jobs-command = what happens by itself, and when
job-command = one schedule: run, pause, last runs
dead-command = runs that were given up: look, run again, drop
schedule-command = make a schedule, or change when it fires
jobs-none = Nothing happens by itself for you yet.
jobs-list =
    { $count ->
        [one] One thing happens by itself:
       *[other] { $count } things happen by themselves:
    }

    { $lines }
jobs-line = • { $name } – { $preview }
jobs-one =
    ⏰ { $name }
    { $preview }

    { $last }
jobs-name-and-job = { $name } ({ $job })
jobs-never-ran = It has not run yet.
jobs-runs =
    The last runs of { $name }:

    { $lines }
jobs-run-line = { $sign } { DATETIME($at, dateStyle: "medium", timeStyle: "short") } – { $outcome }
jobs-progress = running, { $percent } % done
jobs-outcome-waiting = about to start
jobs-outcome-running = running
jobs-outcome-succeeded = done
jobs-outcome-failed = failed, will be tried again
jobs-outcome-dead = given up
jobs-outcome-missed = missed
jobs-outcome-skipped = skipped, the one before still ran
jobs-outcome-cancelled = cancelled
jobs-nothing-failed = Nothing has failed lately.
jobs-why =
    { $line }
    After { $attempts ->
        [one] one attempt
       *[other] { $attempts } attempts
    }: { $reason }

    The log has more under { $reference }.
jobs-said = › { $line }
jobs-dead-none = Nothing was given up.
jobs-dead =
    Given up, the newest first:

    { $lines }
jobs-of = { $name }: { $line }
jobs-dropped = { $name } is dropped.
jobs-button-cancel = ✋ Cancel
jobs-button-again = 🔁 Run again
jobs-button-drop = 🗑 Drop
jobs-button-snooze-hour = 💤 1 hour
jobs-button-snooze-day = 💤 1 day
jobs-button-snooze-week = 💤 1 week
jobs-ask-name = What shall it be called? Letters, digits, and . _ : -
jobs-ask-job =
    Which job shall run?

    { $about }
jobs-ask-when = When? In your words, such as “every weekday at 18:00” or “tomorrow at 8”; or “15m”, “2h”; “30 7 * * 1-5”, “@daily”; “FREQ=MONTHLY;BYDAY=1MO”.
jobs-ask-told =
    With which parameters? A JSON object, or “-” for none.

    { $about }
jobs-ask-options =
    What else? One a line, such as “overlap queue” or “timeout 90s”:

    { $about }
jobs-ask-until = Until when shall it sleep? Such as “tomorrow at 8” or “3d”.
jobs-ask-run =
    With which parameters this time? A JSON object, or “-” for none. Else it is told:

    { $about }
jobs-bad-name = That cannot be its name.
jobs-no-such-job = There is no job called { $name }.
jobs-bad-when = I can't make a time of “{ $words }”.
jobs-bad-told = That does not fit: { $reason }
error-jobs-bad-option = { $field } does not take that. It takes: { $rule }
jobs-delete-sure = Delete { $name }? It will not fire any more; what its runs did stays on record.
jobs-deleted = { $name } is deleted.
jobs-button-ask-until = 💤 Until …
jobs-button-ask-when = ✏️ When
jobs-button-ask-told = ✏️ Parameters
jobs-button-ask-options = ✏️ More
jobs-button-ask-run = ▶️ Run with …
jobs-button-delete = 🗑 Delete
jobs-button-open = { $name }
jobs-button-run = ▶️ Run now
jobs-button-pause = ⏸ Pause
jobs-button-resume = ⏯ Resume
jobs-button-runs = Last runs
jobs-button-why = Why did it fail?
jobs-button-refresh = 🔄 Refresh
takes-name = name

## What may be allowed

scope-jobs-read = see one's own schedules and what became of them
scope-jobs-run = run, pause, change and cancel one's own schedules
scope-jobs-manage = make schedules, and see and change everybody's
