# 各人在哪里，由各人自己决定让谁知道

area-location = 📍 地点
whereis-command = 查看与你共享位置的人在哪里
location-command = 谁可以知道你在哪里
share-command = 在一段时间内让别人看到你的位置
zones-command = 你的地点（如“家”），或把此处设为新地点
arrive-command = 到达时提醒，例如：家 浇花
track-command = 你某一天去过哪里
takes-errand = 地点和事项
takes-day = 日期

error-location-not-shared = 没有叫这个名字、并且与你共享位置的人。
error-location-no-position = 我不知道你在哪里。请用 /location 开启定位，然后与我共享位置或连接手机。
error-location-no-such-zone = 你没有叫这个名字的地点。用 /zones 查看。
error-location-link-over = 此链接已失效。
error-location-too-many = 已有 { $limit } 个，请先删除一个。

service-reverse-geocoder = 地址

## 某人在哪里

location-where = 📍 { $person }：{ $place }
location-zone-and-address = { $zone }（{ $address }）
location-outside = 不在任何已命名的地点
location-and = { $head }，{ $tail }
location-age-now = 刚刚
location-age-minutes = { $minutes } 分钟前
location-age-hours = { $hours } 小时前
location-age-days = { $days } 天前
location-accuracy = 精度 { $radius }
location-battery = 电量 { $percent }%
location-heading = 正以 { $speed }向{ $direction }移动
location-length-m = { $m } 米
location-length-km = { $km } 公里
location-length-ft = { $ft } 英尺
location-length-mi = { $mi } 英里
location-speed-kmh = { $kmh } 公里/小时
location-speed-mph = { $mph } 英里/小时
location-direction-n = 北
location-direction-ne = 东北
location-direction-e = 东
location-direction-se = 东南
location-direction-s = 南
location-direction-sw = 西南
location-direction-w = 西
location-direction-nw = 西北
location-clock-wrong = ⚠️ 该设备的时钟不准，这里显示的是收到报告的时间。
location-map-link = 🗺 { $url }
location-whom = 你要找谁？
location-nobody-shares = 目前没有人与你共享位置。
location-choice = { $name }
location-again = 🔄 刷新
location-somebody = 已离开的人
location-link = 链接

## 允许的内容

location-state-off = ⚪️ 定位已关闭。不会保存你的位置，也不会给任何人看。
location-state-on = 🟢 定位已开启。
location-state-paused = ⏸ 已暂停至 { DATETIME($until, dateStyle: "medium", timeStyle: "short") }。期间不保存也不显示任何位置。
location-state-paused-open = ⏸ 已暂停，直到你恢复为止。期间不保存也不显示任何位置。
location-history-off = 不保存历史，只保留最后的位置。
location-history-days = 历史保存 { $days } 天。
location-notice-is-on = 有人查看时会通知你。
location-notice-is-off = 有人查看时不通知你，但可以在这里查阅。
location-viewers-none = 👥 没有人可以知道你在哪里。
location-viewer = 👤 { $person }：{ $precision }
location-share = ⏳ { $person }：{ $precision }，至 { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
location-precision-exact = 准确位置
location-precision-city = 所在城市
location-precision-zone = 仅已命名的地点
location-precision-never = 什么都不显示
location-turn-on = 🟢 开启
location-turn-off = ⚪️ 关闭
location-pause-hour = ⏸ 1 小时
location-pause-day = ⏸ 1 天
location-resume = ▶️ 恢复
location-keep-days = 保存 { $days } 天
location-keep-none = 不保存历史
location-notice-on = 🔔 有人查看时通知我
location-notice-off = 🔕 不再通知谁在查看
location-who = 👥 谁可以知道
location-looks = 👀 谁查看过
location-phone-button = 📱 连接手机
location-erase = 🗑 删除我的位置
location-erase-ask = 要删除你现在和过去的所有位置吗？删除后无法恢复。
location-erase-sure = 🗑 是的，删除
location-erased = ✓ 已删除。
location-who-ask = 关于谁？
location-who-nobody = 这里还没有其他人。
location-how-much = { $person } 可以知道多少？
location-allowed = ✓ { $person }：{ $precision }
location-look = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $person }：{ $precision }
location-looks-none = 还没有人查看过。
location-looked = 👀 { $person } 查看了你的位置。
location-looked-by-link = 👀 有人通过你的链接查看了你的位置。
location-phone =
    📱 OwnTracks（HTTP 模式）：
    URL：{ $owntracks }
    用户名：{ $username }
    密码：带有 location:write 权限的访问令牌
    加密密钥：{ $secret }

    Overland：
    { $overland }
    访问令牌：带有 location:write 权限

## 临时共享

location-share-whom = 想让谁看到你的位置？
location-by-link = 🔗 持有链接的人
location-how-long = 多长时间？
location-span-1h = 1 小时
location-span-2h = 2 小时
location-span-8h = 8 小时
location-span-24h = 24 小时
location-share-how-much = 可以让对方知道多少？
location-shared = ✓ 可查看至 { DATETIME($until, dateStyle: "medium", timeStyle: "short") }。
location-shared-link =
    ✓ 有效期至 { DATETIME($until, dateStyle: "medium", timeStyle: "short") }，持有链接的人都可查看：
    { $link }
location-end-share = ✋ 立即结束
location-end-share-of = ✋ 结束：{ $person }
location-share-ended = ✓ 已结束。
location-live-followed = ✓ 我会跟随你的实时位置。用 /location 查看谁能看到。
location-live-ignored = 我看到了你的实时位置，但没有保存：定位已关闭或暂停。

## 已命名的地点

location-zone = 📌 { $zone }，周围 { $radius }
location-zones-none = 你还没有已命名的地点。
location-zones-hint = 要为当前所在处命名：发送 /zones 加名称。
location-zone-radius-ask = 范围有多大？
location-radius = { $radius }
location-zone-remove = 🗑 删除
location-zone-removed = ✓ 已删除：{ $zone }。
location-errand = ✓ 你到达“{ $zone }”时，我会提醒你：{ $task }

## 到达与离开

location-arrived = 🏁 { $person } 已到达：{ $zone }，{ DATETIME($at, timeStyle: "short") }
location-left = 👋 { $person } 已离开：{ $zone }，{ DATETIME($at, timeStyle: "short") }
location-watch = 🔔 到达与离开
location-watch-where = 哪个地点？
location-watch-no-zones = 对方没有已命名的地点。
location-watch-asked = ✓ 已询问。对方同意后会通知你。
location-watch-question = { $person } 希望在你到达或离开“{ $zone }”时得到通知。可以吗？
location-watch-agree = ✓ 可以
location-watch-refuse = ✗ 不可以
location-watch-agreed = ✓ 将会通知对方。可在 /location 中结束。
location-watch-agreed-told = ✓ { $person } 已同意：到达与离开时会通知你。
location-watch-ended = ✓ 不会通知对方。
location-watch-end = 🔕 { $person }：{ $zone }

## 某一天

location-day = 🗓 { $day }：{ $way }
location-day-empty = 🗓 { $day }：没有保存任何内容。
location-stay = { $number }. { DATETIME($since, timeStyle: "short") }–{ DATETIME($until, timeStyle: "short") }：{ $place }
location-day-before = ◀️
location-day-after = ▶️

## 链接对应的页面

location-page-title = 共享的位置
location-page-button = 显示位置
location-page-over = 此链接已失效。

## 审计日志中的操作

audited-location-tracking-changed = 开启、关闭或暂停定位
audited-location-viewer-changed = 更改谁可以查看位置：{ $target }
audited-location-history-changed = 更改位置历史
audited-location-share-opened = 共享位置：{ $target }
audited-location-share-closed = 结束共享位置
audited-location-erased = 删除位置
audited-location-watch-asked = 请求到达与离开通知：{ $target }
audited-location-watch-agreed = 同意通知到达与离开：{ $target }
audited-location-watch-ended = 不再通知到达与离开：{ $target }

## 可以授予的权限

scope-location-read = 查看允许共享的人在哪里
scope-location-write = 报告并命名自己的地点
scope-location-share = 让他人看到自己的位置
