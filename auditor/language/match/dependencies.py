"""Tokens in the grammar of a sentence: nodes that hang on one another, walked over the trees of an article.

The relations are those of spaCy's DependencyMatcher.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from spacy.attrs import HEAD  # type: ignore[import-not-found]
from spacy.tokens import Doc

from auditor.language.match.elements import Element, Places, Tokens
from auditor.language.match.meter import Meter


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a pattern, and how it hangs on an earlier one; the first hangs on none."""

    element: Element
    left: int = 0
    relation: str = ""


class Trees:
    """The heads and children of all tokens, and the sentence around each: the stretch of text its tree covers."""

    def __init__(self, doc: Doc) -> None:
        offsets: list[int] = doc.to_array(HEAD).astype("int64").tolist()  # each from the token itself
        self.heads = [token + offset for token, offset in enumerate(offsets)]
        self.children: list[list[int]] = [[] for _ in self.heads]
        for token, head in enumerate(self.heads):
            if token != head:
                self.children[head].append(token)
        self.roots = self._roots()
        self.ends: dict[int, tuple[int, int]] = {}
        for token, root in enumerate(self.roots):
            self.ends[root] = (self.ends.get(root, (token, token))[0], token + 1)

    def _roots(self) -> list[int]:
        known: dict[int, int] = {}
        for token in range(len(self.heads)):
            path = [token]
            while path[-1] not in known and self.heads[path[-1]] != path[-1]:
                path.append(self.heads[path[-1]])
            root = known.get(path[-1], path[-1])
            known.update(dict.fromkeys(path, root))
        return [known[token] for token in range(len(self.heads))]

    def siblings(self, token: int) -> list[int]:
        """The children of the head; a root is its own head."""
        return self.children[self.heads[token]]

    def parent(self, token: int) -> list[int]:
        """The head, if there is one."""
        return [self.heads[token]] if self.heads[token] != token else []

    def above(self, token: int) -> list[int]:
        """The heads up to the root."""
        found = []
        while self.heads[token] != token:
            token = self.heads[token]
            found.append(token)
        return sorted(found)

    def below(self, token: int) -> list[int]:
        """The children, theirs, and so on."""
        found = list(self.children[token])
        for child in found:
            found.extend(self.children[child])
        return sorted(found)

    def before(self, token: int) -> range:
        """The stretch of the sentence before `token`."""
        return range(self.ends[self.roots[token]][0], token)

    def after(self, token: int) -> range:
        """The stretch of the sentence after `token`."""
        return range(token + 1, self.ends[self.roots[token]][1])


_RELATIONS: Mapping[str, Callable[[Trees, int], Sequence[int]]] = {
    "<": Trees.parent,
    ">": lambda trees, token: trees.children[token],
    "<<": Trees.above,
    ">>": Trees.below,
    ".": lambda trees, token: trees.after(token)[:1],
    ".*": Trees.after,
    ";": lambda trees, token: trees.before(token)[-1:],
    ";*": Trees.before,
    "$+": lambda trees, token: [other for other in trees.siblings(token) if other == token + 1],
    "$-": lambda trees, token: [other for other in trees.siblings(token) if other == token - 1],
    "$++": lambda trees, token: [other for other in trees.siblings(token) if other > token],
    "$--": lambda trees, token: [other for other in trees.siblings(token) if other < token],
    ">+": lambda trees, token: [other for other in trees.children[token] if other == token + 1],
    ">-": lambda trees, token: [other for other in trees.children[token] if other == token - 1],
    ">++": lambda trees, token: [other for other in trees.children[token] if other > token],
    ">--": lambda trees, token: [other for other in trees.children[token] if other < token],
    "<+": lambda trees, token: [other for other in trees.parent(token) if other == token + 1],
    "<-": lambda trees, token: [other for other in trees.parent(token) if other == token - 1],
    "<++": lambda trees, token: [other for other in trees.parent(token) if other > token],
    "<--": lambda trees, token: [other for other in trees.parent(token) if other < token],
}
"""For each relation, what gives the tokens that stand in it to a token, in order."""


def nodes(pattern: Sequence[tuple[Element, str, str, str]]) -> tuple[Node, ...]:
    """Nodes from (element, name, relation, name of the left node); raises ValueError for one that hangs on none."""
    found: list[Node] = []
    names: dict[str, int] = {}
    for element, name, relation, left in pattern:
        if found and (relation not in _RELATIONS or left not in names):
            raise ValueError(f"the node {name!r} hangs on no earlier one")
        if name in names or (left and not found):
            raise ValueError(f"the node {name!r} is out of place")
        found.append(Node(element, names.get(left, 0), relation))
        names[name] = len(found) - 1
    return tuple(found)


def dependency_matches(
    pattern: Sequence[Node], trees: Trees, tokens: Tokens, meter: Meter
) -> Iterator[tuple[int, ...]]:
    """Every choice of a token for each node by which all relations hold, in token order; raises ExhaustedError."""
    if all(tokens.places(node.element, meter) for node in pattern):
        places = [tokens.places(node.element, meter) for node in pattern]
        for token in places[0]:
            meter.spend()
            yield from _grown((token,), pattern, trees, places, meter)


def _grown(
    chosen: tuple[int, ...], pattern: Sequence[Node], trees: Trees, places: Sequence[Places], meter: Meter
) -> Iterator[tuple[int, ...]]:
    """Every completion of `chosen` with tokens for the nodes that still lack one."""
    if len(chosen) == len(pattern):
        yield chosen
        return
    node, wanted = pattern[len(chosen)], places[len(chosen)]
    left = chosen[node.left]
    related = _RELATIONS[node.relation](trees, left)
    if isinstance(related, range):
        candidates = wanted.within(related.start, related.stop)
        candidates = [token for token in candidates if trees.roots[token] == trees.roots[left]]
        meter.spend(len(candidates) + 1)
    else:
        meter.spend(len(related) + 1)
        candidates = [token for token in related if token in wanted]
    for token in candidates:
        yield from _grown((*chosen, token), pattern, trees, places, meter)
