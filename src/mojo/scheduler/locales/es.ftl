# What the Scheduler says by itself.

scheduler-run-dead =
    ❌ { $job } se ha dado por perdido tras { $attempts ->
        [one] un intento
       *[other] { $attempts } intentos
    }: { $reason }

    Más detalles con /job { $job }.

## Failures

error-job-failed = Esta tarea ha fallado mientras trabajaba.
error-job-timeout = Esta tarea ha tardado demasiado y se ha detenido.
error-job-cancelled = Esta tarea se ha cancelado.

## When a schedule fires

schedule-every-seconds = { $count ->
        [1] cada segundo
       *[other] cada { $count } segundos
    }
schedule-every-minutes = { $count ->
        [1] cada minuto
       *[other] cada { $count } minutos
    }
schedule-every-hours = { $count ->
        [1] cada hora
       *[other] cada { $count } horas
    }
schedule-every-days = { $count ->
        [1] cada día
       *[other] cada { $count } días
    }
schedule-hourly = cada hora en el minuto { $minute }
schedule-daily = todos los días a las { $time }
schedule-weekdays = de lunes a viernes a las { $time }
schedule-weekends = los sábados y domingos a las { $time }
schedule-on-days = los { $days } a las { $time }
schedule-monthly = el día { $day } de cada mes a las { $time }
schedule-once = una vez
schedule-by-rule = según la regla { $rule }
schedule-comma = { $head }, { $next }
schedule-and = { $head } y { $last }
schedule-next = { $phrase }; la próxima vez, el { DATETIME($next, dateStyle: "full") } a las { DATETIME($next, timeStyle: "short") }
schedule-paused = { $phrase }, ahora en pausa
schedule-over = { $phrase }, pero ya no más
schedule-day-sunday = domingos
schedule-day-monday = lunes
schedule-day-tuesday = martes
schedule-day-wednesday = miércoles
schedule-day-thursday = jueves
schedule-day-friday = viernes
schedule-day-saturday = sábados

## Silence

scheduler-silent = ⚠️ { $name } ha dejado de dar señales. Debía completarse el { DATETIME($due, dateStyle: "medium", timeStyle: "short") }. { $reason }
scheduler-heard-again = ✅ { $name } vuelve a funcionar.
scheduler-silent-never = No llegó a empezar.
scheduler-silent-long = Ha tardado demasiado: empezó el { DATETIME($since, dateStyle: "medium", timeStyle: "short") }.
scheduler-silent-failed = Ha fallado: { $reason }
scheduler-silent-paused = Está en pausa desde el { DATETIME($since, dateStyle: "medium", timeStyle: "short") }.
scheduler-gone = 🚨 El planificador no da señales de vida desde { DATETIME($since, dateStyle: "medium", timeStyle: "short") }. Hasta que vuelva, nada ocurre por sí solo.
scheduler-back = ✅ El planificador ha vuelto. Faltaba desde { DATETIME($since, dateStyle: "medium", timeStyle: "short") }.
scheduler-away = 💤 No se sabe nada del tiempo entre el { DATETIME($since, dateStyle: "medium", timeStyle: "short") } y el { DATETIME($until, dateStyle: "medium", timeStyle: "short") }: Mojo, su planificador o Redis no funcionaba, o se restauraron datos más antiguos. Lo que tocaba entretanto se recupera o se omite según diga cada programación.
