account-welcome =
    👋 Hello { $name }, I'm Chronos.

    I look after the small things for you, and I speak up when something matters. Which language shall we speak?
account-welcome-back = 👋 Good to see you again, { $name }!
account-introduction =
    { $greeting }

    { $help }
account-settling-in =
    { $introduction }

    { $ask }
account-choice = { $name }

language-command = choose the language we speak
account-language-ask = Which language shall we speak?
account-language-saved = ✓ From now on we speak English.

timezone-command = set your time zone
account-timezone-ask =
    By my clock it is { DATETIME($now, timeStyle: "short") } where you are ({ $timezone }).

    If that's wrong, send me the nearest big city or your country – Lisbon, for example.
account-timezone-which = Which one do you mean?
account-timezone-choice = { $city }, { $country } · { $offset }
account-timezone-unknown = I can't find a time zone by that name. Try the nearest big city or your country, or /cancel.
account-timezone-saved = ✓ Noted: your time zone is { $timezone }. It is { DATETIME($now, timeStyle: "short") } there now.

## Profile

me-command = your profile: name, language, quiet hours and more
account-me =
    👤 { $name }

    🗣 { $language }
    🌍 { $timezone }
    📏 { $units }
    { $clock }
    💨 { $wind }
    🌙 { $quiet }
    ☀️ { $report }
account-units-metric = metric units (°C, km)
account-units-imperial = imperial units (°F, miles)
account-clock = 🕒 times like { $sample }
account-wind-ms = wind in m/s
account-wind-kmh = wind in km/h
account-wind-mph = wind in mph
account-wind-kn = wind in knots
account-wind-bft = wind on the Beaufort scale
account-wind-ask = In which unit shall I tell you the wind?
account-wind-name-ms = m/s
account-wind-name-kmh = km/h
account-wind-name-mph = mph
account-wind-name-kn = kn
account-wind-name-bft = Bft
account-quiet-none = no quiet hours
account-quiet-hours = quiet from { $start } to { $end }
account-report-none = no morning report
account-report-at = morning report at { $time }
account-name-ask = What shall I call you?
account-quiet-ask = When shall I keep quiet, unless it is urgent? Choose, or write it like this: 22:30-06:30.
account-report-ask = When shall your morning report come? Choose, or write a time such as 7:15.
account-button-name = ✏️ Name
account-button-language = 🗣 Language
account-button-timezone = 🌍 Time zone
account-button-units = 📏 Units
account-button-clock = 🕒 12/24 h
account-button-wind = 💨 Wind
account-button-usual = As usual with my units
account-button-quiet = 🌙 Quiet hours
account-button-report = ☀️ Morning report
account-button-off = Off

## What may be allowed

scope-account-read = see one's own account
scope-account-write = change one's own profile
