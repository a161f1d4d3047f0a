"""Process pool: PDFs set by other processes, while this one goes on with the pages that tell how large they are.

What comes out is the same with and without other processes. Where they cannot be started, or one of them is killed,
this one sets what is left.
"""

from __future__ import annotations

import os
import signal
import sys
from collections.abc import Iterator
from concurrent.futures import BrokenExecutor, Future, ProcessPoolExecutor
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from multiprocessing import get_context
from types import ModuleType

from ..files.cache import NO_CACHE, ContentCache, hash_parts
from ..files.tree import Files
from .pdf import KEPT, list_parts, set_pdf

# To start a process takes as long as some PDFs do.
FEWEST = 8
# More than this would wait for the pages.
_MOST_WORKERS = 8


def count_workers() -> int:
    """How many processes there is a processor for besides this one's own."""
    is_known = hasattr(os, "sched_getaffinity")
    cores = len(os.sched_getaffinity(0)) if is_known else os.cpu_count() or 1
    return min(cores - 1, _MOST_WORKERS)


@dataclass(eq=False)
class PdfJob:
    """A PDF that has been asked for.

    Attributes:
        pool: what it has been asked of.
        one_file: the HTML file.
        day: the day that it is dated.
        pdf: what the cache has.
        future: what another process makes.
    """

    pool: PdfPool
    one_file: str
    day: date
    pdf: bytes | None = None
    future: Future[bytes] | None = None

    def result(self) -> bytes:
        """The PDF; what no other process has begun with is set by this one.

        Raises:
            LettersError: no font at hand has some of its letters.
            PdfError: it breaks a rule of the standards in another way.
        """
        return self.pool.collect(self) if self.pdf is None else self.pdf


@dataclass
class PdfPool:
    """A pool of processes for the PDFs of one build.

    Attributes:
        print_files: the template and fonts, for all of them.
        cache: where PDFs are kept; what is there is not set again.
        workers: how many processes there may be besides this one.
    """

    print_files: Files
    cache: ContentCache = NO_CACHE
    workers: int = field(default_factory=count_workers)
    _waiting: list[PdfJob] = field(default_factory=list, init=False)
    _executor: ProcessPoolExecutor | None = field(default=None, init=False)

    @cached_property
    def _print_hash(self) -> bytes:
        return hash_parts(self.print_files)

    def submit(self, one_file: str, day: date) -> PdfJob:
        """Ask for a PDF.

        Args:
            one_file: the HTML file.
            day: the day that it is dated.
        """
        job = PdfJob(self, one_file, day)
        found = self.cache.find(self._list_parts(job))
        if found is not None:
            job.pdf = found[KEPT]
        elif self.workers > 0:
            self._waiting.append(job)
            if self._executor or len(self._waiting) >= FEWEST:
                self._start()
        return job

    def collect(self, job: PdfJob) -> bytes:
        """Set the PDF of a job, or wait for the process that has begun with it."""
        if job in self._waiting:
            self._waiting.remove(job)
        pdf = self._wait_for(job.future) if job.future else None
        if pdf is None:
            pdf = set_pdf(job.one_file, self.print_files, job.day)
        self.cache.keep(self._list_parts(job), {KEPT: pdf})
        return pdf

    def _wait_for(self, future: Future[bytes]) -> bytes | None:
        """What another process makes; nothing if it has not begun, or has come to an end."""
        if future.cancel():
            return None
        try:
            return future.result()
        except BrokenExecutor:
            self._give_up()
            return None

    def close(self) -> None:
        """End the processes; what they have not begun with is not set."""
        executor, self._executor, self._waiting = self._executor, None, []
        if executor:
            executor.shutdown(cancel_futures=True)

    def _list_parts(self, job: PdfJob) -> Files:
        return list_parts(job.one_file, self._print_hash, job.day)

    def _start(self) -> None:
        """Hand what waits to processes, which are started when there are none."""
        waiting, self._waiting = self._waiting, []
        try:
            if self._executor is None:
                # A process that is forked after the typesetter has run in this one hangs.
                context = get_context("spawn")
                self._executor = ProcessPoolExecutor(self.workers, context, _start_worker, (self.print_files,))
            with _set_apart():
                for job in waiting:
                    job.future = self._executor.submit(_set_in_worker, job.one_file, job.day)
        # Some systems have no semaphores, some no more processes.
        except (BrokenExecutor, OSError, ImportError, RuntimeError):
            self._give_up()

    def _give_up(self) -> None:
        self.workers = 0
        self.close()


@contextmanager
def _set_apart() -> Iterator[None]:
    """What is started here knows nothing of the program that this process runs, nor of Ctrl-C.

    It would import that program, which takes time or cannot be done, and would print how far it had come when somebody
    presses Ctrl-C, although this process then ends it.
    """
    main = sys.modules["__main__"]
    sys.modules["__main__"] = ModuleType("__main__")
    # A process takes over what is blocked; what comes meanwhile is only put off.
    if hasattr(signal, "pthread_sigmask"):
        blocked = signal.pthread_sigmask(signal.SIG_BLOCK, {signal.SIGINT})
    try:
        yield
    finally:
        sys.modules["__main__"] = main
        if hasattr(signal, "pthread_sigmask"):
            signal.pthread_sigmask(signal.SIG_SETMASK, blocked)


# What a worker sets with.
_worker_files: dict[str, bytes] = {}


def _start_worker(print_files: Files) -> None:
    _worker_files.update(print_files)
    # Each process has one processor; the typesetter reads this when it first runs.
    os.environ["RAYON_NUM_THREADS"] = "1"
    # Where nothing can be blocked (Windows).
    signal.signal(signal.SIGINT, signal.SIG_IGN)


def _set_in_worker(one_file: str, day: date) -> bytes:
    return set_pdf(one_file, _worker_files, day)
