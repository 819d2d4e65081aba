# События извне

hooks-command = двери, через которые вам пишут другие сервисы

scope-hooks-manage = управлять дверями для событий извне

hooks-event =
    🔔 { $hook }
    { $words }
hooks-none = Пока ни один другой сервис не может до тебя достучаться. Открыть дверь одному из них, например звонку: /hooks doorbell
hooks-list = { $count ->
        [one] Есть { $count } хук.
        [few] Есть { $count } хука.
        [many] Есть { $count } хуков.
       *[other] Есть { $count } хука.
    }
hooks-open = { $hook } открыт.
hooks-paused = { $hook } приостановлен.
hooks-no-events =
    { $hook }
    В последнее время ничего не приходило.
hooks-line =
    { $before }
    { DATETIME($at, dateStyle: "short", timeStyle: "short") } · { $state }
hooks-waiting = ждёт
hooks-handled = обработано
hooks-failed = не удалось
hooks-tested = Пробное событие уже идёт через { $hook }.
takes-hook = хук
hooks-make = Хука { $hook } ещё нет. Создать? О том, что через него придёт, я расскажу тебе. Как отправитель покажет, кто он?
hooks-style-token = 🔑 Токеном (почти всё, curl)
hooks-style-github = 🐙 Подписью, как GitHub
hooks-made =
    ✅ { $hook } открыт. Это показывается один раз:

    Адрес: { $url }
    Секрет: { $secret }

    { $how }
hooks-how-token =
    Попробовать:
    curl -H "X-Hook-Token: СЕКРЕТ" -d '{"{"}"text": "Звонят"{"}"}' { $url }
hooks-how-signed = Передай отправителю и то и другое; тип содержимого: application/json.
hooks-delete-sure = Удалить { $hook } вместе с тем, что пришло? Кто будет слать туда дальше, получит отказ.
hooks-deleted = { $hook } удалён.
error-hooks-not-a-name = Имя хука: буквы a-z, цифры и -, не больше 48, например doorbell.
hooks-button = { $hook }
hooks-button-test = 🧪 Проверить
hooks-button-pause = ⏸ Приостановить
hooks-button-resume = ▶️ Возобновить
hooks-button-secret = 🔑 Новый секрет
hooks-button-delete = 🗑 Удалить

## Что записывается

audited-hook-created = хук { $target } создан
audited-hook-changed = хук { $target } изменён
audited-hook-deleted = хук { $target } удалён
audited-hook-tested = хук { $target } проверен
