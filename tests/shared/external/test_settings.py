"""What stands in for the outside world is a setting, and PROD takes none."""

import pytest

from mojo.shared.errors import ConfigurationError
from mojo.shared.external.settings import ExternalSettings
from mojo.shared.settings import load_settings


def test_nothing_stands_in_by_default() -> None:
    assert not load_settings({}, dotenv=None)[ExternalSettings].is_stand_in("open_meteo")


def test_prod_refuses_stand_ins() -> None:
    with pytest.raises(ConfigurationError, match="MOJO_STAND_INS: PROD has no stand-ins"):
        load_settings({"STAGE": "PROD", "MOJO_STAND_INS": "open_meteo"}, dotenv=None)
