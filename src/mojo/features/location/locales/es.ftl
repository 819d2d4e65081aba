# Dónde está la gente, en la medida en que quiere que se sepa

area-location = 📍 Lugares
whereis-command = dónde está alguien que lo comparte contigo
location-command = quién puede saber dónde estás
share-command = dejar que alguien vea un rato dónde estás
zones-command = tus lugares, como Casa, y uno nuevo aquí
arrive-command = un recordatorio al llegar, por ejemplo: Casa regar las plantas
track-command = dónde estuviste un día
takes-errand = lugar y qué
takes-day = día

error-location-not-shared = No conozco a nadie con ese nombre que comparta contigo dónde está.
error-location-no-position = No sé dónde estás. Activa el seguimiento con /location y luego comparte tu ubicación conmigo o conecta un teléfono.
error-location-no-such-zone = No tienes ningún lugar con ese nombre. /zones los muestra.
error-location-link-over = Este enlace ya no es válido.
error-location-too-many = Ya hay { $limit }. Quita uno primero.

service-reverse-geocoder = direcciones

## Dónde está alguien

location-where = 📍 { $person }: { $place }
location-zone-and-address = { $zone } ({ $address })
location-outside = en ninguno de sus lugares con nombre
location-and = { $head }, { $tail }
location-age-now = ahora mismo
location-age-minutes = hace { $minutes } min
location-age-hours = { $hours ->
        [one] hace { $hours } hora
       *[other] hace { $hours } horas
    }
location-age-days = { $days ->
        [one] hace { $days } día
       *[other] hace { $days } días
    }
location-accuracy = precisión de { $radius }
location-battery = batería al { $percent } %
location-heading = Va hacia el { $direction } a { $speed }
location-length-m = { $m } m
location-length-km = { $km } km
location-length-ft = { $ft } pies
location-length-mi = { $mi } millas
location-speed-kmh = { $kmh } km/h
location-speed-mph = { $mph } mph
location-direction-n = norte
location-direction-ne = noreste
location-direction-e = este
location-direction-se = sureste
location-direction-s = sur
location-direction-sw = suroeste
location-direction-w = oeste
location-direction-nw = noroeste
location-clock-wrong = ⚠️ El reloj de ese dispositivo está mal; se indica cuándo llegó el aviso.
location-map-link = 🗺 { $url }
location-whom = ¿A quién buscas?
location-nobody-shares = Ahora mismo nadie comparte contigo dónde está.
location-choice = { $name }
location-again = 🔄 Actualizar
location-somebody = alguien que ya no está
location-link = un enlace

## Lo que se permite

location-state-off = ⚪️ El seguimiento está desactivado. No se guarda ni se muestra ninguna posición tuya.
location-state-on = 🟢 El seguimiento está activado.
location-state-paused = ⏸ En pausa hasta el { DATETIME($until, dateStyle: "medium", timeStyle: "short") }. No se guarda ni se muestra nada.
location-state-paused-open = ⏸ En pausa hasta que la termines. No se guarda ni se muestra nada.
location-history-off = No se guarda tu historial, solo la última posición.
location-history-days = { $days ->
        [one] Tu historial se guarda { $days } día.
       *[other] Tu historial se guarda { $days } días.
    }
location-notice-is-on = Te aviso cuando alguien mira.
location-notice-is-off = No te aviso cuando alguien mira, pero aquí puedes leerlo.
location-viewers-none = 👥 Nadie puede saber dónde estás.
location-viewer = 👤 { $person }: { $precision }
location-share = ⏳ { $person }: { $precision }, hasta el { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
location-precision-exact = el lugar exacto
location-precision-city = la ciudad
location-precision-zone = solo lugares con nombre
location-precision-never = nada
location-turn-on = 🟢 Activar
location-turn-off = ⚪️ Desactivar
location-pause-hour = ⏸ 1 hora
location-pause-day = ⏸ 1 día
location-resume = ▶️ Reanudar
location-keep-days = { $days ->
        [one] Guardar { $days } día
       *[other] Guardar { $days } días
    }
location-keep-none = No guardar historial
location-notice-on = 🔔 Avísame cuando alguien mire
location-notice-off = 🔕 No me avises de quién mira
location-who = 👥 Quién puede saberlo
location-looks = 👀 Quién ha mirado
location-phone-button = 📱 Conectar un teléfono
location-erase = 🗑 Borrar mis posiciones
location-erase-ask = ¿Borrar dónde estás y todos los sitios donde estuviste? No se puede recuperar.
location-erase-sure = 🗑 Sí, borrar
location-erased = ✓ Borrado.
location-who-ask = ¿De quién se trata?
location-who-nobody = Todavía no hay nadie más.
location-how-much = ¿Cuánto puede saber { $person }?
location-allowed = ✓ { $person }: { $precision }
location-look = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $person }: { $precision }
location-looks-none = Nadie ha mirado.
location-looked = 👀 { $person } ha mirado dónde estás.
location-looked-by-link = 👀 Alguien ha mirado dónde estás con tu enlace.
location-phone =
    📱 OwnTracks, en modo HTTP:
    URL: { $owntracks }
    Usuario: { $username }
    Contraseña: un token de acceso con el permiso location:write
    Clave de cifrado: { $secret }

    Overland:
    { $overland }
    Token de acceso: uno con el permiso location:write

## Compartir un rato

location-share-whom = ¿Quién quieres que vea dónde estás?
location-by-link = 🔗 Quien tenga el enlace
location-how-long = ¿Cuánto tiempo?
location-span-1h = 1 hora
location-span-2h = 2 horas
location-span-8h = 8 horas
location-span-24h = 24 horas
location-share-how-much = ¿Cuánto se puede saber?
location-shared = ✓ Se puede ver hasta el { DATETIME($until, dateStyle: "medium", timeStyle: "short") }.
location-shared-link =
    ✓ Válido hasta el { DATETIME($until, dateStyle: "medium", timeStyle: "short") }, para quien lo tenga:
    { $link }
location-end-share = ✋ Terminar ahora
location-end-share-of = ✋ Terminar: { $person }
location-share-ended = ✓ Terminado.
location-live-followed = ✓ Sigo tu ubicación en tiempo real. /location muestra quién puede verla.
location-live-ignored = Veo tu ubicación en tiempo real, pero no guardo nada: el seguimiento está desactivado o en pausa.

## Lugares con nombre

location-zone = 📌 { $zone }, { $radius } alrededor
location-zones-none = Todavía no tienes lugares con nombre.
location-zones-hint = Para dar nombre al lugar donde estás: /zones y su nombre.
location-zone-radius-ask = ¿Hasta dónde llega?
location-radius = { $radius }
location-zone-remove = 🗑 Quitar
location-zone-removed = ✓ { $zone }: quitado.
location-errand = ✓ Cuando llegues ({ $zone }), te lo recuerdo: { $task }

## Idas y venidas

location-arrived = 🏁 { $person } ha llegado: { $zone }, { DATETIME($at, timeStyle: "short") }
location-left = 👋 { $person } ha salido: { $zone }, { DATETIME($at, timeStyle: "short") }
location-watch = 🔔 Idas y venidas
location-watch-where = ¿De qué lugar?
location-watch-no-zones = No tiene lugares con nombre.
location-watch-asked = ✓ He preguntado. Te avisaré cuando dé su permiso.
location-watch-question = { $person } quiere que le avise cuando llegues o salgas de aquí: { $zone }. ¿Te parece bien?
location-watch-agree = ✓ Sí
location-watch-refuse = ✗ No
location-watch-agreed = ✓ Se le avisará. Puedes terminarlo en /location.
location-watch-agreed-told = ✓ { $person } da su permiso: te avisaré de sus idas y venidas.
location-watch-ended = ✓ No se le avisa.
location-watch-end = 🔕 { $person }: { $zone }

## Un día

location-day = 🗓 { $day }: { $way }
location-day-empty = 🗓 { $day }: no hay nada guardado.
location-stay = { $number }. { DATETIME($since, timeStyle: "short") }–{ DATETIME($until, timeStyle: "short") }: { $place }
location-day-before = ◀️
location-day-after = ▶️

## La página detrás de un enlace

location-page-title = Lugar compartido
location-page-button = Mostrar dónde está
location-page-over = Este enlace ya no es válido.

## Lo que se hizo, en el registro

audited-location-tracking-changed = seguimiento activado, desactivado o en pausa
audited-location-viewer-changed = quién puede ver el lugar, cambiado: { $target }
audited-location-history-changed = historial de lugares cambiado
audited-location-share-opened = lugar compartido: { $target }
audited-location-share-closed = lugar dejado de compartir
audited-location-erased = posiciones borradas
audited-location-watch-asked = pidió avisos de idas y venidas: { $target }
audited-location-watch-agreed = { $target } recibe avisos de idas y venidas
audited-location-watch-ended = { $target } ya no recibe avisos de idas y venidas

## Lo que se puede permitir

scope-location-read = ver dónde está quien lo permite
scope-location-write = comunicar los propios lugares y darles nombre
scope-location-share = dejar que otros vean el propio lugar
