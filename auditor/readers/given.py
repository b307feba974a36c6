"""Metadata that whoever has a draft audited gives beside it, in the words in which front matter tells of it."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from datetime import date

from auditor.base import plainyaml
from auditor.base.errors import At, ReadingError
from auditor.base.plainyaml import YamlError
from auditor.readers import ledger as ledgers
from auditor.readers import waivers
from auditor.readers.metadata import in_vocabulary
from auditor.records.article import Article, MetaValue
from auditor.records.ledger import Ledger

Given = Mapping[str, object]
"""Fields by name: texts, numbers, days, lists of them, and mappings of them; what is None or NaN tells nothing."""

_WHERE = "metadata"
_FIELDS = "headline, byline, outlet, date, desk, section, genre, ledger"


def with_metadata(article: Article, given: Given, name: str) -> Article:
    """`article` with the metadata that are given for it, over what it says itself; raises ReadingError A323, A330."""
    told = metadata(given, name)
    said = told.pop(waivers.FIELD, ())
    texts = (said,) if isinstance(said, str) else said
    title = told.get("title")
    return replace(
        article,
        meta={**article.meta, **told},
        title=title if isinstance(title, str) else article.title,
        waivers=(*article.waivers, *(waivers.parsed(text, where=_WHERE) for text in texts)),
        ledger=ledgers.joined(article.ledger, _ledger(given, name)),
    )


def metadata(given: Given, name: str) -> dict[str, MetaValue]:
    """The fields that hold something, in our vocabulary, without the ledger; `name` is what the draft is called.

    Raises ReadingError A323 for what metadata cannot hold.
    """
    if not isinstance(given, Mapping):
        raise _wrong(name, f"metadata are a mapping of fields, not {_sort(given)}")
    fields = {key: value for key, value in given.items() if key != ledgers.FIELD}
    return in_vocabulary(dict(_told(fields, "", name)))


def plain(given: Given, name: str) -> dict[str, object]:
    """The same metadata in plain types, whatever they were given in; raises ReadingError A323."""
    told: dict[str, object] = dict(metadata(given, name))
    ledger = given.get(ledgers.FIELD)
    return told if ledger is None else {**told, ledgers.FIELD: _plain(ledger, name)}


def _told(given: Given, above: str, name: str) -> Iterator[tuple[str, MetaValue]]:
    """Each field with its value; those of a mapping are called `author.name`."""
    for key, value in given.items():
        if not isinstance(key, str):
            raise _wrong(name, f"the name of a field is text, not {_sort(key)}")
        field = f"{above}{key}"
        if isinstance(value, Mapping):
            yield from _told(value, f"{field}.", name)
        elif isinstance(value, Sequence | set | frozenset) and not isinstance(value, str | bytes):
            items = sorted(value, key=str) if isinstance(value, set | frozenset) else value
            texts = tuple(text for each in items if (text := _text(each, field, name)))
            if texts:
                yield field, texts
        elif text := _text(value, field, name):
            yield field, text


def _text(value: object, field: str, name: str) -> str:
    """A value as text on one line; empty for what tells nothing."""
    if value is None or value != value:  # NaN, and what pandas has for no time
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, str | int | float):
        return " ".join(str(value).split())
    if isinstance(value, date):
        return value.isoformat()
    raise _wrong(name, f"the field “{field}” holds {_sort(value)}, which metadata cannot")


def _ledger(given: Given, name: str) -> Ledger | None:
    """The ledger among the metadata, checked as one in a file is."""
    held = given.get(ledgers.FIELD)
    if held is None:
        return None
    if not isinstance(held, Mapping):
        raise _wrong(name, f"`{ledgers.FIELD}` is a mapping with {' and '.join(ledgers.KEYS)}")
    try:
        node = plainyaml.parse(json.dumps(_plain(held, name), ensure_ascii=False), name)
        found = ledgers.parsed(node, _WHERE) if isinstance(node, plainyaml.Mapping) else Ledger()
    except YamlError as error:
        raise ReadingError(error.message, code="A330", at=At(name), hint=error.hint) from None
    except ReadingError as error:
        raise ReadingError(f"ledger: {error.message}", code=error.code, at=At(name), hint=error.hint) from None
    return Ledger(
        tuple(replace(each, where=_WHERE) for each in found.sources),
        tuple(replace(each, where=_WHERE) for each in found.requests),
    )


def _plain(value: object, name: str) -> object:
    """A ledger's values as JSON has them, without what tells nothing."""
    if isinstance(value, Mapping):
        return {str(key): _plain(each, name) for key, each in value.items() if each is not None}
    if isinstance(value, Sequence) and not isinstance(value, str | bytes):
        return [_plain(each, name) for each in value]
    return _text(value, ledgers.FIELD, name)


def _sort(value: object) -> str:
    """What somebody gave, by its type."""
    name = type(value).__name__
    return f"{'an' if name[0] in 'aeiouAEIOU' else 'a'} {name}"


def _wrong(name: str, message: str) -> ReadingError:
    hint = f"give text, numbers, days or lists of them; fields are such as {_FIELDS}"
    return ReadingError(message, code="A323", at=At(name), hint=hint)
