# Напоминания

area-reminders = 🔔 Напоминания
remind-command = напомнить о чём-нибудь, скажите как обычно
reminders-command = о чём вам напомнить

takes-reminder = когда и что

scope-reminders-read = видеть свои напоминания
scope-reminders-write = создавать, менять и удалять свои напоминания
scope-reminders-send = напоминать другим людям, если они согласны

reminders-made =
    ✅ Напомню: { $task }
    🗓 { $when }
reminders-made-for =
    ✅ Напоминание для { $person }: { $task }
    🗓 { $when }
reminders-one =
    { $task }
    🗓 { $when }
reminders-when-once = { DATETIME($at, dateStyle: "full", timeStyle: "short") }
reminders-when-again = { $rule }; следующий раз — { DATETIME($next, dateStyle: "full", timeStyle: "short") }
reminders-when-open = ещё не сделано
reminders-when-over = уже прошло
reminders-when-there = по прибытии: { $place }
reminders-when-leaving = при уходе: { $place }
reminders-unnoticed = { $when }. Включи отслеживание в /location, иначе я не замечу

## Как часто

reminders-rule-weekdays = по будням в { $time }
reminders-rule-monthday = каждый месяц { $day }-го числа в { $time }
reminders-rule-on-days = { $count ->
        [1] каждую неделю ({ $days }) в { $time }
        [one] каждую { $count } неделю ({ $days }) в { $time }
        [few] каждые { $count } недели ({ $days }) в { $time }
        [many] каждые { $count } недель ({ $days }) в { $time }
       *[other] каждые { $count } недель ({ $days }) в { $time }
    }
reminders-rule-minutes = { $count ->
        [one] каждую { $count } минуту
        [few] каждые { $count } минуты
        [many] каждые { $count } минут
       *[other] каждые { $count } минут
    }
reminders-rule-hours = { $count ->
        [1] каждый час
        [one] каждый { $count } час
        [few] каждые { $count } часа
        [many] каждые { $count } часов
       *[other] каждые { $count } часов
    }
reminders-rule-days = { $count ->
        [1] каждый день в { $time }
        [one] каждый { $count } день в { $time }
        [few] каждые { $count } дня в { $time }
        [many] каждые { $count } дней в { $time }
       *[other] каждые { $count } дней в { $time }
    }
reminders-rule-weeks = { $count ->
        [1] каждую неделю в { $time }
        [one] каждую { $count } неделю в { $time }
        [few] каждые { $count } недели в { $time }
        [many] каждые { $count } недель в { $time }
       *[other] каждые { $count } недель в { $time }
    }
reminders-rule-months = { $count ->
        [1] каждый месяц в { $time }
        [one] каждый { $count } месяц в { $time }
        [few] каждые { $count } месяца в { $time }
        [many] каждые { $count } месяцев в { $time }
       *[other] каждые { $count } месяцев в { $time }
    }
reminders-rule-years = { $count ->
        [1] каждый год в { $time }
        [one] каждый { $count } год в { $time }
        [few] каждые { $count } года в { $time }
        [many] каждые { $count } лет в { $time }
       *[other] каждые { $count } лет в { $time }
    }
reminders-rule-other = по правилу { $rule }
reminders-days = { $first }, { $next }
reminders-day-monday = понедельник
reminders-day-tuesday = вторник
reminders-day-wednesday = среда
reminders-day-thursday = четверг
reminders-day-friday = пятница
reminders-day-saturday = суббота
reminders-day-sunday = воскресенье

## Вопросы

reminders-ask = О чём и когда напомнить? Например: завтра в 8 позвонить маме
reminders-ask-time = Когда? Например: завтра в 8, через 10 минут или по будням в 18:00
reminders-ask-task = А о чём напомнить?
reminders-change-ask = Что изменить в «{ $task }»? Пришлите новое время, новые слова или и то и другое.
reminders-change-place-ask = Что изменить в «{ $task }»? Пришли другое место («когда уйду с работы»), новые слова или и то и другое.

## Когда пора

reminders-due = ⏰ { $task }
reminders-due-from =
    ⏰ { $task }
    От { $person }
reminders-due-again =
    { $due }
    Ждёт с { DATETIME($at, timeStyle: "short") }.
reminders-due-late =
    { $due }
    ⚠️ { $late } Было назначено на { DATETIME($at, dateStyle: "medium", timeStyle: "short") }.
reminders-late-minutes = { $count ->
        [one] Опоздание — { $count } минута.
        [few] Опоздание — { $count } минуты.
        [many] Опоздание — { $count } минут.
       *[other] Опоздание — { $count } минут.
    }
reminders-late-hours = { $count ->
        [one] Опоздание — { $count } час.
        [few] Опоздание — { $count } часа.
        [many] Опоздание — { $count } часов.
       *[other] Опоздание — { $count } часов.
    }
reminders-late-days = { $count ->
        [one] Опоздание — { $count } день.
        [few] Опоздание — { $count } дня.
        [many] Опоздание — { $count } дней.
       *[other] Опоздание — { $count } дней.
    }

## Список и его кнопки

reminders-none = Напоминаний нет. Создайте так: /remind завтра в 8 позвонить маме
reminders-list = { $count ->
        [one] У вас { $count } напоминание.
        [few] У вас { $count } напоминания.
        [many] У вас { $count } напоминаний.
       *[other] У вас { $count } напоминаний.
    }
reminders-gone = Этого напоминания больше нет.
reminders-done = ✅ Сделано: { $task }
reminders-dropped = 🗑 Удалено: { $task }
reminders-snoozed =
    💤 { $task }
    Снова: { DATETIME($at, dateStyle: "full", timeStyle: "short") }
reminders-button-open = { $task }
reminders-button-done = ✅ Сделано
reminders-button-10m = 10 мин
reminders-button-1h = 1 ч
reminders-button-tomorrow = Завтра
reminders-button-change = ✏️ Изменить
reminders-button-cancel = 🗑 Удалить
reminders-button-nag = 🔔 Напоминать, пока не сделано
reminders-button-nag-off = 🔕 Напомнить один раз

## Напоминания друг другу

reminders-consent-ask = { $person } хочет присылать вам напоминания. Вы согласны?
reminders-consent-given = ✅ Теперь { $person } может вам напоминать. Отменить это можно в /reminders.
reminders-consent-not = { $person } не сможет вам напоминать.
reminders-consent-told = { $person } принимает ваши напоминания.
reminders-button-allow = Да
reminders-button-refuse = Нет
reminders-button-revoke = 🚫 Больше не принимать от { $person }

## Ошибки

error-reminders-past = Это время уже прошло. Попробуйте, например: /remind завтра в 8 позвонить маме
error-reminders-no-such-time = Такого времени или дня не бывает. Попробуйте, например: /remind завтра в 8 позвонить маме
error-reminders-no-such-place = У тебя нет места с названием { $place }. Когда будешь там, пришли /zones { $place }, а потом повтори.
error-reminders-too-often = Это слишком часто: я напоминаю не чаще раза в пять минут.
error-reminders-not-understood = Не вижу здесь времени. Попробуйте, например: /remind завтра в 8 позвонить маме
error-reminders-no-task = О чём напомнить? Попробуйте, например: /remind завтра в 8 позвонить маме
error-reminders-consent-needed = Мы спросили { $person }, можно ли присылать ваши напоминания. Повторите, когда придёт согласие.
error-reminders-consent-refused = { $person } не хочет получать ваши напоминания.
error-records-full = Их у вас уже { $limit }, больше хранить нельзя. Сначала что-нибудь удалите.
reminders-imported = 🗓 { $count ->
        [one] Добавлено { $count } напоминание.
        [few] Добавлено { $count } напоминания.
        [many] Добавлено { $count } напоминаний.
       *[other] Добавлено { $count } напоминания.
    } Смотри /reminders.
reminders-imported-some =
    { $imported }

    { $count ->
        [one] Не вошла { $count } запись:
        [few] Не вошли { $count } записи:
        [many] Не вошло { $count } записей:
       *[other] Не вошло { $count } записи:
    }
    { $lines }
reminders-skipped = • { $task }: { $reason }
