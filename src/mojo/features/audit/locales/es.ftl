audit-command = quién hizo qué
audit-line = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $who }: { $what } · { $door }
audit-denied = ⛔ rechazado: { $what }
audit-failed = ⚠️ fallido: { $what }
audit-stranger = alguien desconocido
audit-door-api = API
audit-door-chronos = Chronos
audit-door-scheduler = Planificador
audit-door-shell = línea de comandos
audit-empty = No hay nada que mostrar.
audit-nobody = No conozco a nadie que se llame { $name }.
audit-which = ¿A quién te refieres?
audit-choice = { $name }
audit-older = ⬇️ Anteriores

## What was done, by its action

audited = { $action } ({ $target })
audited-person-suspended = acceso suspendido a { $target }
audited-person-restored = acceso devuelto a { $target }
audited-person-removed = { $target } ya no forma parte
audited-person-role-changed = nuevo rol para { $target }
audited-person-scopes-changed = otros permisos para { $target }
audited-role-changed = rol { $target } modificado
audited-invitation-made = invitación creada
audited-invitation-redeemed = invitación aceptada
audited-invitation-revoked = invitación retirada
audited-profile-changed = perfil modificado
audited-session-started = inicio de sesión
audited-session-ended = sesión cerrada
audited-token-made = token de acceso creado
audited-token-revoked = token de acceso revocado
audited-refresh-reused = se reutilizó un inicio de sesión antiguo; la sesión se cerró
audited-password-changed = contraseña cambiada
audited-access-locked = bloqueo tras demasiados intentos fallidos
audited-audit-exported = registro exportado

## What may be allowed

scope-audit-read = consultar quién hizo qué
