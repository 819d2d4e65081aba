# La vigilancia del propio Mojo

watch-command = cómo está el propio Mojo
scope-watch-read = ver cómo está el propio Mojo
error-watch-refused = Aquí solo Alertmanager puede entregar alertas, con su propio token.

watch-began = ⚠️ { $what }
watch-began-cure =
    ⚠️ { $what }

    { $cure }
watch-still = ⚠️ Sigue así desde hace { $lasted }: { $what }
watch-ended = ✅ Terminado después de { $lasted }: { $what }
watch-minutes = { $count ->
        [one] { $count } minuto
       *[other] { $count } minutos
    }
watch-hours = { $count ->
        [one] { $count } hora
       *[other] { $count } horas
    }
watch-days = { $count ->
        [one] { $count } día
       *[other] { $count } días
    }

watch-foreign = { $name }: { $words }
watch-service-down = El servicio { $subject } no funciona.
watch-dependency-down = { $subject } no funciona.
watch-api-errors = Falla el { $figure } % de las peticiones a la API.
watch-queue-waiting = Algo espera en { $subject } desde hace { $figure } s.
watch-job-missed = { $figure ->
        [one] Un horario se ha quedado en silencio.
       *[other] { $figure } horarios se han quedado en silencio.
    }
watch-redis-memory = Redis ha usado el { $figure } % de su memoria.
watch-redis-persistence = Redis no conserva lo que recibe: una caída lo perdería.
watch-disk-full = Solo queda libre el { $figure } % del disco.
watch-memory-full = Solo queda libre el { $figure } % de la memoria.
watch-certificate-ends = El certificado { $subject } termina en { $figure } días.
watch-backup-old = La última copia de seguridad ({ $subject }) tiene { $figure } horas.
watch-log-lines-lost = { $figure ->
        [one] Se ha perdido una línea del registro.
       *[other] Se han perdido { $figure } líneas del registro.
    }
watch-monitoring-silent = No se sabe nada de Alertmanager desde hace { $figure } s.

watch-cure-service-down = Mira su registro; `mojo doctor` dice qué falta.
watch-cure-dependency-down = /status dice por qué, y qué sigue sin ello.
watch-cure-api-errors = Busca api.request_broke en el registro.
watch-cure-queue-waiting = Mira si Chronos funciona y si Telegram responde: /status.
watch-cure-job-missed = /jobs muestra cuáles y por qué.
watch-cure-redis-memory = Dale más maxmemory antes de que se llene: un Redis lleno ya no acepta nada.
watch-cure-redis-persistence = Activa appendonly y haz sitio en su disco.
watch-cure-disk-full = Haz sitio: primero registros y copias antiguas.
watch-cure-memory-full = Cierra lo demás que funcione allí, o dale más.
watch-cure-certificate-ends = Renuévalo y mira por qué no se renovó solo.
watch-cure-backup-old = Haz una a mano y mira qué dice.
watch-cure-log-lines-lost = Mira si el disco está lleno o es lento.
watch-cure-monitoring-silent = Mira si Prometheus y Alertmanager funcionan.

watch-name-service-down = servicios
watch-name-dependency-down = dependencias
watch-name-api-errors = errores de la API
watch-name-queue-waiting = entrada y salida
watch-name-job-missed = horarios
watch-name-redis-memory = memoria de Redis
watch-name-redis-persistence = persistencia de Redis
watch-name-disk-full = disco
watch-name-memory-full = memoria
watch-name-certificate-ends = certificados
watch-name-backup-old = copia de seguridad
watch-name-log-lines-lost = registro
watch-name-monitoring-silent = Alertmanager

watch-not-yet = ⏳ Mojo aún no ha mirado; lo hace cada dos minutos.
watch-all-well = ✅ Todo está bien: { $count ->
        [one] se vigila { $count } condición.
       *[other] se vigilan { $count } condiciones.
    }
watch-some-wrong = Mal: { $count }. Bien: { $well }.
watch-line =
    { $before }
    { $sign } { $what } – { $state }
watch-stale =
    { $before }

    ❗️ Nadie ha mirado desde hace cinco minutos: el Scheduler no funciona o WATCH_ENABLED está desactivado.
watch-state-unknown = no se puede saber
watch-state-pending = desde el { DATETIME($since, dateStyle: "short", timeStyle: "short") }, aún sin avisar
watch-state-open = desde el { DATETIME($since, dateStyle: "short", timeStyle: "short") }
watch-state-ending = bien de nuevo, por ahora
watch-state-acknowledged = alguien se encarga
watch-button-refresh = 🔄 Actualizar
