"""Which app's tables live in which schema, and who may touch the public ones.

The folder tells the schema: `tenants/` and `billing/` are public, `mdo_platform` is a group's, the cellar has both.
"""

from __future__ import annotations

SHARED_APPS = (
    "django_tenants",
    "django.contrib.contenttypes",
    "django.contrib.auth",
    "django.contrib.sessions",
    "mdo_foundation.common",
    "mdo_foundation.targetgroups",
    "mdo_tenants.accounts",
    "mdo_tenants.groups",
    "mdo_tenants.terminology",
    "mdo_tenants.licences",
    "mdo_tenants.networks",
    "mdo_tenants.provisioning",
    "mdo_tenants.site",
    "mdo_billing",
)

TENANT_APPS = (
    "mdo_foundation.audit",
    "mdo_platform.register",
    "mdo_platform.pathways",
    "mdo_platform.questionnaires",
    "mdo_platform.meetings",
    "mdo_platform.exchange",
    "mdo_platform.accesslog",
)

TABLELESS_APPS = (
    "django.contrib.staticfiles",
    "django.contrib.messages",
    "django.forms",
    "django_cotton",
    "django_htmx",
    "csp",
    "rest_framework",
    "drf_spectacular",
    "mdo_foundation.ui",
    "mdo_platform.reports",
    "mdo_platform.home",
    "mdo_platform.project",
)

# What a request or task inside a group may read of the public tables, by column where there are secrets. Nothing public
# is written with a group's role: such changes step outside (`outside_groups`), so raw SQL in a group cannot make them.
# Everything not named here is refused by the database while a group's role is active.
IN_GROUP_GRANTS: dict[str, str] = {
    "targetgroups_definition": "SELECT",
    "groups_group": "SELECT",
    "groups_membership": "SELECT",
    "groups_grouptargetgroup": "SELECT",
    "accounts_user": "SELECT (id, email, full_name, is_active, is_demo, mail_refused_for)",
    "terminology_icpccode": "SELECT",
    "terminology_icpctable": "SELECT (id, name, issued_on, in_use)",
    "licences_instrumentpermission": "SELECT (tool, medium, granted_on, valid_until, withdrawn_at)",
    "networks_network": "SELECT",
    "networks_networkgroup": "SELECT",
    "networks_newsitem": "SELECT",
    "networks_homecareorganisation": "SELECT",
    "django_content_type": "SELECT",
}
