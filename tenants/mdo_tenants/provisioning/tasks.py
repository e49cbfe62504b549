"""What the worker does for sign-ups."""

from __future__ import annotations

from django.conf import settings
from django.urls import reverse

from mdo_foundation.common import outbox
from mdo_foundation.common.mail import send_mail
from mdo_foundation.common.models import OutboxEntry
from mdo_tenants.provisioning import services, steps
from mdo_tenants.provisioning.models import SignUp


@outbox.handler(services.PROVISION, transactional=False)
def provision_group(entry: OutboxEntry) -> None:
    """The steps mark their own progress; after the last attempt the asker and staff see that it failed."""
    sign_up_id = entry.payload["sign_up_id"]
    try:
        steps.provision(sign_up_id)
    except Exception:
        if entry.attempts >= outbox.MAX_ATTEMPTS:
            steps.give_up(sign_up_id)
        raise
    outbox.finish(entry)


@outbox.handler(services.CONFIRMATION_MAIL, transactional=False, tries=outbox.MAX_POSTPONED)
def send_confirmation(entry: OutboxEntry) -> None:
    """The worker makes the secret while sending, so no table ever holds it."""
    sign_up = SignUp.objects.filter(pk=entry.payload["sign_up_id"], state=SignUp.State.REQUESTED).first()
    if sign_up is None:
        outbox.finish(entry)
        return
    token = services.new_confirmation_token(sign_up)
    link = reverse("provisioning:confirm", args=[token], urlconf=settings.ROOT_URLCONF)
    context = {"name": sign_up.contact_name, "group_name": sign_up.group_name, "link": settings.MDO_BASE_URL + link}
    entry.payload = {"template": "provisioning/confirmation", "to": sign_up.email, "context": context}
    send_mail(entry)


@outbox.handler(services.FORGET)
def forget_request(entry: OutboxEntry) -> None:
    services.forget_request(entry.payload["sign_up_id"])
