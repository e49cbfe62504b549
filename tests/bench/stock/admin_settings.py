"""Django with its stock admin, on the tables of one of our groups."""

from __future__ import annotations

import os

from mdo_platform.project.database import database

_ours = database(os.environ["STOCK_DATABASE_URL"])
_path = f"-c search_path=stock_admin,{os.environ['STOCK_SCHEMA']}"
SECRET_KEY = "bench"
DEBUG = False
ALLOWED_HOSTS = ["testserver"]
INSTALLED_APPS = [
    "django.contrib.admin",
    "django.contrib.auth",
    "django.contrib.contenttypes",
    "django.contrib.sessions",
    "django.contrib.messages",
    "django.contrib.staticfiles",
    "tests.bench.stock.register",
]
DATABASES = {"default": {**_ours, "ENGINE": "django.db.backends.postgresql", "OPTIONS": {"options": _path}}}
MIDDLEWARE = [
    "django.middleware.security.SecurityMiddleware",
    "django.contrib.sessions.middleware.SessionMiddleware",
    "django.middleware.common.CommonMiddleware",
    "django.middleware.csrf.CsrfViewMiddleware",
    "django.contrib.auth.middleware.AuthenticationMiddleware",
    "django.contrib.messages.middleware.MessageMiddleware",
    "django.middleware.clickjacking.XFrameOptionsMiddleware",
]
TEMPLATES = [
    {
        "BACKEND": "django.template.backends.django.DjangoTemplates",
        "APP_DIRS": True,
        "OPTIONS": {
            "context_processors": [
                "django.template.context_processors.request",
                "django.contrib.auth.context_processors.auth",
                "django.contrib.messages.context_processors.messages",
            ]
        },
    }
]
ROOT_URLCONF = "tests.bench.stock.register.urls"
STATIC_URL = "/static/"
LANGUAGE_CODE = "nl"
USE_TZ = True
DEFAULT_AUTO_FIELD = "django.db.models.BigAutoField"
