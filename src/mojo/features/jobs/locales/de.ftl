area-jobs = ⏰ Was von selbst geschieht
jobs-command = was von selbst geschieht, und wann
job-command = ein Zeitplan: starten, anhalten, letzte Läufe
dead-command = aufgegebene Läufe: ansehen, wiederholen, verwerfen
schedule-command = einen Zeitplan anlegen oder ändern
jobs-none = Noch geschieht für dich nichts von selbst.
jobs-list =
    { $count ->
        [one] Eine Sache geschieht von selbst:
       *[other] { $count } Dinge geschehen von selbst:
    }

    { $lines }
jobs-line = • { $name } – { $preview }
jobs-one =
    ⏰ { $name }
    { $preview }

    { $last }
jobs-name-and-job = { $name } ({ $job })
jobs-never-ran = Noch nie gelaufen.
jobs-runs =
    Die letzten Läufe von { $name }:

    { $lines }
jobs-run-line = { $sign } { DATETIME($at, dateStyle: "medium", timeStyle: "short") } – { $outcome }
jobs-progress = läuft, { $percent } % erledigt
jobs-outcome-waiting = startet gleich
jobs-outcome-running = läuft
jobs-outcome-succeeded = erledigt
jobs-outcome-failed = fehlgeschlagen, neuer Versuch folgt
jobs-outcome-dead = aufgegeben
jobs-outcome-missed = verpasst
jobs-outcome-skipped = übersprungen, der vorige lief noch
jobs-outcome-cancelled = abgebrochen
jobs-nothing-failed = In letzter Zeit ist nichts fehlgeschlagen.
jobs-why =
    { $line }
    Nach { $attempts ->
        [one] einem Versuch
       *[other] { $attempts } Versuchen
    }: { $reason }

    Mehr dazu steht im Protokoll unter { $reference }.
jobs-said = › { $line }
jobs-dead-none = Nichts wurde aufgegeben.
jobs-dead =
    Aufgegeben, das Neueste zuerst:

    { $lines }
jobs-of = { $name }: { $line }
jobs-dropped = { $name } ist verworfen.
jobs-button-cancel = ✋ Abbrechen
jobs-button-again = 🔁 Wiederholen
jobs-button-drop = 🗑 Verwerfen
jobs-button-snooze-hour = 💤 1 Stunde
jobs-button-snooze-day = 💤 1 Tag
jobs-button-snooze-week = 💤 1 Woche
jobs-ask-name = Wie soll er heißen? Buchstaben, Ziffern und . _ : -
jobs-ask-job =
    Welche Aufgabe soll laufen?

    { $about }
jobs-ask-when = Wann? Mit deinen Worten, wie „jeden Werktag um 18:00“ oder „morgen um 8“; oder „15m“, „2h“; „30 7 * * 1-5“, „@daily“; „FREQ=MONTHLY;BYDAY=1MO“.
jobs-ask-told =
    Mit welchen Parametern? Ein JSON-Objekt, oder „-“ für keine.

    { $about }
jobs-ask-options =
    Was noch? Eins je Zeile, wie „overlap queue“ oder „timeout 90s“:

    { $about }
jobs-ask-until = Bis wann soll er ruhen? Zum Beispiel „morgen um 8“ oder „3d“.
jobs-ask-run =
    Mit welchen Parametern diesmal? Ein JSON-Objekt, oder „-“ für keine. Sonst bekommt er:

    { $about }
jobs-bad-name = So kann er nicht heißen.
jobs-no-such-job = Einen Job { $name } gibt es nicht.
jobs-bad-when = Aus „{ $words }“ werde ich nicht schlau: eine Zeit ist das nicht.
jobs-bad-told = Das passt nicht: { $reason }
error-jobs-bad-option = { $field } nimmt das nicht. Es nimmt: { $rule }
jobs-delete-sure = { $name } löschen? Er feuert dann nicht mehr; was seine Läufe taten, bleibt verzeichnet.
jobs-deleted = { $name } ist gelöscht.
jobs-button-ask-until = 💤 Bis …
jobs-button-ask-when = ✏️ Wann
jobs-button-ask-told = ✏️ Parameter
jobs-button-ask-options = ✏️ Mehr
jobs-button-ask-run = ▶️ Starten mit …
jobs-button-delete = 🗑 Löschen
jobs-button-open = { $name }
jobs-button-run = ▶️ Jetzt starten
jobs-button-pause = ⏸ Anhalten
jobs-button-resume = ⏯ Fortsetzen
jobs-button-runs = Letzte Läufe
jobs-button-why = Warum fehlgeschlagen?
jobs-button-refresh = 🔄 Aktualisieren
takes-name = Name

## What may be allowed

scope-jobs-read = eigene Zeitpläne und ihre Läufe sehen
scope-jobs-run = eigene Zeitpläne starten, anhalten, ändern und abbrechen
scope-jobs-manage = Zeitpläne anlegen und die aller sehen und ändern
