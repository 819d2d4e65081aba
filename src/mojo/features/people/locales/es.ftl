## People

people-command = quién está y qué puede hacer
person-command = qué puede hacer alguien, y quitárselo
roles-command = qué permite cada rol
invite-command = invitar a alguien
invitations-command = invitaciones abiertas
takes-note = nota

people-all = { $count ->
        [one] Aquí hay una persona.
       *[other] Aquí hay { $count } personas.
    }
people-line = { $name } · { $role }
people-line-suspended = ⛔ { $name } · { $role } · suspensión activa
people-plain = { $words }
people-nothing = { "" }
people-bullet = • { $line }
people-rows =
    { $head }
    { $tail }
people-whom = ¿A quién te refieres? Envíame el nombre.
people-which = ¿A quién de estas personas te refieres?
people-not-found = No conozco a nadie llamado { $name }.
people-person =
    { $who }

    { $seen }
    { $invited }
    { $sessions }
    { $tokens }

    Puede:
    { $scopes }
people-seen = Última vez aquí: { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
people-seen-never = Aún no ha pasado por aquí
people-invited = Con invitación de { $by }
people-invited-first = Entró sin invitación personal
people-sessions = { $count ->
        [one] Una sesión
       *[other] { $count } sesiones
    }
people-tokens = { $count ->
        [one] Un token de acceso
       *[other] { $count } tokens de acceso
    }
people-every-scope = todo
people-no-scopes = nada
people-choose-role = ¿Qué rol debe tener { $name }?
people-choose-scope = ¿Qué ya no debe poder hacer { $name }?
people-remove-ask = ¿Eliminar a { $name } y borrar todo lo que guardo? No se puede deshacer. Antes te enviaré sus datos.
people-removed = { $name } ya no está. Todo lo que guardaba llega como archivo; ya no tengo ninguna copia.
people-export = Todo lo que guardaba sobre { $name }
people-button-suspend = ⛔ Suspender
people-button-restore = ✅ Reactivar
people-button-role = 🎭 Cambiar rol
people-button-scope = ✂️ Quitar un permiso
people-button-remove = 🗑 Eliminar
people-button-really = 🗑 Sí, eliminar para siempre
people-button-back = ← Atrás
people-button-access = 🔑 Sesiones y tokens
people-access =
    { $name } entra con:

    { $lines }
people-session-line = { $device }, último uso: { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
people-token-line = token «{ $name }», último uso: { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
people-token-line-unused = token «{ $name }», sin usar
people-end-session = Cerrar sesión: { $device }
people-revoke-token = Revocar: { $name }

## Roles

people-role-owner = propietario
people-role-admin = administración
people-role-member = miembro
people-role-guest = visita
people-role-none = sin rol
people-roles = Estos son los roles. Elige uno para ver qué permite.
people-role =
    { $role } · { $count ->
        [one] una persona
       *[other] { $count } personas
    }

    Puede:
    { $scopes }
people-give = ➕ { $what }
people-take = ➖ { $what }

## Invitations

people-invite-role = ¿Qué rol tendrá la persona?
people-invite-uses = ¿Cuántas personas pueden entrar con esta invitación?
people-invite-hours = ¿Cuánto tiempo será válida?
people-uses = { $count ->
        [one] una persona
       *[other] { $count } personas
    }
people-hours = { $count ->
        [one] una hora
        [24] un día
        [72] tres días
        [168] una semana
       *[other] { $count } horas
    }
people-invitation-line = { $what } · { $left ->
        [one] una plaza
       *[other] { $left } plazas
    } · hasta { DATETIME($until, dateStyle: "medium", timeStyle: "short") }{ $note }
people-invitation-note = { " " }· { $note }
people-invited-now =
    ✉️ { $what }

    { $code }

    { $come }
people-invite-link = Comparte este enlace: { $link }
people-invite-code = Comparte el código; quien lo reciba me envía /start seguido del código.
people-no-invitations = No hay invitaciones abiertas.
people-invitations =
    Invitaciones abiertas:

    { $lines }
people-button-revoke = 🗑 { $what }

## Failures

error-people-export-too-large = Es demasiado para un mensaje. Quita a la persona por la API, que responde con todo; mientras tanto está suspendida.
error-people-last-owner = Es la última persona propietaria. Nombra antes a otra.
error-people-owner-protected = A un propietario solo lo puede cambiar él mismo.

## What may be allowed

scope-people-read = ver quién está y qué puede hacer
scope-people-manage = suspender y eliminar personas, y cambiar lo que pueden hacer
scope-people-invite = invitar a personas
