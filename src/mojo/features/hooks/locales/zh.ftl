# 来自外部的事件

hooks-command = 其他服务向你发消息的入口

scope-hooks-manage = 管理外部事件的入口

hooks-event =
    🔔 { $hook }
    { $words }
hooks-none = 还没有任何 hook。可以通过 API 新建：POST /api/v1/hooks
hooks-list = 共有 { $count } 个 hook。
hooks-open = { $hook } 正在接收事件。
hooks-paused = { $hook } 已暂停。
hooks-no-events =
    { $hook }
    最近没有收到任何事件。
hooks-line =
    { $before }
    { DATETIME($at, dateStyle: "short", timeStyle: "short") } · { $state }
hooks-waiting = 等待处理
hooks-handled = 已处理
hooks-failed = 处理失败
hooks-tested = 测试事件已经发往 { $hook }。
hooks-button = { $hook }
hooks-button-test = 🧪 测试
hooks-button-pause = ⏸ 暂停
hooks-button-resume = ▶️ 恢复

## 记录的内容

audited-hook-created = 新建了 hook { $target }
audited-hook-changed = 修改了 hook { $target }
audited-hook-deleted = 删除了 hook { $target }
audited-hook-tested = 测试了 hook { $target }
