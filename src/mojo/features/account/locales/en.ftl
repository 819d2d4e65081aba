account-welcome =
    👋 Hello { $name }, I'm Chronos.

    I look after the small things for you, and I speak up when something matters. Which language shall we speak?
account-welcome-back = 👋 Good to see you again, { $name }!
account-introduction =
    { $greeting }

    { $help }
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

## What may be allowed

scope-account-read = see one's own account
