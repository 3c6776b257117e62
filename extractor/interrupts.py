"""Ctrl-C that waits until what is in work is whole."""

from __future__ import annotations

import signal
import threading
from collections.abc import Callable, Iterator
from contextlib import contextmanager

__all__ = ["ctrl_c_remembered"]


@contextmanager
def ctrl_c_remembered() -> Iterator[Callable[[], bool]]:
    """Ctrl-C in the block is remembered, and a second one obeyed at once; gives what tells whether there was one.

    Where Ctrl-C is ignored, or a caller's own affair, nothing is changed.
    """
    stopped = False

    def stop(*_: object) -> None:
        nonlocal stopped
        if stopped:
            raise KeyboardInterrupt
        stopped = True

    ours = (
        signal.getsignal(signal.SIGINT) is signal.default_int_handler
        and threading.current_thread() is threading.main_thread()
    )
    if ours:
        signal.signal(signal.SIGINT, stop)
    try:
        yield lambda: stopped
    finally:
        if ours:
            signal.signal(signal.SIGINT, signal.default_int_handler)
