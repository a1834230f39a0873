import pytest

from app.settings.broker import BrokerSettings
from app.settings.database import DatabaseSettings
from app.settings.loading import SettingsError, load_settings


@pytest.mark.parametrize(
    "url", ["mysql://ada:hunter2@db.example:3306/backend", "sqlite:////var/backend.sqlite3"]
)
def test_a_database_has_a_url(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("DATABASE_URL", url)

    settings = load_settings(DatabaseSettings)

    assert settings.url
    assert settings.url.get_secret_value() == url
    assert "hunter2" not in repr(settings)


def test_another_kind_of_database_is_refused_without_showing_the_url(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("DATABASE_URL", "postgres://ada:hunter2@db.example/backend")

    with pytest.raises(SettingsError) as caught:
        load_settings(DatabaseSettings)

    assert str(caught.value) == (
        "DATABASE_URL: write it as mysql://user:password@host:3306/name, for MariaDB too, "
        "or sqlite:////path/of/file"
    )


@pytest.mark.parametrize("url", ["amqp://guest:guest@127.0.0.1:5672//", "redis://127.0.0.1:6379/0"])
def test_a_broker_has_a_url(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("BROKER_URL", url)

    settings = load_settings(BrokerSettings)

    assert settings.url
    assert settings.url.get_secret_value() == url


def test_another_kind_of_broker_is_refused(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BROKER_URL", "kafka://127.0.0.1")

    with pytest.raises(
        SettingsError, match=r"\ABROKER_URL: write it as amqp://user:password@host:5672/vhost"
    ):
        load_settings(BrokerSettings)
