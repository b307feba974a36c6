"""The ledger of a draft as people write it: in front matter under `ledger`, or in a file beside the draft.

It names editors by initials and sources not at all: what looks like a name is refused.
"""

from __future__ import annotations

import re
from dataclasses import replace
from functools import partial

from auditor.base import plainyaml
from auditor.base.errors import ReadingError
from auditor.base.names import full_names
from auditor.base.plainyaml import Mapping, YamlError
from auditor.readers import keyed
from auditor.records.article import Article, BlockRole
from auditor.records.ledger import Ledger, LedgerSource, Request

FIELD = "ledger"
KEYS = ("sources", "requests")
SOURCE_KEYS = ("label", "people", "editor", "approved_by", "corroborated", "ground_rules", "reason")
REQUEST_KEYS = ("party", "channel", "sent", "deadline", "answered")

_TIME = re.compile(r"\d{4}-\d\d-\d\d(?:[T ]\d\d:\d\d(?::\d\d)?)?")
_INITIALS = re.compile(r"[A-Z]{1,5}|[A-Z]\.(?: ?[A-Z]\.){0,4}")
_YES, _NO = ("yes", "true"), ("no", "false", "")
_HAS = re.compile(rf"^{FIELD}:", re.MULTILINE)


def parsed(node: Mapping, name: str) -> Ledger:
    """The ledger in `node`, which stands in the file or field called `name`; raises ReadingError A330."""
    keyed.mapping(node, KEYS)
    told: list[ReadingError] = []
    sources = keyed.entries(node, "sources", SOURCE_KEYS, partial(_source, name=name), told)
    requests = keyed.entries(node, "requests", REQUEST_KEYS, partial(_request, name=name), told)
    keyed.refuse(told)
    return Ledger(sources, requests)


def joined(one: Ledger | None, other: Ledger | None) -> Ledger | None:
    """The entries of both."""
    if one is None or other is None:
        return one or other
    return Ledger(one.sources + other.sources, one.requests + other.requests)


def noticed(article: Article) -> Article:
    """`article` with the ledger of its front matter, if it has one there; raises ReadingError A330."""
    block = next((block for block in article.blocks if block.role is BlockRole.META), None)
    text = block.span.of(article.text).strip() if block is not None and not article.origin.parts else ""
    if not text.startswith("---") or not _HAS.search(text):
        return article
    try:
        node = plainyaml.parse(text.removeprefix("---").removesuffix("---"), article.path)
    except YamlError as error:
        raise keyed.wrong(error.message, error.at, error.hint) from None
    ledger = node.get(FIELD) if isinstance(node, Mapping) else None
    if not isinstance(ledger, Mapping):
        raise keyed.wrong(f"`{FIELD}` is a mapping with {' and '.join(KEYS)}", node.at)
    meta = {key: value for key, value in article.meta.items() if key.split(".")[0] != FIELD}
    return replace(article, meta=meta, ledger=parsed(ledger, "front matter"))


def _source(entry: Mapping, name: str) -> LedgerSource:
    label = keyed.text(entry, "label")
    if not label:
        raise keyed.wrong("a source of the ledger has a `label`: the words of the draft for it", entry.at)
    return LedgerSource(
        label=label,
        people=_number(entry, "people"),
        editor=_initials(entry, "editor"),
        approved_by=_initials(entry, "approved_by"),
        corroborated=tuple(_nameless(each, entry, "corroborated") for each in keyed.texts(entry, "corroborated")),
        ground_rules=_nameless(keyed.text(entry, "ground_rules"), entry, "ground_rules"),
        reason=_nameless(keyed.text(entry, "reason"), entry, "reason"),
        where=f"{name}:{entry.at.line}",
    )


def _request(entry: Mapping, name: str) -> Request:
    party = keyed.text(entry, "party")
    if not party:
        raise keyed.wrong("a request of the ledger has a `party`: who was asked", entry.at)
    answered = keyed.text(entry, "answered").lower()
    if answered not in (*_YES, *_NO):
        raise keyed.wrong(f"`answered` is yes or no, not '{answered}'", keyed.place(entry, "answered"))
    times = {key: keyed.text(entry, key) for key in ("sent", "deadline")}
    for key, value in times.items():
        if value and not _TIME.fullmatch(value):
            hint = "Write it as in 2026-12-31 or 2026-12-31T18:00."
            raise keyed.wrong(f"`{key}` is no time: '{value}'", keyed.place(entry, key), hint)
    return Request(
        party=party,
        channel=keyed.text(entry, "channel"),
        sent=times["sent"],
        deadline=times["deadline"],
        is_answered=answered in _YES,
        where=f"{name}:{entry.at.line}",
    )


def _number(entry: Mapping, key: str) -> int | None:
    value = keyed.text(entry, key)
    if not value:
        return None
    if not value.isdecimal() or not 0 < int(value) < 10_000:
        raise keyed.wrong(f"`{key}` is a number of people, not '{value}'", keyed.place(entry, key))
    return int(value)


def _initials(entry: Mapping, key: str) -> str:
    """The initials at `key`: a ledger names editors by them, and sources not at all."""
    value = keyed.text(entry, key)
    if value and not _INITIALS.fullmatch(value):
        raise keyed.wrong(
            f"`{key}` holds initials, such as KL", keyed.place(entry, key), "A ledger holds nobody's name."
        )
    return value


def _nameless(value: str, entry: Mapping, key: str) -> str:
    if found := full_names(value):
        hint = "A ledger never says who a source is: take the name out."
        raise keyed.wrong(f"'{found[0]} …' looks like a name", keyed.place(entry, key), hint)
    return " ".join(value.split())
