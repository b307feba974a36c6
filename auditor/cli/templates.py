"""What `auditor rules new` writes: files of a pack that pass their own examples, with comments that teach."""

from __future__ import annotations

CARD = """\
name: {name}
version: "0.1.0"
description: What this desk wants beyond the packs that ship.
language: en
licence: Apache-2.0
"""

_RULE = """\
# What it finds: attribution, descriptor, grant, non_response, hedge, exclusion, accusation, wording.
kind: wording
# The simplest engine that can do it: regex, phrase, token or dependency.
engine: regex
# One line for people; {{wording}} stands for the words that were found.
message: "A worn phrase: {{wording}}"
why: Say in a sentence or two why an editor should care.
# Whose rule it is: a handbook, a decision of the desk.
references: [Our desk]
# The tag by which a policy asks for these words (kind wording only): for_each: wording, where: {{tag: {name}}}.
# Without such a policy nothing is said of them.
yields: {name}
patterns:
  - '\\b(?P<wording>at the end of the day)\\b'
# Begin here: two sentences that must be found, their words marked, and two that look alike and must not.
examples:
  match:
    - 'It is a matter of money [[wording: at the end of the day]], she said.'
    - '[[wording: At the end of the day]] nothing was decided.'
  no_match:
    - 'The shop closes at the end of the week.'
    - 'By the end of the day nothing was decided.'
"""

_POLICY = """\
# What it judges, each in turn: article, footing (headline or lead), source, statement, grant, non_response,
# quotation, accusation, relayed, wording, waiver or ledger.
for_each: source
# Which of them: every condition must hold. docs/rules.md lists the facts of each.
where:
  kind: anonymous
# What must hold (require), or must not all hold (forbid).
forbid:
  quoted_directly: true
# error, warning or info; confidence: high, medium or low.
severity: warning
# What is wrong, in one sentence; {{label}} stands for a fact of the subject.
message: "“{{label}}” is quoted directly and not named."
# What would put it right, in words that never ask to expose a source.
mend: Say it in your own words.
why: Say in a sentence or two why readers are better served.
# Whose rule it is: a handbook, a decision of the desk.
references: [Our desk]
# caution: What to mind before acting on it.
examples:
  match:
    - '"The roof will not last the winter," a senior official said on Monday.'
    - '"Nobody asked us," said one nurse, who asked not to be named.'
  no_match:
    - 'The roof will not last the winter, a senior official said on Monday.'
    - '"The roof will not last the winter," said Ana Ruiz, the mayor, on Monday.'
"""

_LEXICON = """\
# Words that belong together; rules of this pack name them as {{{{{name}#speech}}}} in a regular expression, and
# as {{LEXICON: "{name}#speech"}} in a token pattern.
why: Say in a sentence what these words have in common.
words:
  # A tag, and its words: in lower case, verbs and nouns in their plain form where token patterns look for lemmas.
  speech: [said, told, added]
"""

_QUESTION = """\
# A question that only people can answer; a report asks it of every draft in which something meets `where`.
ask: Has a lawyer read it?
why: Say in a sentence why somebody must ask this.
# What must be there for the question to be asked, as in a policy.
for_each: accusation
where:
  kind: accusation
references: [Our desk]
"""


def of(folder: str | None) -> str:
    """The template of what lies in such a folder of a pack, of a policy if it is in none; `{name}` is to be filled."""
    if folder is None:
        return _POLICY
    return {"lexicons": _LEXICON, "questions": _QUESTION}.get(folder, _RULE)
