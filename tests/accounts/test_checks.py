"""Settings that would make logging in unsafe stop the start."""

from __future__ import annotations

from mdo_tenants.accounts.checks import check_demo, check_log_in


def ids(messages) -> list[str]:
    return [message.id for message in messages]


def test_the_settings_of_the_tests_pass() -> None:
    assert check_demo(None) == check_log_in(None) == []


def test_the_demo_may_only_answer_to_this_machine(settings) -> None:
    settings.MDO_DEMO = True
    settings.ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
    assert check_demo(None) == []
    for host in ("mdo.example.invalid", "*", ".invalid", "10.0.0.1"):
        settings.ALLOWED_HOSTS = ["127.0.0.1", host]
        assert ids(check_demo(None)) == ["accounts.E001"]


def test_a_backend_or_session_engine_that_could_skip_a_factor_is_refused(settings) -> None:
    settings.AUTHENTICATION_BACKENDS = ["django.contrib.auth.backends.ModelBackend"]
    settings.SESSION_ENGINE = "django.contrib.sessions.backends.cache"
    assert ids(check_log_in(None)) == ["accounts.E002", "accounts.E002"]


def test_a_reset_link_lasts_an_hour_at_most(settings) -> None:
    settings.PASSWORD_RESET_TIMEOUT = 3601
    assert ids(check_log_in(None)) == ["accounts.E003"]
