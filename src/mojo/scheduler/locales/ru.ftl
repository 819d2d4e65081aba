# What the Scheduler says by itself.

scheduler-run-dead =
    ❌ Задание { $job } не выполнено. Сделано { $attempts ->
        [one] { $attempts } попытка
        [few] { $attempts } попытки
       *[many] { $attempts } попыток
    }: { $reason }

    Подробнее: /job { $job }.
