"""From a file, standard input or a string to an `Article`: the one table of formats."""

from __future__ import annotations

import os
import stat
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from importlib import import_module
from pathlib import Path, PurePath
from typing import Any

from auditor.base.errors import At, ReadingError
from auditor.readers import ledger, waivers
from auditor.readers.draft import Draft
from auditor.readers.items import Item, Opening
from auditor.readers.json import parse
from auditor.readers.metadata import in_vocabulary
from auditor.readers.sniff import COLLECTIONS, Form, is_other_xml, looks_like_json, sniff
from auditor.readers.text.blocks import INVISIBLE
from auditor.readers.text.encoding import encode
from auditor.readers.text.hidden import hidden_characters
from auditor.readers.text.markdown import read_markdown
from auditor.readers.text.plain import read_plain
from auditor.records.article import Article
from auditor.records.reading import USUAL, Reading

Reader = Callable[[Draft], Article]
ItemsReader = Callable[[Draft], Sequence[Item]]
HolderReader = Callable[[Draft, Opening], Sequence[Item]]

SUFFIXES: Mapping[str, Form] = {
    ".txt": Form.PLAIN,
    ".md": Form.MARKDOWN,
    ".markdown": Form.MARKDOWN,
    ".mdx": Form.MARKDOWN,
    ".html": Form.WEBPAGE,
    ".htm": Form.WEBPAGE,
    ".xhtml": Form.WEBPAGE,
    ".mhtml": Form.WEBPAGE,
    ".mht": Form.WEBPAGE,
    ".eml": Form.MAIL,
    ".csv": Form.TABLE,
    ".tsv": Form.TABLE,
    ".jsonl": Form.LINES,
    ".ndjson": Form.LINES,
    ".zip": Form.ARCHIVE,
}
"""The format that a suffix tells, where what is in a file does not."""

UNREAD = frozenset({".json", ".parquet", ".xlsx", ".ods"})
"""Suffixes of what is no article of prose whatever is in it, where nothing that is read was found in it."""

_TEXTS: Mapping[Form, Reader] = {Form.PLAIN: read_plain, Form.MARKDOWN: read_markdown}
_DOCUMENTS: Mapping[Form, tuple[str, str]] = {
    Form.WORD: ("documents.word", "read_word"),
    Form.OPENDOCUMENT: ("documents.opendocument", "read_opendocument"),
    Form.RICHTEXT: ("documents.richtext", "read_richtext"),
    Form.PRINTED: ("documents.printed", "read_printed"),
    Form.WEBPAGE: ("web.webpage", "read_webpage"),
}
"""Module and function of what reads a document, which is one article: imported when the first of its format comes."""

_HOLDERS: Mapping[Form, tuple[str, str]] = {
    Form.NINJS: ("wire.ninjs", "read_ninjs"),
    Form.NEWSML_G2: ("wire.newsml_g2", "read_newsml_g2"),
    Form.NEWSML: ("wire.newsml", "read_newsml"),
    Form.NITF: ("wire.nitf", "read_nitf"),
    Form.ANPA: ("wire.anpa", "read_anpa"),
    Form.IPTC7901: ("wire.iptc7901", "read_iptc7901"),
    Form.ARC: ("cms.arc", "read_arc"),
    Form.WORDPRESS: ("cms.wordpress", "read_export"),
    Form.WORDPRESS_POSTS: ("cms.wordpress", "read_posts"),
    Form.SCHEMA_ORG: ("cms.schemaorg", "read_schema_org"),
}
"""The same of formats that may hold several articles."""

_ENCLOSING: Mapping[Form, tuple[str, str]] = {Form.MAIL: ("documents.mail", "read_mail")}
"""The same of formats that may hold files of any format; their readers are given what reads those."""

_DEEPEST = 4
"""Files that lie in one another at most: a message with a document, passed on as an attachment, is two deep."""


def read(path: str | Path, reading: Reading = USUAL) -> Article:
    """The one article in the file at `path`; raises ReadingError (A302 to A322) with what to do about it.

    `Article.path` is `path` as it was given, with forward slashes.
    """
    name = PurePath(path).as_posix()
    return read_bytes(file_bytes(Path(path), name, reading), name, reading)


def read_bytes(data: bytes, name: str, reading: Reading = USUAL) -> Article:
    """The one article in `data`, read as a file called `name` would be; raises ReadingError."""
    if not data:
        raise _empty(name)
    return _article(Draft(name, data, reading=reading))


def read_text(text: str, name: str, reading: Reading = USUAL) -> Article:
    """The article in `text`, read as a file called `name` would be; raises ReadingError (A305 to A308).

    Like a file it may have at most `reading.limits.words` bytes, in UTF-8. Lone surrogates in `name` are written out as
    escapes.
    """
    name = name.encode("utf-8", "backslashreplace").decode()
    most = reading.limits.words
    size = len(text) if len(text) > most else len(data := encode(text, name))
    if size > most:
        raise _too_large(name, size, most)
    return _article(Draft(name, data, text, reading))


def largest(reading: Reading) -> int:
    """The bytes to which a file is read whose format is not known yet."""
    return max(reading.limits.words, reading.limits.file)


def form_of(draft: Draft) -> Form:
    """The format of a draft, by what is in it and then by its name.

    Raises ReadingError A318 or A319 for what is no article and nothing that is read here, A307 for a file of no known
    format in another, A311 for damaged JSON, and what `sniff` raises.
    """
    suffix = PurePath(draft.name).suffix.lower()
    form = sniff(draft.data, At(draft.name), draft.reading.limits)
    if form is None and suffix in UNREAD:
        if suffix == ".json" and looks_like_json(draft.data):
            parse(draft.data, At(draft.name), draft.reading.limits.depth)  # which says where it is damaged
        raise _records(draft.name)
    if form is None and is_other_xml(draft.data):
        raise _other_xml(draft.name)
    if form is None and draft.inside and suffix not in SUFFIXES:
        raise _unknown(draft.name)
    if form is Form.RECORDS and SUFFIXES.get(suffix) in _TEXTS:
        return SUFFIXES[suffix]  # front matter of JSON, and nothing below it
    return form or SUFFIXES.get(suffix, Form.PLAIN)


def holds_several(form: Form) -> bool:
    """Whether a file of this format may hold several articles, and is no table."""
    return form in _HOLDERS or form in _ENCLOSING


def items(draft: Draft, form: Form) -> tuple[Item, ...]:
    """The articles in a draft of a format that may hold several; empty for all other formats.

    Raises ReadingError A311 if there is none, and whatever its reader raises.
    """
    if form in _ENCLOSING:
        enclosing: HolderReader = _imported(_ENCLOSING[form])
        found = tuple(enclosing(draft, _enclosed))
    elif form in _HOLDERS:
        reader: ItemsReader = _imported(_HOLDERS[form])
        found = tuple(reader(draft))
    else:
        return ()
    if not found:
        hint = "open it in the program that wrote it and save it anew"
        raise ReadingError("there is no article in it", code="A311", at=At(draft.name), hint=hint)
    return found


def finished(article: Article, reading: Reading) -> Article:
    """The article that a reader made, its metadata in our vocabulary, with a note of its hidden characters.

    Raises ReadingError A305 or A306.
    """
    if (size := len(article.text.encode())) > reading.limits.words and article.origin.parts:
        raise _too_large(article.path, size, reading.limits.words)
    if not article.text.strip(INVISIBLE):
        raise _empty(article.path)
    article = ledger.noticed(waivers.noticed(article))
    return replace(article, meta=in_vocabulary(article.meta), notes=(*article.notes, *hidden_characters(article)))


def file_bytes(path: Path, name: str, reading: Reading) -> bytes:
    """The file's bytes, read only once its sort and size have been checked; raises ReadingError."""
    at = At(name)
    try:
        status = path.stat()
        if stat.S_ISDIR(status.st_mode):
            raise ReadingError("this is a folder, not a draft", code="A304", at=at, hint="name the drafts in it")
        if not stat.S_ISREG(status.st_mode):
            raise ReadingError("this is no ordinary file", code="A304", at=at, hint="copy its text into a .txt file")
        if status.st_size > largest(reading):
            raise _too_large(name, status.st_size, largest(reading), "max_file_bytes")
        return path.read_bytes()
    except FileNotFoundError as error:
        hint = "check the spelling, and the folder that you are in"
        raise ReadingError("there is no such file or folder", code="A302", at=at, hint=hint) from error
    except PermissionError as error:
        hint = "give yourself the right to read it, or copy it"
        raise ReadingError("you may not read this file", code="A303", at=at, hint=hint) from error
    except OSError as error:
        reason = os.strerror(error.errno).lower() if error.errno else str(error)
        raise ReadingError(f"cannot be read: {reason}", code="A301", at=at, hint="copy it to another place") from error


def _article(draft: Draft) -> Article:
    found = _articles(draft)
    if len(found) > 1:
        raise _several(draft.name, f"{len(found)} articles", f"{draft.name}#{found[0].key}")
    return finished(found[0].article, draft.reading)


def _articles(draft: Draft) -> Sequence[Item]:
    """The articles in a draft that is no table of them, as their reader made them."""
    form = form_of(draft)
    if form in COLLECTIONS:
        raise _several(draft.name, "many articles", f"{draft.name}#1")
    if holds_several(form):
        return items(draft, form)
    if form in _TEXTS and len(draft.data) > draft.reading.limits.words:
        raise _too_large(draft.name, len(draft.data), draft.reading.limits.words)
    reader: Reader = _TEXTS[form] if form in _TEXTS else _imported(_DOCUMENTS[form])
    return (Item("1", reader(draft)),)


def _enclosed(draft: Draft) -> Sequence[Item]:
    """The articles in a file that lies in another, read as they would be beside it."""
    if draft.inside > _DEEPEST:
        hint = "save it from the file that holds it, and audit it alone"
        raise ReadingError("it lies in too many files, one in the other", code="A312", at=At(draft.name), hint=hint)
    if not draft.data:
        raise _empty(draft.name)
    return [replace(each, article=finished(each.article, draft.reading)) for each in _articles(draft)]


def _imported(where: tuple[str, str]) -> Any:
    module, function = where
    return getattr(import_module(f"auditor.readers.{module}"), function)


def _too_large(name: str, size: int, limit: int, setting: str = "max_bytes") -> ReadingError:
    return ReadingError(
        f"{size / 1e6:.1f} MB is more than the limit of {limit / 1e6:.1f} MB for one draft",
        code="A306",
        at=At(name),
        hint=f"split it into articles, or raise the limit with the setting {setting} (AUDITOR_{setting.upper()})",
    )


def _several(name: str, what: str, example: str) -> ReadingError:
    hint = f"have all of them audited by `auditor check` or `report`, or name one: {example}"
    return ReadingError(f"there are {what} in it", code="A321", at=At(name), hint=hint)


def _records(name: str) -> ReadingError:
    hint = "export it as CSV, or write each record's article into a file of its own, and name the folder"
    return ReadingError("this is a table or a file of records that is not read", code="A318", at=At(name), hint=hint)


def _other_xml(name: str) -> ReadingError:
    hint = "export it as Word, HTML or text, or copy the article's words into a .txt or .md file"
    return ReadingError("this is XML of a kind that is not read", code="A319", at=At(name), hint=hint)


def _unknown(name: str) -> ReadingError:
    hint = "save it as Word, HTML or text"
    return ReadingError("this is of a format that is not read", code="A307", at=At(name), hint=hint)


def _empty(name: str) -> ReadingError:
    return ReadingError("there are no words in it", code="A305", at=At(name), hint="write the draft, or leave it out")
