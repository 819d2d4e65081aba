# Ereignisse von außen

hooks-command = die Türen, durch die andere Dienste dich erreichen

scope-hooks-manage = die Türen für Ereignisse von außen verwalten

hooks-event =
    🔔 { $hook }
    { $words }
hooks-none = Es gibt noch keine Hooks. Über die API legst du einen an: POST /api/v1/hooks
hooks-list = { $count ->
        [one] Es gibt { $count } Hook.
       *[other] Es gibt { $count } Hooks.
    }
hooks-open = { $hook } ist offen.
hooks-paused = { $hook } ist angehalten.
hooks-no-events =
    { $hook }
    In letzter Zeit ist nichts hereingekommen.
hooks-line =
    { $before }
    { DATETIME($at, dateStyle: "short", timeStyle: "short") } · { $state }
hooks-waiting = wartet
hooks-handled = erledigt
hooks-failed = fehlgeschlagen
hooks-tested = Ein Testereignis ist unterwegs durch { $hook }.
hooks-button = { $hook }
hooks-button-test = 🧪 Testen
hooks-button-pause = ⏸ Anhalten
hooks-button-resume = ▶️ Fortsetzen

## Was aufgezeichnet wird

audited-hook-created = Hook { $target } angelegt
audited-hook-changed = Hook { $target } geändert
audited-hook-deleted = Hook { $target } gelöscht
audited-hook-tested = Hook { $target } getestet
