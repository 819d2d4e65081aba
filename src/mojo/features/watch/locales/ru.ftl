# Присмотр за самим Mojo

watch-command = как дела у самого Mojo
scope-watch-read = видеть, как дела у самого Mojo
error-watch-refused = Сюда доставлять тревоги может только Alertmanager, со своим токеном.

watch-began = ⚠️ { $what }
watch-began-cure =
    ⚠️ { $what }

    { $cure }
watch-still = ⚠️ Всё ещё так, уже { $lasted }: { $what }
watch-ended = ✅ Закончилось через { $lasted }: { $what }
watch-minutes = { $count ->
        [one] { $count } минуту
        [few] { $count } минуты
        [many] { $count } минут
       *[other] { $count } минуты
    }
watch-hours = { $count ->
        [one] { $count } час
        [few] { $count } часа
        [many] { $count } часов
       *[other] { $count } часа
    }
watch-days = { $count ->
        [one] { $count } день
        [few] { $count } дня
        [many] { $count } дней
       *[other] { $count } дня
    }

watch-foreign = { $name }: { $words }
watch-service-down = Сервис { $subject } не работает.
watch-dependency-down = { $subject } не работает.
watch-api-errors = { $figure } % запросов к API не удаётся.
watch-queue-waiting = В { $subject } что-то ждёт уже { $figure } с.
watch-job-missed = { $figure ->
        [one] Замолчало { $figure } расписание.
        [few] Замолчали { $figure } расписания.
        [many] Замолчали { $figure } расписаний.
       *[other] Замолчали { $figure } расписания.
    }
watch-redis-memory = Redis занял { $figure } % своей памяти.
watch-redis-persistence = Redis не сохраняет то, что получает: при сбое это пропадёт.
watch-disk-full = На диске свободно только { $figure } %.
watch-memory-full = Свободно только { $figure } % памяти.
watch-certificate-ends = Сертификат { $subject } заканчивается, осталось дней: { $figure }.
watch-backup-old = Последней резервной копии ({ $subject }) уже { $figure } ч.
watch-log-lines-lost = { $figure ->
        [one] Потеряна { $figure } строка журнала.
        [few] Потеряны { $figure } строки журнала.
        [many] Потеряно { $figure } строк журнала.
       *[other] Потеряно { $figure } строки журнала.
    }
watch-monitoring-silent = От Alertmanager ничего не слышно уже { $figure } с.

watch-cure-service-down = Посмотри в его журнал; `mojo doctor` скажет, чего не хватает.
watch-cure-dependency-down = /status говорит, почему, и что работает без этого.
watch-cure-api-errors = Поищи в журнале api.request_broke.
watch-cure-queue-waiting = Посмотри, работает ли Chronos и отвечает ли Telegram: /status.
watch-cure-job-missed = /jobs покажет, какие и почему.
watch-cure-redis-memory = Дай ему больше maxmemory, пока он не полон: полный Redis ничего не принимает.
watch-cure-redis-persistence = Включи appendonly и освободи место на его диске.
watch-cure-disk-full = Освободи место: сначала старые журналы и копии.
watch-cure-memory-full = Заверши то, что ещё там работает, или дай больше.
watch-cure-certificate-ends = Обнови его и посмотри, почему это не произошло само.
watch-cure-backup-old = Сделай копию вручную и посмотри, что она скажет.
watch-cure-log-lines-lost = Посмотри, не полон ли диск и не медленный ли он.
watch-cure-monitoring-silent = Посмотри, работают ли Prometheus и Alertmanager.

watch-name-service-down = сервисы
watch-name-dependency-down = зависимости
watch-name-api-errors = ошибки API
watch-name-queue-waiting = входящие и исходящие
watch-name-job-missed = расписания
watch-name-redis-memory = память Redis
watch-name-redis-persistence = сохранность Redis
watch-name-disk-full = диск
watch-name-memory-full = память
watch-name-certificate-ends = сертификаты
watch-name-backup-old = резервная копия
watch-name-log-lines-lost = журнал
watch-name-monitoring-silent = Alertmanager

watch-not-yet = ⏳ Mojo ещё не смотрел; он делает это каждые две минуты.
watch-all-well = ✅ Всё хорошо: { $count ->
        [one] под присмотром { $count } условие.
        [few] под присмотром { $count } условия.
        [many] под присмотром { $count } условий.
       *[other] под присмотром { $count } условия.
    }
watch-some-wrong = Плохо: { $count }. Хорошо: { $well }.
watch-line =
    { $before }
    { $sign } { $what } – { $state }
watch-stale =
    { $before }

    ❗️ Уже пять минут никто не смотрел: планировщик не работает или WATCH_ENABLED выключен.
watch-state-unknown = нельзя узнать
watch-state-pending = с { DATETIME($since, dateStyle: "short", timeStyle: "short") }, ещё не сообщалось
watch-state-open = с { DATETIME($since, dateStyle: "short", timeStyle: "short") }
watch-state-ending = пока снова хорошо
watch-state-acknowledged = этим кто-то занимается
watch-button-refresh = 🔄 Обновить
