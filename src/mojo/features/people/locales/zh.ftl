## People

people-command = 查看有哪些人以及他们的权限
person-command = 查看或收回某人的权限
roles-command = 每个角色的权限
invite-command = 邀请别人
invitations-command = 仍有效的邀请
takes-note = 备注

people-all = 这里有 { $count } 个人。
people-line = { $name } · { $role }
people-line-suspended = ⛔ { $name } · { $role } · 已停用
people-plain = { $words }
people-nothing = { "" }
people-bullet = • { $line }
people-rows =
    { $head }
    { $tail }
people-whom = 你指的是谁？请把名字发给我。
people-which = 你指的是哪一位？
people-not-found = 我不认识叫{ $name }的人。
people-person =
    { $who }

    { $seen }
    { $invited }
    { $sessions }
    { $tokens }

    可以：
    { $scopes }
people-seen = 最近一次出现：{ DATETIME($at, dateStyle: "medium", timeStyle: "short") }
people-seen-never = 还没有来过
people-invited = 邀请人：{ $by }
people-invited-first = 没有邀请人
people-sessions = { $count } 个会话
people-tokens = { $count } 个访问令牌
people-every-scope = 一切
people-no-scopes = 什么都不可以
people-choose-role = { $name }应该是什么角色？
people-choose-scope = 不再允许{ $name }做什么？
people-remove-ask = 要移除{ $name }并删除我保存的全部相关数据吗？此操作无法撤销。我会先把数据发给你。
people-removed = 已移除{ $name }。我保存过的全部数据会以文件形式发给你，我这里不再有副本。
people-export = 我保存过的关于{ $name }的全部数据
people-button-suspend = ⛔ 停用
people-button-restore = ✅ 恢复
people-button-role = 🎭 更改角色
people-button-scope = ✂️ 收回权限
people-button-remove = 🗑 移除
people-button-really = 🗑 是的，永久移除
people-button-back = ← 返回
people-button-access = 🔑 会话与令牌
people-access =
    { $name }通过以下方式登录：

    { $lines }
people-session-line = { $device }，上次使用：{ DATETIME($used, dateStyle: "medium", timeStyle: "short") }
people-token-line = 令牌“{ $name }”，上次使用：{ DATETIME($used, dateStyle: "medium", timeStyle: "short") }
people-token-line-unused = 令牌“{ $name }”，从未使用
people-end-session = 退出登录：{ $device }
people-revoke-token = 撤销：{ $name }

## Roles

people-role-owner = 所有者
people-role-admin = 管理员
people-role-member = 成员
people-role-guest = 访客
people-role-none = 无角色
people-roles = 角色如下。选择一个，查看它的权限。
people-role =
    { $role } · { $count } 人

    可以：
    { $scopes }
people-give = ➕ { $what }
people-take = ➖ { $what }

## Invitations

people-invite-role = 对方应该是什么角色？
people-invite-uses = 这个邀请可供几个人使用？
people-invite-hours = 有效期多长？
people-uses = { $count } 人
people-hours = { $count ->
        [24] 一天
        [72] 三天
        [168] 一周
       *[other] { $count } 小时
    }
people-invitation-line = { $what } · 剩余 { $left } 个名额 · { DATETIME($until, dateStyle: "medium", timeStyle: "short") } 前有效{ $note }
people-invitation-note = { " " }· { $note }
people-invited-now =
    ✉️ { $what }

    { $code }

    { $come }
people-invite-link = 请转发这个链接：{ $link }
people-invite-code = 请把邀请码转给对方，让对方向我发送 /start 加上邀请码。
people-no-invitations = 没有仍有效的邀请。
people-invitations =
    仍有效的邀请：

    { $lines }
people-button-revoke = 🗑 { $what }

## Failures

error-people-export-too-large = 内容太多，无法放进一条消息。请通过 API 移除，它会返回全部数据；在此之前该成员已停用。
error-people-last-owner = 这是最后一位所有者。请先让别人成为所有者。
error-people-owner-protected = 所有者只能由本人更改。

## What may be allowed

scope-people-read = 查看有哪些人以及他们的权限
scope-people-manage = 停用、移除他人，并更改他们的权限
scope-people-invite = 邀请他人
