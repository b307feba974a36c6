"""The closed classes of English, in lower case: words that grammar alone gives, and no newsroom would change.

After Quirk, Greenbaum, Leech and Svartvik, *A Comprehensive Grammar of the English Language* (1985), chapters 3, 5
and 6. What a newsroom might want to add a word to is a lexicon under rules/ instead.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping

GENDERED: Mapping[str, str] = {
    **dict.fromkeys(("he", "him", "his", "himself"), "male"),
    **dict.fromkeys(("she", "her", "hers", "herself"), "female"),
}
HE_OR_SHE = frozenset(GENDERED)
IT = frozenset({"it", "its", "itself"})
THEY = frozenset({"they", "them", "their", "theirs", "themselves"})
FIRST_PERSON = frozenset({"i", "me", "my", "we", "us", "our", "ourselves"})
"""Pronouns by which an article, outside quotations, speaks of its own outlet."""
SECOND_PERSON = frozenset({"you", "your", "yours", "yourself", "yourselves"})

OBJECTS = frozenset({"him", "her", "them", "himself", "herself", "themselves"})
"""Pronouns of the third person that can be the object of a verb."""
REFLEXIVES = frozenset({"himself", "herself", "itself", "themselves"})
RELATIVES = frozenset({"who", "whom", "whose", "which", "that"})
DEMONSTRATIVES = frozenset({"this", "that", "these", "those"})

ARTICLES = frozenset({"a", "an", "the"})
DEFINITE = frozenset({"the", *DEMONSTRATIVES})
INDEFINITE = frozenset({"a", "an", "one", "some", "any", "no", "every", "each", "another"})
POSSESSIVES = frozenset({"his", "her", "its", "their"})

NEGATIVES = frozenset({"no", "nobody", "none", "neither"})
INSTEAD = frozenset({"without", "than"})
"""Before a verb in -ing: what was not done, *without blaming*, *rather than blaming*."""
RELAYING = frozenset({"according", "as"})
"""First words of *according to* and *as per*, of which the clause that they stand in is the content."""
OF_ONE = frozenset({"has", "is", "was", "does"})
"""Auxiliaries that agree with one person or thing."""
MODALS = frozenset({"would", "could", "might", "may", "should", "can", "will", "must"})
AND = frozenset({"and", "&"})
JOINERS = (("as", "well", "as"), ("together", "with"), ("along", "with"), ("plus",))
"""Words that do the work of *and* between two whole phrases, never inside a name."""
GENITIVE = frozenset({"'s", "’s"})


def any_of(words: Iterable[str]) -> str:
    """The source of a regular expression for any of `words`, in an order that does not vary."""
    return f"(?:{'|'.join(map(re.escape, sorted(words)))})"
