"""No test reaches another machine; if one could, a stored answer of a stranger's server would be a test's truth."""

import socket

import pytest


@pytest.mark.parametrize("address", ["192.0.2.1", "198.51.100.7"])
def test_another_machine_cannot_be_reached(address: str) -> None:
    """These addresses are for documentation (RFC 5737): nobody is there if the guard fails."""
    with socket.socket() as attempt:
        attempt.settimeout(0.1)
        with pytest.raises(RuntimeError, match="outside this machine"):
            attempt.connect((address, 80))


def test_this_machine_can_be_reached() -> None:
    """Journeys and SMTP tests talk to servers of their own."""
    with socket.socket() as server, socket.socket() as client:
        server.bind(("127.0.0.1", 0))
        server.listen()
        client.connect(server.getsockname())
