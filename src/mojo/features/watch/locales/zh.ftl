# 对 Mojo 自身的看护

watch-command = Mojo 自身的状况
scope-watch-read = 查看 Mojo 自身的状况
error-watch-refused = 只有 Alertmanager 可以用它自己的令牌在这里投递警报。

watch-began = ⚠️ { $what }
watch-began-cure =
    ⚠️ { $what }

    { $cure }
watch-still = ⚠️ 仍未好转，已持续{ $lasted }：{ $what }
watch-ended = ✅ 持续{ $lasted }后已结束：{ $what }
watch-minutes = { $count } 分钟
watch-hours = { $count } 小时
watch-days = { $count } 天

watch-foreign = { $name }：{ $words }
watch-service-down = 服务 { $subject } 没有运行。
watch-dependency-down = { $subject } 无法使用。
watch-api-errors = API 有 { $figure } % 的请求失败。
watch-queue-waiting = { $subject } 中有内容已等待 { $figure } 秒。
watch-job-missed = 有 { $figure } 个定时任务没有动静。
watch-redis-memory = Redis 已使用其内存的 { $figure } %。
watch-redis-persistence = Redis 没有保存收到的内容：一旦崩溃就会丢失。
watch-disk-full = 磁盘只剩 { $figure } % 可用。
watch-memory-full = 内存只剩 { $figure } % 可用。
watch-certificate-ends = 证书 { $subject } 将在 { $figure } 天后到期。
watch-backup-old = 最近一次备份（{ $subject }）已是 { $figure } 小时前。
watch-log-lines-lost = 丢失了 { $figure } 行日志。
watch-monitoring-silent = 已有 { $figure } 秒没有收到 Alertmanager 的消息。

watch-cure-service-down = 请查看它的日志；`mojo doctor` 会说明缺少什么。
watch-cure-dependency-down = /status 会说明原因，以及没有它时哪些功能照常。
watch-cure-api-errors = 请在日志中查找 api.request_broke。
watch-cure-queue-waiting = 请查看 Chronos 是否在运行、Telegram 是否有回应：/status。
watch-cure-job-missed = /jobs 会显示是哪些，以及原因。
watch-cure-redis-memory = 请在写满之前增大 maxmemory：写满的 Redis 不再接收任何内容。
watch-cure-redis-persistence = 请打开 appendonly，并为它的磁盘腾出空间。
watch-cure-disk-full = 请腾出空间：先清理旧日志和旧备份。
watch-cure-memory-full = 请结束那里的其他程序，或者增加内存。
watch-cure-certificate-ends = 请续期，并查看为什么没有自动续期。
watch-cure-backup-old = 请手动备份一次，看看结果如何。
watch-cure-log-lines-lost = 请查看磁盘是否已满或过慢。
watch-cure-monitoring-silent = 请查看 Prometheus 和 Alertmanager 是否在运行。

watch-name-service-down = 服务
watch-name-dependency-down = 依赖
watch-name-api-errors = API 的错误
watch-name-queue-waiting = 收件箱和发件箱
watch-name-job-missed = 定时任务
watch-name-redis-memory = Redis 的内存
watch-name-redis-persistence = Redis 的持久化
watch-name-disk-full = 磁盘
watch-name-memory-full = 内存
watch-name-certificate-ends = 证书
watch-name-backup-old = 备份
watch-name-log-lines-lost = 日志
watch-name-monitoring-silent = Alertmanager

watch-not-yet = ⏳ Mojo 还没有查看；它每两分钟查看一次。
watch-all-well = ✅ 一切正常：共看护 { $count } 项。
watch-some-wrong = 异常：{ $count }。正常：{ $well }。
watch-line =
    { $before }
    { $sign } { $what } – { $state }
watch-stale =
    { $before }

    ❗️ 已有五分钟无人查看：调度器没有运行，或 WATCH_ENABLED 已关闭。
watch-state-unknown = 无法得知
watch-state-pending = 从 { DATETIME($since, dateStyle: "short", timeStyle: "short") } 开始，尚未通知
watch-state-open = 从 { DATETIME($since, dateStyle: "short", timeStyle: "short") } 开始
watch-state-ending = 暂时恢复
watch-state-acknowledged = 已有人处理
watch-button-refresh = 🔄 刷新
