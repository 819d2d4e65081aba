audit-command = who did what
audit-line = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $who }: { $what } · { $door }
audit-denied = ⛔ refused: { $what }
audit-failed = ⚠️ failed: { $what }
audit-stranger = somebody unknown
audit-door-api = API
audit-door-chronos = Chronos
audit-door-scheduler = Scheduler
audit-door-shell = command line
audit-empty = There is nothing to show.
audit-nobody = I know nobody called { $name }.
audit-which = Whom do you mean?
audit-choice = { $name }
audit-older = ⬇️ Older

## What was done, by its action

audited = { $action } ({ $target })
audited-person-suspended = { $target } suspended
audited-person-restored = { $target } restored
audited-person-removed = { $target } removed
audited-person-role-changed = another role for { $target }
audited-person-scopes-changed = other rights for { $target }
audited-role-changed = role { $target } changed
audited-invitation-made = invitation made
audited-invitation-redeemed = invitation accepted
audited-invitation-revoked = invitation revoked
audited-profile-changed = profile changed
audited-profile-exported = own data exported
audited-session-started = logged in
audited-session-ended = session ended
audited-session-all-ended = all sessions ended
audited-session-reused = an old login was used again; the session was ended
audited-login-code-made = login code made
audited-login-refused = login refused
audited-token-created = access token made
audited-token-revoked = access token revoked
audited-password-changed = password changed
audited-password-removed = password removed
audited-access-locked = locked after too many wrong attempts
audited-keys-rotated = signing key changed
audited-target-added = notification target added
audited-target-removed = notification target removed
audited-dead-letter-sent-again = failed message sent again
audited-dead-letter-dropped = failed message dropped
audited-reminder-created = reminder made
audited-reminder-changed = reminder changed
audited-reminder-deleted = reminder deleted
audited-reminder-consent-given = reminders from { $target } allowed
audited-reminder-consent-refused = reminders from { $target } refused
audited-reminder-feed-opened = calendar feed opened
audited-reminder-feed-closed = calendar feed closed
audited-weather-watch-started = weather alerts for { $target } on
audited-weather-watch-stopped = weather alerts for { $target } off
audited-run-cancelled = run cancelled
audited-run-dropped = dead letter dropped
audited-run-repeated = run made again
audited-schedule-deleted = schedule deleted
audited-schedule-run = job started by hand
audited-audit-exported = audit log exported
audited-people-exported = data of { $target } exported
audited-backup-made = backup { $target } made
audited-backup-restored = restored from the backup { $target }

## What may be allowed

scope-audit-read = read who did what
