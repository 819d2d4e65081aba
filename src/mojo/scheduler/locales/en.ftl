# What the Scheduler says by itself.

scheduler-run-dead =
    ❌ { $job } was given up after { $attempts ->
        [one] one attempt
       *[other] { $attempts } attempts
    }: { $reason }

    See /job { $job }.

## Failures

error-job-failed = This job failed while it worked.
error-job-timeout = This job took too long and was ended.
error-job-cancelled = This job was cancelled.

## When a schedule fires

schedule-every-seconds = { $count ->
        [1] every second
       *[other] every { $count } seconds
    }
schedule-every-minutes = { $count ->
        [1] every minute
       *[other] every { $count } minutes
    }
schedule-every-hours = { $count ->
        [1] every hour
       *[other] every { $count } hours
    }
schedule-every-days = { $count ->
        [1] every day
       *[other] every { $count } days
    }
schedule-hourly = every hour at { $minute } minutes past
schedule-daily = every day at { $time }
schedule-weekdays = every weekday at { $time }
schedule-weekends = every Saturday and Sunday at { $time }
schedule-on-days = every { $days } at { $time }
schedule-monthly = on day { $day } of every month at { $time }
schedule-once = once
schedule-by-rule = by the rule { $rule }
schedule-comma = { $head }, { $next }
schedule-and = { $head } and { $last }
schedule-next = { $phrase }, next { DATETIME($next, dateStyle: "full") }, { DATETIME($next, timeStyle: "short") }
schedule-paused = { $phrase }, paused at the moment
schedule-over = { $phrase }, but not again
schedule-day-sunday = Sunday
schedule-day-monday = Monday
schedule-day-tuesday = Tuesday
schedule-day-wednesday = Wednesday
schedule-day-thursday = Thursday
schedule-day-friday = Friday
schedule-day-saturday = Saturday

## Silence

scheduler-silent = ⚠️ { $name } has fallen silent. A success was due { DATETIME($due, dateStyle: "medium", timeStyle: "short") }. { $reason }
scheduler-heard-again = ✅ { $name } works again.
scheduler-silent-never = It never started.
scheduler-silent-long = It took too long: it began { DATETIME($since, dateStyle: "medium", timeStyle: "short") }.
scheduler-silent-failed = It failed: { $reason }
scheduler-silent-paused = It has been paused since { DATETIME($since, dateStyle: "medium", timeStyle: "short") }.
scheduler-gone = 🚨 The Scheduler has given no sign of life since { DATETIME($since, dateStyle: "medium", timeStyle: "short") }. Nothing happens by itself until it is back.
scheduler-back = ✅ The Scheduler is back. It was away since { DATETIME($since, dateStyle: "medium", timeStyle: "short") }.
scheduler-away = 💤 Nothing is known of the time from { DATETIME($since, dateStyle: "medium", timeStyle: "short") } to { DATETIME($until, dateStyle: "medium", timeStyle: "short") }: Mojo, its Scheduler or Redis was down, or older data was restored. What was due meanwhile is caught up or left out, as each schedule says.
