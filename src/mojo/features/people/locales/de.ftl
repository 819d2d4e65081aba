## People

people-command = wer dabei ist und was sie dürfen
person-command = was jemand darf, und es wegnehmen
roles-command = was jede Rolle darf
invite-command = jemanden einladen
invitations-command = offene Einladungen
takes-note = Notiz

people-all = { $count ->
        [one] Hier ist eine Person.
       *[other] Hier sind { $count } Personen.
    }
people-line = { $name } · { $role }
people-line-suspended = ⛔ { $name } · { $role } · gesperrt
people-plain = { $words }
people-nothing = { "" }
people-bullet = • { $line }
people-rows =
    { $head }
    { $tail }
people-whom = Wen meinst du? Schick mir den Namen.
people-which = Wen davon meinst du?
people-not-found = Ich kenne niemanden namens { $name }.
people-person =
    { $who }

    { $seen }
    { $invited }
    { $sessions }
    { $tokens }

    Darf:
    { $scopes }
people-seen = Zuletzt hier: { DATETIME($at, dateStyle: "medium", timeStyle: "short") }
people-seen-never = Noch nicht hier gewesen
people-invited = Eingeladen von { $by }
people-invited-first = Kam ohne persönliche Einladung
people-sessions = { $count ->
        [one] Eine Sitzung
       *[other] { $count } Sitzungen
    }
people-tokens = { $count ->
        [one] Ein Zugriffstoken
       *[other] { $count } Zugriffstoken
    }
people-every-scope = alles
people-no-scopes = nichts
people-choose-role = Welche Rolle soll { $name } haben?
people-choose-scope = Was soll { $name } nicht mehr dürfen?
people-remove-ask = { $name } entfernen und alles löschen, was ich dazu gespeichert habe? Das lässt sich nicht rückgängig machen. Die Daten schicke ich dir vorher.
people-removed = { $name } ist entfernt. Alles, was ich gespeichert hatte, kommt als Datei; eine Kopie habe ich nicht mehr.
people-export = Alles, was ich über { $name } gespeichert hatte
people-button-suspend = ⛔ Sperren
people-button-restore = ✅ Entsperren
people-button-role = 🎭 Rolle ändern
people-button-scope = ✂️ Recht entziehen
people-button-remove = 🗑 Entfernen
people-button-really = 🗑 Ja, endgültig entfernen
people-button-back = ← Zurück
people-button-access = 🔑 Sitzungen und Token
people-access =
    { $name } kommt herein mit:

    { $lines }
people-session-line = { $device }, zuletzt benutzt { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
people-token-line = Token „{ $name }“, zuletzt benutzt { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
people-token-line-unused = Token „{ $name }“, noch nie benutzt
people-end-session = Abmelden: { $device }
people-revoke-token = Widerrufen: { $name }

## Roles

people-role-owner = Eigentümer
people-role-admin = Verwaltung
people-role-member = Mitglied
people-role-guest = Gast
people-role-none = keine Rolle
people-roles = Das sind die Rollen. Wähle eine, um zu sehen, was sie erlaubt.
people-role =
    { $role } · { $count ->
        [one] eine Person
       *[other] { $count } Personen
    }

    Darf:
    { $scopes }
people-give = ➕ { $what }
people-take = ➖ { $what }

## Invitations

people-invite-role = Welche Rolle soll die Person bekommen?
people-invite-uses = Wie viele Personen dürfen mit dieser Einladung hereinkommen?
people-invite-hours = Wie lange soll sie gelten?
people-uses = { $count ->
        [one] eine Person
       *[other] { $count } Personen
    }
people-hours = { $count ->
        [one] eine Stunde
        [24] einen Tag
        [72] drei Tage
        [168] eine Woche
       *[other] { $count } Stunden
    }
people-invitation-line = { $what } · { $left ->
        [one] ein Platz
       *[other] { $left } Plätze
    } · bis { DATETIME($until, dateStyle: "medium", timeStyle: "short") }{ $note }
people-invitation-note = { " " }· { $note }
people-invited-now =
    ✉️ { $what }

    { $code }

    { $come }
people-invite-link = Gib diesen Link weiter: { $link }
people-invite-code = Gib den Code weiter; wer ihn bekommt, schickt mir /start und dahinter den Code.
people-no-invitations = Keine Einladung ist offen.
people-invitations =
    Offene Einladungen:

    { $lines }
people-button-revoke = 🗑 { $what }

## Failures

error-people-export-too-large = Das ist zu viel für eine Nachricht. Entferne die Person über die API, die mit allem antwortet; bis dahin ist sie gesperrt.
error-people-last-owner = Das ist der letzte Eigentümer. Mach zuerst jemand anderen zum Eigentümer.
error-people-owner-protected = Eigentümer können nur von sich selbst geändert werden.

## What may be allowed

scope-people-read = sehen, wer dabei ist und was sie dürfen
scope-people-manage = Personen sperren, entfernen und ändern, was sie dürfen
scope-people-invite = Personen einladen
