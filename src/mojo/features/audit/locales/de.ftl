audit-command = wer was getan hat
audit-line = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $who }: { $what } · { $door }
audit-denied = ⛔ abgelehnt: { $what }
audit-failed = ⚠️ gescheitert: { $what }
audit-stranger = jemand Unbekanntes
audit-door-api = API
audit-door-chronos = Chronos
audit-door-scheduler = Zeitplaner
audit-door-shell = Kommandozeile
audit-empty = Hier gibt es nichts zu zeigen.
audit-nobody = Ich kenne niemanden namens { $name }.
audit-which = Wen meinst du?
audit-choice = { $name }
audit-older = ⬇️ Ältere

## What was done, by its action

audited = { $action } ({ $target })
audited-person-suspended = { $target } gesperrt
audited-person-restored = { $target } wieder freigegeben
audited-person-removed = { $target } entfernt
audited-person-role-changed = neue Rolle für { $target }
audited-person-scopes-changed = andere Rechte für { $target }
audited-role-changed = Rolle { $target } geändert
audited-invitation-made = Einladung erstellt
audited-invitation-redeemed = Einladung angenommen
audited-invitation-revoked = Einladung zurückgezogen
audited-profile-changed = Profil geändert
audited-session-started = angemeldet
audited-session-ended = Sitzung beendet
audited-token-made = Zugriffstoken erstellt
audited-token-revoked = Zugriffstoken widerrufen
audited-refresh-reused = eine alte Anmeldung wurde erneut benutzt; die Sitzung wurde beendet
audited-password-changed = Passwort geändert
audited-access-locked = nach zu vielen Fehlversuchen gesperrt
audited-audit-exported = Protokoll exportiert

## What may be allowed

scope-audit-read = nachlesen, wer was getan hat
