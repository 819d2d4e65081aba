account-welcome =
    👋 Hallo { $name }, ich bin Chronos.

    Ich kümmere mich für dich um die kleinen Dinge und melde mich, wenn etwas wichtig ist. In welcher Sprache wollen wir uns unterhalten?
account-welcome-back = 👋 Schön, dass du wieder da bist, { $name }!
account-introduction =
    { $greeting }

    { $help }
account-settling-in =
    { $introduction }

    { $ask }
account-choice = { $name }

language-command = unsere Sprache wählen
account-language-ask = In welcher Sprache wollen wir uns unterhalten?
account-language-saved = ✓ Ab jetzt sprechen wir Deutsch.

timezone-command = deine Zeitzone einstellen
account-timezone-ask =
    Nach meiner Uhr ist es bei dir { DATETIME($now, timeStyle: "short") } Uhr ({ $timezone }).

    Stimmt das nicht? Dann schick mir die nächste große Stadt oder dein Land, zum Beispiel: Berlin.
account-timezone-which = Welche meinst du?
account-timezone-choice = { $city }, { $country } · { $offset }
account-timezone-unknown = Dazu finde ich keine Zeitzone. Versuch es mit der nächsten großen Stadt oder deinem Land, oder brich mit /cancel ab.
account-timezone-saved = ✓ Gemerkt: Deine Zeitzone ist { $timezone }. Dort ist es jetzt { DATETIME($now, timeStyle: "short") } Uhr.

## Profile

me-command = dein Profil: Name, Sprache, Ruhezeit und mehr
account-me =
    👤 { $name }

    🗣 { $language }
    🌍 { $timezone }
    📏 { $units }
    { $clock }
    💨 { $wind }
    🌙 { $quiet }
    ☀️ { $report }
account-units-metric = metrische Einheiten (°C, km)
account-units-imperial = imperiale Einheiten (°F, Meilen)
account-clock = 🕒 Uhrzeiten wie { $sample }
account-wind-ms = Wind in m/s
account-wind-kmh = Wind in km/h
account-wind-mph = Wind in mph
account-wind-kn = Wind in Knoten
account-wind-bft = Wind in Beaufort
account-wind-ask = In welcher Einheit soll ich den Wind nennen?
account-wind-name-ms = m/s
account-wind-name-kmh = km/h
account-wind-name-mph = mph
account-wind-name-kn = kn
account-wind-name-bft = Bft
account-quiet-none = keine Ruhezeit
account-quiet-hours = Ruhe von { $start } bis { $end } Uhr
account-report-none = kein Morgenbericht
account-report-at = Morgenbericht um { $time } Uhr
account-name-ask = Wie soll ich dich nennen?
account-quiet-ask = Wann soll ich still sein, solange nichts dringend ist? Wähle aus oder schreib es so: 22:30-06:30.
account-report-ask = Wann soll dein Morgenbericht kommen? Wähle aus oder schreib eine Uhrzeit, zum Beispiel 7:15.
account-button-name = ✏️ Name
account-button-language = 🗣 Sprache
account-button-timezone = 🌍 Zeitzone
account-button-units = 📏 Einheiten
account-button-clock = 🕒 12/24 h
account-button-wind = 💨 Wind
account-button-usual = Wie bei meinen Einheiten üblich
account-button-quiet = 🌙 Ruhezeit
account-button-report = ☀️ Morgenbericht
account-button-off = Aus

## What may be allowed

scope-account-read = das eigene Konto ansehen
scope-account-write = das eigene Profil ändern
