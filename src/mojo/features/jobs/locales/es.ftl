area-jobs = ⏰ Lo que ocurre por sí solo
jobs-command = qué ocurre por sí solo, y cuándo
job-command = una programación: ejecutar, pausar, últimas ejecuciones
dead-command = ejecuciones abandonadas: ver, repetir, descartar
schedule-command = crear una programación o cambiar cuándo se ejecuta
jobs-none = Todavía no ocurre nada por sí solo para ti.
jobs-list =
    { $count ->
        [one] Una cosa ocurre por sí sola:
       *[other] { $count } cosas ocurren por sí solas:
    }

    { $lines }
jobs-line = • { $name } – { $preview }
jobs-one =
    ⏰ { $name }
    { $preview }

    { $last }
jobs-name-and-job = { $name } ({ $job })
jobs-never-ran = Aún no se ha ejecutado.
jobs-runs =
    Las últimas ejecuciones de { $name }:

    { $lines }
jobs-run-line = { $sign } { DATETIME($at, dateStyle: "medium", timeStyle: "short") } – { $outcome }
jobs-progress = en marcha, { $percent } % hecho
jobs-outcome-waiting = a punto de empezar
jobs-outcome-running = en marcha
jobs-outcome-succeeded = hecho
jobs-outcome-failed = ha fallado, se volverá a intentar
jobs-outcome-dead = se ha dado por perdido
jobs-outcome-missed = no se ejecutó a tiempo
jobs-outcome-skipped = omitido, el anterior seguía en marcha
jobs-outcome-cancelled = cancelado
jobs-nothing-failed = Nada ha fallado últimamente.
jobs-why =
    { $line }
    Tras { $attempts ->
        [one] un intento
       *[other] { $attempts } intentos
    }: { $reason }

    El registro tiene más detalles con la referencia { $reference }.
jobs-said = › { $line }
jobs-dead-none = No se ha abandonado nada.
jobs-dead =
    Abandonadas, primero la más reciente:

    { $lines }
jobs-of = { $name }: { $line }
jobs-dropped = { $name } se ha descartado.
jobs-button-cancel = ✋ Cancelar
jobs-button-again = 🔁 Repetir
jobs-button-drop = 🗑 Descartar
jobs-button-snooze-hour = 💤 1 hora
jobs-button-snooze-day = 💤 1 día
jobs-button-snooze-week = 💤 1 semana
jobs-ask-name = ¿Cómo se llamará? Letras, cifras y . _ : -
jobs-ask-job =
    ¿Qué tarea debe ejecutarse?

    { $about }
jobs-ask-when = ¿Cuándo? Con tus palabras, como «todos los días laborables a las 18:00» o «mañana a las 8»; o «15m», «2h»; «30 7 * * 1-5», «@daily»; «FREQ=MONTHLY;BYDAY=1MO».
jobs-ask-told =
    ¿Con qué parámetros? Un objeto JSON, o «-» para ninguno.

    { $about }
jobs-ask-options =
    ¿Qué más? Uno por línea, como «overlap queue» o «timeout 90s»:

    { $about }
jobs-ask-until = ¿Hasta cuándo debe descansar? Por ejemplo «mañana a las 8» o «3d».
jobs-ask-run =
    ¿Con qué parámetros esta vez? Un objeto JSON, o «-» para ninguno. Si no, recibe:

    { $about }
jobs-bad-name = Así no se puede llamar.
jobs-no-such-job = No hay ninguna tarea llamada { $name }.
jobs-bad-when = No entiendo «{ $words }» como hora.
jobs-bad-told = Eso no encaja: { $reason }
error-jobs-bad-option = { $field } no acepta eso. Acepta: { $rule }
jobs-delete-sure = ¿Borrar { $name }? Ya no se disparará; lo que hicieron sus ejecuciones queda registrado.
jobs-deleted = { $name } está borrado.
jobs-button-ask-until = 💤 Hasta …
jobs-button-ask-when = ✏️ Cuándo
jobs-button-ask-told = ✏️ Parámetros
jobs-button-ask-options = ✏️ Más
jobs-button-ask-run = ▶️ Ejecutar con …
jobs-button-delete = 🗑 Borrar
jobs-button-open = { $name }
jobs-button-run = ▶️ Ejecutar ahora
jobs-button-pause = ⏸ Pausar
jobs-button-resume = ⏯ Reanudar
jobs-button-runs = Últimas ejecuciones
jobs-button-why = ¿Por qué falló?
jobs-button-refresh = 🔄 Actualizar
takes-name = nombre

## What may be allowed

scope-jobs-read = ver las programaciones propias y sus ejecuciones
scope-jobs-run = ejecutar, pausar, cambiar y cancelar las programaciones propias
scope-jobs-manage = crear programaciones, y ver y cambiar las de todos
