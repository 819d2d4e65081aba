# What the Scheduler says by itself.

scheduler-run-dead =
    ❌ Задание { $job } не выполнено. Сделано { $attempts ->
        [one] { $attempts } попытка
        [few] { $attempts } попытки
       *[many] { $attempts } попыток
    }: { $reason }

    Подробнее: /job { $job }.

## Failures

error-job-failed = Задание завершилось с ошибкой.
error-job-timeout = Задание выполнялось слишком долго и было остановлено.
error-job-cancelled = Задание отменено.

## When a schedule fires

schedule-every-seconds = { $count ->
        [1] каждую секунду
        [one] каждую { $count } секунду
        [few] каждые { $count } секунды
       *[many] каждые { $count } секунд
    }
schedule-every-minutes = { $count ->
        [1] каждую минуту
        [one] каждую { $count } минуту
        [few] каждые { $count } минуты
       *[many] каждые { $count } минут
    }
schedule-every-hours = { $count ->
        [1] каждый час
        [one] каждый { $count } час
        [few] каждые { $count } часа
       *[many] каждые { $count } часов
    }
schedule-every-days = { $count ->
        [1] каждый день
        [one] каждый { $count } день
        [few] каждые { $count } дня
       *[many] каждые { $count } дней
    }
schedule-hourly = каждый час в { $minute } минут
schedule-daily = каждый день в { $time }
schedule-weekdays = по будням в { $time }
schedule-weekends = по субботам и воскресеньям в { $time }
schedule-on-days = по { $days } в { $time }
schedule-monthly = каждый месяц { $day }-го числа в { $time }
schedule-once = один раз
schedule-by-rule = по правилу { $rule }
schedule-comma = { $head }, { $next }
schedule-and = { $head } и { $last }
schedule-next = { $phrase }, в следующий раз — { DATETIME($next, dateStyle: "full") } в { DATETIME($next, timeStyle: "short") }
schedule-paused = { $phrase }, сейчас приостановлено
schedule-over = { $phrase }, но больше не повторится
schedule-day-sunday = воскресеньям
schedule-day-monday = понедельникам
schedule-day-tuesday = вторникам
schedule-day-wednesday = средам
schedule-day-thursday = четвергам
schedule-day-friday = пятницам
schedule-day-saturday = субботам

## Silence

scheduler-silent = ⚠️ { $name } не подаёт признаков жизни. Успешный запуск ожидался { DATETIME($due, dateStyle: "medium", timeStyle: "short") }. { $reason }
scheduler-heard-again = ✅ { $name } снова работает.
scheduler-silent-never = Запуска не было.
scheduler-silent-long = Слишком долго: начато { DATETIME($since, dateStyle: "medium", timeStyle: "short") }.
scheduler-silent-failed = Ошибка: { $reason }
scheduler-silent-paused = Приостановлено с { DATETIME($since, dateStyle: "medium", timeStyle: "short") }.
scheduler-gone = 🚨 Планировщик не подаёт признаков жизни с { DATETIME($since, dateStyle: "medium", timeStyle: "short") }. Пока он не вернётся, ничего не произойдёт само.
scheduler-back = ✅ Планировщик снова работает. Его не было с { DATETIME($since, dateStyle: "medium", timeStyle: "short") }.
scheduler-away = 💤 Что было с { DATETIME($since, dateStyle: "medium", timeStyle: "short") } по { DATETIME($until, dateStyle: "medium", timeStyle: "short") }, неизвестно: не работал Mojo, планировщик или Redis, либо были восстановлены старые данные. Пропущенное за это время выполняется или опускается, как указано в каждом расписании.
