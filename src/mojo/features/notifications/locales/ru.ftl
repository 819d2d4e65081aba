# What people are told, where, and what they do about it.

notifications-command = что тебя ждёт и что отключено
notifications-words = { $words }
notifications-waiting = { $waiting ->
        [0] Тебя ничего не ждёт
        [one] Тебя ждёт { $waiting } сообщение
        [few] Тебя ждут { $waiting } сообщения
        [many] Тебя ждут { $waiting } сообщений
       *[other] Тебя ждут { $waiting } сообщения
    }{ $held ->
        [0] .
        [one] , и ещё { $held } до конца тихих часов.
        [few] , и ещё { $held } до конца тихих часов.
        [many] , и ещё { $held } до конца тихих часов.
       *[other] , и ещё { $held } до конца тихих часов.
    }
notifications-overview =
    { $waiting }

    { $mutes }
notifications-mute-line = 🔕 { $kind } до { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
notifications-unmute = 🔔 Снова { $kind }
notifications-muted = 🔕 Ничего о { $kind } до { DATETIME($until, dateStyle: "medium", timeStyle: "short") }.
notifications-acknowledged-before = Этим уже занимаются.

targets-command = где ещё тебя найти
takes-target = ссылка и название
notifications-targets-none =
    Я пишу тебе только сюда. Чтобы сообщения приходили и в другое место, например при сбое Telegram, отправь /targets, а после него ссылку и название:

    /targets ntfys://moya-tema Телефон

    Подойдёт любая ссылка, которую понимает Apprise.
notifications-targets =
    Ещё я могу писать тебе сюда:

    { $lines }
notifications-target-line = • { $name } ({ $shown })
notifications-target-added = ✓ Добавлено: { $name }. Своё сообщение лучше удалить: ссылка секретная.
notifications-target-test = Проверить: { $name }
notifications-target-remove = Удалить: { $name }
notifications-target-tested = ✓ Принято. Сообщение пришло?

service-target = адресат

## What may be allowed

scope-notify-read = видеть свои уведомления и отвечать на предупреждения
scope-notify-write = отправлять себе уведомления и указывать, куда ещё их слать
scope-notify-manage = уведомлять кого угодно и видеть, что не удалось доставить
