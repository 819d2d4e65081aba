# Reminders

area-reminders = 🔔 Reminders
remind-command = remind you of something, said as you would say it
reminders-command = what you want to be reminded of

takes-reminder = when and what

scope-reminders-read = see one's own reminders
scope-reminders-write = make, change and delete one's own reminders
scope-reminders-send = remind other people, if they agree

reminders-made =
    ✅ I'll remind you: { $task }
    🗓 { $when }
reminders-made-for =
    ✅ I'll remind { $person }: { $task }
    🗓 { $when }
reminders-one =
    { $task }
    🗓 { $when }
reminders-when-once = { DATETIME($at, dateStyle: "full", timeStyle: "short") }
reminders-when-again = { $rule }, next { DATETIME($next, dateStyle: "full", timeStyle: "short") }
reminders-when-open = not done yet
reminders-when-over = over
reminders-when-there = when you get to { $place }
reminders-when-leaving = when you leave { $place }
reminders-unnoticed = { $when }. Turn tracking on with /location, or I shall not notice

## How often

reminders-rule-weekdays = every weekday at { $time }
reminders-rule-monthday = on day { $day } of every month at { $time }
reminders-rule-on-days = { $count ->
        [1] every { $days } at { $time }
       *[other] every { $count } weeks on { $days } at { $time }
    }
reminders-rule-minutes = every { $count } minutes
reminders-rule-hours = { $count ->
        [1] every hour
       *[other] every { $count } hours
    }
reminders-rule-days = { $count ->
        [1] every day at { $time }
       *[other] every { $count } days at { $time }
    }
reminders-rule-weeks = { $count ->
        [1] every week at { $time }
       *[other] every { $count } weeks at { $time }
    }
reminders-rule-months = { $count ->
        [1] every month at { $time }
       *[other] every { $count } months at { $time }
    }
reminders-rule-years = { $count ->
        [1] every year at { $time }
       *[other] every { $count } years at { $time }
    }
reminders-rule-other = by the rule { $rule }
reminders-days = { $first }, { $next }
reminders-day-monday = Monday
reminders-day-tuesday = Tuesday
reminders-day-wednesday = Wednesday
reminders-day-thursday = Thursday
reminders-day-friday = Friday
reminders-day-saturday = Saturday
reminders-day-sunday = Sunday

## Asking

reminders-ask = What shall I remind you of, and when? For example: tomorrow at 8 call mum
reminders-ask-time = When? For example: tomorrow at 8, in 10 minutes, or every weekday 18:00
reminders-ask-task = And what shall I remind you of?
reminders-change-ask = What should be different about “{ $task }”? Send me a new time, new words, or both.
reminders-change-place-ask = What should be different about “{ $task }”? Send me another place (“when I leave work”), new words, or both.

## When it is time

reminders-due = ⏰ { $task }
reminders-due-from =
    ⏰ { $task }
    From { $person }
reminders-due-again =
    { $due }
    It has been waiting since { DATETIME($at, timeStyle: "short") }.
reminders-due-late =
    { $due }
    ⚠️ { $late } It was for { DATETIME($at, dateStyle: "medium", timeStyle: "short") }.
reminders-late-minutes = { $count ->
        [one] This is { $count } minute late.
       *[other] This is { $count } minutes late.
    }
reminders-late-hours = { $count ->
        [one] This is { $count } hour late.
       *[other] This is { $count } hours late.
    }
reminders-late-days = { $count ->
        [one] This is { $count } day late.
       *[other] This is { $count } days late.
    }

## The list and its buttons

reminders-none = You have no reminders. Make one: /remind tomorrow at 8 call mum
reminders-list = { $count ->
        [one] You have { $count } reminder.
       *[other] You have { $count } reminders.
    }
reminders-gone = That reminder is gone.
reminders-done = ✅ Done: { $task }
reminders-dropped = 🗑 Deleted: { $task }
reminders-snoozed =
    💤 { $task }
    Again { DATETIME($at, dateStyle: "full", timeStyle: "short") }
reminders-button-open = { $task }
reminders-button-done = ✅ Done
reminders-button-10m = 10 min
reminders-button-1h = 1 h
reminders-button-tomorrow = Tomorrow
reminders-button-change = ✏️ Change
reminders-button-cancel = 🗑 Delete
reminders-button-nag = 🔔 Ask until done
reminders-button-nag-off = 🔕 Ask only once

## Reminding each other

reminders-consent-ask = { $person } would like to send you reminders. Do you agree?
reminders-consent-given = ✅ { $person } may remind you. You can stop that under /reminders.
reminders-consent-not = { $person } may not remind you.
reminders-consent-told = { $person } agrees to be reminded by you.
reminders-button-allow = Yes
reminders-button-refuse = No
reminders-button-revoke = 🚫 No more from { $person }

## Failures

error-reminders-past = That time has gone by. Try for example: /remind tomorrow at 8 call mum
error-reminders-no-such-time = There is no such time or day. Try for example: /remind tomorrow at 8 call mum
error-reminders-no-such-place = You have no place named { $place }. When you are there, send me /zones { $place }, and then say it again.
error-reminders-too-often = That is too often: I remind you every five minutes at most.
error-reminders-not-understood = I found no time in that. Try for example: /remind tomorrow at 8 call mum
error-reminders-no-task = What shall I remind you of? Try for example: /remind tomorrow at 8 call mum
error-reminders-consent-needed = I have asked { $person } whether you may remind them. Say it again once they have agreed.
error-reminders-consent-refused = { $person } doesn't want to be reminded by you.
error-records-full = You already have { $limit } of these, which is as many as I can keep. Delete one first.
reminders-imported = 🗓 { $count ->
        [one] One reminder is
       *[other] { $count } reminders are
    } taken over. See /reminders.
reminders-imported-some =
    { $imported }

    { $count ->
        [one] One entry was left out:
       *[other] { $count } entries were left out:
    }
    { $lines }
reminders-skipped = • { $task }: { $reason }
