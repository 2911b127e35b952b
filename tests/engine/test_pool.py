"""A bad item costs itself and nothing else: hangs, crashes, errors, a parent that is killed."""

from __future__ import annotations

import errno
import os
import signal
import subprocess
import sys
import time
from pathlib import Path
from typing import Any

import pytest

from filature.engine import pool
from filature.errors import BadInput, FilatureError
from tests.engine import work

LONG = 60.0
REPOSITORY = Path(__file__).parents[2]


def run(tasks: list[Any], tmp_path: Path, workers: int = 2, deadline: float = LONG, **more: Any) -> list[Any]:
    return pool.run(work.items, tasks, workers, deadline, tmp_path / "log", **more)


def test_results_come_in_the_order_of_the_tasks(tmp_path: Path) -> None:
    tasks = [[("sleep", 0.3 - number / 20, number)] for number in range(6)]
    assert run(tasks, tmp_path, workers=3) == [[0], [1], [2], [3], [4], [5]]


def test_no_task_needs_no_worker(tmp_path: Path) -> None:
    assert run([], tmp_path) == []


@pytest.mark.parametrize("bad", ["abort", "segfault", "exit", "raise", "malformed", "missing_file"])
def test_a_crash_costs_one_item(bad: str, tmp_path: Path) -> None:
    task = [("value", "before"), (bad,), ("value", "after")]
    assert run([task, [("value", 1)]], tmp_path) == [["before", "reader_crashed", "after"], [1]]


@pytest.mark.parametrize(("bad", "deadline"), [("spin", 0.2), ("sleep", 0.02)])
def test_a_hang_costs_one_item(bad: str, deadline: float, tmp_path: Path) -> None:
    stuck = (bad,) if bad == "spin" else (bad, 1000)
    started = time.monotonic()
    assert run([[("value", 1), stuck, ("value", 2)]], tmp_path, deadline=deadline) == [[1, "timeout", 2]]
    assert time.monotonic() - started < 20


def test_waiting_is_not_working(tmp_path: Path) -> None:
    """An item that waits, as on a busy machine, has longer than the CPU seconds that it may use."""
    if not sys.platform.startswith("linux"):
        pytest.skip("the CPU time of a process is read from /proc")
    assert run([[("sleep", 0.6, "done")]], tmp_path, deadline=0.2) == [["done"]]


def test_several_bad_items_in_one_task_are_lost_one_by_one(tmp_path: Path) -> None:
    task = [("abort",), ("value", 1), ("raise",), ("spin",), ("value", 2), ("exit",)]
    expected = ["reader_crashed", 1, "reader_crashed", "timeout", 2, "reader_crashed"]
    assert run([task], tmp_path, deadline=0.3) == [expected]


def test_large_results_arrive_whole(tmp_path: Path) -> None:
    found = run([[("big", 30 << 20)], [("big", 1)], [("big", 20 << 20)]], tmp_path)
    assert [len(f[0]) for f in found] == [30 << 20, 1, 20 << 20]


def test_large_tasks_arrive_whole(tmp_path: Path) -> None:
    tasks = [[("value", bytes([n]) * (3 << 20))] for n in range(4)]
    assert run(tasks, tmp_path) == [[bytes([n]) * (3 << 20)] for n in range(4)]


def test_progress_counts_each_item_once(tmp_path: Path) -> None:
    seen: list[int] = []
    tasks = [
        [("value", 0)] * 5,
        [("value", 0), ("abort",), ("value", 0)],
        [("sleep", 0.3)] * 3,
        [("value", 0), ("spin",)],
    ]
    run(tasks, tmp_path, deadline=0.5, progress=seen.append)
    assert sum(seen) == 13
    assert all(step > 0 for step in seen)


def test_an_error_for_people_comes_out_as_it_is(tmp_path: Path) -> None:
    with pytest.raises(BadInput) as caught:
        run([[("value", 1)], [("bad_input",)]], tmp_path)
    assert (caught.value.what, caught.value.todo) == ("It is wrong.", "Make it right.")


@pytest.mark.parametrize("full", ["disk_full", "engine_full"])
def test_a_full_disk_is_no_fault_of_the_item(full: str, tmp_path: Path) -> None:
    with pytest.raises(OSError, match="No space left") as caught:
        run([[("value", 1), (full,)]], tmp_path)
    assert caught.value.errno == errno.ENOSPC


def test_a_task_that_fails_before_its_items_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(FilatureError) as caught:
        pool.run(work.nothing_reached, ["the file"], 1, LONG, tmp_path / "log")
    assert caught.value.what == "A worker failed again and again: RuntimeError: the file cannot be opened"
    assert caught.value.todo == f"See {tmp_path / 'log'}."
    assert (tmp_path / "log").read_text().count("Traceback") == pool.ATTEMPTS


def test_a_task_that_fails_after_its_items_is_given_up(tmp_path: Path) -> None:
    with pytest.raises(FilatureError, match="RuntimeError: the rows cannot be written"):
        pool.run(work.fails_at_the_end, [2], 1, LONG, tmp_path / "log")


def test_a_worker_that_dies_before_its_items_is_replaced(tmp_path: Path) -> None:
    assert pool.run(work.fails_once, [(tmp_path / "marker", 7)], 1, LONG, tmp_path / "log") == [7]


def test_what_workers_say_goes_to_the_log(tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    run([[("say", "from the worker")]], tmp_path)
    assert (tmp_path / "log").read_text() == "from the worker\n"
    assert capfd.readouterr().err == ""


def test_no_more_workers_start_than_there_are_tasks(tmp_path: Path) -> None:
    with pool.Pool(8, tmp_path / "log") as team:
        team.run(work.items, [[("sleep", 0.2)], [("sleep", 0.2)]], LONG)
        assert len(team._team) == 2


def test_workers_serve_one_run_after_the_other(tmp_path: Path) -> None:
    with pool.Pool(1, tmp_path / "log") as team:
        first = team.run(work.items, [[("pid",)]], LONG)
        second = team.run(work.items, [[("pid",)], [("pid",)]], LONG)
    assert second == [first[0], first[0]]
    assert not alive(first[0][0])


def test_workers_die_with_their_parent(tmp_path: Path) -> None:
    script = (
        "from pathlib import Path\nfrom filature.engine import pool\nfrom tests.engine import work\n"
        f"folder = Path({str(tmp_path)!r})\n"
        "if __name__ == '__main__':\n"
        "    task = [('mark', folder), ('sleep', 1000)]\n"
        "    pool.run(work.items, [task, task], 2, 1000.0, folder / 'log')\n"
    )
    parent = subprocess.Popen([sys.executable, "-c", script], cwd=REPOSITORY)
    wait_for(lambda: len(list(tmp_path.glob("[0-9]*"))) == 2)
    workers = [int(p.name) for p in tmp_path.glob("[0-9]*")]
    assert all(alive(pid) for pid in workers)
    parent.send_signal(signal.SIGKILL)
    parent.wait()
    wait_for(lambda: not any(alive(pid) for pid in workers))


def alive(pid: int) -> bool:
    try:
        os.kill(pid, 0)
    except ProcessLookupError:
        return False
    state = Path(f"/proc/{pid}/stat")
    return not state.exists() or state.read_text().rpartition(")")[2].split()[0] != "Z"


def wait_for(condition: Any, seconds: float = 20.0) -> None:
    end = time.monotonic() + seconds
    while not condition():
        assert time.monotonic() < end, "it did not happen in time"
        time.sleep(0.02)
