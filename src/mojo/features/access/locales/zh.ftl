# 登录，以及登录所凭借的东西。

login-command = 在电脑或手机上登录
access-login =
    这是你的登录码，只能使用一次，五分钟内有效：

    { $code }

    也可以在要登录的设备上打开这个链接：
    { $link }

    请勿转发：拿到它的人就能以你的身份登录。

sessions-command = 查看已登录的设备
access-no-sessions = 你还没有在任何地方登录。发送 /login 即可登录。
access-sessions =
    { $count ->
       *[other] 你已在 { $count } 处登录：
    }

    { $lines }
access-session-line = • { $device }，最近使用：{ DATETIME($used, dateStyle: "medium", timeStyle: "short") }
access-end-session = 退出：{ $device }
access-end-all = 全部退出
access-session-ended = ✓ 已在那里退出登录。
access-all-ended = { $count ->
       *[other] ✓ 已在 { $count } 处退出登录。
    }
access-session-reused =
    ⚠️ { DATETIME($now, timeStyle: "short") }，有人使用了你一个已被替换的登录凭据。它可能已被盗用，所以我已将其退出。

    如果不是你本人，请发送 /sessions 和 /tokens，结束所有你不认识的项目。

tokens-command = 供程序使用的访问令牌
access-no-tokens = 你还没有访问令牌。代你行事的程序需要一个。
access-tokens =
    { $count ->
       *[other] 你有 { $count } 个访问令牌：
    }

    { $lines }
access-token-line = • { $name }，创建于 { DATETIME($created, dateStyle: "medium") }
access-token-line-expires = { $line }，有效期至 { DATETIME($until, dateStyle: "medium") }
access-token-line-used = { $line }，最近使用：{ DATETIME($used, dateStyle: "medium", timeStyle: "short") }
access-revoke = 撤销：{ $name }
access-make = 新建令牌
access-make-reading = 新建只读令牌
access-token-revoked = ✓ 已撤销，它不再有任何权限。
access-token-name = 给它起个什么名字？用程序或设备的名称即可。也可以发送 /cancel。
access-token-made =
    ✓ “{ $name }”现在可以代你行事，有效期至 { DATETIME($until, dateStyle: "medium") }。这是它的令牌：

    { $token }

    我无法再次显示它。复制之后请删除这条消息。

access-locked =
    ⚠️ { $kind ->
        [code] 有人在反复尝试错误的登录码。
        [password] 有人在反复尝试错误的密码。
        [token] 有程序在反复发送错误的访问令牌。
        [invitation] 有人在反复尝试错误的邀请码。
       *[other] 有人在反复尝试进入。
    }我会在一刻钟内拒绝 { $subject }。没有人进来。

## 链接背后的页面

login-page-title = 登录 Mojo
login-page-explanation = 按下按钮即可在此设备上登录。链接只能使用一次。
login-page-button = 登录
login-page-done = 登录成功。请复制程序所需的内容，之后不会再次显示。
login-page-failed = 登录失败。链接可能已被使用或已过期。请用 /login 向 Chronos 索取新链接。
login-page-access = 访问令牌（15 分钟）
login-page-refresh = 刷新令牌（用于获取下一个访问令牌）

## 失败

error-limit-too-many-requests = 请求太频繁。请在 { $retry_after_s ->
       *[other] { $retry_after_s } 秒
    }后重试。
error-auth-too-many-attempts = 错误尝试次数过多。请在 { $retry_after_s ->
       *[other] { $retry_after_s } 秒
    }后重试。

## 可以允许的事

scope-access-manage = 查看并结束自己的登录
scope-tokens-manage = 创建和撤销自己的访问令牌
