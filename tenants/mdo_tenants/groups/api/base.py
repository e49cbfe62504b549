"""What the views of a group's own affairs share."""

from __future__ import annotations

from typing import ClassVar

from django.utils.translation import gettext as _

from mdo_foundation.common.api import GroupAPIView
from mdo_foundation.common.errors import PortalError
from mdo_tenants.accounts.access import has_fresh_code
from mdo_tenants.groups.models import Group


class GroupView(GroupAPIView):
    scope: ClassVar[str | None] = "group"

    @property
    def group(self) -> Group:
        group: Group = self.request._request.group  # type: ignore[attr-defined]
        return group

    def check_fresh_code(self) -> None:
        """As on the pages: what gives somebody access needs a code of at most five minutes old."""
        if not has_fresh_code(self.request._request):
            raise PortalError(
                _("Bevestig eerst met een code uit je app dat jij het bent."), code="fresh_code_required", status=403
            )
