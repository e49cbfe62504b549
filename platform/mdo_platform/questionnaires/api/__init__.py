from .urls import api_urlpatterns

__all__ = ["api_urlpatterns"]
