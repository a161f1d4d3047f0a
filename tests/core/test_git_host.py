"""What the git host is told: forms for those who write there, and how to find what the check says."""

from __future__ import annotations

import json
import re
from typing import Any

import pytest
import yaml

from core.conftest import LANGUAGES, REPOSITORY
from handbook import list_chapters
from pledgebook.i18n.catalogue import Catalogues
from pledgebook.names import Language
from pledgebook.problem import Level, Mark, Problem
from pledgebook.reporting.report import render_problem

HOST = REPOSITORY / ".github"
FORMS = sorted((HOST / "ISSUE_TEMPLATE").glob("*.yml"))


@pytest.mark.parametrize("language", LANGUAGES)
@pytest.mark.parametrize(("level", "severity"), [(Level.ERROR, "error"), (Level.WARNING, "warning")])
def test_what_the_check_says_is_shown_at_its_line(
    catalogues: Catalogues, language: Language, level: Level, severity: str
) -> None:
    matchers = json.loads((HOST / "problems.json").read_text(encoding="utf-8"))["problemMatcher"]
    problem = Problem(Mark("pledges/2027/pledge.sv.md", 8, 9), "party_unknown", level, "polisn")
    line = render_problem(problem, catalogues[language])
    for said in (line, f"ERROR   -  pledgebook: {line}"):
        found = [(item, re.search(item["pattern"][0]["regexp"], said)) for item in matchers]
        (matcher, match), *others = [(item, match) for item, match in found if match]
        assert (severity, []) == (matcher["severity"], others)
        assert ("pledges/2027/pledge.sv.md", "8", "9") == match.group(1, 2, 3)
        assert match[4].startswith("Parten polisn" if language == "sv" else "There is no party polisn")


def test_the_workflow_tells_of_it() -> None:
    workflow = (HOST / "workflows" / "test.yml").read_text(encoding="utf-8")
    assert "::add-matcher::.github/problems.json" in workflow
    # What the handbook calls the workflow and what it makes.
    chapter = list_chapters(Language("sv"))["webblasaren"].text
    jobs: dict[str, Any] = yaml.safe_load(workflow)
    uploads = [step["with"]["name"] for step in jobs["jobs"]["preview"]["steps"] if "upload-artifact" in str(step)]
    assert f"*{jobs['name']}*" in chapter
    assert [f"*{name}*" in chapter for name in uploads] == [True]


@pytest.mark.parametrize("language", LANGUAGES)
def test_the_handbook_says_what_the_workflows_do(language: Language) -> None:
    text = list_chapters(language)["natet"].text
    files = {path.name: yaml.safe_load(path.read_text("utf-8")) for path in (HOST / "workflows").glob("*.yml")}
    assert set(files) == set(re.findall(r"^`(\w+\.yml)`$", text, re.MULTILINE))
    publish = files["publish.yml"]
    # YAML 1.1 reads the key `on` as true.
    (begins,) = publish[True]["schedule"]
    minute, hour = begins["cron"].split()[:2]
    assert f"{hour}.{minute} UTC" in text
    assert ["main"] == publish[True]["push"]["branches"]
    assert {"test", "build", "deploy", "confirm"} == set(publish["jobs"])
    assert {15} == {job["timeout-minutes"] for job in publish["jobs"].values() if "uses" not in job}
    assert 30 == files["test.yml"]["jobs"]["test"]["timeout-minutes"]
    assert re.search(r" 15 minut.*\*test\* \S+ 30", text)
    assert all(f"*{name}*" in text for name in (publish["name"], *publish["jobs"]))


def test_nothing_is_put_online_that_has_not_passed_the_tests() -> None:
    publish, test = (
        yaml.safe_load((HOST / "workflows" / name).read_text("utf-8")) for name in ("publish.yml", "test.yml")
    )
    jobs = publish["jobs"]
    assert {"uses": "./.github/workflows/test.yml"} == jobs["test"]
    assert {"test", "build"} == set(jobs["deploy"]["needs"])
    # A job that is skipped or has failed holds back what needs it only as long as nothing says otherwise.
    assert not any("if" in job or "continue-on-error" in job for job in jobs.values())
    assert "workflow_call" in test[True]
    assert ["main"] == test[True]["push"]["branches-ignore"]
    # A workflow that is called has no more rights than the one that calls it, and asks for none that are not given.
    assert publish["permissions"] == test["permissions"] == {"contents": "read"}


@pytest.mark.parametrize("form", [form for form in FORMS if form.name != "config.yml"], ids=lambda form: form.name)
def test_each_form_asks_in_swedish_and_explains_in_english(form: Any) -> None:
    asked = yaml.safe_load(form.read_text(encoding="utf-8"))
    assert {"name", "description", "body"} <= asked.keys()
    assert re.search(r"\([A-Z].*\)$", asked["description"])
    ids = [field["id"] for field in asked["body"] if field["type"] != "markdown"]
    assert len(ids) == len(set(ids)) > 1
    for field in asked["body"]:
        assert field["type"] in {"input", "textarea", "dropdown", "markdown"}
        if field["type"] != "markdown":
            assert field["attributes"]["label"] and field["attributes"]["description"]
