"""Markdown: which lines are what, and which characters are markup."""

from __future__ import annotations

import itertools
import re
import time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from auditor.language.plain import plainly
from auditor.readers.dispatch import read_text
from auditor.records.article import Article, BlockRole


def article(text: str) -> Article:
    return read_text(text, "draft.md")


def blocks(text: str) -> list[tuple[str, str]]:
    read = article(text)
    return [(b.role.value, b.span.of(text)) for b in read.blocks]


def unmarked(text: str) -> str:
    chars = list(text)
    for mark in article(text).marks:
        chars[mark.start : mark.end] = "·" * len(mark)
    return "".join(chars)


def test_headings_and_their_levels() -> None:
    read = article("# Mayor *resigns* #\n\n## Reaction\n\nTitle\n=====\n\n#hashtag is a word\n")
    found = [(b.role.value, b.level, b.span.of(read.text)) for b in read.blocks if b.role.value != "code"]
    assert found == [
        ("headline", 1, "Mayor *resigns*"),
        ("headline", 2, "Reaction"),
        ("headline", 1, "Title"),
        ("para", 0, "#hashtag is a word"),
    ]


def test_a_draft_that_opens_with_a_lower_heading_means_its_headline() -> None:
    read = article("---\ndesk: metro\n---\n## Mayor resigns\n\n## Reaction\n")
    assert [b.level for b in read.blocks if b.role.value == "headline"] == [1, 2]


def test_lists_quotes_and_rows() -> None:
    text = (
        "- one\n  more of it\n- two\n\n1. first\n2) second\n\n"
        "> “I will\n> not go,” he said.\n>\n> He left.\n\n"
        "| who | what |\n|---|---|\n| Ann | no |\n"
    )
    assert blocks(text) == [
        ("list", "one\n  more of it"),
        ("list", "two"),
        ("list", "first"),
        ("list", "second"),
        ("quote", "“I will\n> not go,” he said."),
        ("quote", "He left."),
        ("table", "who | what"),
        ("code", "|---|---|"),
        ("table", "Ann | no"),
    ]


def test_a_year_at_the_start_of_a_line_is_no_list() -> None:
    assert blocks("He was mayor until\n2016. Then he left.") == [("para", "He was mayor until\n2016. Then he left.")]


def test_what_is_not_read() -> None:
    text = (
        "```\n“No,” he said.\n```\nWords.\n\n~~~~ text\n~~~\nstill code\n~~~~\n\n"
        "<!-- “No,”\nhe said. --> After it.\n\n"
        "![alt](a.png)\n[1]: http://courier.example\n<div class='a'></div>\n\n***\n"
    )
    assert [(role, words) for role, words in blocks(text) if role != "code"] == [
        ("para", "Words."),
        ("para", "After it."),
    ]
    assert "he said" not in "".join(words for role, words in blocks(text) if role != "code")


def test_an_unclosed_fence_or_comment_silences_its_own_line_only() -> None:
    for mark in ("```", "<!-- to do"):
        read = article(f"One.\n\n{mark}\n\n“No,” Ann said.\n")
        assert [b.span.of(read.text) for b in read.blocks if b.role.value == "para"] == [
            "One.",
            "“No,” Ann said.",
        ]
        assert [n.message for n in read.notes] == [
            "code or a comment begins here and is never closed; the rest was read"
        ]


def test_marks_are_the_markup_and_nothing_else() -> None:
    text = (
        "# The *plan*\n\n- “**No**,” said [Ann Poe](http://courier.example/a_b_c), 5 * 3 * 2.\n\n"
        "> _Ann_ wrote\n> snake_case_word and `code` \\* marked *\n\n"
        "See<sup>1</sup> ~~this~~ ***all***[^2].\n"
    )
    assert unmarked(text) == (
        "··The ·plan·\n\n··“··No··,” said ·Ann Poe" + "·" * 31 + ", 5 * 3 * 2.\n\n"
        "···Ann· wrote\n··snake_case_word and ·code· ·* marked *\n\nSee·····1······ ··this·· ···all·······.\n"
    )


@pytest.mark.parametrize("line", ["```a\n", "~~~~ b\n", "<!-- c\n", "|-", "- [ ", "* * x", "> > >", "<a <a "])
def test_no_text_takes_long(line: str) -> None:
    began = time.process_time()
    article("Words.\n\n" + line * (300_000 // len(line)))
    assert time.process_time() - began < 20


def test_hundreds_of_stray_stars_are_quick() -> None:
    article("*a _b [c `d <e \\" * 20_000)


@given(st.text(alphabet="ab*_#>-`~<!|[]()\n 1.=\\", max_size=120))
def test_blocks_are_in_order_apart_and_within_the_text(text: str) -> None:
    read = read_text("x\n\n" + text, "a.md")
    spans = [b.span for b in read.blocks]
    assert [b.id for b in read.blocks] == list(range(len(spans)))
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(0 <= s.start < s.end <= len(read.text) for s in spans)
    assert all(m.end <= len(read.text) for m in read.marks)
    covered = {i for s in spans for i in range(s.start, s.end)}
    assert all(i in covered for i, c in enumerate(read.text) if c in "ab")


@given(st.text(alphabet="# \ta\\"))
def test_a_heading_ends_before_its_closing_hashes(line: str) -> None:
    plain = re.fullmatch(r" {0,3}(#{1,6})[ \t]+(.*?)[ \t]*#*[ \t]*", line[:20])
    found = [b for b in article(f"{line[:20]}\n\nHe left.").blocks if b.role is BlockRole.HEADLINE]
    words = plain[2] if plain else ""
    assert [b.span.of(line) for b in found] == ([words] if words else [])


@pytest.mark.parametrize(
    "line",
    ["# a" + " " * 50_000 + "b", "# a" + "#" * 50_000 + "b", " " * 50_000 + "x", "--|--" + " " * 50_000 + "x"],
    ids=["spaces in a heading", "hashes in a heading", "an indent", "the rule of a table"],
)
def test_no_line_takes_longer_than_its_length(line: str) -> None:
    started = time.process_time()
    article(line)
    assert time.process_time() - started < 2


def test_footnotes_and_words_after_a_label_are_read() -> None:
    text = "It fell.[^1]\n\n[^1]: The board knew.\n\n[Note]: The board met twice.\n\n[x]: http://x.example 'Title'\n"
    assert [words for role, words in blocks(text) if role == "para"] == [
        "It fell.[^1]",
        "[^1]: The board knew.",
        "[Note]: The board met twice.",
    ]


def test_entities_are_told_with_what_they_stand_for() -> None:
    read = article("Tea &amp; cake &ldquo;&#8217;&bogus; \\&amp;\n\n```\n&amp;\n```\n")
    assert [(span.of(read.text), char) for span, char in read.entities] == [
        ("&amp;", "&"),
        ("&ldquo;", "“"),
        ("&#8217;", "’"),
    ]


# ---------------------------------------------------------------- what generators of websites and editors add


def read_words(text: str) -> list[tuple[str, str]]:
    """Role and words of each block that is read, as they are read: without marks."""
    plain = plainly(article(text))[0]
    return [
        (b.role.value, b.span.of(plain.text)) for b in plain.blocks if b.role not in {BlockRole.CODE, BlockRole.META}
    ]


SHORTCODES = """\
{{< figure src="quay.jpg" alt="no words" caption="The quay on *Friday*, the port said." >}}

The quay {{< ref "quay.md" >}}is old, two aides said.

{{% notice warning %}}
The port did not respond.
{{% /notice %}}

{{< highlight go >}}
“No,” said the program.

Not read.
{{< /highlight >}}

{{/* a comment
of two lines */}}
{{< figure
  src="b.jpg"
  caption="The port at night."
>}}
Last words.
"""


def test_shortcodes_are_no_words_but_their_captions_and_what_stands_between_a_pair() -> None:
    assert read_words(SHORTCODES) == [
        ("caption", "The quay on Friday, the port said."),
        ("para", "The quay is old, two aides said."),
        ("para", "The port did not respond."),
        ("caption", "The port at night."),
        ("para", "Last words."),
    ]
    assert [(note.code, note.message) for note in article(SHORTCODES).notes] == [
        (
            "shortcodes",
            "7 tags of the site's templates were left out, such as {{< figure >}}, {{< ref >}}, {{% notice %}}",
        )
    ]


def test_one_shortcode_is_told_as_one() -> None:
    [note] = article("He left.\n\n{{< ad >}}\n").notes
    assert note.message == "1 tag of the site's templates was left out, such as {{< ad >}}"


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("{% include figure.html caption='The quay.' %}\nHe left.", [("caption", "The quay."), ("para", "He left.")]),
        ("{{ page.title }} is old. He left.", [("para", "is old. He left.")]),
        ("{% raw %}He left.{% endraw %}", [("para", "He left.")]),
        ("{% comment %}\nNot\n\nread.\n{% endcomment %} He left.", [("para", "He left.")]),
        ("He left. {% comment %}\nNot\n\nread.\n{% endcomment %} She stayed.",
         [("para", "He left."), ("para", "She stayed.")]),
        ("{%- if page.live -%}\nHe left.\n{%- endif -%}", [("para", "He left.")]),
        ("- {{< x >}} one\n- two", [("list", "one"), ("list", "two")]),
        ("He {{ never closed.\n\nShe stayed.", [("para", "He {{ never closed."), ("para", "She stayed.")]),
        ("He {{< never closed.", [("para", "He {{< never closed.")]),
        ("Half {of} it, 5 {% of it.", [("para", "Half {of} it, 5 {% of it.")]),
        ("import Chart from './chart.js'\n\nexport const year = {\n  a: 1,\n}\n\nHe left.", [("para", "He left.")]),
        ("import duties rose, he said.", [("para", "import duties rose, he said.")]),
        ("export default rates rose, he said.", [("para", "export default rates rose, he said.")]),
        ("<Callout type=\"note\" show={() => a > b}>\n\nHe left.\n\n</Callout>", [("para", "He left.")]),
        ("<Callout>He <Bold size={2}>left</Bold>.</Callout>", [("para", "He left.")]),
        ("<Figure\n  src='a.png'\n  caption=\"The quay.\"\n/>\nHe left.",
         [("caption", "The quay."), ("para", "He left.")]),
        ("{/* a note\n\nof two */}\nHe left.", [("para", "He left.")]),
        ("Ann <ann@x.example> left.", [("para", "Ann  left.")]),
        ("```\n{{< x >}}\n```\nHe left.", [("para", "He left.")]),
    ],
)  # fmt: skip
def test_tags_of_templates_and_components(text: str, words: list[tuple[str, str]]) -> None:
    assert read_words(text) == words


def test_tags_in_code_are_not_counted() -> None:
    assert article("He left.\n\n```\n{{< x >}}\n```\n").notes == ()


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("He met [[Ann Poe]] at [[Hexton#Quay|the quay]], see [[Port#Fees]].", "He met Ann Poe at the quay, see Port."),
        ("![[quay.png|300]] He left. %%to do: call%%", "He left."),
        ("The ==old== quay ^a1-b2", "The old quay"),
        ("He left.{: .lead #top} She [stayed]{.small}.", "He left. She stayed."),
        ('He left{#x .y key=val k="a b"}.', "He left."),
        ("It fell.^[The board knew.] He left [@poe2024, p. 3].", "It fell.The board knew. He left ."),
        ("{a} set {b, c}, 5 {6} and {7.}", "{a} set {b, c}, 5 {6} and {7.}"),
        ("One line\\\nand another \\[x\\] \\& more.", "One line\nand another [x] & more."),
    ],
)
def test_links_attributes_and_notes_of_other_dialects(text: str, words: str) -> None:
    assert read_words(text) == [("para", words)]


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("# Mayor resigns {#top .x}\n{: .lead}\n\nHe left.", [("headline", "Mayor resigns"), ("para", "He left.")]),
        ("> [!warning] The port\n> It is shut.", [("quote", "The port\nIt is shut.")]),
        ("!!! note \"The port\"\n    It is shut.", [("headline", "The port"), ("para", "It is shut.")]),
        ("??? note\n    It is shut.", [("para", "It is shut.")]),
        ("!!! What a day, he said.", [("para", "!!! What a day, he said.")]),
        (":::tip The port\n\nIt is shut.\n\n:::", [("headline", "The port"), ("para", "It is shut.")]),
        ("::: {.box}\nIt is shut.\n:::", [("para", "It is shut.")]),
        ("Berth\n: where a boat lies\n: or a bed\n",
         [("list", "Berth"), ("list", "where a boat lies"), ("list", "or a bed")]),
        ("[TOC]\n\nHe left.", [("para", "He left.")]),
        ("<!--more-->\n\nHe left.<!-- more --> She stayed.", [("para", "He left. She stayed.")]),
        ("who | what\n--- | :-:\nAnn | no \\| yes\nBo | 3\n\nHe left.",
         [("table", "who  what"), ("table", "Ann  no | yes"), ("table", "Bo  3"), ("para", "He left.")]),
        ("| who\n|---\n| Ann\nHe left.", [("table", "who"), ("table", "Ann"), ("para", "He left.")]),
        ("He said a | b.\n\nShe left.", [("para", "He said a | b."), ("para", "She left.")]),
    ],
)  # fmt: skip
def test_blocks_of_other_dialects(text: str, words: list[tuple[str, str]]) -> None:
    assert read_words(text) == words


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("![no words](a.png \"none\")\n*The quay on\nFriday.*\n\nHe left.",
         [("caption", "The quay on\nFriday."), ("para", "He left.")]),
        ("![no words](a.png){width=50%}\n\n_The quay._\n\nHe left.", [("caption", "The quay."), ("para", "He left.")]),
        ("![[quay.png]]\n*The quay.*", [("caption", "The quay.")]),
        ("[![a](a.png)](http://x.example) *The quay.*", [("caption", "The quay.")]),
        ("<figure><img src='a.png'>\n<figcaption>The quay.</figcaption></figure>\nHe left.",
         [("caption", "The quay."), ("para", "He left.")]),
        ("![a](a.png)\n\nHe *left* at *once*.\n\n*She stayed.*",
         [("para", "He left at once."), ("para", "She stayed.")]),
        ("![a](a.png)\n**He left.**", [("para", "He left.")]),
        ("The ![a](a.png) quay.", [("para", "The  quay.")]),
    ],
)  # fmt: skip
def test_a_line_in_italics_below_a_picture_is_its_caption(text: str, words: list[tuple[str, str]]) -> None:
    assert read_words(text) == words


@pytest.mark.parametrize(
    "piece",
    ["{{< a ", "{% a ", "{{ a", "{/* ", "<Aa b=", "<Aa {", "{a=b.c#d ", "{.a", "[[a|", "%%a", "^[a", "[-@", "![[",
     "a | b\n", "{% comment %}", "import {a, ", ": a\n", "::: a", "!!! a \"", "![a](b) ", "==a "],
)  # fmt: skip
def test_markup_of_templates_that_is_never_closed_takes_no_time(piece: str) -> None:
    began = time.process_time()
    article("Words.\n\n" + piece * (100_000 // len(piece)))
    assert time.process_time() - began < 20


@given(st.text(alphabet="ab{}<>%[]|!:.# \n'\"=AaC/*^@", max_size=80))
def test_words_of_templates_lie_in_blocks_apart(text: str) -> None:
    read = read_text("x\n\n" + text, "a.md")
    spans = [b.span for b in read.blocks]
    assert all(a.end <= b.start for a, b in itertools.pairwise(spans))
    assert all(0 <= s.start < s.end <= len(read.text) for s in [*spans, *read.marks])
    plainly(read)
