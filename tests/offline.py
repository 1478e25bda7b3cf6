"""Processes in which every use of the network is refused."""

from __future__ import annotations

import os
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pathlib import Path

REFUSE_NETWORK = """
import _socket, socket

def refuse(*arguments, **options):
    raise AssertionError("the network was used")

class Refused(socket.socket):
    __init__ = __new__ = refuse

socket.socket = socket.SocketType = Refused
for name in ("create_connection", "getaddrinfo", "gethostbyname", "socketpair", "fromfd"):
    setattr(socket, name, refuse)
for name in ("socket", "SocketType", "getaddrinfo", "gethostbyname", "socketpair"):
    setattr(_socket, name, refuse)
"""


def refusing_network(folder: Path) -> dict[str, str]:
    """Give what to add to the environment of a Python so that it has no network.

    Args:
        folder: where to put the module that Python runs when it starts.
    """
    folder.mkdir(parents=True, exist_ok=True)
    (folder / "sitecustomize.py").write_text(REFUSE_NETWORK, encoding="utf-8")
    # What the variable holds already may be the tree that is tested.
    others = [one for one in os.environ.get("PYTHONPATH", "").split(os.pathsep) if one]
    return {"PYTHONPATH": os.pathsep.join([str(folder), *others])}
