area-jobs = ⏰ Что происходит само
jobs-command = что происходит само и когда
job-command = одно расписание: запустить, приостановить, последние запуски
dead-command = прекращённые запуски: посмотреть, повторить, убрать
schedule-command = создать расписание или изменить его время
jobs-none = Пока для вас ничего не происходит само.
jobs-list =
    { $count ->
        [one] { $count } дело выполняется само:
        [few] { $count } дела выполняются сами:
       *[many] { $count } дел выполняются сами:
    }

    { $lines }
jobs-line = • { $name } – { $preview }
jobs-one =
    ⏰ { $name }
    { $preview }

    { $last }
jobs-name-and-job = { $name } ({ $job })
jobs-never-ran = Ещё ни разу не запускалось.
jobs-runs =
    Последние запуски { $name }:

    { $lines }
jobs-run-line = { $sign } { DATETIME($at, dateStyle: "medium", timeStyle: "short") } – { $outcome }
jobs-progress = выполняется, готово { $percent } %
jobs-outcome-waiting = сейчас начнётся
jobs-outcome-running = выполняется
jobs-outcome-succeeded = выполнено
jobs-outcome-failed = ошибка, будет повтор
jobs-outcome-dead = не удалось, больше не повторяется
jobs-outcome-missed = пропущено
jobs-outcome-skipped = не запущено: предыдущий запуск ещё шёл
jobs-outcome-cancelled = отменено
jobs-nothing-failed = В последнее время ошибок не было.
jobs-why =
    { $line }
    { $attempts ->
        [one] Сделана { $attempts } попытка
        [few] Сделано { $attempts } попытки
       *[many] Сделано { $attempts } попыток
    }: { $reason }

    Подробности в журнале под номером { $reference }.
jobs-said = › { $line }
jobs-dead-none = Прекращённых запусков нет.
jobs-dead =
    Прекращённые, сначала новые:

    { $lines }
jobs-of = { $name }: { $line }
jobs-dropped = { $name }: запуск убран.
jobs-button-cancel = ✋ Отменить
jobs-button-again = 🔁 Повторить
jobs-button-drop = 🗑 Убрать
jobs-button-snooze-hour = 💤 1 час
jobs-button-snooze-day = 💤 1 день
jobs-button-snooze-week = 💤 1 неделя
jobs-ask-name = Как его назвать? Латинские буквы, цифры и . _ : -
jobs-ask-job =
    Какую задачу запускать?

    { $about }
jobs-ask-when = Когда? Своими словами, например «каждый будний день в 18:00» или «завтра в 8»; или «15m», «2h»; «30 7 * * 1-5», «@daily»; «FREQ=MONTHLY;BYDAY=1MO».
jobs-ask-told =
    С какими параметрами? Объект JSON или «-», если без них.

    { $about }
jobs-ask-options =
    Что ещё? По одному в строке, например «overlap queue» или «timeout 90s»:

    { $about }
jobs-ask-until = До какого времени ему отдыхать? Например «завтра в 8» или «3d».
jobs-ask-run =
    С какими параметрами на этот раз? Объект JSON или «-», если без них. Иначе он получит:

    { $about }
jobs-bad-name = Так назвать нельзя.
jobs-no-such-job = Задания { $name } нет.
jobs-bad-when = Не понимаю «{ $words }» как время.
jobs-bad-told = Это не подходит: { $reason }
error-jobs-bad-option = { $field } такого не принимает. Можно: { $rule }
jobs-delete-sure = Удалить { $name }? Больше оно не сработает; записи о запусках останутся.
jobs-deleted = { $name } удалено.
jobs-button-ask-until = 💤 До …
jobs-button-ask-when = ✏️ Когда
jobs-button-ask-told = ✏️ Параметры
jobs-button-ask-options = ✏️ Ещё
jobs-button-ask-run = ▶️ Запустить с …
jobs-button-delete = 🗑 Удалить
jobs-button-open = { $name }
jobs-button-run = ▶️ Запустить
jobs-button-pause = ⏸ Приостановить
jobs-button-resume = ⏯ Возобновить
jobs-button-runs = Последние запуски
jobs-button-why = Почему ошибка?
jobs-button-refresh = 🔄 Обновить
takes-name = имя

## What may be allowed

scope-jobs-read = видеть свои расписания и их запуски
scope-jobs-run = запускать, приостанавливать, менять и отменять свои расписания
scope-jobs-manage = создавать расписания, видеть и менять чужие
