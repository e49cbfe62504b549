from tests.bench.views import routes

urlpatterns = routes()
