account-welcome =
    👋 Привет, { $name }! Я Хронос.

    Я беру на себя мелкие заботы и даю знать, когда что-то действительно важно. На каком языке будем общаться?
account-welcome-back = 👋 С возвращением, { $name }!
account-introduction =
    { $greeting }

    { $help }
account-choice = { $name }

language-command = выбрать язык общения
account-language-ask = На каком языке будем общаться?
account-language-saved = ✓ Теперь общаемся по-русски.

timezone-command = указать часовой пояс
account-timezone-ask =
    По моим часам у тебя сейчас { DATETIME($now, timeStyle: "short") } ({ $timezone }).

    Если это не так, напиши ближайший крупный город или страну – например, Москва.
account-timezone-which = Что из этого тебе подходит?
account-timezone-choice = { $city }, { $country } · { $offset }
account-timezone-unknown = Не нахожу такого часового пояса. Напиши ближайший крупный город или страну или отправь /cancel.
account-timezone-saved = ✓ Запомнил: твой часовой пояс – { $timezone }. Там сейчас { DATETIME($now, timeStyle: "short") }.

## What may be allowed

scope-account-read = видеть свою учётную запись
