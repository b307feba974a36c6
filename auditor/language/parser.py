"""The language model: loaded once a process, checked, and run over one article.

The parse keeps offsets: a `Doc` has the length of the article's text and every `token.idx` is an offset into it.
Blocks that are never read are blanked; a headline in title case is lower-cased where the article shows that a word is
no name, since the parser was trained on running text (truecasing: Lita et al., ACL 2003).
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import replace
from itertools import pairwise
from pathlib import Path

from spacy.language import Language
from spacy.tokens import Doc

from auditor.base.errors import ModelError
from auditor.base.spans import Span
from auditor.language import casing, pipeline
from auditor.language.pipes import arithmetic, dispatch, loading, sentences
from auditor.language.quotations import Quotation
from auditor.records.article import SILENT_ROLES, Article, BlockRole

DATELINE = re.compile(
    r"(?:[A-Z][A-Z.'’]+(?:[ -][A-Z][A-Z.'’]+)*(?:, (?:[A-Z\d][\w.]* ?){1,3}){0,2}(?: ?\([^)\n]{2,30}\))?"
    r"|[A-Z]\w+(?:[ ,]+[A-Z][\w.]+){0,4} \([^)\n]{2,30}\)) ?(?:—|–|--?) "
)
"""*ASHBY, Maine (Wire) —* at the start of a paragraph: known by its typography."""
_LONGEST_WORD = 500
"""Code points without white space; longer addresses of web pages are cut."""
_ENDLESS = re.compile(rf"\S{{{_LONGEST_WORD},}}")
_STOPS = frozenset(".!?")
_LONGEST_SENTENCE = 400
"""Tokens without a stop; the longest sentence of the annotated articles has a hundred."""
_LONGEST_PARSE = 6000
"""Tokens; a long read of a magazine has as many."""
_LONGEST_STRETCH = 1500
"""Tokens, with stops among them, in which the parser is left to find where sentences begin."""
_APOSTROPHE = re.compile(r"(?<=\w)’(?=\w)")
"""The parser was trained on straight ones."""


def load(name: str = pipeline.DEFAULT_MODEL, verified: Callable[[], Path] | None = None) -> Language:
    """The installed spaCy pipeline `name`; raises ModelError if it is missing or its files were changed.

    Only what an installed distribution of that name brought is loaded, from its folder of data: the package itself is
    never imported, nothing in the working folder can stand in for it, and it can bring components of its own only as
    entry points of spaCy. Its files are those that `verified` gives, where they are being checked already.
    """
    folder = pipeline.verified(name) if verified is None else verified()
    try:
        nlp = loading.load(pipeline.data_folder(folder), spare=name in pipeline.PINNED)
    except Exception as error:  # whatever may be wrong with somebody else's files
        raise pipeline.is_no_pipeline(name) from error
    missing = {"tagger", "parser", "lemmatizer", "ner"} - set(nlp.pipe_names)
    if missing:
        raise ModelError(
            f"the language model {name!r} has no {', '.join(sorted(missing))}",
            code="A403",
            hint="name a pipeline with a tagger, a parser, a lemmatizer and an entity recogniser",
        )
    return nlp


def labels(nlp: Language) -> dict[str, frozenset[str]]:
    """The labels that token and dependency patterns may name, by attribute."""
    # the universal parts of speech (universaldependencies.org), and two of spaCy
    universal = "ADJ ADP ADV AUX CCONJ CONJ DET INTJ NOUN NUM PART PRON PROPN PUNCT SCONJ SYM VERB X SPACE"
    return {
        "POS": frozenset(universal.split()),
        "TAG": frozenset(nlp.get_pipe("tagger").labels) | {"_SP"},  # type: ignore[attr-defined]
        "DEP": frozenset(nlp.get_pipe("parser").labels) | {"ROOT", "dep"},  # type: ignore[attr-defined]
        "ENT_TYPE": frozenset(nlp.get_pipe("ner").labels) | {""},  # type: ignore[attr-defined]
    }


def parse(article: Article, nlp: Language, quotations: Sequence[Quotation] = (), text: str | None = None) -> Doc:
    """The parsed article; block starts are sentence starts, and no sentence starts at a closing mark.

    `text` is what `prepared` makes of the article, where it is known already.

    One of more than `_LONGEST_PARSE` tokens is parsed in pieces, since the memory that a parse takes grows with its
    length; the first and last words of a piece are read without those beyond it.
    """
    plain = _APOSTROPHE.sub("'", prepared(article) if text is None else text)
    doc = _tokenized(plain, nlp)
    starts = _sentence_starts(doc, article, quotations)
    _cut_endless(doc, starts)
    sentences.begin(doc, starts)
    with arithmetic.one_thread():
        pieces = [dispatch.annotate(piece, nlp) for piece in _pieces(doc)]
    return pieces[0] if len(pieces) == 1 else Doc.from_docs(pieces, ensure_whitespace=False)


def _tokenized(text: str, nlp: Language) -> Doc:
    """The tokens of `text`; words longer than `_LONGEST_WORD` are cut, since their time grows with length squared."""
    ends = [
        at for word in _ENDLESS.finditer(text) for at in range(word.start() + _LONGEST_WORD, word.end(), _LONGEST_WORD)
    ]
    pieces = [text[start:end] for start, end in pairwise([0, *ends, len(text)])]
    docs = [nlp.tokenizer(piece) for piece in pieces]  # make_doc refuses more than a million characters
    return docs[0] if len(docs) == 1 else Doc.from_docs(docs, ensure_whitespace=False)


def _pieces(doc: Doc) -> Iterator[Doc]:
    """`doc` cut where sentences must begin, into pieces of `_LONGEST_PARSE` tokens or more, but for the last."""
    start = 0
    for token in doc:
        if token.is_sent_start and token.i - start >= _LONGEST_PARSE:
            yield doc[start : token.i].as_doc()
            start = token.i
    yield doc if not start else doc[start:].as_doc()


def blanked(article: Article, spans: Iterable[Span]) -> Article:
    """`article` with blanks where `spans` are."""
    chars = list(article.text)
    for span in spans:
        _blank(chars, span)
    return replace(article, text="".join(chars))


def _blank(chars: list[str], span: Span) -> None:
    for i in range(span.start, span.end):
        if not chars[i].isspace():
            chars[i] = " "


def prepared(article: Article) -> str:
    """What is read, of the article's length: markup, datelines and silent blocks blank, headlines truecased."""
    chars = list(article.text.replace("\u00a0", " "))  # the tokenizer takes a no-break space for a token
    for block in article.blocks:
        if block.role in SILENT_ROLES:
            _blank(chars, block.span)
        elif block.role is not BlockRole.HEADLINE:
            dateline = DATELINE.match(article.text, block.span.start, block.span.end)
            if dateline is not None:
                _blank(chars, Span(*dateline.span()))
    for mark in article.marks:
        _blank(chars, mark)
    casing.lower(article, chars)
    return "".join(chars)


def _sentence_starts(doc: Doc, article: Article, quotations: Sequence[Quotation]) -> list[bool | None]:
    """For each token whether a sentence begins with it; None where the parser is to find out."""
    starts = sorted((b.span.start for b in article.blocks if b.role not in SILENT_ROLES), reverse=True)
    closings = {q.inner.end for q in quotations if q.closed}
    found: list[bool | None] = [token.is_sent_start for token in doc]
    before = ""
    after_closing = begins = False
    for number, token in enumerate(doc):
        while starts and starts[-1] <= token.idx:
            starts.pop()
            begins = True
        if begins and not token.is_space:  # a block may begin with a dateline, which is blank
            found[number] = True
            begins = False
        elif token.idx in closings:
            found[number] = False
            after_closing = True
            before = article.text[token.idx - 1]
            continue
        elif after_closing and number and (before == "," or token.text[:1].islower()):
            found[number] = False
        after_closing = False
    return found


def _cut_endless(doc: Doc, starts: list[bool | None]) -> None:
    """Begins a sentence in `starts` where the parser might otherwise find one longer than anybody writes.

    The time of parsing, and of whatever looks through a sentence, grows with the square of its length.
    """
    since_start = since_stop = 0
    for number, token in enumerate(doc):
        since_start, since_stop = since_start + 1, since_stop + 1
        if starts[number]:
            since_start = since_stop = 0
        elif starts[number] is None and (
            since_stop > _LONGEST_SENTENCE or (since_start > _LONGEST_STRETCH and since_stop == 1)
        ):
            starts[number] = True
            since_start = since_stop = 0
        if token.text in _STOPS:
            since_stop = 0
