# Wo jemand ist, soweit er oder sie es wissen lässt

area-location = 📍 Orte
whereis-command = wo jemand ist, der es mit dir teilt
location-command = wer wissen darf, wo du bist
share-command = jemanden eine Weile sehen lassen, wo du bist
zones-command = deine Orte, etwa Zuhause, und ein neuer hier
arrive-command = beim Ankommen erinnert werden, etwa: Zuhause Blumen gießen
track-command = wo du an einem Tag warst
takes-errand = Ort und was
takes-day = Tag

error-location-not-shared = Ich kenne niemanden dieses Namens, der dir zeigt, wo er ist.
error-location-no-position = Ich weiß nicht, wo du bist. Schalte mit /location die Ortung ein und teile dann deinen Standort mit mir oder verbinde ein Telefon.
error-location-no-such-zone = Einen Ort dieses Namens hast du nicht. /zones zeigt sie dir.
error-location-link-over = Dieser Link gilt nicht mehr.
error-location-too-many = Es sind schon { $limit }. Entferne zuerst einen Eintrag.

service-reverse-geocoder = Adressen

## Wo jemand ist

location-where = 📍 { $person }: { $place }
location-zone-and-address = { $zone } ({ $address })
location-outside = an keinem der benannten Orte
location-and = { $head }, { $tail }
location-age-now = gerade eben
location-age-minutes = vor { $minutes } min
location-age-hours = { $hours ->
        [one] vor { $hours } Stunde
       *[other] vor { $hours } Stunden
    }
location-age-days = { $days ->
        [one] vor { $days } Tag
       *[other] vor { $days } Tagen
    }
location-accuracy = auf { $radius } genau
location-battery = Akku { $percent } %
location-heading = Unterwegs nach { $direction } mit { $speed }
location-length-m = { $m } m
location-length-km = { $km } km
location-length-ft = { $ft } Fuß
location-length-mi = { $mi } Meilen
location-speed-kmh = { $kmh } km/h
location-speed-mph = { $mph } mph
location-direction-n = Norden
location-direction-ne = Nordosten
location-direction-e = Osten
location-direction-se = Südosten
location-direction-s = Süden
location-direction-sw = Südwesten
location-direction-w = Westen
location-direction-nw = Nordwesten
location-clock-wrong = ⚠️ Die Uhr dieses Geräts geht falsch; angegeben ist, wann die Meldung hier eintraf.
location-map-link = 🗺 { $url }
location-whom = Wen suchst du?
location-nobody-shares = Im Moment zeigt dir niemand, wo er ist.
location-choice = { $name }
location-again = 🔄 Aktualisieren
location-somebody = jemand, der nicht mehr dabei ist
location-link = ein Link

## Was man erlaubt

location-state-off = ⚪️ Die Ortung ist aus. Von dir wird keine Position behalten und niemandem eine gezeigt.
location-state-on = 🟢 Die Ortung ist an.
location-state-paused = ⏸ Pause bis { DATETIME($until, dateStyle: "medium", timeStyle: "short") }. Nichts wird behalten oder gezeigt.
location-state-paused-open = ⏸ Pause, bis du sie beendest. Nichts wird behalten oder gezeigt.
location-history-off = Dein Verlauf wird nicht behalten, nur die letzte Position.
location-history-days = { $days ->
        [one] Dein Verlauf wird { $days } Tag behalten.
       *[other] Dein Verlauf wird { $days } Tage behalten.
    }
location-notice-is-on = Du erfährst, wenn jemand nachsieht.
location-notice-is-off = Du bekommst keine Nachricht, wenn jemand nachsieht, kannst es hier aber nachlesen.
location-viewers-none = 👥 Niemand darf wissen, wo du bist.
location-viewer = 👤 { $person }: { $precision }
location-share = ⏳ { $person }: { $precision }, bis { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
location-precision-exact = der genaue Ort
location-precision-city = die Stadt
location-precision-zone = nur benannte Orte
location-precision-never = nichts
location-turn-on = 🟢 Einschalten
location-turn-off = ⚪️ Ausschalten
location-pause-hour = ⏸ 1 Stunde
location-pause-day = ⏸ 1 Tag
location-resume = ▶️ Fortsetzen
location-keep-days = { $days ->
        [one] { $days } Tag behalten
       *[other] { $days } Tage behalten
    }
location-keep-none = Keinen Verlauf behalten
location-notice-on = 🔔 Sag mir, wenn jemand nachsieht
location-notice-off = 🔕 Nicht melden, wer nachsieht
location-who = 👥 Wer es wissen darf
location-looks = 👀 Wer nachgesehen hat
location-phone-button = 📱 Telefon verbinden
location-erase = 🗑 Meine Positionen löschen
location-erase-ask = Löschen, wo du bist und überall warst? Das lässt sich nicht zurückholen.
location-erase-sure = 🗑 Ja, löschen
location-erased = ✓ Gelöscht.
location-who-ask = Um wen geht es?
location-who-nobody = Außer dir ist noch niemand da.
location-how-much = Wie viel darf { $person } wissen?
location-allowed = ✓ { $person }: { $precision }
location-look = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $person }: { $precision }
location-looks-none = Niemand hat nachgesehen.
location-looked = 👀 { $person } hat nachgesehen, wo du bist.
location-looked-by-link = 👀 Jemand hat über deinen Link nachgesehen, wo du bist.
location-phone =
    📱 OwnTracks, im Modus HTTP:
    URL: { $owntracks }
    Benutzer: { $username }
    Passwort: ein Zugriffstoken mit dem Recht location:write
    Schlüssel für die Verschlüsselung: { $secret }

    Overland:
    { $overland }
    Zugriffstoken: eines mit dem Recht location:write

## Eine Weile teilen

location-share-whom = Wer soll sehen dürfen, wo du bist?
location-by-link = 🔗 Wer den Link hat
location-how-long = Wie lange?
location-span-1h = 1 Stunde
location-span-2h = 2 Stunden
location-span-8h = 8 Stunden
location-span-24h = 24 Stunden
location-share-how-much = Wie viel ist zu sehen?
location-shared = ✓ Zu sehen bis { DATETIME($until, dateStyle: "medium", timeStyle: "short") }.
location-shared-link =
    ✓ Gilt bis { DATETIME($until, dateStyle: "medium", timeStyle: "short") }, für alle, die den Link haben:
    { $link }
location-end-share = ✋ Jetzt beenden
location-end-share-of = ✋ Beenden: { $person }
location-share-ended = ✓ Beendet.
location-live-followed = ✓ Ich folge deinem Live-Standort. /location zeigt, wer ihn sehen darf.
location-live-ignored = Ich sehe deinen Live-Standort, behalte aber nichts davon: Die Ortung ist aus oder macht Pause.

## Benannte Orte

location-zone = 📌 { $zone }, { $radius } im Umkreis
location-zones-none = Du hast noch keine benannten Orte.
location-zones-hint = Um den Ort zu benennen, an dem du bist: /zones und sein Name.
location-zone-radius-ask = Wie weit reicht er?
location-radius = { $radius }
location-zone-remove = 🗑 Entfernen
location-zone-removed = ✓ { $zone } entfernt.
location-errand = ✓ Sobald du ankommst ({ $zone }), erinnere ich dich: { $task }

## Kommen und Gehen

location-arrived = 🏁 { $person } ist angekommen: { $zone }, { DATETIME($at, timeStyle: "short") }
location-left = 👋 { $person } ist aufgebrochen: { $zone }, { DATETIME($at, timeStyle: "short") }
location-watch = 🔔 Kommen und Gehen
location-watch-where = An welchem Ort?
location-watch-no-zones = Es gibt dort keine benannten Orte.
location-watch-asked = ✓ Ich habe gefragt. Sobald das Einverständnis da ist, erfährst du davon.
location-watch-question = { $person } möchte erfahren, wenn du hier ankommst oder aufbrichst: { $zone }. Ist dir das recht?
location-watch-agree = ✓ Ja
location-watch-refuse = ✗ Nein
location-watch-agreed = ✓ Das wird gemeldet. Beenden kannst du es in /location.
location-watch-agreed-told = ✓ { $person } ist einverstanden: Du erfährst vom Kommen und Gehen.
location-watch-ended = ✓ Das wird nicht gemeldet.
location-watch-end = 🔕 { $person }: { $zone }

## Ein Tag

location-day = 🗓 { $day }: { $way }
location-day-empty = 🗓 { $day }: Es ist nichts aufgehoben.
location-stay = { $number }. { DATETIME($since, timeStyle: "short") }–{ DATETIME($until, timeStyle: "short") }: { $place }
location-day-before = ◀️
location-day-after = ▶️

## Die Seite hinter einem Link

location-page-title = Geteilter Ort
location-page-button = Zeigen, wo es ist
location-page-over = Dieser Link gilt nicht mehr.

## Was getan wurde, im Protokoll

audited-location-tracking-changed = Ortung ein-, ausgeschaltet oder pausiert
audited-location-viewer-changed = wer den Ort sehen darf, geändert: { $target }
audited-location-history-changed = Verlauf der Orte geändert
audited-location-share-opened = Ort geteilt: { $target }
audited-location-share-closed = geteilten Ort beendet
audited-location-erased = Positionen gelöscht
audited-location-watch-asked = nach Kommen und Gehen gefragt: { $target }
audited-location-watch-agreed = { $target } erfährt vom Kommen und Gehen
audited-location-watch-ended = { $target } erfährt nicht mehr vom Kommen und Gehen

## Was erlaubt werden kann

scope-location-read = sehen, wo die sind, die es erlauben
scope-location-write = eigene Orte melden und benennen
scope-location-share = andere den eigenen Ort sehen lassen
