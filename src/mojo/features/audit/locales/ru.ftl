audit-command = кто что сделал
audit-line = { DATETIME($at, dateStyle: "medium", timeStyle: "short") } · { $who }: { $what } · { $door }
audit-denied = ⛔ отказано: { $what }
audit-failed = ⚠️ не удалось: { $what }
audit-stranger = кто-то неизвестный
audit-door-api = API
audit-door-chronos = Chronos
audit-door-scheduler = планировщик
audit-door-shell = командная строка
audit-empty = Показывать нечего.
audit-nobody = Я не знаю никого по имени { $name }.
audit-which = Кого ты имеешь в виду?
audit-choice = { $name }
audit-older = ⬇️ Раньше

## What was done, by its action

audited = { $action } ({ $target })
audited-person-suspended = доступ приостановлен: { $target }
audited-person-restored = доступ возвращён: { $target }
audited-person-removed = удаление из круга: { $target }
audited-person-role-changed = новая роль: { $target }
audited-person-scopes-changed = права изменены: { $target }
audited-role-changed = роль { $target } изменена
audited-invitation-made = приглашение создано
audited-invitation-redeemed = приглашение принято
audited-invitation-revoked = приглашение отозвано
audited-profile-changed = профиль изменён
audited-profile-exported = собственные данные выгружены
audited-session-started = вход в систему
audited-session-ended = сеанс завершён
audited-session-all-ended = все сеансы завершены
audited-session-reused = повторно использован старый вход; сеанс завершён
audited-login-code-made = код для входа создан
audited-login-refused = отказано во входе
audited-token-created = токен доступа создан
audited-token-revoked = токен доступа отозван
audited-password-changed = пароль изменён
audited-password-removed = пароль удалён
audited-access-locked = блокировка после множества неверных попыток
audited-keys-rotated = ключ подписи сменён
audited-target-added = адрес для уведомлений добавлен
audited-target-removed = адрес для уведомлений удалён
audited-dead-letter-sent-again = неотправленное сообщение отправлено снова
audited-dead-letter-dropped = неотправленное сообщение удалено
audited-reminder-created = напоминание создано
audited-reminder-changed = напоминание изменено
audited-reminder-deleted = напоминание удалено
audited-reminder-consent-given = напоминания разрешены: { $target }
audited-reminder-consent-refused = напоминания запрещены: { $target }
audited-reminder-feed-opened = календарь открыт для подписки
audited-reminder-feed-closed = подписка на календарь закрыта
audited-weather-watch-started = оповещение о погоде включено: { $target }
audited-weather-watch-stopped = оповещение о погоде отключено: { $target }
audited-run-cancelled = запуск отменён
audited-run-dropped = неудавшийся запуск отброшен
audited-run-repeated = запуск повторён
audited-schedule-deleted = расписание удалено
audited-schedule-run = задача запущена вручную
audited-audit-exported = журнал выгружен
audited-people-exported = данные экспортированы: { $target }
audited-backup-made = резервная копия { $target } создана
audited-backup-restored = восстановлено из копии { $target }

## What may be allowed

scope-audit-read = смотреть, кто что сделал
