import pytest

from app.settings.loading import SettingsError, load_settings
from app.settings.redis import RedisSettings


@pytest.mark.parametrize(
    "url", ["redis://localhost", "rediss://:hunter2@redis.example/0", "unix:///run/redis"]
)
def test_every_kind_of_redis_can_be_named(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("REDIS_URL", url)

    redis_url = load_settings(RedisSettings).url

    assert redis_url
    assert redis_url.get_secret_value() == url


@pytest.mark.parametrize("url", ["localhost:6379", "http://localhost:6379", "redis"])
def test_what_is_no_redis_is_refused(monkeypatch: pytest.MonkeyPatch, url: str) -> None:
    monkeypatch.setenv("REDIS_URL", url)

    with pytest.raises(SettingsError) as caught:
        load_settings(RedisSettings)

    assert str(caught.value) == (
        "REDIS_URL: write it as redis://host:6379/0, rediss:// for TLS, or unix:// for a socket"
    )
