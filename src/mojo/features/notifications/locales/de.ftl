# What people are told, where, and what they do about it.

notifications-command = was auf dich wartet und was stumm ist
notifications-words = { $words }
notifications-waiting = { $waiting ->
        [0] Es wartet nichts auf dich
        [one] Eine Nachricht wartet auf dich
       *[other] { $waiting } Nachrichten warten auf dich
    }{ $held ->
        [0] .
        [one] , dazu eine bis zum Ende deiner Ruhezeit.
       *[other] , dazu { $held } bis zum Ende deiner Ruhezeit.
    }
notifications-overview =
    { $waiting }

    { $mutes }
notifications-mute-line = 🔕 { $kind } bis { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
notifications-unmute = 🔔 Wieder { $kind }
notifications-muted = 🔕 Nichts über { $kind } bis { DATETIME($until, dateStyle: "medium", timeStyle: "short") }.
notifications-acknowledged-before = Es kümmert sich schon jemand darum.

targets-command = wo ich dich sonst noch erreiche
takes-target = Link und Name
notifications-targets-none =
    Ich erreiche dich nur hier. Damit ich dich auch anderswo erreiche, etwa wenn Telegram ausfällt, sende /targets und dahinter einen Link und einen Namen:

    /targets ntfys://mein-thema Handy

    Es geht jeder Link, den Apprise versteht.
notifications-targets =
    Ich erreiche dich auch hier:

    { $lines }
notifications-target-line = • { $name } ({ $shown })
notifications-target-added = ✓ { $name } ist eingetragen. Lösche am besten deine Nachricht: Der Link ist geheim.
notifications-target-test = { $name } testen
notifications-target-remove = { $name } entfernen
notifications-target-tested = ✓ Angenommen. Ist es angekommen?

service-target = das Ziel

## What may be allowed

scope-notify-read = die eigenen Benachrichtigungen sehen und auf Warnungen antworten
scope-notify-write = sich selbst benachrichtigen und sagen, wohin sonst noch
scope-notify-manage = alle benachrichtigen und sehen, was nicht zugestellt werden konnte
