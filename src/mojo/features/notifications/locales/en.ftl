# What people are told, where, and what they do about it.

notifications-command = what waits for you and what is mute
notifications-words = { $words }
notifications-waiting = { $waiting ->
        [0] Nothing is waiting for you
        [one] One message is waiting for you
       *[other] { $waiting } messages are waiting for you
    }{ $held ->
        [0] .
        [one] , and one more until your quiet hours end.
       *[other] , and { $held } more until your quiet hours end.
    }
notifications-overview =
    { $waiting }

    { $mutes }
notifications-mute-line = 🔕 { $kind } until { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
notifications-unmute = 🔔 { $kind } again
notifications-muted = 🔕 Nothing about { $kind } until { DATETIME($until, dateStyle: "medium", timeStyle: "short") }.
notifications-acknowledged-before = Somebody is taking care of it already.

targets-command = where else I can reach you
takes-target = link and name
notifications-targets-none =
    I reach you here only. To be reached elsewhere too, when Telegram is down for example, send /targets followed by a link and a name:

    /targets ntfys://my-topic Phone

    Any link that Apprise understands will do.
notifications-targets =
    I can also reach you here:

    { $lines }
notifications-target-line = • { $name } ({ $shown })
notifications-target-added = ✓ { $name } is added. You had better delete your message: the link is a secret.
notifications-target-test = Test { $name }
notifications-target-remove = Remove { $name }
notifications-target-tested = ✓ It was accepted. Has it arrived?

service-target = the target

## What may be allowed

scope-notify-read = see one's own notifications and answer alerts
scope-notify-write = send oneself notifications and say where else to send them
scope-notify-manage = notify anybody, and see what could not be delivered
