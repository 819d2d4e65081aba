# Recordatorios

area-reminders = 🔔 Recordatorios
remind-command = recordarte algo, dicho con tus palabras
reminders-command = lo que quieres que te recuerde

takes-reminder = cuándo y qué

scope-reminders-read = ver los propios recordatorios
scope-reminders-write = crear, cambiar y borrar los propios recordatorios
scope-reminders-send = recordar cosas a otras personas, si están de acuerdo

reminders-made =
    ✅ Te lo recordaré: { $task }
    🗓 { $when }
reminders-made-for =
    ✅ Se lo recordaré a { $person }: { $task }
    🗓 { $when }
reminders-one =
    { $task }
    🗓 { $when }
reminders-when-once = { DATETIME($at, dateStyle: "full", timeStyle: "short") }
reminders-when-again = { $rule }; la próxima vez, { DATETIME($next, dateStyle: "full", timeStyle: "short") }
reminders-when-open = todavía sin hacer
reminders-when-over = ya ha pasado
reminders-when-there = al llegar a este lugar: { $place }
reminders-when-leaving = al salir de este lugar: { $place }
reminders-unnoticed = { $when }. Activa el seguimiento con /location; si no, no me enteraré

## Con qué frecuencia

reminders-rule-weekdays = de lunes a viernes, { $time }
reminders-rule-monthday = el día { $day } de cada mes, { $time }
reminders-rule-on-days = { $count ->
        [1] cada { $days }, { $time }
       *[other] cada { $count } semanas, { $days }, { $time }
    }
reminders-rule-minutes = cada { $count } minutos
reminders-rule-hours = { $count ->
        [1] cada hora
       *[other] cada { $count } horas
    }
reminders-rule-days = { $count ->
        [1] todos los días, { $time }
       *[other] cada { $count } días, { $time }
    }
reminders-rule-weeks = { $count ->
        [1] cada semana, { $time }
       *[other] cada { $count } semanas, { $time }
    }
reminders-rule-months = { $count ->
        [1] cada mes, { $time }
       *[other] cada { $count } meses, { $time }
    }
reminders-rule-years = { $count ->
        [1] cada año, { $time }
       *[other] cada { $count } años, { $time }
    }
reminders-rule-other = según la regla { $rule }
reminders-days = { $first }, { $next }
reminders-day-monday = lunes
reminders-day-tuesday = martes
reminders-day-wednesday = miércoles
reminders-day-thursday = jueves
reminders-day-friday = viernes
reminders-day-saturday = sábado
reminders-day-sunday = domingo

## Preguntas

reminders-ask = ¿Qué quieres que te recuerde y cuándo? Por ejemplo: mañana a las 8 llamar a mamá
reminders-ask-time = ¿Cuándo? Por ejemplo: mañana a las 8, en 10 minutos o de lunes a viernes a las 18:00
reminders-ask-task = ¿Y qué quieres que te recuerde?
reminders-change-ask = ¿Qué cambio en «{ $task }»? Mándame otra hora, otras palabras o las dos cosas.
reminders-change-place-ask = ¿Qué cambio en «{ $task }»? Envíame otro lugar («cuando salga del trabajo»), otras palabras o ambas cosas.

## Cuando llega el momento

reminders-due = ⏰ { $task }
reminders-due-from =
    ⏰ { $task }
    De { $person }
reminders-due-again =
    { $due }
    Está pendiente desde las { DATETIME($at, timeStyle: "short") }.
reminders-due-late =
    { $due }
    ⚠️ { $late } Era para el { DATETIME($at, dateStyle: "medium", timeStyle: "short") }.
reminders-late-minutes = { $count ->
        [one] Llega con { $count } minuto de retraso.
       *[other] Llega con { $count } minutos de retraso.
    }
reminders-late-hours = { $count ->
        [one] Llega con { $count } hora de retraso.
       *[other] Llega con { $count } horas de retraso.
    }
reminders-late-days = { $count ->
        [one] Llega con { $count } día de retraso.
       *[other] Llega con { $count } días de retraso.
    }

## La lista y sus botones

reminders-none = No tienes recordatorios. Crea uno así: /remind mañana a las 8 llamar a mamá
reminders-list = { $count ->
        [one] Tienes { $count } recordatorio.
       *[other] Tienes { $count } recordatorios.
    }
reminders-gone = Ese recordatorio ya no existe.
reminders-done = ✅ Hecho: { $task }
reminders-dropped = 🗑 Borrado: { $task }
reminders-snoozed =
    💤 { $task }
    Otra vez: { DATETIME($at, dateStyle: "full", timeStyle: "short") }
reminders-button-open = { $task }
reminders-button-done = ✅ Hecho
reminders-button-10m = 10 min
reminders-button-1h = 1 h
reminders-button-tomorrow = Mañana
reminders-button-change = ✏️ Cambiar
reminders-button-cancel = 🗑 Borrar
reminders-button-nag = 🔔 Insistir hasta que esté hecho
reminders-button-nag-off = 🔕 Recordar una sola vez

## Recordarse cosas

reminders-consent-ask = { $person } quiere enviarte recordatorios. ¿Estás de acuerdo?
reminders-consent-given = ✅ { $person } puede enviarte recordatorios. Puedes impedirlo en /reminders.
reminders-consent-not = { $person } no puede enviarte recordatorios.
reminders-consent-told = { $person } acepta que le envíes recordatorios.
reminders-button-allow = Sí
reminders-button-refuse = No
reminders-button-revoke = 🚫 Nada más de { $person }

## Fallos

error-reminders-past = Esa hora ya ha pasado. Prueba por ejemplo: /remind mañana a las 8 llamar a mamá
error-reminders-no-such-time = Esa hora o ese día no existe. Prueba por ejemplo: /remind mañana a las 8 llamar a mamá
error-reminders-no-such-place = No tienes ningún lugar llamado { $place }. Cuando estés allí, envíame /zones { $place } y dímelo otra vez.
error-reminders-too-often = Eso es demasiado a menudo: como mucho recuerdo algo cada cinco minutos.
error-reminders-not-understood = No he encontrado ninguna hora. Prueba por ejemplo: /remind mañana a las 8 llamar a mamá
error-reminders-no-task = ¿Qué quieres que te recuerde? Prueba por ejemplo: /remind mañana a las 8 llamar a mamá
error-reminders-consent-needed = Le he preguntado a { $person } si puedes enviarle recordatorios. Dímelo otra vez cuando haya aceptado.
error-reminders-consent-refused = { $person } no quiere recibir recordatorios tuyos.
error-records-full = Ya tienes { $limit }, y no puedo guardar más. Borra algo antes.
reminders-imported = 🗓 { $count ->
        [one] Un recordatorio añadido.
       *[other] { $count } recordatorios añadidos.
    } Mira /reminders.
reminders-imported-some =
    { $imported }

    { $count ->
        [one] Una entrada se quedó fuera:
       *[other] { $count } entradas se quedaron fuera:
    }
    { $lines }
reminders-skipped = • { $task }: { $reason }
