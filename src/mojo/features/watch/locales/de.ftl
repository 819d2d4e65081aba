# Die Wache über Mojo selbst

watch-command = wie es Mojo selbst geht
scope-watch-read = sehen, wie es Mojo selbst geht
error-watch-refused = Hier darf nur Alertmanager Alarme abliefern, mit seinem eigenen Token.

watch-began = ⚠️ { $what }
watch-began-cure =
    ⚠️ { $what }

    { $cure }
watch-still = ⚠️ Immer noch, seit { $lasted }: { $what }
watch-ended = ✅ Vorbei nach { $lasted }: { $what }
watch-minutes = { $count ->
        [one] { $count } Minute
       *[other] { $count } Minuten
    }
watch-hours = { $count ->
        [one] { $count } Stunde
       *[other] { $count } Stunden
    }
watch-days = { $count ->
        [one] { $count } Tag
       *[other] { $count } Tagen
    }

watch-foreign = { $name }: { $words }
watch-service-down = Der Dienst { $subject } läuft nicht.
watch-dependency-down = { $subject } geht nicht.
watch-api-errors = { $figure } % der Anfragen an die API schlagen fehl.
watch-queue-waiting = In { $subject } wartet etwas seit { $figure } s.
watch-job-missed = { $figure ->
        [one] Ein Zeitplan ist verstummt.
       *[other] { $figure } Zeitpläne sind verstummt.
    }
watch-redis-memory = Redis hat { $figure } % seines Speichers verbraucht.
watch-redis-persistence = Redis behält nicht, was es bekommt: Ein Absturz würde es verlieren.
watch-disk-full = Auf der Platte sind nur noch { $figure } % frei.
watch-memory-full = Nur noch { $figure } % des Arbeitsspeichers sind frei.
watch-certificate-ends = Das Zertifikat { $subject } endet in { $figure } Tagen.
watch-backup-old = Die letzte Sicherung ({ $subject }) ist { $figure } Stunden alt.
watch-log-lines-lost = { $figure ->
        [one] Eine Zeile des Logs ging verloren.
       *[other] { $figure } Zeilen des Logs gingen verloren.
    }
watch-monitoring-silent = Von Alertmanager war seit { $figure } s nichts zu hören.

watch-cure-service-down = Sieh in sein Log; `mojo doctor` sagt, was fehlt.
watch-cure-dependency-down = /status sagt, warum, und was ohne es weitergeht.
watch-cure-api-errors = Suche im Log nach api.request_broke.
watch-cure-queue-waiting = Sieh nach, ob Chronos läuft und Telegram antwortet: /status.
watch-cure-job-missed = /jobs zeigt, welche, und warum.
watch-cure-redis-memory = Gib ihm mehr maxmemory, bevor es voll ist: Ein volles Redis nimmt nichts mehr an.
watch-cure-redis-persistence = Schalte appendonly ein und schaffe Platz auf seiner Platte.
watch-cure-disk-full = Schaffe Platz: zuerst alte Logs und Sicherungen.
watch-cure-memory-full = Beende, was dort sonst läuft, oder gib ihm mehr.
watch-cure-certificate-ends = Erneuere es und sieh nach, warum das nicht von selbst geschah.
watch-cure-backup-old = Mache eine von Hand und sieh, was sie sagt.
watch-cure-log-lines-lost = Sieh nach, ob die Platte voll oder langsam ist.
watch-cure-monitoring-silent = Sieh nach, ob Prometheus und Alertmanager laufen.

watch-name-service-down = Dienste
watch-name-dependency-down = Abhängigkeiten
watch-name-api-errors = Fehler der API
watch-name-queue-waiting = Eingang und Ausgang
watch-name-job-missed = Zeitpläne
watch-name-redis-memory = Speicher von Redis
watch-name-redis-persistence = Beständigkeit von Redis
watch-name-disk-full = Platte
watch-name-memory-full = Arbeitsspeicher
watch-name-certificate-ends = Zertifikate
watch-name-backup-old = Sicherung
watch-name-log-lines-lost = Log
watch-name-monitoring-silent = Alertmanager

watch-not-yet = ⏳ Mojo hat noch nicht nachgesehen; es tut das alle zwei Minuten.
watch-all-well = ✅ Alles in Ordnung: { $count ->
        [one] { $count } Bedingung wird überwacht.
       *[other] { $count } Bedingungen werden überwacht.
    }
watch-some-wrong = Nicht in Ordnung: { $count }. In Ordnung: { $well }.
watch-line =
    { $before }
    { $sign } { $what } – { $state }
watch-stale =
    { $before }

    ❗️ Seit fünf Minuten hat niemand nachgesehen: Der Scheduler läuft nicht, oder WATCH_ENABLED ist aus.
watch-state-unknown = lässt sich nicht sagen
watch-state-pending = seit { DATETIME($since, dateStyle: "short", timeStyle: "short") }, noch nicht gemeldet
watch-state-open = seit { DATETIME($since, dateStyle: "short", timeStyle: "short") }
watch-state-ending = vorerst wieder gut
watch-state-acknowledged = jemand kümmert sich darum
watch-button-refresh = 🔄 Neu laden
