# What Chronos says by itself. Words that more than one feature needs stand here too.

language-name = Русский

## Conversation

chronos-refused = Это личный помощник. Если у тебя есть приглашение, открой ссылку из него или отправь /start и код через пробел.
chronos-suspended = Твой доступ приостановлен. Вернуть его может тот, кто тебя пригласил.
chronos-slow-down = Слишком много сразу. Дай мне, пожалуйста, минутку.
chronos-private-only = Я общаюсь только в личных чатах. Просто напиши мне напрямую.
chronos-forbidden = К сожалению, это тебе недоступно. Доступ может дать тот, кто тебя пригласил.
chronos-unknown-command = Я не знаю команды /{ $command }. Отправь /help, и я покажу, что умею.
chronos-unknown-command-like = Я не знаю /{ $command }. Может быть, /{ $meant }?
chronos-nothing-to-do = Не совсем понимаю, что с этим делать. Отправь /help, и я покажу, что умею.
chronos-nothing-to-do-like = Может быть, /{ $meant }?
chronos-too-long = Слишком длинно: я принимаю не больше { $limit ->
        [one] { $limit } символа
        [few] { $limit } символов
        [many] { $limit } символов
       *[other] { $limit } символа
    }.
chronos-no-such-file = Я читаю файлы с окончанием { $endings }; этот не могу.
error-chronos-file-too-large = Файл слишком большой: не больше { $limit_kb } КБ.
chronos-button-expired = Эта кнопка больше не работает. Спроси, пожалуйста, ещё раз.
chronos-cancelled = Хорошо, забыли.
chronos-nothing-to-cancel = Отменять пока нечего.
chronos-share-location = 📍 Отправить геопозицию
chronos-dead-letter = Одно из твоих сообщений не удалось обработать даже с нескольких попыток. Оно отложено под номером { $reference }.

## Help

chronos-help =
    Вот чем я могу помочь:

    { $commands }
chronos-help-not-found =
    К слову «{ $word }» ничего не нашлось.

    { $help }
chronos-help-area =
    { $area }
    { $commands }
area-you = 👤 Ты
area-people = 👥 Люди
area-mojo = 🛠 Работа Mojo
chronos-help-line = /{ $name } – { $help }
chronos-help-line-takes = /{ $name } [{ $takes }] – { $help }
chronos-lines =
    { $head }
    { $tail }
chronos-paragraphs =
    { $head }

    { $tail }
help-command = чем я могу помочь
cancel-command = прервать текущее действие
status-command = как у меня дела
takes-city = город
takes-person = человек
takes-place = место
takes-time = время
takes-word = слово

## Status

chronos-status =
    { $summary }

    { $lines }
chronos-status-well = Всё в порядке.
chronos-status-trouble = { $count ->
        [one] Не всё в порядке: { $count } проблема.
        [few] Не всё в порядке: { $count } проблемы.
        [many] Не всё в порядке: { $count } проблем.
       *[other] Не всё в порядке: { $count } проблемы.
    }
chronos-status-healthy = ✅ { $name }
chronos-status-degraded = ⚠️ { $name }: сбои с { DATETIME($since, dateStyle: "medium", timeStyle: "short") }
chronos-status-down = ❌ { $name }: не работает с { DATETIME($since, dateStyle: "medium", timeStyle: "short") }
chronos-status-reason = { $line } ({ $reason })
chronos-status-still-works = { $line } · { $still_works }
chronos-status-retry = { $line } · следующая попытка в { DATETIME($retry_at, timeStyle: "short") }
chronos-status-quota = { $left ->
        [one] { $line } · на сегодня остался { $left } запрос
        [few] { $line } · на сегодня осталось { $left } запроса
       *[many] { $line } · на сегодня осталось { $left } запросов
    }
chronos-status-stand-in = { $line } · 🧪 имитация

## Notifications

chronos-alert-acknowledge = ✓ Займусь этим
chronos-alert-snooze-minutes = 💤 { $minutes } мин
chronos-alert-snooze-hours = 💤 { $hours } ч
chronos-alert-snooze-tomorrow = 💤 завтра
chronos-alert-mute = 🔕 Ничего такого { $hours } ч
chronos-alert-acted =
    { $said }

    { $acted }
chronos-alert-acknowledged = ✓ Этим занимается { $name } ({ DATETIME($at, timeStyle: "short") })
chronos-alert-snoozed = 💤 { $name }: напомню { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
chronos-alert-muted = 🔕 { $name }: ничего такого до { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
chronos-alert-ended = ✅ закончилось ({ DATETIME($at, timeStyle: "short") })
chronos-collapsed =
    { $said }

    { $more ->
        [one] … и ещё { $more } похожее
        [few] … и ещё { $more } похожих
        [many] … и ещё { $more } похожих
       *[other] … и ещё { $more } похожего
    }
chronos-digest =
    { $count ->
        [one] За время тишины пришло { $count } сообщение:
        [few] За время тишины пришло { $count } сообщения:
        [many] За время тишины пришло { $count } сообщений:
       *[other] За время тишины пришло { $count } сообщения:
    }

    { $lines }
chronos-digest-entry = • { $said }

## Failures, by their code

error-unexpected = Что-то пошло не так, и это моя вина, не твоя. Если повторится, назови номер { $reference }.
error-input-invalid = Не могу этого понять. Проверь, пожалуйста, и попробуй ещё раз.
error-not-found = Ничего не нашлось.
error-conflict = Сейчас это невозможно.
error-auth-unauthenticated = Мы ещё не знакомы. Открой приглашение или отправь /start и код через пробел.
error-auth-forbidden = К сожалению, это тебе недоступно. Доступ может дать тот, кто тебя пригласил.
error-store-unavailable = Сейчас я не могу добраться до своей памяти. Попробуй, пожалуйста, чуть позже.
error-backup-failed = Резервную копию сделать не удалось; ничего не изменено. Я попробую снова, причина — в журнале.
error-backup-unusable = Этот файл — не резервная копия, которую я могу использовать. Ничего не изменено.
error-backup-not-understood = Хранится то, что резервная копия не вмещает, поэтому её нет. Что именно — в журнале.
error-external-unavailable = Нужный для этого сервис ({ $service }) сейчас недоступен. Попробуй, пожалуйста, позже.
error-external-timeout = Нужный для этого сервис ({ $service }) слишком долго не отвечает. Попробуй, пожалуйста, чуть позже.
error-external-rate-limited = Нужный для этого сервис ({ $service }) просит не спешить. Попробуй, пожалуйста, через несколько минут.
error-external-bad-answer = Нужный для этого сервис ({ $service }) ответил что-то непонятное. Попробуй, пожалуйста, позже.
error-external-rejected = Нужный для этого сервис ({ $service }) отклонил мой запрос.

## What may be allowed

scope-metrics-read = читать метрики Mojo
scope-status-read = видеть, почему что-то не работает
