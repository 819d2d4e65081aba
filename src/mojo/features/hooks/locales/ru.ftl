# События извне

hooks-command = двери, через которые вам пишут другие сервисы

scope-hooks-manage = управлять дверями для событий извне

hooks-event =
    🔔 { $hook }
    { $words }
hooks-none = Хуков пока нет. Создайте первый через API: POST /api/v1/hooks
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
hooks-button = { $hook }
hooks-button-test = 🧪 Проверить
hooks-button-pause = ⏸ Приостановить
hooks-button-resume = ▶️ Возобновить

## Что записывается

audited-hook-created = хук { $target } создан
audited-hook-changed = хук { $target } изменён
audited-hook-deleted = хук { $target } удалён
audited-hook-tested = хук { $target } проверен
