"""A person has one account, and can be a member of several groups with other roles in each."""

from __future__ import annotations

import unicodedata
import uuid
from typing import Any, ClassVar

from django.contrib.auth.base_user import AbstractBaseUser, BaseUserManager
from django.db import models
from django.db.models.functions import Lower
from django.utils import timezone


def normalise_email(email: str) -> str:
    """The one form in which an e-mail address is stored and looked up."""
    return unicodedata.normalize("NFKC", email).strip().lower()


class UserManager(BaseUserManager["User"]):
    def get_by_natural_key(self, username: str | None) -> User:
        return self.get(email=normalise_email(username or ""))


class User(AbstractBaseUser):
    """`is_staff_member`: works for the supplier on the whole platform; gives no right in any group."""

    id = models.UUIDField(primary_key=True, default=uuid.uuid4, editable=False)
    email = models.EmailField(max_length=254, unique=True)
    full_name = models.CharField(max_length=120)
    is_active = models.BooleanField(default=True)
    is_staff_member = models.BooleanField(default=False)
    is_demo = models.BooleanField(default=False)
    created_at = models.DateTimeField(default=timezone.now)
    # The address to which a mail server refused mail for good: another address, or a mail that arrives, ends it.
    mail_refused_for = models.EmailField(max_length=254, blank=True, default="", db_default="")

    objects: ClassVar[UserManager] = UserManager()

    USERNAME_FIELD = "email"
    EMAIL_FIELD = "email"

    class Meta:
        constraints = (models.UniqueConstraint(Lower("email"), name="user_email_unique"),)

    def __str__(self) -> str:
        return self.full_name or str(self.pk)

    def save(self, *args: Any, **kwargs: Any) -> None:
        self.email = normalise_email(self.email)
        super().save(*args, **kwargs)

    def set_password(self, raw_password: str | None) -> None:
        super().set_password(_normalise_password(raw_password))

    def check_password(self, raw_password: str) -> bool:
        return super().check_password(_normalise_password(raw_password) or "")


def _normalise_password(raw: str | None) -> str | None:
    """The same characters typed on another keyboard must give the same password (NIST SP 800-63B, 3.1.1.2)."""
    return None if raw is None else unicodedata.normalize("NFKC", raw)
