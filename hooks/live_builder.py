"""Builds the site for the preview, as often as it is told to on its standard input, and answers on its output."""

from __future__ import annotations

import contextlib
import gc
import pickle
import signal
import sys

from pledgebook.adapter.rebuilding import rebuild


def main() -> None:
    """Build for each order, until there are no more."""
    # Ctrl+C reaches every process of a terminal; the one that gives the orders decides what it means.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    orders, answers = sys.stdin.buffer, sys.stdout.buffer
    # What others print must not get in among the answers.
    sys.stdout = sys.stderr
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            order = pickle.load(orders)
            # The rubbish is taken out when nobody is waiting.
            gc.disable()
            pickle.dump(rebuild(order), answers)
            answers.flush()
            gc.collect()


if __name__ == "__main__":
    main()
