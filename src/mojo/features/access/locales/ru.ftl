# Вход и то, чем он подтверждён.

login-command = войти на компьютере или телефоне
access-login =
    Вот код для входа. Он действует один раз и только пять минут:

    { $code }

    Или открой эту ссылку на устройстве, на котором хочешь войти:
    { $link }

    Никому его не передавай: с ним любой войдёт от твоего имени.

sessions-command = где выполнен вход
access-no-sessions = Вход нигде не выполнен. Чтобы войти, отправь /login.
access-sessions =
    { $count ->
        [one] Вход выполнен в { $count } месте:
        [few] Вход выполнен в { $count } местах:
        [many] Вход выполнен в { $count } местах:
       *[other] Вход выполнен в { $count } местах:
    }

    { $lines }
access-session-line = • { $device }, последнее использование: { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
access-end-session = Выйти: { $device }
access-end-all = Выйти везде
access-session-ended = ✓ Выход там выполнен.
access-all-ended = { $count ->
        [one] ✓ Завершён { $count } сеанс.
        [few] ✓ Завершено { $count } сеанса.
        [many] ✓ Завершено { $count } сеансов.
       *[other] ✓ Завершено { $count } сеанса.
    }
access-session-reused =
    ⚠️ В { DATETIME($now, timeStyle: "short") } кто-то воспользовался твоим входом, который уже был заменён. Возможно, его украли, поэтому я его завершил.

    Если это был кто-то другой, отправь /sessions и /tokens и заверши всё незнакомое.

tokens-command = токены доступа для твоих программ
access-no-tokens = Токенов доступа нет. Он нужен программе, которая действует от твоего имени.
access-tokens =
    { $count ->
        [one] У тебя { $count } токен доступа:
        [few] У тебя { $count } токена доступа:
        [many] У тебя { $count } токенов доступа:
       *[other] У тебя { $count } токена доступа:
    }

    { $lines }
access-token-line = • { $name }, создан { DATETIME($created, dateStyle: "medium") }
access-token-line-expires = { $line }, действует до { DATETIME($until, dateStyle: "medium") }
access-token-line-used = { $line }, последнее использование: { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
access-revoke = Отозвать: { $name }
access-make = Новый токен
access-make-reading = Новый токен, только чтение
access-token-revoked = ✓ Отозван. Он больше ничего не открывает.
access-token-name = Как его назвать? Достаточно названия программы или устройства. Или /cancel.
access-token-made =
    ✓ Теперь «{ $name }» может действовать от твоего имени до { DATETIME($until, dateStyle: "medium") }. Вот токен:

    { $token }

    Показать его ещё раз я не смогу. Скопируй его и удали это сообщение.

access-locked =
    ⚠️ { $kind ->
        [code] Кто-то упорно подбирает коды для входа.
        [password] Кто-то упорно подбирает пароли.
        [token] Какая-то программа упорно присылает неверный токен доступа.
        [invitation] Кто-то упорно подбирает коды приглашений.
       *[other] Кто-то упорно пытается войти.
    } На четверть часа я закрываю вход для { $subject }. Никто не вошёл.

## Страница по ссылке

login-page-title = Вход в Mojo
login-page-explanation = Нажми кнопку, чтобы войти на этом устройстве. Ссылка действует один раз.
login-page-button = Войти
login-page-done = Вход выполнен. Скопируй то, что нужно твоей программе: больше это не покажут.
login-page-failed = Не получилось. Возможно, ссылка уже использована или устарела. Попроси у Хроноса новую: /login.
login-page-access = Токен доступа (15 минут)
login-page-refresh = Токен обновления (для следующего токена доступа)

## Неудачи

error-limit-too-many-requests = Слишком много запросов сразу. Попробуй ещё раз через { $retry_after_s ->
        [one] { $retry_after_s } секунду
        [few] { $retry_after_s } секунды
        [many] { $retry_after_s } секунд
       *[other] { $retry_after_s } секунды
    }.
error-auth-too-many-attempts = Слишком много неверных попыток. Попробуй ещё раз через { $retry_after_s ->
        [one] { $retry_after_s } секунду
        [few] { $retry_after_s } секунды
        [many] { $retry_after_s } секунд
       *[other] { $retry_after_s } секунды
    }.

## Что можно разрешить

scope-access-manage = видеть и завершать свои сеансы
scope-tokens-manage = создавать и отзывать свои токены доступа
