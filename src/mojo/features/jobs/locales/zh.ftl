area-jobs = ⏰ 自动执行的任务
jobs-command = 哪些事会自动执行，以及何时执行
job-command = 单个计划：运行、暂停、最近记录
dead-command = 已放弃的运行：查看、重试、丢弃
schedule-command = 新建计划，或更改其运行时间
jobs-none = 目前没有为你自动执行的事。
jobs-list =
    有 { $count } 件事会自动执行：

    { $lines }
jobs-line = • { $name } – { $preview }
jobs-one =
    ⏰ { $name }
    { $preview }

    { $last }
jobs-name-and-job = { $name } ({ $job })
jobs-never-ran = 还没有运行过。
jobs-runs =
    { $name } 的最近运行：

    { $lines }
jobs-run-line = { $sign } { DATETIME($at, dateStyle: "medium", timeStyle: "short") } – { $outcome }
jobs-progress = 运行中，已完成 { $percent }%
jobs-outcome-waiting = 即将开始
jobs-outcome-running = 运行中
jobs-outcome-succeeded = 已完成
jobs-outcome-failed = 失败，将重试
jobs-outcome-dead = 已放弃
jobs-outcome-missed = 已错过
jobs-outcome-skipped = 已跳过，上一次仍在运行
jobs-outcome-cancelled = 已取消
jobs-nothing-failed = 最近没有失败。
jobs-why =
    { $line }
    尝试 { $attempts } 次后：{ $reason }

    日志中可按编号 { $reference } 查看详情。
jobs-said = › { $line }
jobs-dead-none = 没有已放弃的运行。
jobs-dead =
    已放弃的运行，最新的在前：

    { $lines }
jobs-of = { $name }: { $line }
jobs-dropped = { $name } 已丢弃。
jobs-button-cancel = ✋ 取消
jobs-button-again = 🔁 再次运行
jobs-button-drop = 🗑 丢弃
jobs-button-snooze-hour = 💤 1 小时
jobs-button-snooze-day = 💤 1 天
jobs-button-snooze-week = 💤 1 周
jobs-ask-name = 叫什么名字？字母、数字和 . _ : -
jobs-ask-job =
    要运行哪个任务？

    { $about }
jobs-ask-when = 什么时候？用你自己的话说，例如“每个工作日18:00”或“明天8点”；也可以是“15m”“2h”；“30 7 * * 1-5”“@daily”；“FREQ=MONTHLY;BYDAY=1MO”。
jobs-ask-told =
    带什么参数？一个 JSON 对象，没有就发“-”。

    { $about }
jobs-ask-options =
    还有什么？每行一项，例如“overlap queue”或“timeout 90s”：

    { $about }
jobs-ask-until = 暂停到什么时候？例如“明天8点”或“3d”。
jobs-ask-run =
    这次带什么参数？一个 JSON 对象，没有就发“-”。平时的参数是：

    { $about }
jobs-bad-name = 不能用这个名称。
jobs-no-such-job = 没有名为 { $name } 的任务。
jobs-bad-when = 我看不出“{ $words }”是什么时间。
jobs-bad-told = 这不合适：{ $reason }
error-jobs-bad-option = { $field } 不接受这个值。可用：{ $rule }
jobs-delete-sure = 要删除 { $name } 吗？它不会再触发；运行记录会保留。
jobs-deleted = { $name } 已删除。
jobs-button-ask-until = 💤 直到…
jobs-button-ask-when = ✏️ 时间
jobs-button-ask-told = ✏️ 参数
jobs-button-ask-options = ✏️ 更多
jobs-button-ask-run = ▶️ 带参数运行…
jobs-button-delete = 🗑 删除
jobs-button-open = { $name }
jobs-button-run = ▶️ 立即运行
jobs-button-pause = ⏸ 暂停
jobs-button-resume = ⏯ 恢复
jobs-button-runs = 最近运行
jobs-button-why = 为什么失败？
jobs-button-refresh = 🔄 刷新
takes-name = 名称

## What may be allowed

scope-jobs-read = 查看自己的计划及其运行情况
scope-jobs-run = 运行、暂停、更改和取消自己的计划
scope-jobs-manage = 创建计划，并查看和更改所有人的计划
