# Logging in, and what one is logged in by.

login-command = log in on a computer or phone
access-login =
    Here is your code. It works once, for five minutes:

    { $code }

    Or open this link on the device where you want to log in:
    { $link }

    Keep it to yourself: whoever has it comes in as you.

sessions-command = where you are logged in
access-no-sessions = You are not logged in anywhere. Send /login to change that.
access-sessions =
    { $count ->
        [one] You are logged in at one place:
       *[other] You are logged in at { $count } places:
    }

    { $lines }
access-session-line = • { $device }, last used { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
access-end-session = Log out: { $device }
access-end-all = Log out everywhere
access-session-ended = ✓ Logged out there.
access-all-ended = { $count ->
        [one] ✓ Logged out at one place.
       *[other] ✓ Logged out at { $count } places.
    }
access-session-reused =
    ⚠️ At { DATETIME($now, timeStyle: "short") } somebody used a login of yours that had been replaced already. It may have been stolen, so I have logged it out.

    If that was not you, send /sessions and /tokens and end whatever you don't recognise.

tokens-command = access tokens for your programs
access-no-tokens = You have no access tokens. A program that acts for you needs one.
access-tokens =
    { $count ->
        [one] You have one access token:
       *[other] You have { $count } access tokens:
    }

    { $lines }
access-token-line = • { $name }, made { DATETIME($created, dateStyle: "medium") }
access-token-line-expires = { $line }, expires { DATETIME($until, dateStyle: "medium") }
access-token-line-used = { $line }, last used { DATETIME($used, dateStyle: "medium", timeStyle: "short") }
access-revoke = Revoke: { $name }
access-make = New token
access-make-reading = New token, read only
access-token-revoked = ✓ Revoked. It opens nothing any more.
access-token-name = What shall I call it? The name of the program or device will do. Or /cancel.
access-token-made =
    ✓ “{ $name }” may now act for you until { DATETIME($until, dateStyle: "medium") }. This is its token:

    { $token }

    I can't show it again. Delete this message once you have copied it.

access-locked =
    ⚠️ { $kind ->
        [code] Somebody keeps trying wrong login codes.
        [password] Somebody keeps trying wrong passwords.
        [token] A program keeps sending a wrong access token.
        [invitation] Somebody keeps trying wrong invitation codes.
       *[other] Somebody keeps trying to get in.
    } I am turning away { $subject } for a quarter of an hour. Nobody got in.

## The page behind the link

login-page-title = Log in to Mojo
login-page-explanation = Press the button to log in on this device. The link works once.
login-page-button = Log in
login-page-done = You are logged in. Copy what your program needs; it is not shown again.
login-page-failed = That didn't work. The link may be used or too old. Ask Chronos for a new one with /login.
login-page-access = Access token (15 minutes)
login-page-refresh = Refresh token (for the next access token)

## Failures

error-limit-too-many-requests = That was too much at once. Please try again in { $retry_after_s ->
        [one] one second
       *[other] { $retry_after_s } seconds
    }.
error-auth-too-many-attempts = Too many wrong attempts. Please try again in { $retry_after_s ->
        [one] one second
       *[other] { $retry_after_s } seconds
    }.

## What may be allowed

scope-access-manage = see and end one's own logins
scope-tokens-manage = make and revoke one's own access tokens
