"""`make demo`: fictitious data on this machine only. The keys are known to everybody, so nothing real may be put in."""

from __future__ import annotations

import os
from pathlib import Path

from mdo_platform.project.settings.base import *  # noqa: F403

MDO_DEMO = True
MDO_DEMO_DIR = Path(os.environ.get("MDO_DEMO_DIR", REPOSITORY / ".demo"))  # noqa: F405
MDO_DEMO_MAIL_DIR = MDO_DEMO_DIR / "post"
MDO_AUDIT_ANCHOR_DIR = str(MDO_DEMO_DIR / "anchors")
SECRET_KEY = "demo-only-demo-only-demo-only-demo-only-demo-only-demo"  # noqa: S105
MDO_FIELD_KEYS = "1:ZGVtby1vbmx5LWRlbW8tb25seS1kZW1vLW9ubHktMTI="
MDO_ACCEPT_TEST_BSN = True
ALLOWED_HOSTS = ["127.0.0.1", "localhost"]
MDO_BASE_URL = f"http://127.0.0.1:{os.environ.get('PORT', '8000')}"
MDO_SELLER = {
    "name": "Portaal-Demo BV", "address": "Voorbeeldstraat 1", "postcode": "1234 AB", "city": "Voorbeeldstad",
    "kvk": "00000000", "vat_id": "NL000000000B00", "iban": "NL00DEMO0000000000", "email": "facturen@demo.invalid",
}  # fmt: skip
# Not compressed: that costs eight seconds at every start, and here nothing travels.
STORAGES = STORAGES | {"staticfiles": {"BACKEND": "django.contrib.staticfiles.storage.ManifestStaticFilesStorage"}}  # noqa: F405
