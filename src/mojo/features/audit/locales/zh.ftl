audit-command = 谁做了什么
audit-line = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $who }：{ $what } · { $door }
audit-denied = ⛔ 已拒绝：{ $what }
audit-failed = ⚠️ 失败：{ $what }
audit-stranger = 未知的人
audit-door-api = API
audit-door-chronos = Chronos
audit-door-scheduler = 调度器
audit-door-shell = 命令行
audit-empty = 没有可显示的记录。
audit-nobody = 我不认识叫 { $name } 的人。
audit-which = 你指的是哪一位？
audit-choice = { $name }
audit-older = ⬇️ 更早

## What was done, by its action

audited = { $action }（{ $target }）
audited-person-suspended = 停用 { $target }
audited-person-restored = 恢复 { $target }
audited-person-removed = 移除 { $target }
audited-person-role-changed = 更改 { $target } 的角色
audited-person-scopes-changed = 更改 { $target } 的权限
audited-role-changed = 修改角色 { $target }
audited-invitation-made = 创建邀请
audited-invitation-redeemed = 接受邀请
audited-invitation-revoked = 撤回邀请
audited-profile-changed = 修改个人资料
audited-profile-exported = 导出个人数据
audited-session-started = 登录
audited-session-ended = 结束会话
audited-session-all-ended = 结束所有会话
audited-session-reused = 旧的登录凭据被再次使用，会话已结束
audited-login-code-made = 生成登录码
audited-login-refused = 登录被拒
audited-token-created = 创建访问令牌
audited-token-revoked = 撤销访问令牌
audited-password-changed = 更改密码
audited-password-removed = 删除密码
audited-access-locked = 错误尝试过多，已锁定
audited-keys-rotated = 签名密钥已更换
audited-target-added = 添加通知目标
audited-target-removed = 移除通知目标
audited-dead-letter-sent-again = 重新发送失败的消息
audited-dead-letter-dropped = 丢弃失败的消息
audited-reminder-created = 创建提醒
audited-reminder-changed = 修改提醒
audited-reminder-deleted = 删除提醒
audited-reminder-consent-given = 允许来自 { $target } 的提醒
audited-reminder-consent-refused = 拒绝来自 { $target } 的提醒
audited-reminder-feed-opened = 开启日历订阅
audited-reminder-feed-closed = 关闭日历订阅
audited-weather-watch-started = 天气提醒已开启：{ $target }
audited-weather-watch-stopped = 天气提醒已关闭：{ $target }
audited-run-cancelled = 已取消运行
audited-run-dropped = 已丢弃失败的运行
audited-run-repeated = 已重新运行
audited-schedule-deleted = 已删除计划
audited-schedule-run = 已手动启动任务
audited-audit-exported = 导出审计日志
audited-people-exported = 已导出{ $target }的数据
audited-backup-made = 已生成备份{ $target }
audited-backup-restored = 已从备份{ $target }恢复

## What may be allowed

scope-audit-read = 查看谁做了什么
