"""From when on the owner is told that something is wrong with Mojo itself, and how Alertmanager shows that it is Alertmanager."""

from typing import ClassVar

from pydantic import Field, SecretStr

from mojo.shared.settings import Section


class WatchSettings(Section):
    """Thresholds. The rules in docker/prometheus/rules have the same as defaults."""

    title: ClassVar[str] = "Watch"

    enabled: bool = Field(True, alias="WATCH_ENABLED", description="Whether Mojo looks after itself and tells the owner.")
    open_after_s: float = Field(
        120, alias="WATCH_OPEN_AFTER_S", ge=0, description="Seconds for which something must be wrong before it is told."
    )
    close_after_s: float = Field(
        300, alias="WATCH_CLOSE_AFTER_S", ge=0, description="Seconds for which it must be well again before it counts as over."
    )
    remind_every_h: float = Field(
        12, alias="WATCH_REMIND_EVERY_H", ge=0, description="Hours between reminders while nobody takes care of it; 0: none."
    )
    queue_age_s: float = Field(
        300, alias="WATCH_QUEUE_AGE_S", gt=0, description="Seconds that an update or a message may wait in inbox or outbox."
    )
    api_errors_percent: float = Field(
        5, alias="WATCH_API_ERRORS_PERCENT", gt=0, le=100, description="Percent of the API's requests that may fail in 5 minutes."
    )
    api_errors_min: int = Field(
        10, alias="WATCH_API_ERRORS_MIN", ge=1, description="So many must have failed, so that one of three is no alarm."
    )
    redis_memory_percent: float = Field(
        80, alias="WATCH_REDIS_MEMORY_PERCENT", gt=0, le=100, description="Percent of its memory that Redis may use."
    )
    disk_free_percent: float = Field(
        10, alias="WATCH_DISK_FREE_PERCENT", ge=0, lt=100, description="Percent of the data's disk that are to stay free."
    )
    memory_free_percent: float = Field(
        5, alias="WATCH_MEMORY_FREE_PERCENT", ge=0, lt=100, description="Percent of the memory that are to stay free."
    )
    certificate_days: float = Field(
        14, alias="WATCH_CERTIFICATE_DAYS", ge=0, description="Days before the end of a certificate at which it is told."
    )
    backup_age_h: float = Field(
        48, alias="WATCH_BACKUP_AGE_H", gt=0, description="Hours that the last backup may be old, once there has been one."
    )
    alertmanager_token: SecretStr = Field(
        SecretStr(""),
        alias="ALERTMANAGER_TOKEN",
        description="What Alertmanager shows at POST /hooks/alertmanager as a bearer token. Empty: nobody is let in there.",
    )
