"""The recipe for a container takes everything but its first image out of the package, and the versions from there."""

from __future__ import annotations

import tomllib

import pytest

from core.conftest import REPOSITORY
from pledgebook.archive.provenance.container import PYTHON, find_machine, render_containerfile

PROGRAM = ".venv/bin/python hooks"


def render(*tags: str) -> list[str]:
    """The recipe's lines where there is a wheel for each of some machines."""
    machine = find_machine({f"nh3-0.3.8-{tag}.whl": b"" for tag in tags})
    return render_containerfile(machine, PROGRAM, 1_800_000_000, ["Bygger om."]).decode().splitlines()


def test_nothing_is_fetched_but_the_image_where_there_are_wheels() -> None:
    lines = render("cp313-cp313-manylinux_2_28_x86_64")
    assert "FROM --platform=linux/amd64 python:3.13-slim-bookworm" in lines
    assert {"COPY sources /desk/sources", "COPY wheels /desk/wheels"} < set(lines)
    (install,) = (line for line in lines if "pip install" in line)
    assert "--no-index --find-links ../wheels" in install
    assert "RUN SOURCE_DATE_EPOCH=1800000000 .venv/bin/python hooks build" in lines


def test_without_wheels_they_are_fetched_for_any_machine() -> None:
    lines = render()
    assert f"FROM python:{PYTHON}-slim-bookworm" in lines
    assert not [line for line in lines if "wheels" in line]


def test_wheels_for_any_machine_are_enough() -> None:
    assert "COPY wheels /desk/wheels" in render("py3-none-any")


def test_wheels_for_another_system_are_not_taken_for_those_of_a_container() -> None:
    lines = render("cp311-cp311-macosx_11_0_arm64")
    assert f"FROM python:{PYTHON}-slim-bookworm" in lines
    assert not [line for line in lines if "wheels" in line]


@pytest.mark.parametrize("machine", ["x86_64", "aarch64"])
def test_the_machine_is_the_one_that_the_wheels_are_for(machine: str) -> None:
    first = next(line for line in render(f"cp311-cp311-manylinux_2_28_{machine}") if line.startswith("FROM"))
    assert {"x86_64": "linux/amd64", "aarch64": "linux/arm64"}[machine] in first


def test_the_oldest_python_is_the_one_that_the_program_says() -> None:
    told = tomllib.loads((REPOSITORY / "pyproject.toml").read_text(encoding="utf-8"))
    assert f">={PYTHON}" == told["project"]["requires-python"]
