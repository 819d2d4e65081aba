"""What Chronos counts."""

from mojo.shared.metrics import counter, gauge, histogram

updates = counter("mojo_chronos_updates_total", "Updates worked off, by what became of them.", "outcome")
update_seconds = histogram("mojo_chronos_update_seconds", "From taking an update out of the inbox to its reply.")
ambiguous_sends = counter(
    "mojo_chronos_ambiguous_sends_total", "Sends that Telegram may or may not have carried out; the next try may double them."
)
deliveries = counter("mojo_chronos_deliveries_total", "Messages taken from the outbox, by what became of them.", "outcome")
outbox_waiting = gauge("mojo_chronos_outbox_waiting", "Messages that wait to be delivered, by what they wait for.", "lanes")
outbox_oldest = gauge("mojo_chronos_outbox_oldest_seconds", "For how long the oldest of them has waited.", "lanes")
