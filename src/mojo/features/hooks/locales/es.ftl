# Sucesos de fuera

hooks-command = las puertas por las que otros servicios te avisan

scope-hooks-manage = gestionar las puertas para sucesos de fuera

hooks-event =
    🔔 { $hook }
    { $words }
hooks-none = Todavía no hay hooks. Crea uno con la API: POST /api/v1/hooks
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
hooks-button = { $hook }
hooks-button-test = 🧪 Probar
hooks-button-pause = ⏸ Pausar
hooks-button-resume = ▶️ Reanudar

## Lo que se registra

audited-hook-created = hook { $target } creado
audited-hook-changed = hook { $target } cambiado
audited-hook-deleted = hook { $target } borrado
audited-hook-tested = hook { $target } probado
