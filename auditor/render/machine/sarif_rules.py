"""What SARIF is told of the rules in force, and how it is told words and files."""

from __future__ import annotations

import re
from collections.abc import Mapping

from auditor.base.printable import one_line
from auditor.records.report import RuleCard, RunResult
from auditor.records.scales import Severity
from auditor.render import markup
from auditor.render.machine.spots import reference

LEVELS: Mapping[Severity, str] = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.INFO: "note"}

_LINK = re.compile(r"\](?=\()")
_PLACEHOLDER = re.compile(r"\{[^{}]*\}")
_ADDRESS = re.compile(r"""https?://[^\s<>"\\^`{|}]*[^\s<>"\\^`{|}.,;:)]""")

Data = dict[str, object]


def in_force(result: RunResult) -> tuple[RuleCard, ...]:
    """A card for each rule in force, then one made of its first finding for each of which nothing more is known."""
    cards = {card.id: card for card in result.cards}
    for report in result.reports:
        for finding in report.findings:
            if finding.policy not in cards:
                cards[finding.policy] = RuleCard(
                    finding.policy,
                    finding.policy.rpartition("/")[2].replace("-", " "),
                    finding.severity,
                    confidence=finding.confidence,
                    caution=finding.caution,
                    standard=finding.standard,
                )
    return tuple(cards.values())


def descriptor(card: RuleCard) -> Data:
    """A rule's metadata: what it objects to, why, what mends it, and what to keep in mind."""
    known: Data = {"confidence": card.confidence.value, "precision": card.confidence.value, "tags": ["sourcing"]}
    if card.standard:
        known["standard"] = one_line(card.standard)
    if card.references:
        known["references"] = [one_line(each) for each in card.references]
    address = next((found[0] for each in card.references if (found := _ADDRESS.search(each))), None)
    return {
        "id": card.id,
        "shortDescription": {"text": _short(card)},
        "fullDescription": {"text": _doubled(one_line(card.why))},
        "help": {"text": _help(card), "markdown": _help_in_markdown(card)},
        **({"helpUri": address} if address else {}),
        "defaultConfiguration": {"level": LEVELS[card.severity]},
        "properties": known,
    }


def plain(words: str) -> str:
    """Words of others as a message: on one line, no link and no placeholder in it (SARIF 2.1.0, 3.11.5 and 3.11.6)."""
    return _doubled(_LINK.sub("] ", one_line(words)))


def at(file: str, number: int | None = None) -> Data:
    """A file, relative to the folder of the run where its name is, with its number among the artifacts."""
    uri = reference(file)
    below = {} if uri.startswith(("file:", "../")) else {"uriBaseId": "%SRCROOT%"}
    return {"uri": uri, **below, **({} if number is None else {"index": number})}


def _doubled(words: str) -> str:
    return words.replace("{", "{{").replace("}", "}}")


def _short(card: RuleCard) -> str:
    """What the rule objects to, an ellipsis standing for what differs from finding to finding."""
    return one_line(_PLACEHOLDER.sub("…", card.message)) or one_line(card.why)


def _parts(card: RuleCard) -> list[tuple[str, str]]:
    told = [("", card.why), ("What mends it", _PLACEHOLDER.sub("…", card.mend))]
    told += [("Caution", card.caution), ("Standard", card.standard), ("Read in", "; ".join(card.references))]
    return [(name, one_line(words)) for name, words in told if words]


def _help(card: RuleCard) -> str:
    return _doubled("\n\n".join(f"{name}: {words}" if name else words for name, words in _parts(card)))


def _help_in_markdown(card: RuleCard) -> str:
    shown = [(name, markup.escape(words)) for name, words in _parts(card)]
    return _doubled("\n\n".join(f"**{name}:** {words}" if name else words for name, words in shown))
