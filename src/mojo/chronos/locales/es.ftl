# What Chronos says by itself. Words that more than one feature needs stand here too.

language-name = Español

## Conversation

chronos-refused = Soy un asistente privado. Si te han invitado, abre el enlace que te dieron o envíame /start seguido de tu código.
chronos-suspended = Tu acceso está en pausa. Quien te invitó puede devolvértelo.
chronos-slow-down = Eso ha sido mucho de golpe. Dame un minuto, por favor.
chronos-private-only = Solo hablo en chats privados. Escríbeme directamente.
chronos-forbidden = Lo siento, no tienes permiso para eso. Quien te invitó puede cambiarlo.
chronos-unknown-command = No conozco /{ $command }. Envía /help para ver qué puedo hacer.
chronos-unknown-command-like = No conozco /{ $command }. ¿Querías decir /{ $meant }?
chronos-nothing-to-do = No sé muy bien qué hacer con eso. Envía /help para ver qué puedo hacer.
chronos-nothing-to-do-like = ¿Querías decir /{ $meant }?
chronos-too-long = Eso es demasiado largo para mí. Admito como mucho { $limit ->
        [one] un carácter
       *[other] { $limit } caracteres
    }.
chronos-no-such-file = Puedo leer archivos que terminan en { $endings }; este no.
error-chronos-file-too-large = Este archivo es demasiado grande: como mucho { $limit_kb } KB.
chronos-button-expired = Este botón ya no funciona. Pídemelo otra vez, por favor.
chronos-cancelled = Vale, olvidado.
chronos-nothing-to-cancel = No hay nada que cancelar.
chronos-share-location = 📍 Enviar mi ubicación
chronos-dead-letter = No he podido procesar uno de tus mensajes, y eso que lo intenté varias veces. Lo he apartado con el número { $reference }.

## Help

chronos-help =
    Esto es lo que puedo hacer por ti:

    { $commands }
chronos-help-not-found =
    Nada tiene que ver con «{ $word }».

    { $help }
chronos-help-area =
    { $area }
    { $commands }
area-you = 👤 Tú
area-people = 👥 Personas
area-mojo = 🛠 Mantener Mojo
chronos-help-line = /{ $name } – { $help }
chronos-help-line-takes = /{ $name } [{ $takes }] – { $help }
chronos-lines =
    { $head }
    { $tail }
chronos-paragraphs =
    { $head }

    { $tail }
help-command = qué puedo hacer por ti
cancel-command = dejar lo que estamos haciendo
status-command = cómo estoy
takes-city = ciudad
takes-person = persona
takes-place = lugar
takes-time = hora
takes-word = palabra

## Status

chronos-status =
    { $summary }

    { $lines }
chronos-status-well = Todo va bien.
chronos-status-trouble = { $count ->
        [one] Hay una cosa que no va como debería.
       *[other] Hay { $count } cosas que no van como deberían.
    }
chronos-status-healthy = ✅ { $name }
chronos-status-degraded = ⚠️ { $name }: con problemas desde el { DATETIME($since, dateStyle: "medium", timeStyle: "short") }
chronos-status-down = ❌ { $name }: sin servicio desde el { DATETIME($since, dateStyle: "medium", timeStyle: "short") }
chronos-status-reason = { $line } ({ $reason })
chronos-status-still-works = { $line } · { $still_works }
chronos-status-retry = { $line } · próximo intento a las { DATETIME($retry_at, timeStyle: "short") }
chronos-status-quota = { $left ->
        [one] { $line } · queda una consulta hoy
       *[other] { $line } · quedan { $left } consultas hoy
    }
chronos-status-stand-in = { $line } · 🧪 simulado

## Notifications

chronos-alert-acknowledge = ✓ Me encargo yo
chronos-alert-snooze-minutes = 💤 { $minutes } min
chronos-alert-snooze-hours = 💤 { $hours } h
chronos-alert-snooze-tomorrow = 💤 mañana
chronos-alert-mute = 🔕 Nada parecido durante { $hours } h
chronos-alert-acted =
    { $said }

    { $acted }
chronos-alert-acknowledged = ✓ { $name } se encarga ({ DATETIME($at, timeStyle: "short") })
chronos-alert-snoozed = 💤 Volveré a avisar a { $name } el { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
chronos-alert-muted = 🔕 { $name } no quiere nada parecido hasta el { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
chronos-alert-ended = ✅ terminado ({ DATETIME($at, timeStyle: "short") })
chronos-collapsed =
    { $said }

    { $more ->
        [one] … y { $more } más como este
       *[other] … y { $more } más como este
    }
chronos-digest =
    { $count ->
        [one] Durante tus horas de silencio llegó un mensaje:
       *[other] Durante tus horas de silencio llegaron { $count } mensajes:
    }

    { $lines }
chronos-digest-entry = • { $said }

## Failures, by their code

error-unexpected = Algo ha salido mal, y es culpa mía, no tuya. Si vuelve a pasar, menciona el número { $reference }.
error-input-invalid = Eso no lo entiendo. Revísalo e inténtalo de nuevo, por favor.
error-not-found = No lo he encontrado.
error-conflict = Ahora mismo no es posible.
error-auth-unauthenticated = Todavía no te conozco. Abre tu invitación o envíame /start seguido de tu código.
error-auth-forbidden = Lo siento, no tienes permiso para eso. Quien te invitó puede cambiarlo.
error-store-unavailable = Ahora mismo no puedo acceder a mi memoria. Inténtalo de nuevo en un momento, por favor.
error-backup-failed = No se pudo hacer la copia de seguridad; no ha cambiado nada. Lo intentaré de nuevo, y el registro dice por qué.
error-backup-unusable = Ese archivo no es una copia de seguridad que pueda usar. No ha cambiado nada.
error-backup-not-understood = Hay algo guardado que una copia de seguridad no puede contener, así que no se hizo ninguna. El registro dice qué es.
error-external-unavailable = Un servicio que necesito para esto ({ $service }) no está disponible. Inténtalo más tarde, por favor.
error-external-timeout = Un servicio que necesito para esto ({ $service }) está tardando demasiado. Inténtalo de nuevo en un momento, por favor.
error-external-rate-limited = Un servicio que necesito para esto ({ $service }) me pide ir más despacio. Inténtalo dentro de unos minutos, por favor.
error-external-bad-answer = No entiendo la respuesta de un servicio que necesito para esto ({ $service }). Inténtalo más tarde, por favor.
error-external-rejected = Un servicio que necesito para esto ({ $service }) ha rechazado mi petición.

## What may be allowed

scope-metrics-read = leer las métricas de Mojo
scope-status-read = ver por qué algo no funciona
