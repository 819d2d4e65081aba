# Anmelden, und womit man angemeldet ist.

login-command = auf einem Computer oder Telefon anmelden
access-login =
    Hier ist dein Code. Er gilt einmal und fünf Minuten lang:

    { $code }

    Oder öffne diesen Link auf dem Gerät, auf dem du dich anmelden möchtest:
    { $link }

    Gib ihn nicht weiter: Wer ihn hat, kommt als du herein.

sessions-command = wo du angemeldet bist
access-no-sessions = Du bist nirgends angemeldet. Mit /login änderst du das.
access-sessions =
    { $count ->
        [one] Du bist an einer Stelle angemeldet:
       *[other] Du bist an { $count } Stellen angemeldet:
    }

    { $lines }
access-session-line = • { $device }, zuletzt benutzt { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
access-end-session = Abmelden: { $device }
access-end-all = Überall abmelden
access-session-ended = ✓ Dort abgemeldet.
access-all-ended = { $count ->
        [one] ✓ An einer Stelle abgemeldet.
       *[other] ✓ An { $count } Stellen abgemeldet.
    }
access-session-reused =
    ⚠️ Um { DATETIME($now, timeStyle: "short") } Uhr hat jemand eine Anmeldung von dir benutzt, die schon ersetzt war. Vielleicht wurde sie gestohlen, darum habe ich sie beendet.

    Wenn du das nicht warst, schick mir /sessions und /tokens und beende alles, was du nicht kennst.

tokens-command = Zugriffstoken für deine Programme
access-no-tokens = Du hast keine Zugriffstoken. Ein Programm, das für dich handelt, braucht eines.
access-tokens =
    { $count ->
        [one] Du hast ein Zugriffstoken:
       *[other] Du hast { $count } Zugriffstoken:
    }

    { $lines }
access-token-line = • { $name }, erstellt am { DATETIME($created, dateStyle: "medium") }
access-token-line-expires = { $line }, läuft ab am { DATETIME($until, dateStyle: "medium") }
access-token-line-used = { $line }, zuletzt benutzt { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
access-revoke = Widerrufen: { $name }
access-make = Neues Token
access-make-reading = Neues Token, nur lesen
access-token-revoked = ✓ Widerrufen. Es öffnet nichts mehr.
access-token-name = Wie soll es heißen? Der Name des Programms oder Geräts genügt. Oder /cancel.
access-token-made =
    ✓ „{ $name }“ darf jetzt bis { DATETIME($until, dateStyle: "medium") } für dich handeln. Das ist sein Token:

    { $token }

    Ich kann es nicht noch einmal zeigen. Lösche diese Nachricht, sobald du es kopiert hast.

access-locked =
    ⚠️ { $kind ->
        [code] Jemand probiert immer wieder falsche Anmeldecodes.
        [password] Jemand probiert immer wieder falsche Passwörter.
        [token] Ein Programm schickt immer wieder ein falsches Zugriffstoken.
        [invitation] Jemand probiert immer wieder falsche Einladungscodes.
       *[other] Jemand versucht immer wieder hereinzukommen.
    } Ich weise { $subject } für eine Viertelstunde ab. Niemand ist hereingekommen.

## Die Seite hinter dem Link

login-page-title = Bei Mojo anmelden
login-page-explanation = Drück auf den Knopf, um dich auf diesem Gerät anzumelden. Der Link gilt einmal.
login-page-button = Anmelden
login-page-done = Du bist angemeldet. Kopiere, was dein Programm braucht; es wird nicht noch einmal gezeigt.
login-page-failed = Das hat nicht geklappt. Der Link ist vielleicht schon benutzt oder zu alt. Bitte Chronos mit /login um einen neuen.
login-page-access = Zugriffstoken (15 Minuten)
login-page-refresh = Erneuerungstoken (für das nächste Zugriffstoken)

## Fehlschläge

error-limit-too-many-requests = Das war zu viel auf einmal. Bitte versuch es in { $retry_after_s ->
        [one] einer Sekunde
       *[other] { $retry_after_s } Sekunden
    } noch einmal.
error-auth-too-many-attempts = Zu viele falsche Versuche. Bitte versuch es in { $retry_after_s ->
        [one] einer Sekunde
       *[other] { $retry_after_s } Sekunden
    } noch einmal.

## Was erlaubt sein kann

scope-access-manage = die eigenen Anmeldungen sehen und beenden
scope-tokens-manage = eigene Zugriffstoken erstellen und widerrufen
