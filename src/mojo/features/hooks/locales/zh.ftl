# 来自外部的事件

hooks-command = 其他服务向你发消息的入口

scope-hooks-manage = 管理外部事件的入口

hooks-event =
    🔔 { $hook }
    { $words }
hooks-none = 还没有其他服务能联系到你。要为其中一个开门，比如门铃，请发送：/hooks doorbell
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
takes-hook = hook
hooks-make = 还没有名为 { $hook } 的 hook。要新建吗？从它进来的内容我会告诉你。发送方如何表明身份？
hooks-style-token = 🔑 用令牌（多数服务、curl）
hooks-style-github = 🐙 用签名，如 GitHub
hooks-made =
    ✅ { $hook } 已打开。以下内容只显示一次：

    地址：{ $url }
    密钥：{ $secret }

    { $how }
hooks-how-token =
    试一试：
    curl -H "X-Hook-Token: 密钥" -d '{"{"}"text": "有人按门铃"{"}"}' { $url }
hooks-how-signed = 把这两项交给发送方；内容类型选 application/json。
hooks-delete-sure = 要删除 { $hook } 以及收到的内容吗？之后仍向它发送的会被拒绝。
hooks-deleted = { $hook } 已删除。
error-hooks-not-a-name = hook 的名称由 a-z、数字和 - 组成，最多 48 个，例如 doorbell。
hooks-button = { $hook }
hooks-button-test = 🧪 测试
hooks-button-pause = ⏸ 暂停
hooks-button-resume = ▶️ 恢复
hooks-button-secret = 🔑 新密钥
hooks-button-delete = 🗑 删除

## 记录的内容

audited-hook-created = 新建了 hook { $target }
audited-hook-changed = 修改了 hook { $target }
audited-hook-deleted = 删除了 hook { $target }
audited-hook-tested = 测试了 hook { $target }
