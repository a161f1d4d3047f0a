"""Ctrl-C (SIGINT) while something is done that is not to be left half-way."""

from __future__ import annotations

import signal
import threading
from collections.abc import Iterator
from contextlib import contextmanager


@contextmanager
def defer_interrupt() -> Iterator[None]:
    """Let Ctrl-C wait until the block is done; then it does what it would have done."""
    # Only the main thread hears of it.
    before = signal.getsignal(signal.SIGINT) if threading.current_thread() is threading.main_thread() else None
    if before is None:
        yield
        return
    came: list[int] = []
    signal.signal(signal.SIGINT, lambda number, frame: came.append(number))
    try:
        yield
    finally:
        signal.signal(signal.SIGINT, before)
        if came:
            signal.raise_signal(signal.SIGINT)


@contextmanager
def block_interrupt() -> Iterator[None]:
    """Let processes that are started in the block never hear of Ctrl-C, where the system can see to that (POSIX)."""
    if not hasattr(signal, "pthread_sigmask"):
        yield
        return
    # A process takes over what is blocked; what comes meanwhile is only put off.
    blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        signal.pthread_sigmask(signal.SIG_SETMASK, blocked)
