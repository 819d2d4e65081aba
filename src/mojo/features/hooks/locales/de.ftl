# Ereignisse von außen

hooks-command = die Türen, durch die andere Dienste dich erreichen

scope-hooks-manage = die Türen für Ereignisse von außen verwalten

hooks-event =
    🔔 { $hook }
    { $words }
hooks-none = Noch kann dich kein anderer Dienst erreichen. So öffnest du einem die Tür, deiner Klingel zum Beispiel: /hooks klingel
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
takes-hook = Hook
hooks-make = Den Hook { $hook } gibt es noch nicht. Soll ich ihn anlegen? Was hereinkommt, sage ich dir. Wie weist sich der Absender aus?
hooks-style-token = 🔑 Mit einem Token (die meisten, curl)
hooks-style-github = 🐙 Mit Unterschrift, wie GitHub
hooks-made =
    ✅ { $hook } ist offen. Das zeige ich nur einmal:

    Adresse: { $url }
    Geheimnis: { $secret }

    { $how }
hooks-how-token =
    Zum Ausprobieren:
    curl -H "X-Hook-Token: DAS-GEHEIMNIS" -d '{"{"}"text": "Es klingelt"{"}"}' { $url }
hooks-how-signed = Gib beides dem Absender; als Inhaltstyp nimm application/json.
hooks-delete-sure = { $hook } löschen, samt dem, was hereinkam? Wer noch dorthin sendet, wird abgewiesen.
hooks-deleted = { $hook } ist gelöscht.
error-hooks-not-a-name = Der Name eines Hooks hat die Buchstaben a-z, Ziffern und -, höchstens 48, zum Beispiel klingel.
hooks-button = { $hook }
hooks-button-test = 🧪 Testen
hooks-button-pause = ⏸ Anhalten
hooks-button-resume = ▶️ Fortsetzen
hooks-button-secret = 🔑 Neues Geheimnis
hooks-button-delete = 🗑 Löschen

## Was aufgezeichnet wird

audited-hook-created = Hook { $target } angelegt
audited-hook-changed = Hook { $target } geändert
audited-hook-deleted = Hook { $target } gelöscht
audited-hook-tested = Hook { $target } getestet
