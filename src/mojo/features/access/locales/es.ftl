# Iniciar sesión, y con qué se ha iniciado.

login-command = iniciar sesión en un ordenador o teléfono
access-login =
    Aquí tienes tu código. Vale una sola vez, durante cinco minutos:

    { $code }

    O abre este enlace en el dispositivo donde quieras iniciar sesión:
    { $link }

    No lo compartas: quien lo tenga entrará como si fueras tú.

sessions-command = dónde has iniciado sesión
access-no-sessions = No has iniciado sesión en ningún sitio. Envía /login para hacerlo.
access-sessions =
    { $count ->
        [one] Has iniciado sesión en un sitio:
       *[other] Has iniciado sesión en { $count } sitios:
    }

    { $lines }
access-session-line = • { $device }, usada por última vez el { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
access-end-session = Cerrar: { $device }
access-end-all = Cerrar todas las sesiones
access-session-ended = ✓ Sesión cerrada.
access-all-ended = { $count ->
        [one] ✓ Se ha cerrado una sesión.
       *[other] ✓ Se han cerrado { $count } sesiones.
    }
access-session-reused =
    ⚠️ A las { DATETIME($now, timeStyle: "short") } alguien usó una sesión tuya que ya había sido sustituida. Puede que la hayan robado, así que la he cerrado.

    Si no fuiste tú, envía /sessions y /tokens y cierra todo lo que no reconozcas.

tokens-command = tokens de acceso para tus programas
access-no-tokens = No tienes tokens de acceso. Un programa que actúe por ti necesita uno.
access-tokens =
    { $count ->
        [one] Tienes un token de acceso:
       *[other] Tienes { $count } tokens de acceso:
    }

    { $lines }
access-token-line = • { $name }, creado el { DATETIME($created, dateStyle: "medium") }
access-token-line-expires = { $line }, caduca el { DATETIME($until, dateStyle: "medium") }
access-token-line-used = { $line }, usado por última vez el { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
access-revoke = Revocar: { $name }
access-make = Nuevo token
access-make-reading = Nuevo token, solo lectura
access-token-revoked = ✓ Revocado. Ya no abre nada.
access-token-name = ¿Cómo lo llamamos? Basta el nombre del programa o del dispositivo. O /cancel.
access-token-made =
    ✓ «{ $name }» ya puede actuar por ti hasta el { DATETIME($until, dateStyle: "medium") }. Este es su token:

    { $token }

    No puedo volver a mostrarlo. Borra este mensaje cuando lo hayas copiado.

access-locked =
    ⚠️ { $kind ->
        [code] Alguien no deja de probar códigos de acceso incorrectos.
        [password] Alguien no deja de probar contraseñas incorrectas.
        [token] Un programa no deja de enviar un token de acceso incorrecto.
        [invitation] Alguien no deja de probar códigos de invitación incorrectos.
       *[other] Alguien no deja de intentar entrar.
    } Rechazaré a { $subject } durante un cuarto de hora. Nadie ha entrado.

## La página del enlace

login-page-title = Iniciar sesión en Mojo
login-page-explanation = Pulsa el botón para iniciar sesión en este dispositivo. El enlace vale una sola vez.
login-page-button = Iniciar sesión
login-page-done = Has iniciado sesión. Copia lo que necesite tu programa; no se volverá a mostrar.
login-page-failed = No ha funcionado. Puede que el enlace ya se haya usado o sea demasiado antiguo. Pide otro a Chronos con /login.
login-page-access = Token de acceso (15 minutos)
login-page-refresh = Token de renovación (para el siguiente token de acceso)

## Fallos

error-limit-too-many-requests = Demasiadas peticiones a la vez. Inténtalo de nuevo dentro de { $retry_after_s ->
        [one] un segundo
       *[other] { $retry_after_s } segundos
    }.
error-auth-too-many-attempts = Demasiados intentos fallidos. Inténtalo de nuevo dentro de { $retry_after_s ->
        [one] un segundo
       *[other] { $retry_after_s } segundos
    }.

## Lo que se puede permitir

scope-access-manage = ver y cerrar las propias sesiones
scope-tokens-manage = crear y revocar los propios tokens de acceso
