"""A build that is broken on purpose: the web server does not read the command ids of its forms.

Python imports this before anything else where this folder stands on PYTHONPATH; only the web server is changed.
"""

import os
from typing import Any


def _break() -> None:
    from django.core import wsgi

    load = wsgi.get_wsgi_application

    def loaded() -> Any:
        """The guard can be changed once the models are there."""
        application = load()
        from stegvis.portals import guard

        guard._command = lambda request: None
        return application

    wsgi.get_wsgi_application = loaded


if os.environ.get("STEGVIS_PROCESS") == "stegvis-web":
    _break()
