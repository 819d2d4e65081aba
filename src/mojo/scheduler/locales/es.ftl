# What the Scheduler says by itself.

scheduler-run-dead =
    ❌ { $job } se ha dado por perdido tras { $attempts ->
        [one] un intento
       *[other] { $attempts } intentos
    }: { $reason }

    Más detalles con /job { $job }.
