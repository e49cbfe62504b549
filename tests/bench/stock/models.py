from django.db import models
from django_tenants.models import DomainMixin, TenantMixin


class Client(TenantMixin):
    name = models.CharField(max_length=100)
    auto_create_schema = False

    class Meta:
        app_label = "stock"


class Domain(DomainMixin):
    class Meta:
        app_label = "stock"
