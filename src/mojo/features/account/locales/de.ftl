account-welcome =
    👋 Hallo { $name }, ich bin Chronos.

    Ich kümmere mich für dich um die kleinen Dinge und melde mich, wenn etwas wichtig ist. In welcher Sprache wollen wir uns unterhalten?
account-welcome-back = 👋 Schön, dass du wieder da bist, { $name }!
account-introduction =
    { $greeting }

    { $help }
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

## What may be allowed

scope-account-read = das eigene Konto ansehen
