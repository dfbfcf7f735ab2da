"""Settings, addresses, tasks, database server, the `stegvis` command. Knows every room; none knows it."""

import gc

# Each process of ours loads some 2,700 modules that stay, and a page makes a few thousand objects and lets them go by
# itself: looking through everything after each 700 new ones cost a tenth of a start and of a page.
gc.set_threshold(20_000, 10, 50)
