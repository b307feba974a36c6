"""The action for GitHub and the job for GitLab: in order by their schemas, and their steps run in a real shell.

What their servers do is not here: the checkout, the variables and the files of the runner are made as they make them.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
import sys
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from xml.etree import ElementTree

import pytest
import yaml

from auditor.cli.check import check
from auditor.settings.resolve import ENV_PREFIX
from tests.kept_program import address, command
from tests.linked import link_builder
from tests.test_precommit import BAD, MENDED, OLD, accepted, commit, git, write

ROOT = Path(__file__).parents[1]
FOLDER = ROOT / ".github" / "actions" / "audit"
ACTION: dict[str, Any] = yaml.safe_load((FOLDER / "action.yml").read_text(encoding="utf-8"))
JOB: dict[str, Any] = yaml.safe_load((ROOT / ".gitlab" / "auditor.yml").read_text(encoding="utf-8"))["auditor"]
STEPS: Sequence[dict[str, Any]] = ACTION["runs"]["steps"]
NEW_LINE = OLD.replace("the school, Poe", "the school, an insider")
"""The old draft with one more line that is bad, the seventh."""
SHELLS = ("bash", "sh")


def expressions(text: object) -> list[str]:
    return re.findall(r"\$\{\{(.*?)\}\}", str(text))


# ---------------------------------------------------------------- what can be seen without running them


@pytest.mark.parametrize(
    ("schema", "file"),
    [
        ("vendor.github-actions", ".github/actions/audit/action.yml"),
        ("vendor.gitlab-ci", ".gitlab/auditor.yml"),
    ],
)
def test_it_is_in_order_by_its_schema(schema: str, file: str) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "check_jsonschema", "--builtin-schema", schema, str(ROOT / file)],
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stdout


def test_no_input_is_ever_part_of_a_script() -> None:
    scripts = [step["run"] for step in STEPS if "run" in step]
    assert len(scripts) == 2
    assert [each for script in scripts for each in expressions(script)] == []
    for step in STEPS:
        for value in step.get("env", {}).values():
            assert re.fullmatch(r"\$\{\{ inputs\.[a-z-]+ \}\}", value)
    assert "eval" not in "".join(path.read_text(encoding="utf-8") for path in FOLDER.glob("*.sh"))


def test_every_input_is_used_and_every_one_used_is_there() -> None:
    used = {name for text in expressions(STEPS) for name in re.findall(r"inputs\.([a-z-]+)", text)}
    assert used == set(ACTION["inputs"])
    assert all("default" in each and "required" not in each for each in ACTION["inputs"].values())


def test_nobody_elses_action_and_no_secret_is_used() -> None:
    used = [step["uses"] for step in STEPS if "uses" in step]
    assert all(re.fullmatch(r"(actions/[a-z-]+|github/codeql-action/upload-sarif)@v\d+(\.\d+)*", each) for each in used)
    for path in (*FOLDER.iterdir(), ROOT / ".gitlab" / "auditor.yml"):
        assert not re.search(r"secret|token|password", path.read_text(encoding="utf-8"), re.I), path


def test_the_options_that_they_give_are_there() -> None:
    given = set(re.findall(r"--(policy|fail-on|baseline|changed-since|also)=", (FOLDER / "audit.sh").read_text()))
    assert given == set(re.findall(r"--(policy|fail-on|baseline|changed-since|also)=", "".join(JOB["script"])))
    names = set(check.__annotations__)
    assert {each.replace("-", "_").replace("policy", "policies") for each in given} <= names


def test_no_variable_of_the_job_is_taken_for_a_setting() -> None:
    assert not any(name.startswith(ENV_PREFIX) for name in JOB["variables"])


@pytest.mark.skipif(shutil.which("shellcheck") is None, reason="shellcheck is not installed")
@pytest.mark.parametrize("file", sorted(FOLDER.glob("*.sh")), ids=lambda path: str(path.name))
def test_the_scripts_are_clean(file: Path) -> None:
    done = subprocess.run(["shellcheck", str(file)], capture_output=True, text=True, check=False)
    assert done.returncode == 0, done.stdout


# ---------------------------------------------------------------- run


@dataclass(frozen=True, slots=True)
class Ran:
    """What became of a step: exit code, both streams, and what it told the runner."""

    code: int
    out: str
    err: str
    outputs: Mapping[str, str]
    summary: str


@pytest.fixture(scope="module")
def programs(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder with `auditor`, which asks the program that is started once."""
    folder = tmp_path_factory.mktemp("programs")
    program = folder / "auditor"
    program.write_text(f'#!/bin/sh\nexec {" ".join(command(address()))} "$@"\n')
    program.chmod(0o755)
    return folder


@pytest.fixture
def checkout(tmp_path: Path) -> Path:
    """A checkout with one commit of a repository with two, as both services make it; the old one is bad on line 5."""
    origin = tmp_path / "origin"
    origin.mkdir()
    git(origin, "init")
    git(origin, "config", "uploadpack.allowAnySHA1InWant", "true")
    write(origin, {"drafts/aid.md": OLD, "drafts/trial.md": BAD, "README.md": BAD})
    accepted(commit(origin, "Old"))
    git(origin, "checkout", "-b", "work")
    write(origin, {"drafts/aid.md": NEW_LINE})
    accepted(commit(origin, "New"))
    folder = tmp_path / "checkout"
    accepted(git(tmp_path, "clone", "--quiet", "--depth=1", "--branch=work", origin.as_uri(), str(folder)))
    return folder


def environment(programs: Path, given: Mapping[str, str]) -> dict[str, str]:
    kept = {name: value for name, value in os.environ.items() if not name.startswith(("GIT_", "INPUT_", "AUDIT"))}
    return {**kept, "PATH": f"{programs}{os.pathsep}{os.environ['PATH']}", **given}


def audit(checkout: Path, programs: Path, **given: str) -> Ran:
    """Runs the step of the action with these inputs, those not given being as the action has them."""
    (step,) = (each for each in STEPS if each.get("id") == "audit")
    inputs = {name: each["default"] for name, each in ACTION["inputs"].items()}
    inputs |= {name.replace("_", "-"): value for name, value in given.items()}
    variables = {name: inputs[re.sub(r"\$\{\{ inputs\.(.*) \}\}", r"\1", value)] for name, value in step["env"].items()}
    temporary = checkout.parent / "runner"
    temporary.mkdir(exist_ok=True)
    files = {name: temporary / name for name in ("GITHUB_OUTPUT", "GITHUB_STEP_SUMMARY", "GITHUB_PATH")}
    for path in files.values():
        path.write_text("")
    variables |= {name: str(path) for name, path in files.items()}
    variables |= {"GITHUB_ACTION_PATH": str(FOLDER), "RUNNER_TEMP": str(temporary)}
    done = subprocess.run(
        ["bash", "--noprofile", "--norc", "-eo", "pipefail", "-c", step["run"]],
        cwd=checkout, env=environment(programs, variables), capture_output=True, text=True, check=False,
    )  # fmt: skip
    outputs = dict(line.split("=", 1) for line in files["GITHUB_OUTPUT"].read_text().splitlines())
    return Ran(done.returncode, done.stdout, done.stderr, outputs, files["GITHUB_STEP_SUMMARY"].read_text())


def annotated(ran: Ran) -> list[tuple[str, str]]:
    return sorted(set(re.findall(r"^::\w+ file=([^,]*),line=(\d+)", ran.out, re.M)))


needs_model = pytest.mark.model


@needs_model
def test_findings_are_annotated_and_written_as_sarif(checkout: Path, programs: Path) -> None:
    ran = audit(checkout, programs)
    assert ran.code == 1
    assert annotated(ran) == [("drafts/aid.md", "5"), ("drafts/aid.md", "7"), ("drafts/trial.md", "3")]
    assert ran.outputs == {"exit-code": "1", "sarif-file": "auditor.sarif"}
    sarif = json.loads((checkout / "auditor.sarif").read_text(encoding="utf-8"))
    assert len(sarif["runs"][0]["results"]) == ran.out.count("\n::") + 1
    assert ran.summary.count("# Transparency report") == 2


@needs_model
def test_a_clean_run_passes_without_a_word(checkout: Path, programs: Path) -> None:
    write(checkout, {"drafts/aid.md": MENDED, "drafts/trial.md": MENDED})
    ran = audit(checkout, programs, sarif_file="", summary="false")
    assert (ran.code, ran.out, ran.err) == (0, "", "")
    assert ran.outputs == {"exit-code": "0"}
    assert ran.summary == ""


@needs_model
@pytest.mark.parametrize("base", ["origin/main", "SHA"])
def test_changed_lines_need_no_history(checkout: Path, programs: Path, base: str) -> None:
    old = git(checkout.parent / "origin", "rev-parse", "main").stdout.strip()
    ran = audit(checkout, programs, changed_since=old if base == "SHA" else base)
    assert ran.code == 1
    assert annotated(ran) == [("drafts/aid.md", "7")]
    assert "auditor: 1 draft not audited: not changed since" in ran.err


@needs_model
def test_policy_bar_and_baseline(checkout: Path, programs: Path) -> None:
    done = subprocess.run(
        [str(programs / "auditor"), "baseline", "write", "drafts"], cwd=checkout, capture_output=True, check=False
    )
    assert done.returncode == 0
    ran = audit(checkout, programs, baseline="auditor-baseline.json")
    assert (ran.code, ran.out) == (0, "")
    assert "of auditor-baseline.json not shown: there before" in ran.err
    ran = audit(checkout, programs, policy="\n default \r\n\n ap\n", fail_on="never", paths="drafts/trial.md\n")
    assert ran.code == 0
    assert {file for file, _ in annotated(ran)} == {"drafts/trial.md"}
    assert "title=ap/" in ran.out
    assert "title=default/" in ran.out


@needs_model
@pytest.mark.parametrize(
    ("given", "told"),
    [
        ({"paths": "nowhere"}, "file=nowhere,title=not audited (A302)"),
        ({"changed_since": "nowhere"}, "A010 there is no revision 'nowhere'"),
        ({"changed_since": "--output=x"}, "A010 there is no revision '--output=x'"),
        ({"fail_on": "$(touch x)"}, "A102"),
        ({"policy": "`touch x`"}, "touch x"),
        ({"paths": "--help\n$(touch x)\n; touch x\n*"}, "file=--help,title=not audited (A302)"),
        ({"baseline": "x; touch x"}, "A107"),
    ],
)
def test_no_input_does_more_than_it_should(checkout: Path, programs: Path, given: Mapping[str, str], told: str) -> None:
    ran = audit(checkout, programs, **given)
    assert ran.code in {2, 3}
    assert told in ran.out + ran.err
    assert not (checkout / "x").exists()


@needs_model
def test_the_name_of_a_draft_is_no_command_of_the_runner(checkout: Path, programs: Path) -> None:
    for name in ("::stop-commands::x.txt", "##[add-mask]drafts.txt", "a\n::error::x.txt"):
        (checkout / "drafts" / name).write_bytes(b"")
    ran = audit(checkout, programs)
    assert ran.code == 3
    lines = [*ran.out.splitlines(), *ran.err.splitlines()]
    assert "stop-commands" in ran.err + ran.out
    assert not any(line.lstrip().startswith(("::stop-commands", "::error::")) for line in lines)
    assert not any("##[" in line for line in lines if not line.startswith("::"))


@pytest.mark.slow
def test_the_action_installs_the_project_that_it_is_a_part_of(tmp_path: Path) -> None:
    """Without what it depends on, which pre-commit installs in another test; what builds it is there before."""
    (step,) = (each for each in STEPS if "install.sh" in each.get("run", ""))
    path, builder = tmp_path / "path", tmp_path / "builder"
    path.write_text("")
    builder.mkdir()
    link_builder(builder)
    given = {
        "INPUT_VERSION": "", "INPUT_EXTRAS": "", "GITHUB_ACTION_PATH": str(FOLDER), "GITHUB_PATH": str(path),
        "RUNNER_TEMP": str(tmp_path), "PIP_NO_DEPS": "1", "PIP_NO_BUILD_ISOLATION": "0", "PYTHONPATH": str(builder),
    }  # fmt: skip
    done = subprocess.run(
        ["bash", "-c", step["run"]],
        env=environment(Path(sys.executable).parent, given), capture_output=True, text=True, check=False,
    )  # fmt: skip
    assert done.returncode == 0, done.stderr
    added = Path(path.read_text().strip())
    assert (added / "auditor").exists() or (added / "auditor.exe").exists()


@pytest.mark.parametrize("given", [{"INPUT_VERSION": "1; touch x"}, {"INPUT_EXTRAS": "formats]; x"}])
def test_a_version_that_is_none_is_refused(tmp_path: Path, given: dict[str, str]) -> None:
    whole = {"INPUT_VERSION": "", "INPUT_EXTRAS": "", **given, "RUNNER_TEMP": str(tmp_path)}
    done = subprocess.run(
        ["bash", str(FOLDER / "install.sh")], env={**os.environ, **whole}, capture_output=True, text=True, check=False
    )
    assert done.returncode == 2
    assert done.stdout.startswith("::error::")
    assert list(tmp_path.iterdir()) == []


# ---------------------------------------------------------------- GitLab


def run_job(checkout: Path, programs: Path, shell: str = "bash", **given: str) -> subprocess.CompletedProcess[str]:
    """Runs the script of the job as GitLab does, whose variables are the environment."""
    variables = {**JOB["variables"], "CI_PROJECT_DIR": str(checkout), **given}
    script = "\n".join(("set -eo pipefail" if shell == "bash" else "set -e", *JOB["before_script"], *JOB["script"]))
    return subprocess.run(
        [shell, "-c", script], cwd=checkout, env=environment(programs, variables),
        capture_output=True, text=True, check=False,
    )  # fmt: skip


@needs_model
@pytest.mark.parametrize("shell", SHELLS)
def test_the_job_writes_both_files_and_says_what_it_found(checkout: Path, programs: Path, shell: str) -> None:
    done = run_job(checkout, programs, shell)
    assert done.returncode == 1, done.stderr
    assert "drafts/trial.md: 3 warnings" in done.stdout
    quality = json.loads((checkout / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert {each["location"]["path"] for each in quality} == {"drafts/aid.md", "drafts/trial.md"}
    suites = ElementTree.parse(checkout / "auditor-junit.xml").getroot()
    assert len(suites.findall(".//failure")) == len(quality)
    written = {name for each in JOB["artifacts"]["reports"].values() for name in [each]}
    assert written == set(JOB["artifacts"]["paths"]) == {"gl-code-quality-report.json", "auditor-junit.xml"}


@needs_model
@pytest.mark.parametrize("shell", SHELLS)
def test_the_job_tells_changed_lines_without_history(checkout: Path, programs: Path, shell: str) -> None:
    base = git(checkout.parent / "origin", "rev-parse", "main").stdout.strip()
    done = run_job(
        checkout, programs, shell, AUDIT_CHANGED_SINCE=base, AUDIT_FAIL_ON="never", AUDIT_POLICY="ap\ncommon"
    )
    assert done.returncode == 0, done.stderr
    quality = json.loads((checkout / "gl-code-quality-report.json").read_text(encoding="utf-8"))
    assert {each["location"]["lines"]["begin"] for each in quality} <= {1, 7}
    assert {each["check_name"].split("/")[0] for each in quality} <= {"ap", "common"}


@needs_model
@pytest.mark.parametrize("shell", SHELLS)
def test_no_variable_of_the_job_does_more_than_it_should(checkout: Path, programs: Path, shell: str) -> None:
    done = run_job(checkout, programs, shell, AUDIT_PATHS="--help\n$(touch x)\n`touch x`\n*; touch x")
    assert done.returncode == 3
    assert "--help: A302" in done.stdout
    assert not (checkout / "x").exists()


def test_a_job_without_an_auditor_says_what_is_to_be_set(checkout: Path, tmp_path: Path) -> None:
    done = run_job(checkout, tmp_path, PATH="/usr/bin:/bin")
    assert done.returncode != 0
    assert "say in AUDIT_REQUIREMENT what pip is to install" in done.stderr


# ---------------------------------------------------------------- docs/ci.md

PAGE = (ROOT / "docs" / "ci.md").read_text(encoding="utf-8")
HEADINGS = {"GitHub": "vendor.github-workflows", "GitLab": "vendor.gitlab-ci"}


def section(heading: str) -> str:
    return PAGE.partition(f"\n## {heading}\n")[2].partition("\n## ")[0]


def shown(text: str, language: str) -> list[str]:
    return re.findall(rf"^```{language}\n(.*?)^```$", text, re.S | re.M)


@pytest.mark.parametrize("heading", HEADINGS)
def test_what_is_to_be_copied_is_in_order_by_its_schema(heading: str, tmp_path: Path) -> None:
    for block in shown(section(heading), "yaml"):
        (tmp_path / "shown.yml").write_text(block, encoding="utf-8")
        done = subprocess.run(
            [sys.executable, "-m", "check_jsonschema", "--builtin-schema", HEADINGS[heading], "shown.yml"],
            cwd=tmp_path, capture_output=True, text=True, check=False,
        )  # fmt: skip
        assert done.returncode == 0, done.stdout


def test_the_workflows_shown_use_the_action_as_it_is() -> None:
    for block in shown(section("GitHub"), "yaml"):
        job = yaml.safe_load(block)["jobs"]["audit"]
        (step,) = (each for each in job["steps"] if "/.github/actions/audit@" in each["uses"])
        assert set(step["with"]) <= set(ACTION["inputs"])
        assert all(re.fullmatch(r"actions/checkout@v\d+", each["uses"]) for each in job["steps"] if each is not step)
    rows = re.findall(r"^\| `([a-z-]+)` \|.*\|$", section("GitHub"), re.M)
    assert rows == list(ACTION["inputs"])
    assert set(re.findall(r"Outputs are `(.*?)` and `(.*?)`", section("GitHub"))[0]) == set(ACTION["outputs"])


def test_the_variables_shown_are_those_of_the_job() -> None:
    assert re.findall(r"^\| `([A-Z_]+)` \|.*\|$", section("GitLab"), re.M) == list(JOB["variables"])
    (block,) = shown(section("GitLab"), "yaml")
    assert set(yaml.safe_load(block)["auditor"]["variables"]) <= set(JOB["variables"])


@needs_model
def test_the_commands_shown_can_be_given(checkout: Path, programs: Path) -> None:
    """Each in a checkout that has its history, and again in one that has none where that is what it is for."""
    assert audit(checkout, programs, changed_since="origin/main").code == 1
    git(checkout, "fetch", "--quiet", "--unshallow")
    codes = {}
    for block in shown(section("Anywhere else"), "sh"):
        done = subprocess.run(
            ["bash", "-e", "-c", block], cwd=checkout, env=environment(programs, {}),
            capture_output=True, text=True, check=False,
        )  # fmt: skip
        codes[block.split("\n")[0]] = done.returncode
        assert "A0" not in done.stderr, block + done.stderr
    assert list(codes.values()) == [1, 0, 0, 1, 0], codes
    for name in ("auditor-junit.xml", "auditor.sarif", "findings.json", "summary.csv", "reports/drafts/aid.md.md"):
        assert (checkout / name).exists(), name
