# What the Scheduler says by itself.

scheduler-run-dead =
    ❌ { $job } 尝试 { $attempts } 次后仍未成功，已放弃：{ $reason }

    详情请发送 /job { $job }。
