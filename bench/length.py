"""How the time and the memory of an audit grow with the article: processor time a word, by shape and size.

    python bench/length.py                       every shape at 10, 50, 200 and 1,000 KB
    python bench/length.py --short               every shape, small, rules alone: shows that this still runs
    python bench/length.py --shapes names one    some shapes
    python bench/length.py --sizes 10 200        other sizes, in KB
    python bench/length.py --rules               rules alone, without the networks and the source model

Each figure is beside that of as many words in articles of the smallest size, in the same run: 1 says that time grows as
the article does. The column `bar` says whether the largest keeps to 1.2; the exit code is 0 all the same, since a
machine at work on other things measures unevenly.
"""

from __future__ import annotations

import argparse
import resource
import sys
from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import count
from time import process_time

from tabulate import tabulate

from auditor import engine
from auditor.readers.dispatch import read_text
from auditor.records.article import Article
from auditor.records.reading import USUAL_LIMITS, Reading
from auditor.records.report import Detector
from auditor.runs.packs import packs_of
from auditor.settings.settings import Settings
from auditor.toolkit import Toolkit, build_toolkit

SIZES, SMALL = (10, 50, 200, 1000), (2, 8)
BAR = 1.2
"""Times as long a word as in the smallest article that the largest may take."""
_READING = Reading(replace(USUAL_LIMITS, words=10_000_000))
"""Articles of 1,000 KB are a little more than a draft may have."""
_FIRST = ("Mara", "Joel", "Edda", "Tomas", "Ines", "Piers", "Nadia", "Ruben", "Greta", "Owen", "Lena")
_HEADS = ("Ald", "Bren", "Cor", "Dun", "Fen", "Gar", "Hol", "Kel", "Lor", "Mor", "Pell", "Quar", "Sten")
_TAILS = ("wick", "ford", "more", "by", "ham", "stead", "dale", "worth", "ing", "er", "ley", "combe", "hurst", "low")
_THINGS = ("bridge", "school", "harbour", "budget", "market", "clinic", "station", "library", "reservoir")


@dataclass(frozen=True, slots=True)
class Figure:
    """What one audit took: seconds of processor time a word, and bytes a word that memory grew by at its peak."""

    words: int
    seconds: float
    bytes: float


def main(arguments: Sequence[str] | None = None) -> int:
    """Measures and prints; the exit code is always 0."""
    told = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    told.add_argument("--short", action="store_true", help="every shape, small")
    told.add_argument("--shapes", nargs="+", choices=tuple(SHAPES), default=tuple(SHAPES), help="some shapes")
    told.add_argument("--sizes", nargs="+", type=int, metavar="KB", help="sizes in KB, the smallest first")
    told.add_argument("--rules", action="store_true", help="rules alone")
    asked = told.parse_args(arguments)
    sizes = asked.sizes or (SMALL if asked.short else SIZES)
    settings = Settings()
    detectors = (Detector.RULES,) if asked.rules or asked.short else tuple(Detector)
    toolkit = build_toolkit(packs_of(settings), settings.model, detectors=detectors)
    engine.audit(article(SHAPES["paragraphs"], SMALL[0]), toolkit)  # so that all is warm
    rows = [row(name, sizes, toolkit) for name in asked.shapes]
    heads = ("shape", *(f"{size} KB" for size in sizes), "bar", "bytes a word")
    print(tabulate(rows, heads, disable_numparse=True, colalign=("left", *("right" for _ in heads[1:]))))
    return 0


def row(name: str, sizes: Sequence[int], toolkit: Toolkit) -> tuple[str, ...]:
    """Processor time a word beside that at the smallest size, whether the last keeps to the bar, and its memory."""
    figures = list(measured(SHAPES[name], sizes, toolkit))
    least = figures[0].seconds
    grown = [figure.seconds / least for figure in figures]
    kept = "kept" if grown[-1] <= BAR else "missed"
    return name, *(f"{each:.2f}" for each in grown), kept, f"{figures[-1].bytes:,.0f}"


def measured(shape: Callable[[int], str], sizes: Sequence[int], toolkit: Toolkit) -> Iterator[Figure]:
    """A figure for each size; articles of the smallest are as many as it takes to be a fifth as long as the largest."""
    for size in sizes:
        draft = article(shape, size)
        times = max(1, min(sizes[-1] // 5, 50) // size)
        before, start = _peak(), process_time()
        for _ in range(times):
            report = engine.audit(draft, toolkit)
        words = max(1, report.article.words)
        yield Figure(words, (process_time() - start) / times / words, (_peak() - before) / words)


def article(shape: Callable[[int], str], size: int) -> Article:
    """An article of that shape, of `size` KB or one part more."""
    parts, length = [], 0
    for number in count():
        parts.append(shape(number))
        length += len(parts[-1])
        if length >= size * 1000:
            return read_text("".join(parts), "draft.md", _READING)
    raise AssertionError


def surname(number: int) -> str:
    """A made-up surname; each number has its own."""
    number, tail = divmod(number, len(_TAILS))
    rest, head = divmod(number, len(_HEADS))
    before = surname(rest - 1) if rest else ""
    return f"{before}{_HEADS[head]}{_TAILS[tail]}".capitalize()


def person(number: int) -> str:
    """A made-up full name."""
    return f"{_FIRST[number % len(_FIRST)]} {surname(number)}"


def _peak() -> int:
    """The most memory that this process has held so far, in bytes."""
    return resource.getrusage(resource.RUSAGE_SELF).ru_maxrss * (1 if sys.platform == "darwin" else 1024)


# ---------------------------------------------------------------- shapes: the text of one part, by its number


def _news(number: int) -> str:
    who, thing = person(number % 40), _THINGS[number % len(_THINGS)]
    return (
        f"{who}, who runs the {thing} in {surname(number % 60 + 100)}, said on Monday that {number + 3} people had "
        f"been hired. “We need more,” {surname(number % 40)} said. A senior official, who asked not to be named "
        f"because the talks go on, told the council that the {thing} would close. She said it was late."
    )


def _paragraphs(number: int) -> str:
    return _news(number) + "\n\n"


def _one(number: int) -> str:
    return _news(number) + " "


def _marks(number: int) -> str:
    return f"“The {_THINGS[number % len(_THINGS)]} is shut,” he said. " + ("\n\n" if number % 12 == 11 else "")


def _marks_in_one(number: int) -> str:
    return f"“The {_THINGS[number % len(_THINGS)]} is shut,” he said. "


def _open_marks(number: int) -> str:
    return f'The "{_THINGS[number % len(_THINGS)]} was “shut and nobody asked. ' + ("\n\n" if number % 5 == 4 else "")


def _names(number: int) -> str:
    thing = _THINGS[number % len(_THINGS)]
    return f"{person(number)} said the {thing} was late. {person(number + 7)} met them. \n\n"


def _pronouns(number: int) -> str:
    who = f"{person(number % 9)} came. " if number % 10 == 0 else ""
    return f"{who}She said he had told them that they were late. He said it was. " + ("\n\n" if number % 4 == 3 else "")


def _nameless(number: int) -> str:
    thing = _THINGS[number % len(_THINGS)]
    return f"An official at the {thing} said so. Two aides, who were not named, told of it. A nurse said no.\n\n"


def _accusations(number: int) -> str:
    one, other = person(number % 50), person(number % 70 + 60)
    return (
        f"{one} accused {other} of stealing £{number} from the {_THINGS[number % len(_THINGS)]}. "
        f"{surname(number % 70 + 60)} denied it and called {surname(number % 50)} a liar.\n\n"
    )


def _silent(number: int) -> str:
    return (
        f"{person(number % 90)} was accused of fraud. {surname(number % 90)} did not respond to a request for comment. "
        f"The source spoke on condition of anonymity.\n\n"
    )


def _headlines(number: int) -> str:
    return f"## {surname(number % 80)} council says {_THINGS[number % len(_THINGS)]} to close\n\n"


def _list(number: int) -> str:
    return f"- {person(number % 80)}, mayor, said {number} of the {_THINGS[number % len(_THINGS)]}s are closed\n"


def _lines(number: int) -> str:
    return f"the {_THINGS[number % len(_THINGS)]} in {surname(number % 80)} that nobody had asked about and which\n"


def _sentence(number: int) -> str:
    return f"and {surname(number % 80)} said that the {_THINGS[number % len(_THINGS)]} was late, "


def _interview(number: int) -> str:
    return (
        f"Q: Why was the {_THINGS[number % len(_THINGS)]} shut?\n\n"
        f"A: Because {person(number % 30)} told us so. I said it was too late, and they agreed.\n\n"
    )


def _asides(number: int) -> str:
    return f"The guides – {surname(number % 50)} said they were paid ({number} a day) – work late, she said. " + (
        "\n\n" if number % 3 == 2 else ""
    )


SHAPES: Mapping[str, Callable[[int], str]] = {
    "paragraphs": _paragraphs,
    "one": _one,
    "marks": _marks,
    "marks-in-one": _marks_in_one,
    "open-marks": _open_marks,
    "names": _names,
    "pronouns": _pronouns,
    "nameless": _nameless,
    "accusations": _accusations,
    "silent": _silent,
    "headlines": _headlines,
    "list": _list,
    "lines": _lines,
    "sentence": _sentence,
    "interview": _interview,
    "asides": _asides,
}
"""What articles may look like; the name is what `--shapes` takes."""


if __name__ == "__main__":
    sys.exit(main())
