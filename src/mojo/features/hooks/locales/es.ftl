# Sucesos de fuera

hooks-command = las puertas por las que otros servicios te avisan

scope-hooks-manage = gestionar las puertas para sucesos de fuera

hooks-event =
    🔔 { $hook }
    { $words }
hooks-none = Todavía ningún otro servicio puede llegar hasta ti. Para abrirle la puerta a uno, tu timbre por ejemplo: /hooks timbre
hooks-list = { $count ->
        [one] Hay { $count } hook.
       *[other] Hay { $count } hooks.
    }
hooks-open = { $hook } está abierto.
hooks-paused = { $hook } está en pausa.
hooks-no-events =
    { $hook }
    No ha llegado nada últimamente.
hooks-line =
    { $before }
    { DATETIME($at, dateStyle: "short", timeStyle: "short") } · { $state }
hooks-waiting = en espera
hooks-handled = atendido
hooks-failed = con error
hooks-tested = Un suceso de prueba va de camino por { $hook }.
takes-hook = hook
hooks-make = Todavía no hay un hook { $hook }. ¿Lo creo? Lo que llegue por él te lo cuento. ¿Cómo demostrará el remitente quién es?
hooks-style-token = 🔑 Con un token (casi todo, curl)
hooks-style-github = 🐙 Firmado, como GitHub
hooks-made =
    ✅ { $hook } está abierto. Esto solo se muestra una vez:

    Dirección: { $url }
    Secreto: { $secret }

    { $how }
hooks-how-token =
    Pruébalo:
    curl -H "X-Hook-Token: EL-SECRETO" -d '{"{"}"text": "Ha sonado"{"}"}' { $url }
hooks-how-signed = Dale ambas cosas al remitente; como tipo de contenido, application/json.
hooks-delete-sure = ¿Borrar { $hook }, con lo que llegó? A quien siga enviando allí se le rechazará.
hooks-deleted = { $hook } está borrado.
error-hooks-not-a-name = El nombre de un hook lleva letras a-z, cifras y -, como mucho 48, por ejemplo timbre.
hooks-button = { $hook }
hooks-button-test = 🧪 Probar
hooks-button-pause = ⏸ Pausar
hooks-button-resume = ▶️ Reanudar
hooks-button-secret = 🔑 Nuevo secreto
hooks-button-delete = 🗑 Borrar

## Lo que se registra

audited-hook-created = hook { $target } creado
audited-hook-changed = hook { $target } cambiado
audited-hook-deleted = hook { $target } borrado
audited-hook-tested = hook { $target } probado
