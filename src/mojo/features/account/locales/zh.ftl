account-welcome =
    👋 { $name }，你好！我是 Chronos。

    琐碎的事交给我，重要的事我会提醒你。我们用哪种语言聊？
account-welcome-back = 👋 { $name }，很高兴又见到你！
account-introduction =
    { $greeting }

    { $help }
account-settling-in =
    { $introduction }

    { $ask }
account-choice = { $name }

language-command = 选择语言
account-language-ask = 我们用哪种语言聊？
account-language-saved = ✓ 好的，从现在起我们说中文。

timezone-command = 设置时区
account-timezone-ask =
    按我的时钟，你那边现在是 { DATETIME($now, timeStyle: "short") }（{ $timezone }）。

    如果不对，请告诉我离你最近的大城市或你所在的国家，例如：上海。
account-timezone-which = 你指的是哪一个？
account-timezone-choice = { $city }（{ $country }）· { $offset }
account-timezone-unknown = 没有找到这个时区。试试离你最近的大城市或所在国家，或发送 /cancel 取消。
account-timezone-saved = ✓ 记住了，你的时区是 { $timezone }，那里现在是 { DATETIME($now, timeStyle: "short") }。

## Profile

me-command = 你的个人资料：名字、语言、免打扰时段等
account-me =
    👤 { $name }

    🗣 { $language }
    🌍 { $timezone }
    📏 { $units }
    { $clock }
    💨 { $wind }
    🌙 { $quiet }
    ☀️ { $report }
account-units-metric = 公制（°C、公里）
account-units-imperial = 英制（°F、英里）
account-clock = 🕒 时间显示为 { $sample }
account-wind-ms = 风速：米/秒
account-wind-kmh = 风速：公里/小时
account-wind-mph = 风速：英里/小时
account-wind-kn = 风速：节
account-wind-bft = 风力：蒲福级
account-wind-ask = 风速用什么单位？
account-wind-name-ms = 米/秒
account-wind-name-kmh = 公里/小时
account-wind-name-mph = 英里/小时
account-wind-name-kn = 节
account-wind-name-bft = 级
account-quiet-none = 没有免打扰时段
account-quiet-hours = { $start } 至 { $end } 免打扰
account-report-none = 没有早间报告
account-report-at = 早间报告：{ $time }
account-name-ask = 我该怎么称呼你？
account-quiet-ask = 除非有急事，什么时候不要打扰你？请选择，或这样写：22:30-06:30。
account-report-ask = 早间报告几点发给你？请选择，或写一个时间，例如 7:15。
account-button-name = ✏️ 名字
account-button-language = 🗣 语言
account-button-timezone = 🌍 时区
account-button-units = 📏 单位
account-button-clock = 🕒 12/24 小时
account-button-wind = 💨 风速
account-button-usual = 随我的单位制
account-button-quiet = 🌙 免打扰
account-button-report = ☀️ 早间报告
account-button-off = 关闭

## What may be allowed

scope-account-read = 查看自己的账户
scope-account-write = 修改自己的个人资料
