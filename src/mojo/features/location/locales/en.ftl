# Where people are, as far as they let it be known

area-location = 📍 Places
whereis-command = where somebody is, if they share it with you
location-command = who may know where you are
share-command = let somebody see where you are for a while
zones-command = your places, such as Home, and a new one here
arrive-command = be reminded when you get somewhere, such as: Home water the plants
track-command = where you were on a day
takes-errand = place and what
takes-day = day

error-location-not-shared = I know nobody of that name who shares with you where they are.
error-location-no-position = I don't know where you are. Turn tracking on with /location, then share your location with me or connect a phone.
error-location-no-such-zone = You have no place of that name. /zones shows them.
error-location-link-over = This link is not good any more.
error-location-too-many = There are { $limit } already. Remove one first.

service-reverse-geocoder = addresses

## Where somebody is

location-where = 📍 { $person }: { $place }
location-zone-and-address = { $zone } ({ $address })
location-outside = at none of their named places
location-and = { $head }, { $tail }
location-age-now = just now
location-age-minutes = { $minutes } min ago
location-age-hours = { $hours ->
        [one] { $hours } hour ago
       *[other] { $hours } hours ago
    }
location-age-days = { $days ->
        [one] { $days } day ago
       *[other] { $days } days ago
    }
location-accuracy = accuracy { $radius }
location-battery = battery { $percent }%
location-heading = Heading { $direction } at { $speed }
location-length-m = { $m } m
location-length-km = { $km } km
location-length-ft = { $ft } ft
location-length-mi = { $mi } mi
location-speed-kmh = { $kmh } km/h
location-speed-mph = { $mph } mph
location-direction-n = north
location-direction-ne = north-east
location-direction-e = east
location-direction-se = south-east
location-direction-s = south
location-direction-sw = south-west
location-direction-w = west
location-direction-nw = north-west
location-clock-wrong = ⚠️ The clock of that device is wrong; this is when its report came in.
location-map-link = 🗺 { $url }
location-whom = Whom are you looking for?
location-nobody-shares = Nobody shares with you where they are at the moment.
location-choice = { $name }
location-again = 🔄 Refresh
location-somebody = somebody who has left
location-link = a link

## What one allows

location-state-off = ⚪️ Tracking is off. No position of yours is kept, and nobody is shown one.
location-state-on = 🟢 Tracking is on.
location-state-paused = ⏸ Paused until { DATETIME($until, dateStyle: "medium", timeStyle: "short") }. Nothing is kept or shown.
location-state-paused-open = ⏸ Paused until you resume. Nothing is kept or shown.
location-history-off = Your history is not kept, only your last position.
location-history-days = { $days ->
        [one] Your history is kept for { $days } day.
       *[other] Your history is kept for { $days } days.
    }
location-notice-is-on = You are told when somebody looks.
location-notice-is-off = You are not told when somebody looks, but you can read it here.
location-viewers-none = 👥 Nobody may know where you are.
location-viewer = 👤 { $person }: { $precision }
location-share = ⏳ { $person }: { $precision }, until { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
location-precision-exact = the exact place
location-precision-city = the town
location-precision-zone = named places only
location-precision-never = nothing
location-turn-on = 🟢 Turn on
location-turn-off = ⚪️ Turn off
location-pause-hour = ⏸ 1 hour
location-pause-day = ⏸ 1 day
location-resume = ▶️ Resume
location-keep-days = { $days ->
        [one] Keep { $days } day
       *[other] Keep { $days } days
    }
location-keep-none = Keep no history
location-notice-on = 🔔 Tell me when somebody looks
location-notice-off = 🔕 Don't tell me who looks
location-who = 👥 Who may know
location-looks = 👀 Who looked
location-phone-button = 📱 Connect a phone
location-erase = 🗑 Delete my positions
location-erase-ask = Delete where you are and everywhere you were? Nobody can bring that back.
location-erase-sure = 🗑 Yes, delete
location-erased = ✓ Deleted.
location-who-ask = Who is it about?
location-who-nobody = There is nobody else here yet.
location-how-much = How much may { $person } know?
location-allowed = ✓ { $person }: { $precision }
location-look = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $person }: { $precision }
location-looks-none = Nobody has looked.
location-looked = 👀 { $person } looked where you are.
location-looked-by-link = 👀 Somebody looked where you are through your link.
location-phone =
    📱 OwnTracks, in the mode HTTP:
    URL: { $owntracks }
    User: { $username }
    Password: an access token with the scope location:write
    Encryption key: { $secret }

    Overland:
    { $overland }
    Access token: one with the scope location:write

## Sharing for a while

location-share-whom = Whom do you want to let see where you are?
location-by-link = 🔗 Whoever has a link
location-how-long = For how long?
location-span-1h = 1 hour
location-span-2h = 2 hours
location-span-8h = 8 hours
location-span-24h = 24 hours
location-share-how-much = How much may they know?
location-shared = ✓ They can see it until { DATETIME($until, dateStyle: "medium", timeStyle: "short") }.
location-shared-link =
    ✓ Good until { DATETIME($until, dateStyle: "medium", timeStyle: "short") }, for whoever has it:
    { $link }
location-end-share = ✋ End it now
location-end-share-of = ✋ End: { $person }
location-share-ended = ✓ It has ended.
location-live-followed = ✓ I follow your live location. /location shows who may see it.
location-live-ignored = I see your live location but keep nothing of it, because tracking is off or paused.

## Named places

location-zone = 📌 { $zone }, { $radius } around
location-zones-none = You have no named places yet.
location-zones-hint = To name the place where you are: /zones and its name.
location-zone-radius-ask = How far does it reach?
location-radius = { $radius }
location-zone-remove = 🗑 Remove
location-zone-removed = ✓ { $zone } removed.
location-errand = ✓ When you get to { $zone }, I'll remind you: { $task }

## Coming and going

location-arrived = 🏁 { $person } has arrived: { $zone }, { DATETIME($at, timeStyle: "short") }
location-left = 👋 { $person } has left: { $zone }, { DATETIME($at, timeStyle: "short") }
location-watch = 🔔 Comings and goings
location-watch-where = At which place?
location-watch-no-zones = They have no named places.
location-watch-asked = ✓ I have asked. You'll be told once they agree.
location-watch-question = { $person } would like to be told when you come to { $zone } or leave it. Is that all right?
location-watch-agree = ✓ Yes
location-watch-refuse = ✗ No
location-watch-agreed = ✓ They will be told. You can end it in /location.
location-watch-agreed-told = ✓ { $person } agrees: you'll be told when they come and go.
location-watch-ended = ✓ They are not told.
location-watch-end = 🔕 { $person }: { $zone }

## A day

location-day = 🗓 { $day }: { $way }
location-day-empty = 🗓 { $day }: nothing is kept.
location-stay = { $number }. { DATETIME($since, timeStyle: "short") }–{ DATETIME($until, timeStyle: "short") }: { $place }
location-day-before = ◀️
location-day-after = ▶️

## The page behind a link

location-page-title = Shared place
location-page-button = Show where they are
location-page-over = This link is not good any more.

## What was done, in the audit log

audited-location-tracking-changed = tracking turned on, off or paused
audited-location-viewer-changed = who may see the place changed: { $target }
audited-location-history-changed = history of places changed
audited-location-share-opened = place shared: { $target }
audited-location-share-closed = shared place ended
audited-location-erased = positions deleted
audited-location-watch-asked = asked to be told of { $target } coming and going
audited-location-watch-agreed = agreed that { $target } is told of coming and going
audited-location-watch-ended = { $target } is no longer told of coming and going

## What may be allowed

scope-location-read = see where people are who allow it
scope-location-write = report one's own places and name them
scope-location-share = let others see one's place
