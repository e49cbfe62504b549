"""django-tenants as its documentation sets it up, with the sub-folder middleware: the door ours is compared to."""

from __future__ import annotations

import os

from mdo_platform.project.database import database

_ours = database(os.environ["STOCK_DATABASE_URL"])
SECRET_KEY = "bench"
DEBUG = False
ALLOWED_HOSTS = ["testserver"]
SHARED_APPS = ["django_tenants", "tests.bench.stock", "django.contrib.contenttypes"]
TENANT_APPS = ["django.contrib.contenttypes"]
INSTALLED_APPS = [*SHARED_APPS]
TENANT_MODEL = "stock.Client"
TENANT_DOMAIN_MODEL = "stock.Domain"
TENANT_SUBFOLDER_PREFIX = "groep"
DATABASE_ROUTERS = ["django_tenants.routers.TenantSyncRouter"]
DATABASES = {"default": {**_ours, "ENGINE": "django_tenants.postgresql_backend", "OPTIONS": {}}}
MIDDLEWARE = ["django_tenants.middleware.TenantSubfolderMiddleware"]
ROOT_URLCONF = "tests.bench.stock.urls"
PUBLIC_SCHEMA_URLCONF = "tests.bench.stock.urls"
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
USE_TZ = True
