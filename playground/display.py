"""Whether there is a screen to open a window on. Imports no Qt, which would abort without one."""

from __future__ import annotations

import ctypes
import os
import sys


def has_screen() -> bool:
    """Return whether a window can be shown; on Linux an X server named by DISPLAY must answer."""
    if not sys.platform.startswith("linux") or os.environ.get("WAYLAND_DISPLAY"):
        return True
    return bool(os.environ.get("DISPLAY")) and x_server_answers()


def x_server_answers() -> bool:
    """Return whether the X server named by DISPLAY takes connections."""
    try:
        x11 = ctypes.CDLL("libX11.so.6")
    except OSError:
        return True  # without the library nobody can tell; Qt will say what it lacks
    x11.XOpenDisplay.restype = ctypes.c_void_p
    connection = x11.XOpenDisplay(None)
    if not connection:
        return False
    x11.XCloseDisplay(ctypes.c_void_p(connection))
    return True
