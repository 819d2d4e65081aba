# What the Scheduler says by itself.

scheduler-run-dead =
    ❌ { $job } was given up after { $attempts ->
        [one] one attempt
       *[other] { $attempts } attempts
    }: { $reason }

    See /job { $job }.
