"""Matches of attribution and hedge rules as candidates for statements: one for each cue."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from itertools import takewhile

from spacy.tokens import Doc, Token

from auditor.analysis.statements import contents, speakers
from auditor.analysis.statements.readers import received
from auditor.base.spans import Span, hull
from auditor.language import quotations as quoting
from auditor.language import syntax
from auditor.language.function_words import NEGATIVES
from auditor.language.parsed import Parsed
from auditor.language.quotations import Quotation
from auditor.language.words import Words
from auditor.records.rules import FoundBy, RuleKind
from auditor.records.scales import Confidence
from auditor.records.sourcing import Evidence, Match


@dataclass(slots=True)
class Candidate:
    """A cue with what syntax gives it; built up by the stages here, then frozen as a `Statement`."""

    head: Token
    cue: Span
    source: Span | None
    content: list[Span]
    evidence: list[Evidence]
    confidence: Confidence
    hedge: bool = False
    needs_quotation: bool = False
    can_quote: bool = False
    """Whether one of its rules finds cues of quotations."""
    quotations: list[Span] = field(default_factory=list)


_UNVOICED = ("mind", "stance", "topic", "act")
"""The tags of verbs that voice nothing by themselves."""
_BEFORE_NOUN = frozenset({"DET", "ADJ", "NOUN", "PROPN", "PRON"})
_DEFINITE = frozenset({"the", "this", "that", "these", "those", "its", "his", "her", "their", "our"})


def collect(parsed: Parsed) -> list[Candidate]:
    """Candidates in order of their cues, without those whose saying is denied, hypothetical or still to come."""
    doc, quotations, words = parsed.doc, parsed.quotations, parsed.words
    by_head: dict[int, list[Match]] = {}
    for match in parsed.matches:
        cue = match.role("cue")
        if match.kind in (RuleKind.ATTRIBUTION, RuleKind.HEDGE) and cue is not None:
            by_head.setdefault(contents.head_of(doc, cue).i, []).append(match)
    heads = frozenset(by_head)
    found = []
    for index in sorted(by_head):
        head = doc[index]
        group = by_head[index]
        if not _is_realised(head, words, group, quotations) or _is_said(head, words, by_head):
            continue
        candidate = _candidate(head, group, heads, words)
        if candidate is None:
            continue
        if candidate.source is None and not candidate.hedge and not speakers.is_passive(head):
            _fall_back(candidate, quotations)
        found.append(candidate)
    return found


def _is_said(hedge: Token, words: Words, by_head: Mapping[int, Sequence[Match]]) -> bool:
    """Whether a hedge stands with an active verb of saying, which names who says it (*reportedly told a friend*)."""
    verb = hedge.head
    if hedge.pos_ != "ADV" or speakers.is_passive(verb) or not words.has("cues", verb.lemma_.lower(), "clausal"):
        return False
    return any(m.kind is RuleKind.ATTRIBUTION and m.yields is None for m in by_head.get(verb.i, ()))


def _fall_back(candidate: Candidate, quotations: Sequence[Quotation]) -> None:
    """Makes the subject of the sentence the source, with low confidence, where the parser gives the cue none."""
    if candidate.head.pos_ not in ("VERB", "AUX") and candidate.head.text != ":":
        return
    speaker = speakers.of_sentence(candidate.head, lambda at: quoting.inside(quotations, at) is not None)
    if speaker is None:
        return
    candidate.source = syntax.without_case(candidate.head.doc, syntax.noun_phrase(speaker.head))
    candidate.confidence = Confidence.LOW
    candidate.evidence.append(Evidence("syntax/subject-of-the-sentence", candidate.source, "speaker", FoundBy.SYNTAX))


def _is_realised(head: Token, words: Words, group: Sequence[Match], quotations: Sequence[Quotation]) -> bool:
    """Whether something was in fact said (event factuality): no denial, no mere intention, no order to say it."""
    if head.pos_ not in ("VERB", "AUX") or group[0].kind is RuleKind.HEDGE:
        return True
    if head.i and head.nbor(-1).text == "-":  # a so-called expert
        return False
    children = list(head.children)
    if _denies(head):
        return False
    modals = [c for c in children if c.tag_ == "MD"]
    if modals and not _has_quotation(head, group, quotations):
        return False
    to = any(c.tag_ == "TO" for c in children)
    if to or (head.tag_ == "VB" and head.dep_ in ("xcomp", "ccomp")):
        return _is_carried(head, words)
    if head.tag_ == "VB" and not modals and head.dep_ == "ROOT" and not any(c.dep_ == "nsubj" for c in children):
        return False
    if _is_asked(head, words):
        return False
    if head.dep_ == "advcl" and any(c.dep_ == "mark" and c.lower_ in ("if", "unless", "whether") for c in children):
        return False
    return not any(
        c.dep_ == "nsubj" and c.tag_ in ("WP", "WDT") and head.dep_ not in ("relcl", "acl") for c in children
    )


def _is_asked(head: Token, words: Words) -> bool:
    """Whether the participle tells what somebody was asked: *Asked who paid, the treasurer said …*."""
    bare = not any(c.dep_ in ("nsubj", "aux", "auxpass") for c in head.children)
    first = all(t.is_punct or t.tag_ == "WRB" for t in head.doc[head.left_edge.i : head.i])
    asks = words.has("channels", head.lemma_.lower(), "asking") and head.tag_ in ("VBN", "VBD")
    return asks and bare and first and head.dep_ == "advcl"


def is_denied(parsed: Parsed, cue: Span) -> bool:
    """Whether the words of `cue`, or what its clause says of it, deny that it was said."""
    words = list(syntax.between(parsed.doc, cue.start, cue.end))
    if any(t.dep_ == "neg" or t.lower_ == "never" for t in words):
        return True
    head = contents.head_of(parsed.doc, cue) if words else None
    return head is not None and (_denies(head) or _is_unmoved(head, parsed.words))


def _is_unmoved(head: Token, words: Words) -> bool:
    """Whether `head` is what somebody might be brought to say, and was not: *may lead members to rebuke him*."""
    verb = head.tag_ == "VB" and head.dep_ in ("xcomp", "ccomp", "advcl")
    governed = verb and words.has("cues", head.head.lemma_.lower(), "causative")
    return governed and not words.has("cues", head.head.lemma_.lower(), "carrier") and _moved(head, words) is None


def voices_nothing(parsed: Parsed, cue: Span) -> bool:
    """Whether the verb of `cue` is one that passes nothing on by itself (*backed*, *feared*, *discussed*)."""
    words = list(syntax.between(parsed.doc, cue.start, cue.end))
    verbs = [t for t in words if t.pos_ == "VERB"]
    if any(t.pos_ == "NOUN" and parsed.words.has("cues", t.lemma_.lower(), "noun") for t in words):
        return False  # issued a warning
    if verbs and speakers.is_passive(verbs[-1]) and parsed.words.has("unvoiced", verbs[-1].lemma_.lower(), "delivered"):
        return any(c.dep_ in ("prep", "dative") and c.lower_ == "to" for c in verbs[-1].children)
    return bool(verbs) and parsed.words.has("unvoiced", verbs[-1].lemma_.lower(), *_UNVOICED)


def names_nobody(parsed: Parsed, cue: Span, source: Span | None) -> bool:
    """Whether what is put like a source is none: *according to size*, *experience shows*, *my gut says*."""
    by_measure = cue.of(parsed.text).lower().endswith(("according to", "as per"))
    if by_measure and source is None:
        after = takewhile(lambda t: t.pos_ in _BEFORE_NOUN, syntax.between(parsed.doc, cue.end + 1, len(parsed.text)))
        source = hull(found) if (found := [syntax.token_span(t) for t in after]) else None
    words = [t for t in syntax.between(parsed.doc, source.start, source.end) if not t.is_space] if source else []
    if source is None or not words:
        return False
    noun = contents.head_of(parsed.doc, source).lower_
    bare = words[0].lower_ not in _DEFINITE
    if by_measure and parsed.words.has("unvoiced", noun, "measure", "course"):
        return bare or parsed.words.has("unvoiced", noun, "measure")
    own = not any(t.pos_ == "PROPN" or (t.pos_ == "DET" and t.tag_ != "PRP$") for t in words[:-1])
    return own and parsed.words.has("unvoiced", noun, "faculty")


def is_gesture(parsed: Parsed, cue: Span) -> bool:
    """Whether all that `cue` tells is a sound or a movement (*sighed*, *nodded*)."""
    verbs = [t for t in syntax.between(parsed.doc, cue.start, cue.end) if t.pos_ == "VERB"]
    return bool(verbs) and all(parsed.words.has("cues", t.lemma_.lower(), "gesture") for t in verbs)


def is_outlet(parsed: Parsed, source: Span) -> bool:
    """Whether words for a speaker name an outlet, as far as the word lists tell: *media reports*."""
    words = source.of(parsed.text).lower().removeprefix("the ")
    named = parsed.words.has("media", words, "outlet", "reporting")
    return named or (
        source.of(parsed.text).split()[-1][:1].isupper() and parsed.words.has("media", words.split()[-1], "word")
    )


def _denies(head: Token) -> bool:
    """Whether the cue is negated (*did not say*), or nobody is its subject (*no one said*)."""
    for child in head.children:
        apart = any(t.is_punct for t in head.doc[child.i + 1 : head.i])  # “Never,” said Quill
        if child.i < head.i and not apart and (child.dep_ == "neg" or child.lower_ == "never"):
            return True
        words = {child.lower_, *(c.lower_ for c in child.children if c.dep_ == "det")}
        if child.dep_ == "nsubj" and words & NEGATIVES and speakers.closing_mark(child, head) is None:
            return True
    return False


def _has_quotation(head: Token, group: Sequence[Match], quotations: Sequence[Quotation]) -> bool:
    """Whether a cue that can carry a quotation has one in its sentence."""
    sentence = Span(head.sent.start_char, head.sent.end_char)
    return any(m.yields == "quotation" for m in group) and any(True for _ in quoting.overlapping(quotations, sentence))


def _is_carried(head: Token, words: Words) -> bool:
    """Whether an infinitive hangs on a verb that says it was done (*went on to say*, *led members to rebuke him*)."""
    governor = head.head
    if head.dep_ not in ("xcomp", "advcl", "ccomp", "conj"):
        return False
    tags = words.tags("cues", governor.lemma_.lower())
    return _moved(head, words) is not None or ("carrier" in tags and "unrealised" not in tags)


def _moved(head: Token, words: Words) -> Token | None:
    """Who is told to have been brought to say what `head` says: *led members to rebuke him*."""
    governor = head.head
    if not words.has("cues", governor.lemma_.lower(), "causative") or governor.tag_ == "VB" or _denies(governor):
        return None
    if any(c.tag_ == "MD" for c in governor.children):
        return None
    named = (*(c for c in governor.children if c.dep_ == "dobj"), *(c for c in head.children if c.dep_ == "nsubj"))
    passive = (c for c in governor.children if c.dep_ == "nsubjpass" and c.tag_ not in ("WP", "WDT"))
    return next((c for c in named if governor.i < c.i < head.i), next(passive, None))


def _same_breath(participle: Token) -> Token:
    """The infinitive that a participle goes on from: *led members to rebuke him, condemning the remark*."""
    if participle.tag_ != "VBG" or participle.dep_ != "advcl":
        return participle
    before = (c for c in participle.head.children if c.tag_ == "VB" and c.i < participle.i)
    return participle.head if participle.head.tag_ == "VB" else next(before, participle)


def _fullest(group: Sequence[Match]) -> Match:
    """The match with the longest content; the first if none has any."""
    return max(group, key=lambda m: (m.role("content") is not None, len(m.role("content") or Span(0, 0))))


def _candidate(head: Token, group: Sequence[Match], heads: frozenset[int], words: Words) -> Candidate | None:
    best = _fullest(group)
    cue = max((m.role("cue") or m.span for m in group if m is best or m.role("content") is None), key=len)
    hedges = [m for m in group if m.kind is RuleKind.HEDGE]
    hedge = bool(hedges) and (len(hedges) == len(group) or (speakers.is_passive(head) and best.role("source") is None))
    if hedge and _agent_of(head) is not None:  # told by whom
        return _candidate(head, rest, heads, words) if (rest := [m for m in group if m not in hedges]) else None
    if hedge:
        group, best = hedges, _fullest(hedges)
    evidence = [Evidence.of_match(m, m.role("cue") or m.span, "cue") for m in _by_rule(group)]
    bound = next((s for m in group if (s := m.role("source")) is not None), None)
    speaker = None if bound is not None or hedge else _speaker(head, group, heads, words)
    source = bound if bound is not None else (syntax.noun_phrase(speaker.head) if speaker else None)
    if source is not None:
        source = _before(cue, syntax.without_case(head.doc, source), head.doc)
    if speaker is not None and source is not None:
        step = f"syntax/{speaker.step.replace(' ', '-')}"
        evidence.append(Evidence(step, source, "speaker", FoundBy.SYNTAX))
    if source is not None and cue.contains(source):  # accused by the board of …
        cue = syntax.verb_group(head)
    content = contents.of_match(head, best, source, cue, heads)
    needs = all(_is_bare(m) for m in group)
    if needs and source is not None and words.has("cues", head.lemma_.lower(), "clausal"):
        content = contents.sentence_before(head, source) or contents.relative(head, source)
        needs = not content
    if speakers.is_passive(head) and speaker is None and bound is None and not hedge:
        return None
    can_quote = any(m.yields == "quotation" for m in group)
    return Candidate(head, cue, source, content, evidence, best.confidence, hedge, needs, can_quote)


def _before(cue: Span, source: Span, doc: Doc) -> Span:
    """`source` without a clause of its own that begins with the cue (*people protesting against the plan*)."""
    if not (source.start < cue.start < source.end):
        return source
    first, last = syntax.token_at(doc, source.start), syntax.token_at(doc, cue.start)
    if first is None or last is None:
        return source
    return syntax.tokens_span(doc, first.i, last.i)


def _is_bare(match: Match) -> bool:
    return match.yields == "quotation" or (match.role("content") is None and match.role("source") is None)


def _by_rule(group: Iterable[Match]) -> list[Match]:
    return list({m.rule_id: m for m in group}.values())


def _speaker(head: Token, group: Sequence[Match], heads: frozenset[int], words: Words) -> speakers.Speaker | None:
    if head.pos_ == "NOUN":
        return speakers.of_noun(head)
    infinitive = _same_breath(head)
    moved = _moved(infinitive, words) if infinitive.tag_ == "VB" else None
    if moved is not None:
        return speakers.Speaker(moved, "object that the infinitive goes with")
    document = received(head, words)
    if document is not None:
        return speakers.Speaker(document, "noun that the participle describes")
    outer = speakers.outer_cue(head, heads)
    if outer is not None:
        return speakers.of_verb(outer)
    return speakers.of_verb(head, quoted=any(m.yields == "quotation" for m in group))


def _agent_of(head: Token) -> speakers.Speaker | None:
    return speakers.of_verb(head) if speakers.is_passive(head) else None
