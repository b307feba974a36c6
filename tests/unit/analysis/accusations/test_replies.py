"""Whether the accused comes to word: by name, by those who speak for it, by silence; and when that is not sure."""

from __future__ import annotations

import pytest
from spacy.tokens import Doc
from spacy.vocab import Vocab

from auditor.analysis.accusations.parties import Names, Party
from auditor.analysis.accusations.replies import Answers, Hearing, Place, nearest
from auditor.base.spans import Span
from auditor.engine import audit
from auditor.language.parsed import Parsed
from auditor.readers.dispatch import read_text
from auditor.records.appraisal import Reply, ReplyKind
from auditor.records.origin import Original
from auditor.records.resolved import Resolved
from auditor.records.sourcing import NonResponse, NonResponseKind, SourceKind
from auditor.toolkit import Toolkit
from tests.case_factory import article, core_words
from tests.factories import find, source, statement

AMES = Party("Colin Ames", None, True, frozenset({"ames"}))
HALLAM = Party("Hallam Textiles", None, False, frozenset({"hallam", "textiles"}))
COUNCIL = Party("Northgate Council", None, False, frozenset({"northgate"}))
KIND = SourceKind
START = Span(0, 0)


def answer(text: str, who: str, kind: SourceKind, party: Party, cue: str = "said", described: str = "") -> list[Reply]:
    """The replies of `party` in `text`, in which `who` says something."""
    about = find(text, described) if described else None
    one = source(text, 1, kind, [find(text, who)], None, about)
    said = statement(text, 1, [text.rsplit(" ", 1)[1]], cue, who, "S1")
    return list(given(text, party, Resolved((one,), (said,))).replies)


def given(text: str, party: Party, resolved: Resolved, by: str | None = None, charge: Span = START) -> Answers:
    """What the article gives of the accused beside a charge that stands at `charge`."""
    draft = article(text)
    words = text.split()
    doc = Doc(Vocab(), words, [True] * (len(words) - 1) + [False])
    parsed = Parsed(draft, Original(text), (), doc, (), core_words())
    return Hearing(parsed, resolved).answers(Place(party, by, charge, charge))


@pytest.mark.parametrize(
    ("text", "who", "kind", "party", "sure"),
    [
        (
            "A spokeswoman for Hallam said no.",
            "A spokeswoman for Hallam",
            KIND.UNNAMED_SPOKESPERSON,
            HALLAM,
            True,
        ),
        ("A lawyer for Mr. Ames said no.", "A lawyer for Mr. Ames", KIND.NAMED_PERSON, AMES, True),
        ("The council said no.", "The council", KIND.NAMED_ORGANIZATION, COUNCIL, True),
        ("A spokeswoman said no.", "A spokeswoman", KIND.UNNAMED_SPOKESPERSON, HALLAM, False),
    ],
)
def test_those_who_speak_for_the_accused(text: str, who: str, kind: SourceKind, party: Party, sure: bool) -> None:
    assert answer(text, who, kind, party) == [Reply(ReplyKind.STATEMENT, find(text, "said"), sure, "S1")]


@pytest.mark.parametrize(
    ("text", "who", "kind"),
    [
        ("Critics of Mr. Ames said no.", "Critics of Mr. Ames", KIND.UNNAMED_GROUP),
        ("Ida Brandt said no.", "Ida Brandt", KIND.NAMED_PERSON),
        ("A friend of Mr. Ames said no.", "A friend of Mr. Ames", KIND.NAMED_PERSON),
    ],
)
def test_those_who_do_not(text: str, who: str, kind: SourceKind) -> None:
    assert answer(text, who, kind, AMES) == []


def test_a_denial_is_told_apart() -> None:
    text = "Colin Ames denied it."
    party = Party("Colin Ames", "S1", True, frozenset({"ames"}))
    assert answer(text, "Colin Ames", KIND.NAMED_PERSON, party, "denied") == [
        Reply(ReplyKind.DENIAL, find(text, "denied"), True, "S1")
    ]


def test_described_as_the_lawyer_of_somebody_is_perhaps_of_the_accused() -> None:
    text = "Ida Brandt, her lawyer, said no."
    assert answer(text, "Ida Brandt", KIND.NAMED_PERSON, AMES, described="her lawyer") == [
        Reply(ReplyKind.STATEMENT, find(text, "said"), False, "S1")
    ]


@pytest.mark.parametrize(
    ("text", "party", "sure"),
    [
        ("Mr. Ames did not respond.", "Mr. Ames", True),
        ("He did not respond.", "He", False),
        ("Ms. Brandt did not respond.", "Ms. Brandt", None),
    ],
)
def test_a_silence_is_an_answer_of_whoever_keeps_it(text: str, party: str, sure: bool | None) -> None:
    silence = NonResponse(find(text, "did not respond"), NonResponseKind.NO_RESPONSE, find(text, party))
    found = given(text, AMES, Resolved(non_responses=(silence,))).replies
    expected = () if sure is None else (Reply(ReplyKind.NO_RESPONSE, find(text, "did not respond"), sure),)
    assert found == expected


def test_a_silence_about_somebody_is_kept_by_whoever_is_silent() -> None:
    text = "Police would not confirm whether Mr. Ames was there."
    silence = NonResponse(find(text, text), NonResponseKind.DECLINED, find(text, "Police"))
    assert given(text, AMES, Resolved(non_responses=(silence,))).replies == ()


def test_a_body_is_told_by_its_last_word_too() -> None:
    text = "The council did not respond."
    silence = NonResponse(find(text, "did not respond"), NonResponseKind.NO_RESPONSE, find(text, "The council"))
    (found,) = given(text, COUNCIL, Resolved(non_responses=(silence,))).replies
    assert found.sure


def test_what_the_accuser_says_is_no_answer() -> None:
    text = "Colin Ames said no."
    ames = source(text, 1, KIND.NAMED_PERSON, [find(text, "Colin Ames")], 1)
    said = statement(text, 1, ["no"], "said", "Colin Ames", "S1")
    assert given(text, AMES, Resolved((ames,), (said,)), "S1") == Answers((), ())


def test_what_stands_far_and_takes_nothing_up_is_no_answer() -> None:
    far = ("It rained.",) * 6
    text = "\n".join(("They blamed Colin Ames.", *far, "Colin Ames said no.", "Colin Ames denied the charges."))
    ames = source(text, 1, KIND.NAMED_PERSON, [find(text, "Colin Ames")], 1)
    said = statement(text, 1, ["no"], "said", "Colin Ames", "S1")
    denied = statement(text, 2, ["the charges"], "denied", "Colin Ames", "S1")
    party = Party("Colin Ames", "S1", True, frozenset({"ames"}))
    found = given(text, party, Resolved((ames,), (said, denied)), charge=find(text, "They blamed Colin Ames"))
    assert found.replies == (Reply(ReplyKind.DENIAL, find(text, "denied"), True, "S1"),)
    assert found.speaks == (find(text, "said"),)


def test_a_sure_answer_goes_before_a_near_one() -> None:
    near, far = Reply(ReplyKind.STATEMENT, Span(10, 12), False), Reply(ReplyKind.DENIAL, Span(90, 95), True)
    assert nearest((near, far), Span(0, 5)) == far
    assert nearest((near,), Span(0, 5)) == near
    assert nearest((), Span(0, 5)) is None


@pytest.mark.parametrize(
    ("label", "person", "names"),
    [
        ("Ms. Ida Brandt", True, {"brandt"}),
        ("Tom Rudge Jr.", True, {"rudge"}),
        ("Northgate Council", False, {"northgate"}),
        ("Ferry Street Association", False, {"ferry", "street"}),
    ],
)
def test_the_words_that_tell_a_party(label: str, person: bool, names: set[str]) -> None:
    names_of = Names.of(Doc(Vocab()), core_words())
    assert names_of.telling(label, person) == names


@pytest.mark.model
@pytest.mark.parametrize(
    ("text", "party", "replies"),
    [
        (
            "Colin Ames was arrested on charges of theft in May. The quay was closed. He pleaded not guilty in June.",
            "Colin Ames",
            [(ReplyKind.DENIAL, "pleaded not guilty")],
        ),
        (
            "Dora Finch accused Colin Ames of theft. Ames has not commented on the accusation.",
            "Colin Ames",
            [(ReplyKind.NO_RESPONSE, "has not commented")],
        ),
        (
            "Prosecutors charged Colin Ames and Lena Marsh with theft. Marsh pleaded guilty in June.",
            "Colin Ames",
            [],
        ),
        (
            "Dora Finch accused Colin Ames of theft. His lawyer, Paula Dray, said the money had been a gift.",
            "Colin Ames",
            [(ReplyKind.STATEMENT, "said")],
        ),
        (
            "Dora Finch accused Russia of sinking the ferry. Moscow denied any involvement in it.",
            "Russia",
            [(ReplyKind.DENIAL, "denied")],
        ),
    ],
)
def test_acts_and_voices_that_answer(
    text: str, party: str, replies: list[tuple[ReplyKind, str]], toolkit: Toolkit
) -> None:
    report = audit(read_text(text, "draft.txt"), toolkit)
    [found] = [one for one in report.accusations if one.party_label == party][:1]
    told = [(each.kind, each.span.of(text)) for each in found.replies if each.sure]
    assert [kind for kind, _ in told] == [kind for kind, _ in replies]
    assert all(words.startswith(given) for (_, words), (_, given) in zip(told, replies, strict=True))


@pytest.mark.model
@pytest.mark.parametrize(
    ("silence", "sure"),
    [
        ("His neighbour hasn't returned calls from the Courier.", []),
        ("Ames's wife would not comment.", []),
        ("A spokeswoman for the police would not elaborate on the case.", []),
        ("A police spokeswoman would not elaborate on the case.", []),
        ("A company spokeswoman would not comment.", [False]),
        ("She has not commented.", [False]),
        ("The company has not commented.", [False]),
        ("His lawyer would not comment.", [True]),
        ("Ames's lawyer would not comment.", [True]),
        ("A spokeswoman for the company would not elaborate on the case.", [False]),
    ],
)
def test_who_is_silent_for_the_accused_and_who_is_not(silence: str, sure: list[bool], toolkit: Toolkit) -> None:
    text = f"Dora Finch accused Colin Ames of fraud. {silence}"
    (found,) = audit(read_text(text, "draft.txt"), toolkit).accusations
    assert [reply.sure for reply in found.replies] == sure


@pytest.mark.model
@pytest.mark.parametrize(
    ("later", "sure"),
    [
        ("“I never saw the ledger,” Ames said in May.", [False]),
        ("Ames said that he had not been at the quay.", [False]),
        ("Ames said that the quay would open in May.", []),
    ],
)
def test_who_later_begins_by_saying_that_something_is_not_so_may_answer(
    later: str, sure: list[bool], toolkit: Toolkit
) -> None:
    text = f"Dora Finch accused Colin Ames of fraud.\n\nThe ferry was late.\n\n{later}"
    found = audit(read_text(text, "draft.txt"), toolkit).accusations[0]
    assert [reply.sure for reply in found.replies] == sure


@pytest.mark.model
def test_what_the_accused_said_before_the_charge_is_no_answer_to_it(toolkit: Toolkit) -> None:
    text = "Colin Ames said that he had not been at the quay.\n\nDora Finch accused Ames of fraud."
    (found,) = audit(read_text(text, "draft.txt"), toolkit).accusations
    assert not found.replies
