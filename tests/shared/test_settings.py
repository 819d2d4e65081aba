"""Settings: found everywhere, read from everywhere, and everything that is wrong said at once."""

from pathlib import Path

import pytest

from mojo.api.settings import ApiSettings
from mojo.cli.env_example import env_example
from mojo.shared.errors import ConfigurationError
from mojo.shared.settings import AppName, CoreSettings, Stage, load_settings, mistyped_names, read_environment, section_classes

TOKEN = "123456789:" + "A" * 35
PROD = {"STAGE": "PROD", "TELEGRAM_BOT_TOKEN": TOKEN}


def problems_of(environ: dict[str, str]) -> str:
    with pytest.raises(ConfigurationError) as caught:
        load_settings(environ, dotenv=None)
    return caught.value.detail


class TestReading:
    def test_defaults_suffice(self) -> None:
        core = load_settings({}, dotenv=None).core
        assert (core.stage, core.app_name, core.data_dir, core.log_level) == (Stage.DEV, None, Path("data"), "INFO")

    def test_names_are_read_from_the_environment(self) -> None:
        settings = load_settings({"STAGE": "PROD", "APP_NAME": "api", "API_PORT": "9000"}, dotenv=None)
        assert (settings.core.stage, settings.core.app_name, settings[ApiSettings].port) == (Stage.PROD, AppName.API, 9000)

    def test_an_empty_value_means_the_default(self) -> None:
        assert load_settings({"LOG_LEVEL": "", "API_PORT": ""}, dotenv=None).core.log_level == "INFO"

    def test_sections_of_services_library_and_features_are_found(self) -> None:
        packages = {kind.__module__ for kind in section_classes()}
        assert {"mojo.shared.settings", "mojo.api.settings", "mojo.shared.external.settings"} <= packages
        assert any(package.startswith("mojo.features.") for package in packages)
        assert section_classes()[0] is CoreSettings

    def test_no_variable_is_claimed_twice(self) -> None:
        aliases = [field.alias for kind in section_classes() for field in kind.model_fields.values()]
        assert None not in aliases
        assert len(aliases) == len(set(aliases))


class TestDotenv:
    def test_the_environment_wins_over_the_file(self, tmp_path: Path) -> None:
        dotenv = tmp_path / ".env"
        dotenv.write_text('LOG_LEVEL=ERROR\nAPI_PORT=9001 # why\nMOJO_DATA_DIR="/from file"\n')
        settings = load_settings({"LOG_LEVEL": "DEBUG"}, dotenv)
        assert (settings.core.log_level, settings[ApiSettings].port) == ("DEBUG", 9001)
        assert settings.core.data_dir == Path("/from file")

    def test_an_empty_variable_hides_the_files_value(self, tmp_path: Path) -> None:
        dotenv = tmp_path / ".env"
        dotenv.write_text("LOG_LEVEL=ERROR\n")
        assert load_settings({"LOG_LEVEL": ""}, dotenv).core.log_level == "INFO"

    def test_no_file_is_no_problem(self, tmp_path: Path) -> None:
        assert read_environment({"A": "1"}, tmp_path / ".env") == {"A": "1"}

    def test_lines_that_cannot_be_read_are_named_without_their_text(self, tmp_path: Path) -> None:
        dotenv = tmp_path / ".env"
        dotenv.write_text("STAGE=DEV\nhunter2 is my=password\n\n'unclosed\n")
        with pytest.raises(ConfigurationError, match="line 2, 4") as caught:
            load_settings({}, dotenv)
        assert "hunter2" not in caught.value.detail

    def test_a_folder_that_may_not_be_looked_into_is_explained(self, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
        def refuse(*args: object, **kwargs: object) -> None:
            raise PermissionError

        monkeypatch.setattr(Path, "open", refuse)
        with pytest.raises(ConfigurationError, match=r"/\.env: this user may not look whether it is there\. Cure: let"):
            read_environment({}, tmp_path / ".env")

    @pytest.mark.parametrize("kind", ["directory", "binary"])
    def test_a_file_that_is_no_text_is_refused(self, tmp_path: Path, kind: str) -> None:
        dotenv = tmp_path / ".env"
        dotenv.mkdir() if kind == "directory" else dotenv.write_bytes(b"STAGE=\xff\xfe")
        with pytest.raises(ConfigurationError, match=r"\.env: cannot be read"):
            load_settings({}, dotenv)


class TestSecretFiles:
    def test_a_secret_is_read_from_its_file(self, tmp_path: Path) -> None:
        secret = tmp_path / "redis"
        secret.write_text("redis://:from-the-file@host\n")
        core = load_settings({"REDIS_URL_FILE": str(secret)}, dotenv=None).core
        assert core.redis_url.get_secret_value() == "redis://:from-the-file@host"

    def test_both_is_ambiguous(self, tmp_path: Path) -> None:
        secret = tmp_path / "redis"
        secret.write_text("redis://a")
        problems = problems_of({"REDIS_URL": "redis://b", "REDIS_URL_FILE": str(secret)})
        assert "REDIS_URL and REDIS_URL_FILE are both set; keep one" in problems

    @pytest.mark.parametrize("kind", ["missing", "directory", "binary", "empty"])
    def test_a_file_that_holds_no_text_is_refused(self, tmp_path: Path, kind: str) -> None:
        path = tmp_path / "secret"
        {
            "missing": lambda: None,
            "directory": path.mkdir,
            "binary": lambda: path.write_bytes(b"\xff"),
            "empty": lambda: path.write_text("\n"),
        }[kind]()
        problems = problems_of({"TELEGRAM_BOT_TOKEN_FILE": str(path)})
        assert "TELEGRAM_BOT_TOKEN: " in problems
        assert str(path) in problems


class TestProblems:
    def test_all_are_told_at_once_with_their_cure(self) -> None:
        problems = problems_of(
            {"STAGE": "TEST", "LOG_LEVEL": "loud", "API_PORT": "lots", "SANDBOX_HOST": "0.0.0.0", "REDIS_URL_FILE": "/nowhere"}
        )
        for name in ("STAGE:", "LOG_LEVEL:", "API_PORT:", "SANDBOX_HOST:", "REDIS_URL:"):
            assert f"  - {name}" in problems
        assert "DEV or PROD" in problems

    def test_a_wrong_value_hides_no_other_problem_of_its_section(self) -> None:
        problems = problems_of({**PROD, "LOG_LEVEL": "loud", "REDIS_URL": "redis://:changeme@host"})
        assert "LOG_LEVEL:" in problems
        assert "REDIS_URL: too short or too well known" in problems

    def test_one_variable_is_complained_of_once(self) -> None:
        problems = problems_of({"STAGE": "PROD", "TELEGRAM_BOT_TOKEN": "not a token"})
        assert problems.count("TELEGRAM_BOT_TOKEN:") == 1

    @pytest.mark.parametrize("name", ["TELEGRAM_BOT_TOKEN", "TELEGRAM_WEBHOOK_SECRET"])
    def test_a_value_is_never_shown(self, name: str) -> None:
        assert "hunter2" not in problems_of({**PROD, name: "hunter2 hunter2"})


class TestProd:
    def test_a_real_bot_is_enough(self) -> None:
        assert load_settings(PROD, dotenv=None).core.stage is Stage.PROD

    @pytest.mark.parametrize("token", ["", "12:short", "1000000000:mojo-sandbox-stands-in", TOKEN + "!"])
    def test_no_bot_is_refused(self, token: str) -> None:
        assert "TELEGRAM_BOT_TOKEN:" in problems_of({"STAGE": "PROD", "TELEGRAM_BOT_TOKEN": token})

    @pytest.mark.parametrize("app", ["api", "scheduler"])
    def test_services_that_need_no_bot_start_without(self, app: str) -> None:
        assert load_settings({"STAGE": "PROD", "APP_NAME": app}, dotenv=None).core.app_name == app

    @pytest.mark.parametrize("password", ["short", "changemechangeme", "ChangeMeChangeMe1", "passwordpassword123"])
    def test_weak_passwords_are_refused(self, password: str) -> None:
        assert "REDIS_URL: too short" in problems_of({**PROD, "REDIS_URL": f"redis://:{password}@host"})

    @pytest.mark.parametrize("url", ["redis://host", "unix:///run/redis.sock", "redis://me:a-long-random-one-9f3k@host"])
    def test_no_password_and_a_strong_one_pass(self, url: str) -> None:
        assert load_settings({**PROD, "REDIS_URL": url}, dotenv=None)

    def test_dev_takes_weak_ones(self) -> None:
        assert load_settings({"REDIS_URL": "redis://:changeme@host"}, dotenv=None)


class TestSecrets:
    def test_a_url_and_its_password_are_both_secret(self) -> None:
        settings = load_settings({"REDIS_URL": "redis://:p%40ssw0rd@host", "TELEGRAM_BOT_TOKEN": TOKEN}, dotenv=None)
        assert {TOKEN, "redis://:p%40ssw0rd@host", "p@ssw0rd"} <= set(settings.secrets)

    def test_repr_shows_none(self) -> None:
        settings = load_settings({"TELEGRAM_BOT_TOKEN": TOKEN}, dotenv=None)
        assert TOKEN not in "".join(repr(settings[kind]) for kind in section_classes())


class TestMistypedNames:
    @pytest.mark.parametrize(
        ("name", "meant"),
        [
            ("REDIS_URI", "REDIS_URL"),
            ("redis_url", "REDIS_URL"),
            ("TELEGRAM_TOKEN", "TELEGRAM_BOT_TOKEN"),
            ("TELEGRAM_BOT_TOKN", "TELEGRAM_BOT_TOKEN"),
            ("MOJO_DATADIR", "MOJO_DATA_DIR"),
            ("REDIS_URL_FILE", None),
            ("PATH", None),
            ("HOME", None),
        ],
    )
    def test_what_looks_like_ours_is_noticed(self, name: str, meant: str | None) -> None:
        assert mistyped_names([name]) == ({name: meant} if meant else {})


class TestEnvExample:
    def test_it_names_every_variable_and_says_what_it_is_for(self) -> None:
        text = env_example()
        for kind in section_classes():
            assert f"--- {kind.title} ---" in text
            for field in kind.model_fields.values():
                assert f"\n#{field.alias}=" in text
                assert field.description

    def test_it_holds_no_secret_and_changes_nothing(self, tmp_path: Path) -> None:
        dotenv = tmp_path / ".env"
        dotenv.write_text(env_example())
        assert "\n#TELEGRAM_BOT_TOKEN=\n" in env_example()
        assert read_environment({}, dotenv) == {}

    def test_every_default_it_shows_is_valid(self, tmp_path: Path) -> None:
        dotenv = tmp_path / ".env"
        lines = env_example().splitlines()
        dotenv.write_text("\n".join(line[1:] if "=" in line and line[1:2].isupper() else "" for line in lines))
        assert load_settings({}, dotenv).core == load_settings({}, dotenv=None).core
