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
audited-profile-exported = eigene Daten exportiert
audited-session-started = angemeldet
audited-session-ended = Sitzung beendet
audited-session-all-ended = alle Sitzungen beendet
audited-session-reused = eine alte Anmeldung wurde erneut benutzt; die Sitzung wurde beendet
audited-login-code-made = Anmeldecode erstellt
audited-login-refused = Anmeldung verweigert
audited-token-created = Zugriffstoken erstellt
audited-token-revoked = Zugriffstoken widerrufen
audited-password-changed = Passwort geändert
audited-password-removed = Passwort entfernt
audited-access-locked = nach zu vielen Fehlversuchen gesperrt
audited-keys-rotated = Signaturschlüssel gewechselt
audited-target-added = Benachrichtigungsziel hinzugefügt
audited-target-removed = Benachrichtigungsziel entfernt
audited-dead-letter-sent-again = gescheiterte Nachricht erneut gesendet
audited-dead-letter-dropped = gescheiterte Nachricht verworfen
audited-reminder-created = Erinnerung angelegt
audited-reminder-changed = Erinnerung geändert
audited-reminder-deleted = Erinnerung gelöscht
audited-reminder-consent-given = Erinnerungen von { $target } erlaubt
audited-reminder-consent-refused = Erinnerungen von { $target } abgelehnt
audited-reminder-feed-opened = Kalender-Feed freigegeben
audited-reminder-feed-closed = Kalender-Feed geschlossen
audited-weather-watch-started = Wettermeldung { $target } an
audited-weather-watch-stopped = Wettermeldung { $target } aus
audited-run-cancelled = Lauf abgebrochen
audited-run-dropped = aufgegebener Lauf verworfen
audited-run-repeated = Lauf wiederholt
audited-schedule-deleted = Zeitplan gelöscht
audited-schedule-run = Aufgabe von Hand gestartet
audited-audit-exported = Protokoll exportiert
audited-people-exported = Daten von { $target } exportiert
audited-backup-made = Sicherung { $target } angelegt
audited-backup-restored = aus der Sicherung { $target } wiederhergestellt

## What may be allowed

scope-audit-read = nachlesen, wer was getan hat
