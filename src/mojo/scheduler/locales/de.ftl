# What the Scheduler says by itself.

scheduler-run-dead =
    ❌ { $job } wurde nach { $attempts ->
        [one] einem Versuch
       *[other] { $attempts } Versuchen
    } aufgegeben: { $reason }

    Mehr dazu mit /job { $job }.

## Failures

error-job-failed = Dieser Auftrag ist bei der Arbeit gescheitert.
error-job-timeout = Dieser Auftrag hat zu lange gedauert und wurde beendet.
error-job-cancelled = Dieser Auftrag wurde abgebrochen.

## When a schedule fires

schedule-every-seconds = { $count ->
        [1] jede Sekunde
       *[other] alle { $count } Sekunden
    }
schedule-every-minutes = { $count ->
        [1] jede Minute
       *[other] alle { $count } Minuten
    }
schedule-every-hours = { $count ->
        [1] jede Stunde
       *[other] alle { $count } Stunden
    }
schedule-every-days = { $count ->
        [1] jeden Tag
       *[other] alle { $count } Tage
    }
schedule-hourly = jede Stunde um { $minute } Minuten nach voll
schedule-daily = täglich um { $time }
schedule-weekdays = montags bis freitags um { $time }
schedule-weekends = samstags und sonntags um { $time }
schedule-on-days = { $days } um { $time }
schedule-monthly = an jedem { $day }. des Monats um { $time }
schedule-once = einmal
schedule-by-rule = nach der Regel { $rule }
schedule-comma = { $head }, { $next }
schedule-and = { $head } und { $last }
schedule-next = { $phrase }, das nächste Mal am { DATETIME($next, dateStyle: "full") } um { DATETIME($next, timeStyle: "short") }
schedule-paused = { $phrase }, zurzeit angehalten
schedule-over = { $phrase }, aber nicht wieder
schedule-day-sunday = sonntags
schedule-day-monday = montags
schedule-day-tuesday = dienstags
schedule-day-wednesday = mittwochs
schedule-day-thursday = donnerstags
schedule-day-friday = freitags
schedule-day-saturday = samstags

## Silence

scheduler-silent = ⚠️ { $name } ist verstummt. Ein Erfolg war fällig am { DATETIME($due, dateStyle: "medium", timeStyle: "short") }. { $reason }
scheduler-heard-again = ✅ { $name } arbeitet wieder.
scheduler-silent-never = Der Auftrag hat nie begonnen.
scheduler-silent-long = Es dauerte zu lange: begonnen am { DATETIME($since, dateStyle: "medium", timeStyle: "short") }.
scheduler-silent-failed = Fehlgeschlagen: { $reason }
scheduler-silent-paused = Angehalten seit { DATETIME($since, dateStyle: "medium", timeStyle: "short") }.
scheduler-gone = 🚨 Der Zeitplaner hat sich seit { DATETIME($since, dateStyle: "medium", timeStyle: "short") } nicht gemeldet. Bis er zurück ist, geschieht nichts von selbst.
scheduler-back = ✅ Der Zeitplaner ist wieder da. Er fehlte seit { DATETIME($since, dateStyle: "medium", timeStyle: "short") }.
scheduler-away = 💤 Über die Zeit vom { DATETIME($since, dateStyle: "medium", timeStyle: "short") } bis { DATETIME($until, dateStyle: "medium", timeStyle: "short") } ist nichts bekannt: Mojo, der Zeitplaner oder Redis lief nicht, oder ältere Daten wurden wiederhergestellt. Was inzwischen fällig war, wird nachgeholt oder ausgelassen, wie es beim jeweiligen Zeitplan steht.
