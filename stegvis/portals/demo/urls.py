"""Log-in paths of the demo. Mounted only by `up --demo`."""

app_name = "demo"
urlpatterns: list = []
