account-welcome =
    👋 ¡Hola, { $name }! Soy Chronos.

    Me ocupo de las pequeñas cosas por ti y te aviso cuando algo importa. ¿En qué idioma hablamos?
account-welcome-back = 👋 ¡Qué bien verte de nuevo, { $name }!
account-introduction =
    { $greeting }

    { $help }
account-settling-in =
    { $introduction }

    { $ask }
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

## Profile

me-command = tu perfil: nombre, idioma, horas de silencio y más
account-me =
    👤 { $name }

    🗣 { $language }
    🌍 { $timezone }
    📏 { $units }
    { $clock }
    💨 { $wind }
    🌙 { $quiet }
    ☀️ { $report }
account-units-metric = unidades métricas (°C, km)
account-units-imperial = unidades imperiales (°F, millas)
account-clock = 🕒 horas como { $sample }
account-wind-ms = viento en m/s
account-wind-kmh = viento en km/h
account-wind-mph = viento en mph
account-wind-kn = viento en nudos
account-wind-bft = viento en la escala de Beaufort
account-wind-ask = ¿En qué unidad te digo el viento?
account-wind-name-ms = m/s
account-wind-name-kmh = km/h
account-wind-name-mph = mph
account-wind-name-kn = kn
account-wind-name-bft = Bft
account-quiet-none = sin horas de silencio
account-quiet-hours = en silencio de { $start } a { $end }
account-report-none = sin informe matutino
account-report-at = informe matutino a las { $time }
account-name-ask = ¿Cómo quieres que te llame?
account-quiet-ask = ¿Cuándo debo guardar silencio, salvo que sea urgente? Elige, o escríbelo así: 22:30-06:30.
account-report-ask = ¿A qué hora quieres tu informe matutino? Elige, o escribe una hora, por ejemplo 7:15.
account-button-name = ✏️ Nombre
account-button-language = 🗣 Idioma
account-button-timezone = 🌍 Zona horaria
account-button-units = 📏 Unidades
account-button-clock = 🕒 12/24 h
account-button-wind = 💨 Viento
account-button-usual = Lo habitual con mis unidades
account-button-quiet = 🌙 Silencio
account-button-report = ☀️ Informe matutino
account-button-off = Desactivar

## What may be allowed

scope-account-read = ver la cuenta propia
scope-account-write = cambiar el perfil propio
