# What the Scheduler says by itself.

scheduler-run-dead =
    ❌ { $job } wurde nach { $attempts ->
        [one] einem Versuch
       *[other] { $attempts } Versuchen
    } aufgegeben: { $reason }

    Mehr dazu mit /job { $job }.
