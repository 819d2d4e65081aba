# What people are told, where, and what they do about it.

notifications-command = 查看待发消息和静音设置
notifications-words = { $words }
notifications-waiting = { $waiting ->
        [0] 没有等待发送给你的消息
       *[other] 有 { $waiting } 条消息等待发送给你
    }{ $held ->
        [0] 。
       *[other] ，另有 { $held } 条将在免打扰结束后发送。
    }
notifications-overview =
    { $waiting }

    { $mutes }
notifications-mute-line = 🔕 { $kind }，直到 { DATETIME($until, dateStyle: "medium", timeStyle: "short") }
notifications-unmute = 🔔 恢复 { $kind }
notifications-muted = 🔕 { DATETIME($until, dateStyle: "medium", timeStyle: "short") } 之前不再发送 { $kind }。
notifications-acknowledged-before = 已经有人在处理了。

targets-command = 还能在哪里通知你
takes-target = 链接和名称
notifications-targets-none =
    目前我只在这里通知你。如果想在别处也收到通知（例如 Telegram 出故障时），请发送 /targets，后面加上链接和名称：

    /targets ntfys://my-topic 手机

    Apprise 支持的任何链接都可以。
notifications-targets =
    我还可以在这些地方通知你：

    { $lines }
notifications-target-line = • { $name }（{ $shown }）
notifications-target-added = ✓ 已添加 { $name }。建议删除你刚才的消息，因为链接是机密信息。
notifications-target-test = 测试 { $name }
notifications-target-remove = 移除 { $name }
notifications-target-tested = ✓ 对方已接受。你收到了吗？

service-target = 通知目标

## What may be allowed

scope-notify-read = 查看自己的通知并处理警报
scope-notify-write = 给自己发送通知，并设置其他接收方式
scope-notify-manage = 通知任何人，并查看未能送达的消息
