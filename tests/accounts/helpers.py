"""Steps that the tests of the accounts share."""

from __future__ import annotations

import time
from concurrent.futures import ThreadPoolExecutor

import pyotp
from django.db import connections
from django.test import Client

from mdo_foundation.common.crypto import encrypt
from mdo_tenants.accounts.models import TotpDevice, User
from mdo_tenants.accounts.services.second_factor import new_secret, secret_context

LOG_IN = "/inloggen/"
CODE = "/inloggen/code/"
ACCOUNT = "/account/"


def give_app(user: User) -> str:
    """An authenticator app for `user`; returns its secret."""
    secret = new_secret()
    TotpDevice.objects.create(user=user, secret=encrypt(secret, context=secret_context(user.pk)))
    return secret


def code_of(secret: str, *, steps: int = 0) -> str:
    """The code of now, or of `steps` half minutes later."""
    return pyotp.TOTP(secret).generate_otp(int(time.time()) // 30 + steps)


def give_password(client: Client, user: User, password: str, **data: str):
    return client.post(LOG_IN, {"email": user.email, "password": password, **data})


def log_in(client: Client, user: User, password: str, secret: str, **data: str):
    give_password(client, user, password, **data)
    return client.post(CODE, {"code": code_of(secret)})


def is_logged_in(client: Client) -> bool:
    return client.get(ACCOUNT).status_code == 200


def in_parallel(work, inputs, *, threads: int = 20) -> list:
    """`work` of every input, in threads with database connections of their own; an exception is an answer too."""

    def one(value):
        try:
            return work(value)
        except Exception as error:  # noqa: BLE001
            return error
        finally:
            connections.close_all()

    with ThreadPoolExecutor(threads) as pool:
        return list(pool.map(one, inputs))
