# 提醒

area-reminders = 🔔 提醒
remind-command = 提醒你做某件事，像平时说话那样说就行
reminders-command = 你让我提醒的事

takes-reminder = 时间和事情

scope-reminders-read = 查看自己的提醒
scope-reminders-write = 新建、修改和删除自己的提醒
scope-reminders-send = 在对方同意时提醒别人

reminders-made =
    ✅ 我会提醒你：{ $task }
    🗓 { $when }
reminders-made-for =
    ✅ 我会提醒 { $person }：{ $task }
    🗓 { $when }
reminders-one =
    { $task }
    🗓 { $when }
reminders-when-once = { DATETIME($at, dateStyle: "full", timeStyle: "short") }
reminders-when-again = { $rule }，下一次：{ DATETIME($next, dateStyle: "full", timeStyle: "short") }
reminders-when-open = 还没完成
reminders-when-over = 已经过去了
reminders-when-there = 到达{ $place }时
reminders-when-leaving = 离开{ $place }时
reminders-unnoticed = { $when }。请用 /location 打开位置跟踪，否则我无法察觉

## 多久一次

reminders-rule-weekdays = 每个工作日 { $time }
reminders-rule-monthday = 每月 { $day } 号 { $time }
reminders-rule-on-days = { $count ->
        [1] 每{ $days } { $time }
       *[other] 每 { $count } 周的{ $days } { $time }
    }
reminders-rule-minutes = 每 { $count } 分钟
reminders-rule-hours = { $count ->
        [1] 每小时
       *[other] 每 { $count } 小时
    }
reminders-rule-days = { $count ->
        [1] 每天 { $time }
       *[other] 每 { $count } 天 { $time }
    }
reminders-rule-weeks = { $count ->
        [1] 每周 { $time }
       *[other] 每 { $count } 周 { $time }
    }
reminders-rule-months = { $count ->
        [1] 每月 { $time }
       *[other] 每 { $count } 个月 { $time }
    }
reminders-rule-years = { $count ->
        [1] 每年 { $time }
       *[other] 每 { $count } 年 { $time }
    }
reminders-rule-other = 按规则 { $rule }
reminders-days = { $first }、{ $next }
reminders-day-monday = 周一
reminders-day-tuesday = 周二
reminders-day-wednesday = 周三
reminders-day-thursday = 周四
reminders-day-friday = 周五
reminders-day-saturday = 周六
reminders-day-sunday = 周日

## 提问

reminders-ask = 要我什么时候提醒你什么？例如：明天8点给妈妈打电话
reminders-ask-time = 什么时候？例如：明天8点、10分钟后，或者每个工作日18:00
reminders-ask-task = 要我提醒你什么？
reminders-change-ask = “{ $task }”要改成什么？把新的时间、新的内容，或者两样一起发给我。
reminders-change-place-ask = “{ $task }”要改成什么？把新的地点（“离开公司后”）、新的内容，或者两样一起发给我。

## 到时间了

reminders-due = ⏰ { $task }
reminders-due-from =
    ⏰ { $task }
    来自 { $person }
reminders-due-again =
    { $due }
    从 { DATETIME($at, timeStyle: "short") } 起一直等着你。
reminders-due-late =
    { $due }
    ⚠️ { $late }原定时间是 { DATETIME($at, dateStyle: "medium", timeStyle: "short") }。
reminders-late-minutes = 晚了 { $count } 分钟。
reminders-late-hours = 晚了 { $count } 小时。
reminders-late-days = 晚了 { $count } 天。

## 列表和按钮

reminders-none = 你还没有提醒。这样新建：/remind 明天8点给妈妈打电话
reminders-list = 你有 { $count } 个提醒。
reminders-gone = 这个提醒已经没有了。
reminders-done = ✅ 已完成：{ $task }
reminders-dropped = 🗑 已删除：{ $task }
reminders-snoozed =
    💤 { $task }
    再次提醒：{ DATETIME($at, dateStyle: "full", timeStyle: "short") }
reminders-button-open = { $task }
reminders-button-done = ✅ 完成
reminders-button-10m = 10 分钟
reminders-button-1h = 1 小时
reminders-button-tomorrow = 明天
reminders-button-change = ✏️ 修改
reminders-button-cancel = 🗑 删除
reminders-button-nag = 🔔 反复提醒直到完成
reminders-button-nag-off = 🔕 只提醒一次

## 互相提醒

reminders-consent-ask = { $person } 想给你发提醒。你同意吗？
reminders-consent-given = ✅ { $person } 可以提醒你了。想取消时请用 /reminders。
reminders-consent-not = { $person } 不能给你发提醒。
reminders-consent-told = { $person } 同意接收你的提醒。
reminders-button-allow = 同意
reminders-button-refuse = 不同意
reminders-button-revoke = 🚫 不再接收 { $person } 的提醒

## 出错时

error-reminders-past = 这个时间已经过去了。可以这样说：/remind 明天8点给妈妈打电话
error-reminders-no-such-time = 没有这样的时间或日期。可以这样说：/remind 明天8点给妈妈打电话
error-reminders-no-such-place = 你没有名为{ $place }的地点。到了那里时发送 /zones { $place }，然后再说一遍。
error-reminders-too-often = 太频繁了，我最多每五分钟提醒一次。
error-reminders-not-understood = 我没看出时间。可以这样说：/remind 明天8点给妈妈打电话
error-reminders-no-task = 要我提醒你什么？可以这样说：/remind 明天8点给妈妈打电话
error-reminders-consent-needed = 我已经问过 { $person } 是否愿意接收你的提醒。等对方同意后请再说一遍。
error-reminders-consent-refused = { $person } 不想接收你的提醒。
error-records-full = 已经有 { $limit } 个了，不能再多了。请先删掉一些。
reminders-imported = 🗓 已导入 { $count } 条提醒。请看 /reminders。
reminders-imported-some =
    { $imported }

    有 { $count } 项没有导入：
    { $lines }
reminders-skipped = • { $task }: { $reason }
