"""A government or a party under two names: *Kyiv said* and *Ukraine has said* are one speaker (metonymy)."""

from __future__ import annotations

from auditor.analysis.sources.coreference import handing
from auditor.analysis.sources.coreference.chains import Chain, ChainType, Discourse
from auditor.records.sourcing import Form

STEP = "sources/government"


def join(state: Discourse) -> None:
    """Gives what a capital says to the chain of its state, where both speak; the first that speaks keeps its name."""
    speaking: dict[str, Chain] = {}
    for chain in sorted((c for c in state.chains if c.phrases), key=lambda c: c.phrases[0].head):
        for of in sorted(_states(state, chain)):
            home = speaking.setdefault(of, chain)
            if home is not chain:
                _move(state, home, chain)
                break


def _states(state: Discourse, chain: Chain) -> frozenset[str]:
    """The states whose government a chain with a name stands for as a speaker; none if it is no place's name."""
    if chain.entity is None or chain.type is not ChainType.BODY:
        return frozenset()
    if not any(p.form is Form.NAME and p.statement >= 0 for p in chain.phrases):
        return frozenset()
    label = chain.entity.label.lower().removeprefix("the ")
    return frozenset(state.cols.words.tags("governments", label))


def _move(state: Discourse, home: Chain, chain: Chain) -> None:
    """Makes the mentions of `chain` that speak those of `home`; the places where things happen stay."""
    moved = [p for p in chain.phrases if p.statement >= 0]
    home.likely.update(chain.likely)
    handing.over(state, home, chain, moved, STEP, "names of one government or party")
