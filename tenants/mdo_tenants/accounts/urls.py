from __future__ import annotations

from django.urls import path

from mdo_tenants.accounts.views import account, invitation, login, reset, setup

app_name = "accounts"

urlpatterns = [
    path("inloggen/", login.log_in, name="login"),
    path("inloggen/code/", login.enter_code, name="code"),
    path("inloggen/instellen/", setup.set_up, name="set_up"),
    path("inloggen/bevestigen/", login.step_up, name="step_up"),
    path("uitloggen/", login.log_out, name="logout"),
    path("account/", account.account, name="account"),
    path("account/wachtwoord/", account.change_password, name="change_password"),
    path("account/beveiliging/", account.security, name="security"),
    path("account/beveiliging/app/", setup.replace_app, name="replace_app"),
    path("account/beveiliging/herstelcodes/nieuw/", setup.renew_codes, name="renew_codes"),
    path("account/beveiliging/herstelcodes/", setup.recovery_codes, name="recovery_codes"),
    path("account/apparaten/uitloggen/", account.end_other_sessions, name="end_other_sessions"),
    path("wachtwoord-vergeten/", reset.request_reset, name="reset_request"),
    path("wachtwoord/<uuid:user_id>/<str:token>/", reset.reset, name="reset"),
    path("uitnodiging/<str:token>/", invitation.invitation, name="invitation"),
]
