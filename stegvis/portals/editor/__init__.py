"""Where programmes are written: Wagtail's pages behind our guard, and ours beside them."""
