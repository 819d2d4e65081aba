account-welcome =
    👋 ¡Hola, { $name }! Soy Chronos.

    Me ocupo de las pequeñas cosas por ti y te aviso cuando algo importa. ¿En qué idioma hablamos?
account-welcome-back = 👋 ¡Qué bien verte de nuevo, { $name }!
account-introduction =
    { $greeting }

    { $help }
account-choice = { $name }

language-command = elegir nuestro idioma
account-language-ask = ¿En qué idioma hablamos?
account-language-saved = ✓ A partir de ahora hablamos en español.

timezone-command = ajustar tu zona horaria
account-timezone-ask =
    Según mi reloj, tu hora actual es { DATETIME($now, timeStyle: "short") } ({ $timezone }).

    Si no es así, envíame la gran ciudad más cercana o tu país; por ejemplo, Madrid.
account-timezone-which = ¿A cuál te refieres?
account-timezone-choice = { $city }, { $country } · { $offset }
account-timezone-unknown = No encuentro ninguna zona horaria con ese nombre. Prueba con la gran ciudad más cercana o con tu país, o usa /cancel para dejarlo.
account-timezone-saved = ✓ Anotado: tu zona horaria es { $timezone }. Hora actual allí: { DATETIME($now, timeStyle: "short") }.

## What may be allowed

scope-account-read = ver la cuenta propia
