# Erinnerungen

area-reminders = 🔔 Erinnerungen
remind-command = dich an etwas erinnern, so gesagt, wie du es sagen würdest
reminders-command = woran du erinnert werden möchtest

takes-reminder = wann und was

scope-reminders-read = die eigenen Erinnerungen sehen
scope-reminders-write = eigene Erinnerungen anlegen, ändern und löschen
scope-reminders-send = andere erinnern, wenn sie einverstanden sind

reminders-made =
    ✅ Ich erinnere dich: { $task }
    🗓 { $when }
reminders-made-for =
    ✅ Ich erinnere { $person }: { $task }
    🗓 { $when }
reminders-one =
    { $task }
    🗓 { $when }
reminders-when-once = { DATETIME($at, dateStyle: "full", timeStyle: "short") }
reminders-when-again = { $rule }, das nächste Mal { DATETIME($next, dateStyle: "full", timeStyle: "short") }
reminders-when-open = noch nicht erledigt
reminders-when-over = vorbei
reminders-when-there = wenn du ankommst: { $place }
reminders-when-leaving = wenn du gehst: { $place }
reminders-unnoticed = { $when }. Schalte mit /location die Ortung ein, sonst merke ich es nicht

## Wie oft

reminders-rule-weekdays = jeden Werktag um { $time }
reminders-rule-monthday = am { $day }. jedes Monats um { $time }
reminders-rule-on-days = { $count ->
        [1] jeden { $days } um { $time }
       *[other] alle { $count } Wochen am { $days } um { $time }
    }
reminders-rule-minutes = alle { $count } Minuten
reminders-rule-hours = { $count ->
        [1] jede Stunde
       *[other] alle { $count } Stunden
    }
reminders-rule-days = { $count ->
        [1] jeden Tag um { $time }
       *[other] alle { $count } Tage um { $time }
    }
reminders-rule-weeks = { $count ->
        [1] jede Woche um { $time }
       *[other] alle { $count } Wochen um { $time }
    }
reminders-rule-months = { $count ->
        [1] jeden Monat um { $time }
       *[other] alle { $count } Monate um { $time }
    }
reminders-rule-years = { $count ->
        [1] jedes Jahr um { $time }
       *[other] alle { $count } Jahre um { $time }
    }
reminders-rule-other = nach der Regel { $rule }
reminders-days = { $first }, { $next }
reminders-day-monday = Montag
reminders-day-tuesday = Dienstag
reminders-day-wednesday = Mittwoch
reminders-day-thursday = Donnerstag
reminders-day-friday = Freitag
reminders-day-saturday = Samstag
reminders-day-sunday = Sonntag

## Fragen

reminders-ask = Woran soll ich dich erinnern, und wann? Zum Beispiel: morgen um 8 Mama anrufen
reminders-ask-time = Wann? Zum Beispiel: morgen um 8, in 10 Minuten oder jeden Werktag um 18:00
reminders-ask-task = Und woran soll ich dich erinnern?
reminders-change-ask = Was soll an „{ $task }“ anders werden? Schick mir eine neue Zeit, neue Worte oder beides.
reminders-change-place-ask = Was soll an „{ $task }“ anders sein? Schick mir einen anderen Ort („wenn ich die Arbeit verlasse“), neue Worte oder beides.

## Wenn es so weit ist

reminders-due = ⏰ { $task }
reminders-due-from =
    ⏰ { $task }
    Von { $person }
reminders-due-again =
    { $due }
    Das wartet seit { DATETIME($at, timeStyle: "short") }.
reminders-due-late =
    { $due }
    ⚠️ { $late } Gedacht war es für { DATETIME($at, dateStyle: "medium", timeStyle: "short") }.
reminders-late-minutes = { $count ->
        [one] Das kommt { $count } Minute zu spät.
       *[other] Das kommt { $count } Minuten zu spät.
    }
reminders-late-hours = { $count ->
        [one] Das kommt { $count } Stunde zu spät.
       *[other] Das kommt { $count } Stunden zu spät.
    }
reminders-late-days = { $count ->
        [one] Das kommt { $count } Tag zu spät.
       *[other] Das kommt { $count } Tage zu spät.
    }

## Die Liste und ihre Knöpfe

reminders-none = Du hast keine Erinnerungen. So legst du eine an: /remind morgen um 8 Mama anrufen
reminders-list = { $count ->
        [one] Du hast { $count } Erinnerung.
       *[other] Du hast { $count } Erinnerungen.
    }
reminders-gone = Diese Erinnerung gibt es nicht mehr.
reminders-done = ✅ Erledigt: { $task }
reminders-dropped = 🗑 Gelöscht: { $task }
reminders-snoozed =
    💤 { $task }
    Wieder { DATETIME($at, dateStyle: "full", timeStyle: "short") }
reminders-button-open = { $task }
reminders-button-done = ✅ Erledigt
reminders-button-10m = 10 Min.
reminders-button-1h = 1 Std.
reminders-button-tomorrow = Morgen
reminders-button-change = ✏️ Ändern
reminders-button-cancel = 🗑 Löschen
reminders-button-nag = 🔔 Nachfragen, bis es erledigt ist
reminders-button-nag-off = 🔕 Nur einmal erinnern

## Einander erinnern

reminders-consent-ask = { $person } möchte dir Erinnerungen schicken. Bist du einverstanden?
reminders-consent-given = ✅ { $person } darf dich erinnern. Unter /reminders kannst du das beenden.
reminders-consent-not = { $person } darf dich nicht erinnern.
reminders-consent-told = { $person } ist einverstanden, von dir erinnert zu werden.
reminders-button-allow = Ja
reminders-button-refuse = Nein
reminders-button-revoke = 🚫 Nichts mehr von { $person }

## Fehler

error-reminders-past = Diese Zeit ist schon vorbei. Versuch es zum Beispiel so: /remind morgen um 8 Mama anrufen
error-reminders-no-such-time = Diese Zeit oder diesen Tag gibt es nicht. Versuch es zum Beispiel so: /remind morgen um 8 Mama anrufen
error-reminders-no-such-place = Du hast keinen Ort namens { $place }. Schick mir /zones { $place }, wenn du dort bist, und sag es dann noch einmal.
error-reminders-too-often = Das ist zu oft: Ich erinnere höchstens alle fünf Minuten.
error-reminders-not-understood = Darin habe ich keine Zeit gefunden. Versuch es zum Beispiel so: /remind morgen um 8 Mama anrufen
error-reminders-no-task = Woran soll ich dich erinnern? Versuch es zum Beispiel so: /remind morgen um 8 Mama anrufen
error-reminders-consent-needed = Ich habe { $person } gefragt, ob du Erinnerungen schicken darfst. Sag es noch einmal, wenn die Zusage da ist.
error-reminders-consent-refused = { $person } möchte von dir nicht erinnert werden.
error-records-full = Davon hast du schon { $limit }, mehr kann ich nicht aufbewahren. Lösche zuerst etwas.
reminders-imported = 🗓 { $count ->
        [one] Eine Erinnerung
       *[other] { $count } Erinnerungen
    } übernommen. Siehe /reminders.
reminders-imported-some =
    { $imported }

    { $count ->
        [one] Ein Eintrag blieb draußen:
       *[other] { $count } Einträge blieben draußen:
    }
    { $lines }
reminders-skipped = • { $task }: { $reason }
