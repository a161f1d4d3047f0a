"""What other processes make is what this one would have made, whatever happens to the others."""

from __future__ import annotations

import multiprocessing
import os
import pickle
import signal
import subprocess
import sys
import tempfile
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import wait
from functools import partial
from operator import attrgetter
from pathlib import Path
from typing import Any

import pytest

from author_preview import PATIENCE
from core.conftest import REPOSITORY, TODAY
from core.onefile.test_onefile import PRINT_FILES, wrap
from pledgebook.files import process_pool
from pledgebook.files.cache import NO_CACHE, ContentCache
from pledgebook.files.process_pool import FEWEST, Job, ProcessPool, Shared, count_workers, unpack_value
from pledgebook.files.tree import check_names
from pledgebook.onefile.pdf import LettersError, PdfError, set_pdf

TEXTS = [wrap(f"<p>Löfte {number}</p>") for number in range(FEWEST + 2)]
EXPECTED = [set_pdf(text, PRINT_FILES, TODAY) for text in TEXTS]
# A program without a guard around what it does, which would do it again when it is imported.
PROGRAM = """
import sys
from datetime import date
from functools import partial
from pledgebook.files.process_pool import ProcessPool, unpack_value
from pledgebook.onefile.pdf import set_pdf
print("begun")
pool = ProcessPool(workers=1)
files = {"onefile.typ": open(sys.argv[1], "rb").read()}
texts = sys.stdin.read().split("\\0")
jobs = [pool.submit({}, partial(set_pdf, text, files, date(2027, 2, 1))) for text in texts]
print(sum(unpack_value(job.future.result()).startswith(b"%PDF") for job in jobs))
pool.close()
"""

# A program that is busy while another process is, too, which has the same output.
BUSY = """
import time
from functools import partial
from pledgebook.files.process_pool import ProcessPool
pool = ProcessPool(workers=1)
jobs = [pool.begin(partial(time.sleep, seconds), fewest=1) for seconds in (0, 10_000)]
jobs[0].future.result()
print(pool._folder.name, flush=True)
jobs[1].future.result()
"""


@pytest.fixture
def open_pool() -> Iterator[Callable[..., ProcessPool]]:
    pools: list[ProcessPool] = []

    def make(cache: ContentCache = NO_CACHE, workers: int = 2) -> ProcessPool:
        pools.append(ProcessPool(cache, workers))
        return pools[-1]

    yield make
    for pool in pools:
        pool.close()
    assert [] == multiprocessing.active_children()


def submit(pool: ProcessPool, texts: list[str] = TEXTS) -> list[Job]:
    return [pool.submit({"html": text.encode()}, partial(set_pdf, text, PRINT_FILES, TODAY)) for text in texts]


def wait_for(jobs: list[Any]) -> None:
    """Until other processes have set all of them."""
    futures = [job.future for job in jobs if job.future]
    assert len(jobs) == len(futures)
    wait(futures)


def test_other_processes_give_the_same_bytes_which_are_kept(
    open_pool: Callable[..., ProcessPool], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cache = ContentCache(tmp_path / "cache")
    jobs = submit(open_pool(cache))
    wait_for(jobs)
    monkeypatch.setattr("pledgebook.onefile.pdf._compile", None)
    assert EXPECTED == [job.result() for job in jobs]
    assert EXPECTED == [job.result() for job in submit(open_pool(cache, workers=0))]


def test_what_is_kept_is_in_memory_only_once_it_is_collected(
    open_pool: Callable[..., ProcessPool], tmp_path: Path
) -> None:
    cache = ContentCache(tmp_path / "cache")
    assert EXPECTED == [job.result() for job in submit(open_pool(cache, workers=0))]
    jobs = submit(open_pool(cache, workers=0))
    assert all(job.made is None for job in jobs)
    # What has been taken away meanwhile is made anew.
    cache.clear()
    assert EXPECTED == [job.result() for job in jobs]


def test_what_has_not_been_begun_is_set_at_once(open_pool: Callable[..., ProcessPool]) -> None:
    """In whatever order it is asked for."""
    jobs = submit(open_pool(workers=1))
    assert EXPECTED[::-1] == [job.result() for job in reversed(jobs)]


def test_few_pdfs_start_no_process(open_pool: Callable[..., ProcessPool]) -> None:
    pool = open_pool()
    jobs = submit(pool, TEXTS[: FEWEST - 1])
    assert [] == multiprocessing.active_children()
    assert EXPECTED[: FEWEST - 1] == [job.result() for job in jobs]
    # Nor do they when more of them come later.
    assert EXPECTED[FEWEST - 1 :] == [job.result() for job in submit(pool, TEXTS[FEWEST - 1 :])]
    assert [] == multiprocessing.active_children()


def test_processes_that_are_started_before_there_is_anything_to_make_are_used(
    open_pool: Callable[..., ProcessPool],
) -> None:
    pool = open_pool(workers=1)
    pool.start()
    assert [] == multiprocessing.active_children(), "nothing is shared among them"
    pool.shared = Shared(lambda: TEXTS)
    pool.start()
    started = multiprocessing.active_children()
    assert 1 == len(started)
    # One more of them is not started when something is made, nor when another asks for them.
    pool.start()
    jobs = submit(pool, TEXTS[:1])
    wait_for(jobs)
    assert EXPECTED[:1] == [job.result() for job in jobs]
    assert started == multiprocessing.active_children()


def test_what_is_kept_starts_no_process(
    open_pool: Callable[..., ProcessPool], monkeypatch: pytest.MonkeyPatch, tmp_path: Path
) -> None:
    cache = ContentCache(tmp_path / "cache")
    assert EXPECTED == [job.result() for job in submit(open_pool(cache, workers=0))]
    monkeypatch.setattr("pledgebook.onefile.pdf._compile", None)
    jobs = submit(open_pool(cache))
    assert [] == multiprocessing.active_children()
    assert EXPECTED == [job.result() for job in jobs]


@pytest.mark.parametrize(("cores", "workers"), [(1, 0), (2, 1), (4, 3), (128, 8)])
def test_one_processor_is_left_for_this_process(monkeypatch: pytest.MonkeyPatch, cores: int, workers: int) -> None:
    monkeypatch.setattr(os, "sched_getaffinity", lambda process: set(range(cores)), raising=False)
    assert workers == count_workers()
    monkeypatch.delattr(os, "sched_getaffinity")
    monkeypatch.setattr(os, "cpu_count", lambda: cores)
    assert workers == count_workers()


def test_without_a_second_processor_no_process_is_started(open_pool: Callable[..., ProcessPool]) -> None:
    jobs = submit(open_pool(workers=0))
    assert [] == multiprocessing.active_children()
    assert EXPECTED == [job.result() for job in jobs]


@pytest.mark.parametrize(
    ("body", "kind", "message"),
    [("<p>Hej 🙂</p>", LettersError, "^🙂$"), ("<em>" * 200 + "x" + "</em>" * 200, PdfError, "depth")],
)
def test_an_error_of_another_process_is_told_as_ones_own(
    open_pool: Callable[..., ProcessPool], body: str, kind: type[PdfError], message: str
) -> None:
    jobs = submit(open_pool(), [*TEXTS, wrap(body)])
    wait_for(jobs)
    with pytest.raises(kind, match=message) as caught:
        jobs[-1].result()
    assert kind is caught.type
    assert EXPECTED == [job.result() for job in jobs[:-1]]


def test_a_process_that_is_killed_leaves_its_pdfs_to_this_one(open_pool: Callable[..., ProcessPool]) -> None:
    pool = open_pool()
    jobs = submit(pool)
    processes = multiprocessing.active_children()
    assert processes
    for process in processes:
        process.kill()
        process.join()
    assert EXPECTED == [job.result() for job in jobs]
    # And none is started in its place.
    assert EXPECTED == [job.result() for job in submit(pool)]
    assert [] == multiprocessing.active_children()


def test_all_processes_end_when_one_is_killed_after_this_one_has_made_something(
    open_pool: Callable[..., ProcessPool], monkeypatch: pytest.MonkeyPatch
) -> None:
    raised: list[object] = []
    monkeypatch.setattr(threading, "excepthook", raised.append)
    pool = open_pool(workers=2)
    jobs = [pool.begin(partial(str, number), elsewhere=partial(time.sleep, 600)) for number in range(FEWEST)]
    assert str(FEWEST - 1) == jobs[-1].result()
    first, *_ = multiprocessing.active_children()
    first.kill()
    wait([job.future for job in jobs[:1] if job.future])
    assert [*map(str, range(FEWEST))] == [job.result() for job in jobs]
    assert ([], []) == (multiprocessing.active_children(), raised)


@pytest.mark.skipif(not hasattr(signal, "pthread_sigmask"), reason="nothing can be blocked on Windows")
def test_no_process_is_left_when_this_one_is_killed() -> None:
    environment = {**os.environ, "PYTHONPATH": str(REPOSITORY / "hooks")}
    with subprocess.Popen([sys.executable, "-c", BUSY], stdout=subprocess.PIPE, text=True, env=environment) as program:
        assert program.stdout
        folder = Path(program.stdout.readline().strip())
        assert folder.is_dir()
        program.kill()
        # There is nothing more to read once all that could write have ended.
        assert "" == program.communicate(timeout=PATIENCE)[0]
    assert not folder.exists()


def test_what_a_killed_process_was_in_the_middle_of_goes_with_the_pool(open_pool: Callable[..., ProcessPool]) -> None:
    pool = open_pool(workers=1)
    job = pool.begin(tempfile.mkdtemp, fewest=1)
    wait_for([job])
    folder = Path(job.result())
    assert folder.is_dir()
    for process in multiprocessing.active_children():
        process.kill()
    pool.close()
    assert not folder.exists()


def test_an_interruption_is_left_to_this_process(open_pool: Callable[..., ProcessPool]) -> None:
    """A terminal sends Ctrl-C to all of them."""
    jobs = submit(open_pool())
    for process in multiprocessing.active_children():
        assert process.pid
        os.kill(process.pid, signal.SIGINT)
    wait_for(jobs)
    assert EXPECTED == [unpack_value(job.future.result()) for job in jobs if job.future]
    assert signal.SIGINT not in signal.pthread_sigmask(signal.SIG_BLOCK, ())


@pytest.mark.parametrize(
    "error", [OSError(38, "no semaphores"), ImportError("no semaphores"), RuntimeError("no threads")]
)
def test_where_no_process_can_be_started_this_one_sets_all(
    open_pool: Callable[..., ProcessPool], monkeypatch: pytest.MonkeyPatch, error: Exception
) -> None:
    def fail(*arguments: object) -> None:
        raise error

    monkeypatch.setattr(process_pool, "ProcessPoolExecutor", fail)
    assert EXPECTED == [job.result() for job in submit(open_pool())]


@pytest.mark.parametrize(
    "fail",
    [
        partial(bytes, sys.maxsize // 2),
        partial(open, "/nowhere/at/all"),
        # Its error cannot be read again where it is sent to.
        partial(check_names, ["con"]),
        partial(os._exit, 1),
    ],
    ids=["memory", "disk", "error", "end"],
)
def test_what_another_process_fails_to_make_is_made_by_this_one(
    open_pool: Callable[..., ProcessPool], fail: Callable[[], Any]
) -> None:
    pool = open_pool(workers=1)
    jobs = [pool.begin(partial(str, number), elsewhere=fail) for number in range(FEWEST)]
    wait_for(jobs[:1])
    assert [*map(str, range(FEWEST))] == [job.result() for job in jobs]


def test_what_another_process_cannot_be_told_of_is_made_by_this_one(open_pool: Callable[..., ProcessPool]) -> None:
    pool = open_pool(workers=1)
    jobs = [pool.begin(lambda: "made") for _ in range(FEWEST)]
    assert ["made"] * FEWEST == [job.result() for job in jobs]
    jobs = [pool.begin(lambda: "here", elsewhere=partial(str, "there")) for _ in range(FEWEST)]
    wait_for(jobs)
    assert ["there"] * FEWEST == [job.result() for job in jobs]


@pytest.mark.skipif(not hasattr(os, "mkfifo"), reason="there are no named pipes on Windows")
def test_while_another_process_is_busy_this_one_makes_what_would_come_last(
    open_pool: Callable[..., ProcessPool], tmp_path: Path
) -> None:
    pool, pipe = open_pool(workers=1), tmp_path / "pipe"
    os.mkfifo(pipe)
    quick = [pool.begin(partial(str, number)) for number in range(FEWEST - 1)]
    # Waits for what is written by the last of those that can be made.
    reader = pool.begin(pipe.read_text)
    assert quick[-1].future
    quick[-1].future.result()
    rest = [pool.begin(partial(str, number)) for number in range(FEWEST)]
    writer, wrong = pool.begin(partial(pipe.write_text, "written")), pool.begin(partial(int, "no number"))
    assert "written" == reader.result()
    assert len("written") == writer.result()
    with pytest.raises(ValueError, match="no number"):
        wrong.result()
    assert [*map(str, range(FEWEST))] == [job.result() for job in rest]


def test_what_jobs_share_is_given_to_each_process_once(open_pool: Callable[..., ProcessPool]) -> None:
    pool, value = open_pool(workers=2), ["many words"] * 100_000
    pool.shared = Shared(lambda: value)
    make = partial(attrgetter("value"), pool.shared)
    assert 200 > len(pickle.dumps(make))
    jobs = [pool.begin(make) for _ in range(FEWEST)]
    wait_for(jobs)
    given = [unpack_value(job.future.result()) for job in jobs if job.future]
    assert [value] * FEWEST == given
    assert value is pool.begin(make).make()


def test_processes_that_have_started_are_given_what_comes_to_be_shared(open_pool: Callable[..., ProcessPool]) -> None:
    pool = open_pool(workers=1)
    early = pool.begin(partial(str, 1), fewest=1)
    wait_for([early])
    pool.shared = Shared(lambda: ["words"])
    late = pool.begin(partial(attrgetter("value"), pool.shared), fewest=1)
    wait_for([late])
    assert late.future
    assert ["words"] == unpack_value(late.future.result())
    assert "1" == early.result()
    assert pool._folder
    pool.close()
    assert not Path(pool._folder.name).exists()


def test_what_is_made_is_kept_when_it_is_asked_for_wherever_it_was_made(open_pool: Callable[..., ProcessPool]) -> None:
    kept: list[str] = []
    for pool in (open_pool(workers=1), open_pool(workers=0)):
        jobs = [pool.begin(partial(str, number), keep=kept.append) for number in range(FEWEST)]
        assert [] == kept
        assert [*map(str, range(FEWEST))] == [job.result() for job in jobs] == kept
        kept.clear()


def test_what_is_closed_begins_with_nothing_more(
    open_pool: Callable[..., ProcessPool], monkeypatch: pytest.MonkeyPatch
) -> None:
    pool = open_pool(workers=1)
    jobs = submit(pool, TEXTS * 50)
    main = sys.modules["__main__"]
    pool.close()
    assert [] == multiprocessing.active_children()
    assert any(job.future and job.future.cancelled() for job in jobs)
    assert main is sys.modules["__main__"]


def test_a_program_without_a_guard_is_not_run_again(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM, encoding="utf-8")
    done = subprocess.run(
        [sys.executable, program, str(REPOSITORY / "theme/print/onefile.typ")],
        input="\0".join(TEXTS),
        capture_output=True,
        encoding="utf-8",
        env={**os.environ, "PYTHONPATH": str(REPOSITORY / "hooks")},
        check=False,
    )
    assert ("", f"begun\n{len(TEXTS)}\n", 0) == (done.stderr, done.stdout, done.returncode)
