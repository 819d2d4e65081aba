# What Chronos says by itself. Words that more than one feature needs stand here too.

language-name = 简体中文

## Conversation

chronos-refused = 我是私人助理，只为受邀的人服务。如果你收到了邀请，请打开邀请链接，或发送 /start 加上你的邀请码。
chronos-suspended = 你的使用权限已暂停。邀请你的人可以恢复。
chronos-slow-down = 一下子太多了，请给我一分钟。
chronos-private-only = 我只在私聊中回复，直接给我发消息就好。
chronos-forbidden = 抱歉，你没有这个权限。邀请你的人可以为你开通。
chronos-unknown-command = 我不认识 /{ $command } 这个命令。发送 /help 看看我能做什么。
chronos-unknown-command-like = 我不认识 /{ $command }。你是想用 /{ $meant } 吗？
chronos-nothing-to-do = 我不太明白你的意思。发送 /help 看看我能做什么。
chronos-nothing-to-do-like = 你是想用 /{ $meant } 吗？
chronos-too-long = 内容太长了，最多 { $limit } 个字符。
chronos-no-such-file = 我能读以 { $endings } 结尾的文件；这个读不了。
error-chronos-file-too-large = 文件太大了：最多 { $limit_kb } KB。
chronos-button-expired = 这个按钮已经失效了，请再问我一次。
chronos-cancelled = 好的，已取消。
chronos-nothing-to-cancel = 现在没有可以取消的操作。
chronos-share-location = 📍 发送我的位置
chronos-dead-letter = 你有一条消息我试了好几次都没能处理，已经先存了起来，编号 { $reference }。

## Help

chronos-help =
    我可以帮你做这些：

    { $commands }
chronos-help-not-found =
    没有与“{ $word }”有关的命令。

    { $help }
chronos-help-area =
    { $area }
    { $commands }
area-you = 👤 你
area-people = 👥 成员
area-mojo = 🛠 运行 Mojo
chronos-help-line = /{ $name } – { $help }
chronos-help-line-takes = /{ $name } [{ $takes }] – { $help }
chronos-lines =
    { $head }
    { $tail }
chronos-paragraphs =
    { $head }

    { $tail }
help-command = 看看我能做什么
cancel-command = 取消当前操作
status-command = 查看运行状态
takes-city = 城市
takes-person = 人
takes-place = 地点
takes-time = 时间
takes-word = 关键词

## Status

chronos-status =
    { $summary }

    { $lines }
chronos-status-well = 一切正常。
chronos-status-trouble = 有 { $count } 项出了问题。
chronos-status-healthy = ✅ { $name }
chronos-status-degraded = ⚠️ { $name }：{ DATETIME($since, dateStyle: "medium", timeStyle: "short") } 起不太稳定
chronos-status-down = ❌ { $name }：{ DATETIME($since, dateStyle: "medium", timeStyle: "short") } 起无法使用
chronos-status-reason = { $line }（{ $reason }）
chronos-status-still-works = { $line } · { $still_works }
chronos-status-retry = { $line } · { DATETIME($retry_at, timeStyle: "short") } 再试
chronos-status-quota = { $line } · 今天还可调用 { $left } 次
chronos-status-stand-in = { $line } · 🧪 模拟

## Notifications

chronos-alert-acknowledge = ✓ 我来处理
chronos-alert-snooze-minutes = 💤 { $minutes } 分钟
chronos-alert-snooze-hours = 💤 { $hours } 小时
chronos-alert-snooze-tomorrow = 💤 明天
chronos-alert-mute = 🔕 { $hours } 小时内不再提醒此类消息
chronos-alert-acted =
    { $said }

    { $acted }
chronos-alert-acknowledged = ✓ { $name } 正在处理（{ DATETIME($at, timeStyle: "short") }）
chronos-alert-snoozed = 💤 { $name }：{ DATETIME($until, dateStyle: "medium", timeStyle: "short") } 再次提醒
chronos-alert-muted = 🔕 { $name }：{ DATETIME($until, dateStyle: "medium", timeStyle: "short") } 之前不再接收此类消息
chronos-alert-ended = ✅ 已结束（{ DATETIME($at, timeStyle: "short") }）
chronos-collapsed =
    { $said }

    ……另有 { $more } 条类似消息
chronos-digest =
    免打扰期间收到 { $count } 条消息：

    { $lines }
chronos-digest-entry = • { $said }

## Failures, by their code

error-unexpected = 出了点问题，是我的错，不怪你。如果再次出现，请提供编号 { $reference }。
error-input-invalid = 我没看懂，请检查一下再试试。
error-not-found = 没有找到。
error-conflict = 现在还不能这样做。
error-auth-unauthenticated = 我还不认识你。请打开邀请链接，或发送 /start 加上你的邀请码。
error-auth-forbidden = 抱歉，你没有这个权限。邀请你的人可以为你开通。
error-store-unavailable = 我暂时读不到自己的记录，请稍后再试。
error-backup-failed = 备份没有完成，什么都没有改变。我会再试，原因写在日志里。
error-backup-unusable = 这个文件不是我能使用的备份，什么都没有改变。
error-backup-not-understood = 存储中有备份无法容纳的内容，因此没有生成备份。具体是什么写在日志里。
error-external-unavailable = 我需要的服务（{ $service }）暂时不可用，请晚些时候再试。
error-external-timeout = 我需要的服务（{ $service }）响应太慢，请稍后再试。
error-external-rate-limited = 我需要的服务（{ $service }）让我慢一点，请过几分钟再试。
error-external-bad-answer = 我需要的服务（{ $service }）给出了我看不懂的回答，请晚些时候再试。
error-external-rejected = 我需要的服务（{ $service }）拒绝了我的请求。

## What may be allowed

scope-metrics-read = 读取 Mojo 的指标
scope-status-read = 查看故障原因
