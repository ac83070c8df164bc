from datetime import UTC, datetime, timedelta, timezone
from pathlib import Path

import pytest

from config.campaign import PUYANG
from config.settings import TELEGRAM, Settings, SettingsFaults, Webhook, from_environment

TOKEN = "123456789:AAE-x_yz0123456789abcdefghijklmnop"
WEBHOOK = {
    "BAIYUAN_WEBHOOK_URL": "https://bot.example.cn/hook",
    "BAIYUAN_WEBHOOK_LISTEN": "127.0.0.1:8443",
    "BAIYUAN_WEBHOOK_SECRET": "s3cret_-",
}
SHANGHAI = timezone(timedelta(hours=8))


def read(**environ: str) -> Settings:
    return Settings.read(environ, None)


def faults_of(**environ: str) -> tuple[str, ...]:
    with pytest.raises(SettingsFaults) as refused:
        Settings.read(environ, None)
    return refused.value.faults


def test_without_any_setting_the_defaults_of_the_contract_hold() -> None:
    settings = read()
    assert settings == Settings(
        token=None,
        api_url=TELEGRAM,
        proxy=None,
        db_url="sqlite:///baiyuan.db",
        campaign=PUYANG,
        admins=(),
        webhook=None,
        rehearse_from=None,
        warnings=(),
    )


def test_every_setting_is_read() -> None:
    settings = read(
        BAIYUAN_TOKEN=TOKEN,
        BAIYUAN_API_URL="http://127.0.0.1:8081/",
        BAIYUAN_PROXY="socks5://user:pw@127.0.0.1:1080",
        BAIYUAN_DB_URL="postgresql+psycopg://office:pw@db/baiyuan",
        BAIYUAN_CAMPAIGN="cities/anyang.toml",
        BAIYUAN_ADMINS=" 12, 34，12",
        BAIYUAN_REHEARSE_FROM="2021-06-25T09:00",
        **WEBHOOK,
    )
    assert settings.require_token().reveal() == TOKEN
    assert settings.api_url == "http://127.0.0.1:8081"
    assert settings.proxy == "socks5://user:pw@127.0.0.1:1080"
    assert settings.db_url == "postgresql+psycopg://office:pw@db/baiyuan"
    assert settings.campaign == Path("cities/anyang.toml")
    assert settings.admins == (12, 34)
    assert settings.rehearse_from == datetime(2021, 6, 25, 9)  # noqa: DTZ001  (in the campaign's zone, whichever that is)
    webhook = settings.webhook
    assert isinstance(webhook, Webhook)
    assert (webhook.url, webhook.host, webhook.port) == ("https://bot.example.cn/hook", "127.0.0.1", 8443)
    assert webhook.secret.reveal() == "s3cret_-"


def test_nothing_secret_shows_when_settings_are_printed() -> None:
    settings = read(
        BAIYUAN_TOKEN=TOKEN,
        BAIYUAN_PROXY="http://user:hidden@proxy:80",
        BAIYUAN_DB_URL="postgresql://u:hidden@db/b",
        **WEBHOOK,
    )
    printed = f"{settings!r} {settings} {settings.token} {settings.token!r} {settings.webhook}"
    assert [word for word in (TOKEN, TOKEN.split(":")[1], "hidden", "s3cret_-") if word in printed] == []


WRONG = {
    "BAIYUAN_TOKEN": ["123456789", "bot123:abc", '"123456789:AAE"', "123456789:AA E", "１２３:abc"],
    "BAIYUAN_API_URL": [
        "127.0.0.1:8081",
        "ftp://host",
        "http://",
        "http://host:port",
        "http://[::1",
        "http://h/?a",
    ],
    "BAIYUAN_PROXY": ["socks4://127.0.0.1:1080", "127.0.0.1:1080", "http://a b:80"],
    "BAIYUAN_DB_URL": ["baiyuan.db", "mysql://db/b", "postgres://db/b"],
    "BAIYUAN_ADMINS": ["张三", "12,-3", "12;34", "0", "１２"],
    "BAIYUAN_REHEARSE_FROM": ["明天", "2021-02-30T09:00", "25/6/2021"],
}


@pytest.mark.parametrize(
    ("name", "value"), [(name, value) for name, values in WRONG.items() for value in values]
)
def test_a_wrong_setting_is_one_line_that_does_not_repeat_it(name: str, value: str) -> None:
    (line,) = faults_of(**{name: value})
    assert line.startswith(f"{name}：")
    assert "\n" not in line
    assert f"“{value}”" not in line
    assert name != "BAIYUAN_TOKEN" or value not in line


@pytest.mark.parametrize(
    ("name", "value"),
    [
        ("BAIYUAN_WEBHOOK_URL", "http://bot.example.cn/hook"),
        ("BAIYUAN_WEBHOOK_URL", "bot.example.cn"),
        ("BAIYUAN_WEBHOOK_LISTEN", "8443"),
        ("BAIYUAN_WEBHOOK_LISTEN", "127.0.0.1:0"),
        ("BAIYUAN_WEBHOOK_LISTEN", "127.0.0.1:70000"),
        ("BAIYUAN_WEBHOOK_SECRET", "有空 格"),
        ("BAIYUAN_WEBHOOK_SECRET", "x" * 257),
    ],
)
def test_a_wrong_webhook_setting_is_one_line(name: str, value: str) -> None:
    (line,) = faults_of(**{**WEBHOOK, name: value})
    assert line.startswith(f"{name}：")


@pytest.mark.parametrize(
    "url", ["http://127.0.0.1:8080/hook", "http://localhost/hook", "http://[::1]:80/hook"]
)
def test_a_webhook_on_this_machine_may_do_without_tls(url: str) -> None:
    webhook = read(**{**WEBHOOK, "BAIYUAN_WEBHOOK_URL": url}).webhook
    assert webhook is not None
    assert webhook.url == url


def test_an_address_of_ipv6_is_listened_on_without_its_brackets() -> None:
    webhook = read(**{**WEBHOOK, "BAIYUAN_WEBHOOK_LISTEN": "[::1]:8443"}).webhook
    assert webhook is not None
    assert (webhook.host, webhook.port) == ("::1", 8443)


def test_an_incomplete_webhook_names_what_is_missing() -> None:
    lines = faults_of(BAIYUAN_WEBHOOK_URL="https://bot.example.cn/hook")
    assert [line.partition("：")[0] for line in lines] == ["BAIYUAN_WEBHOOK_LISTEN", "BAIYUAN_WEBHOOK_SECRET"]


def test_all_wrong_settings_are_told_at_once() -> None:
    with pytest.raises(SettingsFaults) as refused:
        read(BAIYUAN_TOKEN="x", BAIYUAN_ADMINS="y", BAIYUAN_PROXY="z")
    assert len(str(refused.value).split("\n")) == 3


def test_a_moment_with_a_zone_keeps_it() -> None:
    moment = read(BAIYUAN_REHEARSE_FROM="2021-06-25T01:00+00:00").rehearse_from
    assert moment == datetime(2021, 6, 25, 1, tzinfo=UTC)


def test_a_token_is_required_only_by_who_asks_for_it() -> None:
    with pytest.raises(SettingsFaults, match="BAIYUAN_TOKEN：没有设置机器人令牌"):
        read().require_token()


def test_a_setting_left_blank_is_not_given() -> None:
    assert read(BAIYUAN_TOKEN="  ", BAIYUAN_ADMINS="").token is None


def test_a_name_that_looks_like_a_typing_error_is_a_warning() -> None:
    (warning,) = read(BAIYUAN_TOKN=TOKEN, PATH="/bin").warnings
    assert warning == "BAIYUAN_TOKN：没有这项设置，已忽略。是否应为“BAIYUAN_TOKEN”？"


def test_the_environment_wins_over_the_file(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text(
        f"BAIYUAN_TOKEN={TOKEN}\nBAIYUAN_ADMINS=1\nOTHER=x\nBAIYUAN_ADMIN=2\n", encoding="utf-8"
    )
    settings = Settings.read({"BAIYUAN_ADMINS": "7"}, dotenv)
    assert settings.admins == (7,)
    assert settings.require_token().reveal() == TOKEN
    assert len(settings.warnings) == 1


def test_a_dollar_in_the_file_is_a_dollar(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_text("BAIYUAN_DB_URL=postgresql://u:${HOME}@db/b\n", encoding="utf-8-sig")
    assert Settings.read({}, dotenv).db_url == "postgresql://u:${HOME}@db/b"


def test_a_file_that_is_not_there_sets_nothing(tmp_path: Path) -> None:
    assert Settings.read({}, tmp_path / ".env") == read()


def test_a_file_that_cannot_be_read_is_a_fault(tmp_path: Path) -> None:
    dotenv = tmp_path / ".env"
    dotenv.write_bytes("BAIYUAN_ADMINS=张\n".encode("gbk"))
    with pytest.raises(SettingsFaults, match="应为 UTF-8 编码"):
        Settings.read({}, dotenv)


def test_the_process_environment_is_read(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("BAIYUAN_ADMINS", "42")
    assert from_environment(None).admins == (42,)
