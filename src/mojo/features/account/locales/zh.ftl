account-welcome =
    👋 { $name }，你好！我是 Chronos。

    琐碎的事交给我，重要的事我会提醒你。我们用哪种语言聊？
account-welcome-back = 👋 { $name }，很高兴又见到你！
account-introduction =
    { $greeting }

    { $help }
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

## What may be allowed

scope-account-read = 查看自己的账户
