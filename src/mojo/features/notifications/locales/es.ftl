# What people are told, where, and what they do about it.

notifications-command = qué te espera y qué está silenciado
notifications-words = { $words }
notifications-waiting = { $waiting ->
        [0] No hay nada pendiente para ti
        [one] Hay un mensaje pendiente para ti
       *[other] Hay { $waiting } mensajes pendientes para ti
    }{ $held ->
        [0] .
        [one] , y uno más hasta que acaben tus horas de silencio.
       *[other] , y { $held } más hasta que acaben tus horas de silencio.
    }
notifications-overview =
    { $waiting }

    { $mutes }
notifications-mute-line = 🔕 { $kind } hasta el { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
notifications-unmute = 🔔 { $kind } de nuevo
notifications-muted = 🔕 Nada sobre { $kind } hasta el { DATETIME($until, dateStyle: "medium", timeStyle: "short") }.
notifications-acknowledged-before = Alguien ya se está encargando.

targets-command = dónde más puedo avisarte
takes-target = enlace y nombre
notifications-targets-none =
    Solo te aviso aquí. Para que te avise también en otro sitio, por ejemplo cuando falle Telegram, envía /targets seguido de un enlace y un nombre:

    /targets ntfys://mi-tema Móvil

    Sirve cualquier enlace que entienda Apprise.
notifications-targets =
    También puedo avisarte aquí:

    { $lines }
notifications-target-line = • { $name } ({ $shown })
notifications-target-added = ✓ { $name } está añadido. Mejor borra tu mensaje: el enlace es secreto.
notifications-target-test = Probar { $name }
notifications-target-remove = Quitar { $name }
notifications-target-tested = ✓ Lo han aceptado. ¿Ha llegado?

service-target = el destino

## What may be allowed

scope-notify-read = ver las notificaciones propias y responder a las alertas
scope-notify-write = enviarse notificaciones y decir adónde más enviarlas
scope-notify-manage = notificar a cualquiera y ver lo que no se pudo entregar
