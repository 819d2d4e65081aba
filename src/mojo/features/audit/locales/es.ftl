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
audited-profile-exported = datos propios exportados
audited-session-started = inicio de sesión
audited-session-ended = sesión cerrada
audited-session-all-ended = todas las sesiones cerradas
audited-session-reused = se reutilizó un inicio de sesión antiguo; la sesión se cerró
audited-login-code-made = código de acceso creado
audited-login-refused = inicio de sesión rechazado
audited-token-created = token de acceso creado
audited-token-revoked = token de acceso revocado
audited-password-changed = contraseña cambiada
audited-password-removed = contraseña eliminada
audited-access-locked = bloqueo tras demasiados intentos fallidos
audited-keys-rotated = clave de firma cambiada
audited-target-added = destino de avisos añadido
audited-target-removed = destino de avisos eliminado
audited-dead-letter-sent-again = mensaje fallido reenviado
audited-dead-letter-dropped = mensaje fallido descartado
audited-reminder-created = recordatorio creado
audited-reminder-changed = recordatorio modificado
audited-reminder-deleted = recordatorio borrado
audited-reminder-consent-given = recordatorios de { $target } permitidos
audited-reminder-consent-refused = recordatorios de { $target } rechazados
audited-reminder-feed-opened = calendario compartido
audited-reminder-feed-closed = calendario cerrado
audited-weather-watch-started = aviso del tiempo activado: { $target }
audited-weather-watch-stopped = aviso del tiempo desactivado: { $target }
audited-run-cancelled = ejecución cancelada
audited-run-dropped = ejecución fallida descartada
audited-run-repeated = ejecución repetida
audited-schedule-deleted = programación eliminada
audited-schedule-run = tarea iniciada a mano
audited-audit-exported = registro exportado
audited-people-exported = datos de { $target } exportados
audited-backup-made = copia de seguridad { $target } hecha
audited-backup-restored = restaurado desde la copia { $target }

## What may be allowed

scope-audit-read = consultar quién hizo qué
