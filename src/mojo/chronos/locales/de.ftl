# What Chronos says by itself. Words that more than one feature needs stand here too.

language-name = Deutsch

## Conversation

chronos-refused = Ich bin ein privater Assistent. Wenn du eingeladen bist, öffne den Link, den du bekommen hast, oder schick mir /start und dahinter deinen Code.
chronos-suspended = Dein Zugang ruht gerade. Wer dich eingeladen hat, kann ihn wieder freigeben.
chronos-slow-down = Das war viel auf einmal. Gib mir bitte eine Minute.
chronos-private-only = Ich unterhalte mich nur im privaten Chat. Schreib mir einfach direkt.
chronos-forbidden = Das darfst du leider nicht. Wer dich eingeladen hat, kann das ändern.
chronos-unknown-command = /{ $command } kenne ich nicht. Schick mir /help, dann zeige ich dir, was ich kann.
chronos-unknown-command-like = /{ $command } kenne ich nicht. Meintest du /{ $meant }?
chronos-nothing-to-do = Damit kann ich gerade nichts anfangen. Schick mir /help, dann zeige ich dir, was ich kann.
chronos-nothing-to-do-like = Meintest du /{ $meant }?
chronos-too-long = Das ist mir zu lang. { $limit ->
        [one] Mehr als ein Zeichen geht
       *[other] Mehr als { $limit } Zeichen gehen
    } nicht.
chronos-no-such-file = Lesen kann ich Dateien, die auf { $endings } enden; diese nicht.
error-chronos-file-too-large = Diese Datei ist mir zu groß: höchstens { $limit_kb } KB.
chronos-button-expired = Dieser Knopf funktioniert nicht mehr. Frag mich bitte noch einmal.
chronos-cancelled = Alles klar, vergessen.
chronos-nothing-to-cancel = Es gibt gerade nichts abzubrechen.
chronos-share-location = 📍 Meinen Standort senden
chronos-dead-letter = Eine deiner Nachrichten konnte ich auch nach mehreren Versuchen nicht bearbeiten. Sie liegt unter der Nummer { $reference } bereit.

## Help

chronos-help =
    Das kann ich für dich tun:

    { $commands }
chronos-help-not-found =
    Zu „{ $word }“ gibt es nichts.

    { $help }
chronos-help-area =
    { $area }
    { $commands }
area-you = 👤 Du
area-people = 👥 Leute
area-mojo = 🛠 Mojo betreiben
chronos-help-line = /{ $name } – { $help }
chronos-help-line-takes = /{ $name } [{ $takes }] – { $help }
chronos-lines =
    { $head }
    { $tail }
chronos-paragraphs =
    { $head }

    { $tail }
help-command = was ich für dich tun kann
cancel-command = abbrechen, wobei wir gerade sind
status-command = wie es mir geht
takes-city = Stadt
takes-person = Person
takes-place = Ort
takes-time = Uhrzeit
takes-word = Wort

## Status

chronos-status =
    { $summary }

    { $lines }
chronos-status-well = Alles läuft bestens.
chronos-status-trouble = { $count ->
        [one] Bei einer Sache hakt es gerade.
       *[other] Bei { $count } Sachen hakt es gerade.
    }
chronos-status-healthy = ✅ { $name }
chronos-status-degraded = ⚠️ { $name }: gestört seit { DATETIME($since, dateStyle: "medium", timeStyle: "short") }
chronos-status-down = ❌ { $name }: ausgefallen seit { DATETIME($since, dateStyle: "medium", timeStyle: "short") }
chronos-status-reason = { $line } ({ $reason })
chronos-status-still-works = { $line } · { $still_works }
chronos-status-retry = { $line } · nächster Versuch um { DATETIME($retry_at, timeStyle: "short") }
chronos-status-quota = { $left ->
        [one] { $line } · heute noch ein Abruf
       *[other] { $line } · heute noch { $left } Abrufe
    }
chronos-status-stand-in = { $line } · 🧪 Attrappe

## Notifications

chronos-alert-acknowledge = ✓ Ich kümmere mich
chronos-alert-snooze-minutes = 💤 { $minutes } Min.
chronos-alert-snooze-hours = 💤 { $hours } Std.
chronos-alert-snooze-tomorrow = 💤 morgen
chronos-alert-mute = 🔕 { $hours } Std. nichts dergleichen
chronos-alert-acted =
    { $said }

    { $acted }
chronos-alert-acknowledged = ✓ { $name } kümmert sich darum ({ DATETIME($at, timeStyle: "short") })
chronos-alert-snoozed = 💤 { $name } wird am { DATETIME($until, dateStyle: "medium", timeStyle: "short") } wieder erinnert
chronos-alert-muted = 🔕 { $name } möchte bis { DATETIME($until, dateStyle: "medium", timeStyle: "short") } nichts dergleichen
chronos-alert-ended = ✅ vorbei ({ DATETIME($at, timeStyle: "short") })
chronos-collapsed =
    { $said }

    { $more ->
        [one] … und { $more } weitere dieser Art
       *[other] … und { $more } weitere dieser Art
    }
chronos-digest =
    { $count ->
        [one] Während deiner Ruhezeit kam eine Nachricht:
       *[other] Während deiner Ruhezeit kamen { $count } Nachrichten:
    }

    { $lines }
chronos-digest-entry = • { $said }

## Failures, by their code

error-unexpected = Da ist etwas schiefgegangen. Das liegt an mir, nicht an dir. Wenn es wieder passiert, nenne die Nummer { $reference }.
error-input-invalid = Daraus werde ich nicht schlau. Schau bitte noch einmal drüber und versuch es erneut.
error-not-found = Das habe ich nicht gefunden.
error-conflict = Das geht im Moment nicht.
error-auth-unauthenticated = Wir kennen uns noch nicht. Öffne deine Einladung oder schick mir /start und dahinter deinen Code.
error-auth-forbidden = Das darfst du leider nicht. Wer dich eingeladen hat, kann das ändern.
error-store-unavailable = Ich komme gerade nicht an mein Gedächtnis. Versuch es bitte gleich noch einmal.
error-backup-failed = Die Sicherung ist nicht gelungen; es wurde nichts verändert. Ich versuche es wieder, und der Grund steht im Protokoll.
error-backup-unusable = Diese Datei ist keine Sicherung, mit der ich etwas anfangen kann. Es wurde nichts verändert.
error-backup-not-understood = Gespeichert ist etwas, das eine Sicherung nicht fassen kann; deshalb gibt es keine. Was es ist, steht im Protokoll.
error-external-unavailable = Ein Dienst, den ich dafür brauche ({ $service }), ist nicht erreichbar. Versuch es bitte später noch einmal.
error-external-timeout = Ein Dienst, den ich dafür brauche ({ $service }), lässt zu lange auf sich warten. Versuch es bitte gleich noch einmal.
error-external-rate-limited = Ein Dienst, den ich dafür brauche ({ $service }), bittet um eine Pause. Versuch es bitte in ein paar Minuten noch einmal.
error-external-bad-answer = Die Antwort eines Dienstes, den ich dafür brauche ({ $service }), verstehe ich nicht. Versuch es bitte später noch einmal.
error-external-rejected = Ein Dienst, den ich dafür brauche ({ $service }), hat meine Anfrage abgelehnt.

## What may be allowed

scope-metrics-read = Mojos Messwerte lesen
scope-status-read = sehen, warum etwas nicht geht
