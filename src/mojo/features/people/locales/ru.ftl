## People

people-command = кто здесь и что им можно
person-command = что кому-то можно, и как это забрать
roles-command = что разрешает каждая роль
invite-command = пригласить кого-нибудь
invitations-command = открытые приглашения
takes-note = заметка

people-all = { $count ->
        [one] Здесь { $count } человек.
        [few] Здесь { $count } человека.
        [many] Здесь { $count } человек.
       *[other] Здесь { $count } человека.
    }
people-line = { $name } · { $role }
people-line-suspended = ⛔ { $name } · { $role } · доступ приостановлен
people-plain = { $words }
people-nothing = { "" }
people-bullet = • { $line }
people-rows =
    { $head }
    { $tail }
people-whom = О ком речь? Напиши имя.
people-which = Кто именно?
people-not-found = Не знаю никого по имени { $name }.
people-person =
    { $who }

    { $seen }
    { $invited }
    { $sessions }
    { $tokens }

    Можно:
    { $scopes }
people-seen = Последний визит: { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
people-seen-never = Здесь ещё не появлялись
people-invited = Кто пригласил: { $by }
people-invited-first = Без личного приглашения
people-sessions = { $count ->
        [one] { $count } сеанс
        [few] { $count } сеанса
        [many] { $count } сеансов
       *[other] { $count } сеанса
    }
people-tokens = { $count ->
        [one] { $count } токен доступа
        [few] { $count } токена доступа
        [many] { $count } токенов доступа
       *[other] { $count } токена доступа
    }
people-every-scope = всё
people-no-scopes = ничего
people-choose-role = Какую роль дать? ({ $name })
people-choose-scope = Что теперь запретить? ({ $name })
people-remove-ask = Удалить { $name } и стереть всё, что я храню? Отменить это нельзя. Сначала я пришлю тебе эти данные.
people-removed = Удалено: { $name }. Всё, что я хранил, придёт файлом; копии у меня больше нет.
people-export = Всё, что я хранил: { $name }
people-button-suspend = ⛔ Приостановить
people-button-restore = ✅ Вернуть доступ
people-button-role = 🎭 Сменить роль
people-button-scope = ✂️ Забрать право
people-button-remove = 🗑 Удалить
people-button-really = 🗑 Да, удалить навсегда
people-button-back = ← Назад
people-button-access = 🔑 Сеансы и токены
people-access =
    { $name } входит через:

    { $lines }
people-session-line = { $device }, последний раз { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
people-token-line = токен «{ $name }», последний раз { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
people-token-line-unused = токен «{ $name }», ещё не использован
people-end-session = Завершить сеанс: { $device }
people-revoke-token = Отозвать: { $name }

## Roles

people-role-owner = владелец
people-role-admin = администратор
people-role-member = участник
people-role-guest = гость
people-role-none = без роли
people-roles = Вот роли. Выбери одну, чтобы увидеть, что она разрешает.
people-role =
    { $role } · { $count ->
        [one] { $count } человек
        [few] { $count } человека
        [many] { $count } человек
       *[other] { $count } человека
    }

    Можно:
    { $scopes }
people-give = ➕ { $what }
people-take = ➖ { $what }

## Invitations

people-invite-role = Какая роль будет у приглашённого?
people-invite-uses = Сколько человек может войти по этому приглашению?
people-invite-hours = Как долго оно будет действовать?
people-uses = { $count ->
        [one] { $count } человек
        [few] { $count } человека
        [many] { $count } человек
       *[other] { $count } человека
    }
people-hours = { $count ->
        [24] сутки
        [72] трое суток
        [168] неделя
        [one] { $count } час
        [few] { $count } часа
        [many] { $count } часов
       *[other] { $count } часа
    }
people-invitation-line = { $what } · { $left ->
        [one] { $left } место
        [few] { $left } места
        [many] { $left } мест
       *[other] { $left } места
    } · до { DATETIME($until, dateStyle: "medium", timeStyle: "short") }{ $note }
people-invitation-note = { " " }· { $note }
people-invited-now =
    ✉️ { $what }

    { $code }

    { $come }
people-invite-link = Передай эту ссылку: { $link }
people-invite-code = Передай код; кто его получит, пусть напишет мне /start и после него код.
people-no-invitations = Открытых приглашений нет.
people-invitations =
    Открытые приглашения:

    { $lines }
people-button-revoke = 🗑 { $what }

## Failures

error-people-export-too-large = Для сообщения это слишком много. Удалите человека через API — ответ содержит всё; до тех пор доступ приостановлен.
error-people-last-owner = Это последний владелец. Сначала назначь владельцем кого-нибудь ещё.
error-people-owner-protected = Владельца может изменить только он сам.

## What may be allowed

scope-people-read = видеть, кто здесь и что им можно
scope-people-manage = приостанавливать и удалять людей и менять их права
scope-people-invite = приглашать людей
