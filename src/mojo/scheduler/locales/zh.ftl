# What the Scheduler says by itself.

scheduler-run-dead =
    ❌ { $job } 尝试 { $attempts } 次后仍未成功，已放弃：{ $reason }

    详情请发送 /job { $job }。

## Failures

error-job-failed = 该任务在执行时失败。
error-job-timeout = 该任务耗时过长，已被终止。
error-job-cancelled = 该任务已取消。

## When a schedule fires

schedule-every-seconds = 每 { $count } 秒
schedule-every-minutes = 每 { $count } 分钟
schedule-every-hours = 每 { $count } 小时
schedule-every-days = 每 { $count } 天
schedule-hourly = 每小时的第 { $minute } 分
schedule-daily = 每天 { $time }
schedule-weekdays = 每个工作日 { $time }
schedule-weekends = 每周六和周日 { $time }
schedule-on-days = 每{ $days } { $time }
schedule-monthly = 每月 { $day } 日 { $time }
schedule-once = 仅一次
schedule-by-rule = 按规则 { $rule }
schedule-comma = { $head }、{ $next }
schedule-and = { $head }和{ $last }
schedule-next = { $phrase }，下一次：{ DATETIME($next, dateStyle: "full") } { DATETIME($next, timeStyle: "short") }
schedule-paused = { $phrase }，目前已暂停
schedule-over = { $phrase }，不会再次执行
schedule-day-sunday = 周日
schedule-day-monday = 周一
schedule-day-tuesday = 周二
schedule-day-wednesday = 周三
schedule-day-thursday = 周四
schedule-day-friday = 周五
schedule-day-saturday = 周六

## Silence

scheduler-silent = ⚠️ { $name } 没有动静了。本应在 { DATETIME($due, dateStyle: "medium", timeStyle: "short") } 完成。{ $reason }
scheduler-heard-again = ✅ { $name } 已恢复正常。
scheduler-silent-never = 它一直没有开始。
scheduler-silent-long = 耗时过长：开始于 { DATETIME($since, dateStyle: "medium", timeStyle: "short") }。
scheduler-silent-failed = 失败原因：{ $reason }
scheduler-silent-paused = 自 { DATETIME($since, dateStyle: "medium", timeStyle: "short") } 起已暂停。
scheduler-gone = 🚨 调度器自 { DATETIME($since, dateStyle: "medium", timeStyle: "short") } 起没有动静。在它恢复之前，任何事都不会自动执行。
scheduler-back = ✅ 调度器已恢复。它自 { DATETIME($since, dateStyle: "medium", timeStyle: "short") } 起中断。
scheduler-away = 💤 { DATETIME($since, dateStyle: "medium", timeStyle: "short") } 至 { DATETIME($until, dateStyle: "medium", timeStyle: "short") } 之间的情况不明：Mojo、调度器或 Redis 没有运行，或者恢复了较旧的数据。这段时间内到期的任务会按各自的计划补做或略过。
