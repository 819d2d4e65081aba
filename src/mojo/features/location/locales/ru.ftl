# Где люди – насколько они сами это показывают

area-location = 📍 Места
whereis-command = где тот, кто показывает это тебе
location-command = кому можно знать, где ты
share-command = на время показать кому-нибудь, где ты
zones-command = твои места, например Дом, и новое – здесь
arrive-command = напомнить по прибытии, например: Дом полить цветы
track-command = где был день за днём
takes-errand = место и что
takes-day = день

error-location-not-shared = Не знаю никого с таким именем, кто показывал бы тебе, где он.
error-location-no-position = Я не знаю, где ты. Включи отслеживание в /location, а затем поделись со мной геопозицией или подключи телефон.
error-location-no-such-zone = Места с таким названием у тебя нет. Все места – в /zones.
error-location-link-over = Эта ссылка больше не действует.
error-location-too-many = Уже есть { $limit }. Сначала убери что-нибудь.

service-reverse-geocoder = адреса

## Где кто-то

location-where = 📍 { $person }: { $place }
location-zone-and-address = { $zone } ({ $address })
location-outside = вне названных мест
location-and = { $head }, { $tail }
location-age-now = только что
location-age-minutes = { $minutes } мин назад
location-age-hours = { $hours ->
        [one] { $hours } час назад
        [few] { $hours } часа назад
       *[many] { $hours } часов назад
    }
location-age-days = { $days ->
        [one] { $days } день назад
        [few] { $days } дня назад
       *[many] { $days } дней назад
    }
location-accuracy = с точностью до { $radius }
location-battery = заряд { $percent } %
location-heading = Движется на { $direction }, { $speed }
location-length-m = { $m } м
location-length-km = { $km } км
location-length-ft = { $ft } фт
location-length-mi = { $mi } мил.
location-speed-kmh = { $kmh } км/ч
location-speed-mph = { $mph } миль/ч
location-direction-n = север
location-direction-ne = северо-восток
location-direction-e = восток
location-direction-se = юго-восток
location-direction-s = юг
location-direction-sw = юго-запад
location-direction-w = запад
location-direction-nw = северо-запад
location-clock-wrong = ⚠️ Часы этого устройства неверны; указано, когда пришло сообщение.
location-map-link = 🗺 { $url }
location-whom = Кого ищешь?
location-nobody-shares = Сейчас никто не показывает тебе, где он.
location-choice = { $name }
location-again = 🔄 Обновить
location-somebody = тот, кого здесь больше нет
location-link = ссылка

## Что разрешено

location-state-off = ⚪️ Отслеживание выключено. Твоё местоположение не хранится и никому не показывается.
location-state-on = 🟢 Отслеживание включено.
location-state-paused = ⏸ Пауза до { DATETIME($until, dateStyle: "medium", timeStyle: "short") }. Ничего не хранится и не показывается.
location-state-paused-open = ⏸ Пауза, пока не снимешь. Ничего не хранится и не показывается.
location-history-off = История не хранится, только последнее место.
location-history-days = { $days ->
        [one] История хранится { $days } день.
        [few] История хранится { $days } дня.
       *[many] История хранится { $days } дней.
    }
location-notice-is-on = Я сообщаю, когда кто-то смотрит.
location-notice-is-off = Я не сообщаю, когда кто-то смотрит, но это можно прочитать здесь.
location-viewers-none = 👥 Никому нельзя знать, где ты.
location-viewer = 👤 { $person }: { $precision }
location-share = ⏳ { $person }: { $precision }, до { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
location-precision-exact = точное место
location-precision-city = город
location-precision-zone = только названные места
location-precision-never = ничего
location-turn-on = 🟢 Включить
location-turn-off = ⚪️ Выключить
location-pause-hour = ⏸ 1 час
location-pause-day = ⏸ 1 день
location-resume = ▶️ Продолжить
location-keep-days = { $days ->
        [one] Хранить { $days } день
        [few] Хранить { $days } дня
       *[many] Хранить { $days } дней
    }
location-keep-none = Не хранить историю
location-notice-on = 🔔 Сообщать, когда смотрят
location-notice-off = 🔕 Не сообщать, кто смотрит
location-who = 👥 Кому можно знать
location-looks = 👀 Кто смотрел
location-phone-button = 📱 Подключить телефон
location-erase = 🗑 Удалить мои места
location-erase-ask = Удалить, где ты сейчас и все прежние места? Вернуть это будет нельзя.
location-erase-sure = 🗑 Да, удалить
location-erased = ✓ Удалено.
location-who-ask = О ком речь?
location-who-nobody = Здесь пока больше никого нет.
location-how-much = Что можно знать: { $person }?
location-allowed = ✓ { $person }: { $precision }
location-look = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $person }: { $precision }
location-looks-none = Никто не смотрел.
location-looked = 👀 Кто-то посмотрел, где ты: { $person }.
location-looked-by-link = 👀 Кто-то посмотрел по твоей ссылке, где ты.
location-phone =
    📱 OwnTracks, режим HTTP:
    URL: { $owntracks }
    Пользователь: { $username }
    Пароль: токен доступа с правом location:write
    Ключ шифрования: { $secret }

    Overland:
    { $overland }
    Токен доступа: с правом location:write

## Показать на время

location-share-whom = Кому показать, где ты?
location-by-link = 🔗 Всем, у кого есть ссылка
location-how-long = На сколько?
location-span-1h = 1 час
location-span-2h = 2 часа
location-span-8h = 8 часов
location-span-24h = 24 часа
location-share-how-much = Что можно знать?
location-shared = ✓ Видно до { DATETIME($until, dateStyle: "medium", timeStyle: "short") }.
location-shared-link =
    ✓ Действует до { DATETIME($until, dateStyle: "medium", timeStyle: "short") } для всех, у кого есть ссылка:
    { $link }
location-end-share = ✋ Закончить сейчас
location-end-share-of = ✋ Закончить: { $person }
location-share-ended = ✓ Закончено.
location-live-followed = ✓ Слежу за твоей геопозицией. Кому её видно – в /location.
location-live-ignored = Вижу твою геопозицию, но ничего не храню: отслеживание выключено или на паузе.

## Названные места

location-zone = 📌 { $zone }, { $radius } вокруг
location-zones-none = Названных мест у тебя пока нет.
location-zones-hint = Чтобы назвать место, где ты сейчас: /zones и название.
location-zone-radius-ask = Какого оно размера?
location-radius = { $radius }
location-zone-remove = 🗑 Убрать
location-zone-removed = ✓ Место убрано: { $zone }.
location-errand = ✓ Напомню по прибытии ({ $zone }): { $task }

## Прибытие и отъезд

location-arrived = 🏁 На месте: { $person } – { $zone }, { DATETIME($at, timeStyle: "short") }
location-left = 👋 В пути: { $person } – { $zone }, { DATETIME($at, timeStyle: "short") }
location-watch = 🔔 Прибытие и отъезд
location-watch-where = О каком месте?
location-watch-no-zones = Названных мест там нет.
location-watch-asked = ✓ Вопрос задан. Сообщу, как только будет согласие.
location-watch-question = { $person } хочет узнавать, когда ты прибываешь сюда и уезжаешь: { $zone }. Можно?
location-watch-agree = ✓ Да
location-watch-refuse = ✗ Нет
location-watch-agreed = ✓ Буду сообщать. Закончить можно в /location.
location-watch-agreed-told = ✓ Согласие есть: { $person }. Сообщу о прибытии и отъезде.
location-watch-ended = ✓ Сообщать не буду.
location-watch-end = 🔕 { $person }: { $zone }

## День

location-day = 🗓 { $day }: { $way }
location-day-empty = 🗓 { $day }: ничего не сохранено.
location-stay = { $number }. { DATETIME($since, timeStyle: "short") }–{ DATETIME($until, timeStyle: "short") }: { $place }
location-day-before = ◀️
location-day-after = ▶️

## Страница по ссылке

location-page-title = Место, которым поделились
location-page-button = Показать, где это
location-page-over = Эта ссылка больше не действует.

## Что сделано – для журнала

audited-location-tracking-changed = отслеживание включено, выключено или на паузе
audited-location-viewer-changed = изменено, кому видно место: { $target }
audited-location-history-changed = изменено хранение истории мест
audited-location-share-opened = показано место: { $target }
audited-location-share-closed = место больше не показывается
audited-location-erased = места удалены
audited-location-watch-asked = просьба сообщать о прибытии и отъезде: { $target }
audited-location-watch-agreed = согласие сообщать о прибытии и отъезде: { $target }
audited-location-watch-ended = больше не сообщается о прибытии и отъезде: { $target }

## Что можно разрешить

scope-location-read = видеть, где те, кто это разрешает
scope-location-write = сообщать свои места и называть их
scope-location-share = показывать своё место другим
