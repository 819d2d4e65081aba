account-welcome =
    👋 Привет, { $name }! Я Хронос.

    Я беру на себя мелкие заботы и даю знать, когда что-то действительно важно. На каком языке будем общаться?
account-welcome-back = 👋 С возвращением, { $name }!
account-introduction =
    { $greeting }

    { $help }
account-settling-in =
    { $introduction }

    { $ask }
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

## Profile

me-command = твой профиль: имя, язык, тихие часы и другое
account-me =
    👤 { $name }

    🗣 { $language }
    🌍 { $timezone }
    📏 { $units }
    { $clock }
    💨 { $wind }
    🌙 { $quiet }
    ☀️ { $report }
account-units-metric = метрические единицы (°C, км)
account-units-imperial = имперские единицы (°F, мили)
account-clock = 🕒 время в виде { $sample }
account-wind-ms = ветер в м/с
account-wind-kmh = ветер в км/ч
account-wind-mph = ветер в милях/ч
account-wind-kn = ветер в узлах
account-wind-bft = ветер в баллах Бофорта
account-wind-ask = В каких единицах говорить о ветре?
account-wind-name-ms = м/с
account-wind-name-kmh = км/ч
account-wind-name-mph = миль/ч
account-wind-name-kn = уз
account-wind-name-bft = Бфт
account-quiet-none = тихих часов нет
account-quiet-hours = тихие часы с { $start } до { $end }
account-report-none = утренней сводки нет
account-report-at = утренняя сводка в { $time }
account-name-ask = Как тебя называть?
account-quiet-ask = Когда мне молчать, если нет ничего срочного? Выбери или напиши так: 22:30-06:30.
account-report-ask = Во сколько присылать утреннюю сводку? Выбери или напиши время, например 7:15.
account-button-name = ✏️ Имя
account-button-language = 🗣 Язык
account-button-timezone = 🌍 Часовой пояс
account-button-units = 📏 Единицы
account-button-clock = 🕒 12/24 ч
account-button-wind = 💨 Ветер
account-button-usual = Как принято в моих единицах
account-button-quiet = 🌙 Тихие часы
account-button-report = ☀️ Утренняя сводка
account-button-off = Выключить

## What may be allowed

scope-account-read = видеть свою учётную запись
scope-account-write = изменять свой профиль
