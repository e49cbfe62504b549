"""Who logs in, and with what. All tables are public; nothing here knows a patient or a group's tables."""

from mdo_tenants.accounts.models.invitations import Invitation
from mdo_tenants.accounts.models.second_factor import RecoveryCode, TotpDevice
from mdo_tenants.accounts.models.sessions import AccountSession
from mdo_tenants.accounts.models.tokens import ApiToken
from mdo_tenants.accounts.models.users import User, normalise_email

__all__ = ["AccountSession", "ApiToken", "Invitation", "RecoveryCode", "TotpDevice", "User", "normalise_email"]
