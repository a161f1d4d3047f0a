"""Builds the site for the preview, as often as it is told to on its standard input, and answers on its output."""

from __future__ import annotations

import contextlib
import gc
import pickle
import signal
import sys

from pledgebook.adapter.rebuilding import rebuild
from pledgebook.authoring.preview.builds import BuildResult, EarlyPage


def main() -> None:
    """Build for each request, until there are no more."""
    # Ctrl+C reaches every process of a terminal; the one that sends the requests decides what it means. It has let this
    # one never hear of it, but where nothing can be blocked (Windows).
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    requests, results = sys.stdin.buffer, sys.stdout.buffer

    def send(result: EarlyPage | BuildResult) -> None:
        pickle.dump(result, results)
        results.flush()

    # What others print must not get in among the results.
    sys.stdout = sys.stderr
    with contextlib.suppress(EOFError, BrokenPipeError):
        while True:
            request = pickle.load(requests)
            # The rubbish is taken out when nobody is waiting.
            gc.disable()
            send(rebuild(request, send))
            gc.collect()


if __name__ == "__main__":
    main()
