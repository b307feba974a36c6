"""fastText's model of 176 languages, checked when it is loaded, and what it makes of a text.

It goes by the letters within words as much as by the words (Joulin, Grave, Bojanowski and Mikolov, *Bag of Tricks for
Efficient Text Classification*, 2016; compressed as in *FastText.zip*, 2016). `data/NOTICE` names its licence.
"""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any

from auditor.base import files

DIGEST = "8f3472cfe8738a7b6099e8e999c3cbfae0dcd15696aac7d7738a8039db603e83"
"""SHA-256 of `lid.176.ftz`, as its authors published it."""

_LABEL = "__label__"
_ENGLISH = frozenset({"en", "sco"})
"""English, and Scots, which the model knows apart."""
_ALL = 176


@dataclass(frozen=True, slots=True)
class Guess:
    """What language a text is in, as far as the model can tell."""

    code: str
    """Of the likeliest language: two letters (ISO 639-1), or three where it has no two (ISO 639-3)."""
    probability: float
    """That it is that language; from 0 to 1."""
    english: float
    """The probability that it is English, Scots included; from 0 to 1."""


@dataclass(frozen=True, slots=True)
class Identifier:
    """Tells languages apart; made by `load`, and only read after that."""

    model: Any

    def identify(self, text: str) -> Guess:
        """The likeliest language of `text`; of no words at all, none is likely.

        What is written in capitals alone is read in small letters: the model learned from running text.
        """
        line = " ".join((text.lower() if text.isupper() else text).split())
        labels, probabilities = self.model.predict(line, k=_ALL) if line else ((), ())
        told = [(label.removeprefix(_LABEL), min(1.0, p)) for label, p in zip(labels, probabilities, strict=True)]
        code, probability = told[0] if told else ("und", 0.0)
        return Guess(code, probability, min(1.0, sum(p for other, p in told if other in _ENGLISH)))


def weights() -> Path:
    """The file that ships."""
    return Path(__file__).parent / "data" / "lid.176.ftz"


def load(path: Path | None = None, digest: str = DIGEST) -> Identifier:
    """The model in the file at `path`, or the one that ships.

    Raises ModelError if the file is missing (A404) or is not the one that was trained (A405).
    """
    path = path or weights()
    files.read_trained(path, digest, f"the file {path.name}, by which languages are known,", "it: --language any")
    import fasttext

    return Identifier(fasttext.load_model(str(path)))
