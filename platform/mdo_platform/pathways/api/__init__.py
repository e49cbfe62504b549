"""Programmes over REST (I-04): the same services, queries and rules as the pages."""

from .urls import api_urlpatterns

__all__ = ["api_urlpatterns"]
