# The watch over Mojo itself

watch-command = how Mojo itself is doing
scope-watch-read = see how Mojo itself is doing
error-watch-refused = Only Alertmanager may deliver alerts here, with its own token.

watch-began = ⚠️ { $what }
watch-began-cure =
    ⚠️ { $what }

    { $cure }
watch-still = ⚠️ Still so, for { $lasted }: { $what }
watch-ended = ✅ Over after { $lasted }: { $what }
watch-minutes = { $count ->
        [one] { $count } minute
       *[other] { $count } minutes
    }
watch-hours = { $count ->
        [one] { $count } hour
       *[other] { $count } hours
    }
watch-days = { $count ->
        [one] { $count } day
       *[other] { $count } days
    }

watch-foreign = { $name }: { $words }
watch-service-down = The service { $subject } does not run.
watch-dependency-down = { $subject } does not work.
watch-api-errors = { $figure } % of the API's requests fail.
watch-queue-waiting = Something has waited in { $subject } for { $figure } s.
watch-job-missed = { $figure ->
        [one] One schedule has fallen silent.
       *[other] { $figure } schedules have fallen silent.
    }
watch-redis-memory = Redis has used { $figure } % of its memory.
watch-redis-persistence = Redis does not keep what it is given: a crash would lose it.
watch-disk-full = The disk has only { $figure } % free.
watch-memory-full = Only { $figure } % of the memory is free.
watch-certificate-ends = The certificate { $subject } ends in { $figure } days.
watch-backup-old = The last backup ({ $subject }) is { $figure } hours old.
watch-log-lines-lost = { $figure ->
        [one] One line of the log was lost.
       *[other] { $figure } lines of the log were lost.
    }
watch-monitoring-silent = Nothing has been heard of Alertmanager for { $figure } s.

watch-cure-service-down = Look into its log; `mojo doctor` says what is missing.
watch-cure-dependency-down = /status says why, and what goes on without it.
watch-cure-api-errors = Look into the log for api.request_broke.
watch-cure-queue-waiting = See whether Chronos runs and Telegram answers: /status.
watch-cure-job-missed = /jobs shows which, and why.
watch-cure-redis-memory = Give it more maxmemory before it is full: a full Redis takes nothing more.
watch-cure-redis-persistence = Switch appendonly on, and make room on its disk.
watch-cure-disk-full = Make room: old logs and backups first.
watch-cure-memory-full = End what else runs there, or give it more.
watch-cure-certificate-ends = Renew it, and see why that did not happen by itself.
watch-cure-backup-old = Make one by hand and see what it says.
watch-cure-log-lines-lost = See whether the disk is full or slow.
watch-cure-monitoring-silent = See whether Prometheus and Alertmanager run.

watch-name-service-down = services
watch-name-dependency-down = dependencies
watch-name-api-errors = errors of the API
watch-name-queue-waiting = inbox and outbox
watch-name-job-missed = schedules
watch-name-redis-memory = memory of Redis
watch-name-redis-persistence = persistence of Redis
watch-name-disk-full = disk
watch-name-memory-full = memory
watch-name-certificate-ends = certificates
watch-name-backup-old = backup
watch-name-log-lines-lost = log
watch-name-monitoring-silent = Alertmanager

watch-not-yet = ⏳ Mojo has not looked yet; it does so every two minutes.
watch-all-well = ✅ All is well: { $count ->
        [one] { $count } condition is watched.
       *[other] { $count } conditions are watched.
    }
watch-some-wrong = Wrong: { $count }. Well: { $well }.
watch-line =
    { $before }
    { $sign } { $what } – { $state }
watch-stale =
    { $before }

    ❗️ Nobody has looked for five minutes: the Scheduler does not run, or WATCH_ENABLED is off.
watch-state-unknown = cannot be told
watch-state-pending = since { DATETIME($since, dateStyle: "short", timeStyle: "short") }, not told yet
watch-state-open = since { DATETIME($since, dateStyle: "short", timeStyle: "short") }
watch-state-ending = well again, for now
watch-state-acknowledged = somebody takes care of it
watch-button-refresh = 🔄 Refresh
