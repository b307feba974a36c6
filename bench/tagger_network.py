"""The tagger's network in PyTorch: MiniLM-L6 read word by word, with heads for roles, arguments, and what they tell.

What finds charges goes on from the reader's layer `SHARED` with layers of its own, so that it can be trained apart.

The encoder is BERT's (Devlin et al., NAACL 2019) in the size of MiniLM (Wang et al., NeurIPS 2020), with an embedding
for the look of each piece added. Arguments are scored for each cue as semantic role labellers do for predicates (He et
al., ACL 2017). Attention has no dropout: on a processor it would take as long as the attention.
"""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from auditor.language.tagger.network import ROLES
from auditor.language.tagger.pieces import LOOKS

SIZE, HEADS, INNER, LAYERS = 384, 12, 1536, 6
SHARED = 4
"""The layer of the reader from which the reading of charges goes on."""
NARROW = 192
"""The width of the heads."""
DROPOUT = 0.1
DISTANCES = 33


class Layer(nn.Module):
    """One layer of the encoder."""

    def __init__(self) -> None:
        super().__init__()
        self.mixed = nn.Linear(SIZE, 3 * SIZE)
        self.attended = nn.Linear(SIZE, SIZE)
        self.norm = nn.LayerNorm(SIZE, eps=1e-12)
        self.wide = nn.Linear(SIZE, INNER)
        self.back = nn.Linear(INNER, SIZE)
        self.last_norm = nn.LayerNorm(SIZE, eps=1e-12)

    def forward(self, x: Tensor, bias: Tensor | None) -> Tensor:
        batch, length, _ = x.shape
        query, key, value = (
            part.reshape(batch, length, HEADS, SIZE // HEADS).transpose(1, 2) for part in self.mixed(x).chunk(3, -1)
        )
        heard = functional.scaled_dot_product_attention(query, key, value, attn_mask=bias)
        heard = self.attended(heard.transpose(1, 2).reshape(batch, length, SIZE))
        x = self.norm(x + functional.dropout(heard, DROPOUT, self.training))
        thought = self.back(functional.gelu(self.wide(x)))
        out: Tensor = self.last_norm(x + functional.dropout(thought, DROPOUT, self.training))
        return out


class Reader(nn.Module):
    """A window of pieces to what the network holds of each word, and the word's scores in each role."""

    def __init__(self) -> None:
        super().__init__()
        self.pieces = nn.Embedding(30522, SIZE)
        self.places = nn.Embedding(512, SIZE)
        self.looks = nn.Embedding(LOOKS, SIZE)
        nn.init.normal_(self.looks.weight, std=0.01)
        self.norm = nn.LayerNorm(SIZE, eps=1e-12)
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS))
        self.roles = nn.Sequential(
            nn.Dropout(DROPOUT), nn.Linear(SIZE, NARROW), nn.GELU(), nn.Linear(NARROW, 5 * len(ROLES))
        )

    def forward(
        self, pieces: Tensor, looks: Tensor, firsts: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor, Tensor]:
        """Scores (batch, words, `ROLES`, 5 labels), words (batch, words, SIZE), and pieces as layer `SHARED` has them.

        `mask` is true for real pieces.
        """
        x = self.pieces(pieces) + self.places.weight[: pieces.shape[1]] + self.looks(looks)
        x = functional.dropout(self.norm(x), DROPOUT, self.training)
        bias = None if mask is None else _unseen(mask)
        within = x
        for number, layer in enumerate(self.layers, 1):
            x = layer(x, bias)
            within = x if number == SHARED else within
        words = _of_words(x, firsts)
        return self.roles(words).view(*words.shape[:2], len(ROLES), 5), words, within

    def start_from(self, weights: Path) -> None:
        """Takes over a BERT encoder's weights from a safetensors file."""
        given = load_file(str(weights))
        self.pieces.weight.data.copy_(given["embeddings.word_embeddings.weight"])
        kind = given["embeddings.token_type_embeddings.weight"][0]
        self.places.weight.data.copy_(given["embeddings.position_embeddings.weight"] + kind)
        _take(self.norm, given, "embeddings.LayerNorm")
        for number, layer in enumerate(self.layers):
            assert isinstance(layer, Layer)
            own = f"encoder.layer.{number}."
            names = [f"{own}attention.self.{name}" for name in ("query", "key", "value")]
            layer.mixed.weight.data.copy_(torch.cat([given[f"{name}.weight"] for name in names]))
            layer.mixed.bias.data.copy_(torch.cat([given[f"{name}.bias"] for name in names]))
            _take(layer.attended, given, f"{own}attention.output.dense")
            _take(layer.norm, given, f"{own}attention.output.LayerNorm")
            _take(layer.wide, given, f"{own}intermediate.dense")
            _take(layer.back, given, f"{own}output.dense")
            _take(layer.last_norm, given, f"{own}output.LayerNorm")


class ChargeReader(nn.Module):
    """Pieces as the reader's layer `SHARED` has them to words, and each word's scores as part of a charge."""

    def __init__(self) -> None:
        super().__init__()
        self.layers = nn.ModuleList(Layer() for _ in range(LAYERS - SHARED))
        self.roles = nn.Sequential(nn.Dropout(DROPOUT), nn.Linear(SIZE, NARROW), nn.GELU(), nn.Linear(NARROW, 5))

    def forward(self, within: Tensor, firsts: Tensor, mask: Tensor | None = None) -> tuple[Tensor, Tensor]:
        """Scores (batch, words, 5 labels) and words (batch, words, SIZE); `mask` is true for real pieces."""
        x = within
        bias = None if mask is None else _unseen(mask)
        for layer in self.layers:
            x = layer(x, bias)
        words = _of_words(x, firsts)
        return self.roles(words), words


def _unseen(mask: Tensor) -> Tensor:
    return torch.zeros(mask.shape).masked_fill(~mask, -1e4)[:, None, None, :]


def _of_words(pieces: Tensor, firsts: Tensor) -> Tensor:
    return torch.gather(pieces, 1, firsts[..., None].expand(-1, -1, SIZE))


def _take(module: nn.Linear | nn.LayerNorm, given: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(given[f"{name}.weight"])
    assert module.bias is not None
    module.bias.data.copy_(given[f"{name}.bias"])


class Heads(nn.Module):
    """For cues among the words of windows: each word as part of either of a cue's two arguments, and what a cue tells.

    A cue is that of a statement, with its source and content, or the words of a charge, with accused and accuser.
    """

    def __init__(self, told: Sequence[int]) -> None:
        """`told`: of each thing that a cue tells, how many answers there are."""
        super().__init__()
        self.word = nn.Linear(SIZE, NARROW)
        self.cue = nn.Linear(SIZE, NARROW)
        self.word_times = nn.Linear(SIZE, NARROW)
        self.cue_times = nn.Linear(SIZE, NARROW)
        self.distance = nn.Embedding(DISTANCES, NARROW)
        nn.init.normal_(self.distance.weight, std=0.1)
        self.around = nn.Conv1d(NARROW, NARROW, 7, padding=3, groups=NARROW)
        self.norm = nn.LayerNorm(NARROW)
        self.inner = nn.Linear(NARROW, NARROW)
        self.roles = nn.Linear(NARROW, 9)
        self.judges = nn.ModuleList(_judge(answers) for answers in told)

    def forward(self, words: Tensor, owner: Tensor | None, starts: Tensor, ends: Tensor) -> tuple[Tensor, ...]:
        """Scores of roles (cues, words, 9 labels), and of each thing told (cues, answers).

        `words` is (windows, words, SIZE); cue i is the words `starts[i]` to `ends[i]` of window `owner[i]`, or of the
        only window if there is no `owner`.
        """
        at = torch.arange(words.shape[1])[None]
        inside = ((at >= starts[:, None]) & (at < ends[:, None])).to(words.dtype)
        cue = _weighted(inside, words, owner) / inside.sum(1, keepdim=True)
        before, after = (at - starts[:, None]).clamp(max=0), (at - ends[:, None] + 1).clamp(min=0)
        z = _owned(self.word(words), owner) + self.cue(cue)[:, None] + self.distance(_bucket(before + after))
        z = functional.gelu(z + _owned(self.word_times(words), owner) * self.cue_times(cue)[:, None])
        z = self.norm(z + self.around(z.transpose(1, 2)).transpose(1, 2))
        z = z + functional.gelu(self.inner(functional.dropout(z, DROPOUT, self.training)))
        roles = self.roles(z)
        share = torch.softmax(roles.float(), -1)[..., 1:5].sum(-1).detach().to(words.dtype)
        source = _weighted(share, words, owner) / (share.sum(1, keepdim=True) + 0.1)
        both = torch.cat([cue, source], -1)
        return roles, *(judge(both) for judge in self.judges)


def _owned(windows: Tensor, owner: Tensor | None) -> Tensor:
    """What each cue's window has; of an only window one for all, which no cue needs a copy of."""
    return windows if owner is None else windows[owner]


def _weighted(weights: Tensor, words: Tensor, owner: Tensor | None) -> Tensor:
    """The sum of the words of each cue's window, by weights (cues, words): (cues, SIZE)."""
    if owner is None:
        return weights @ words[0]
    return (words[owner] * weights[..., None]).sum(1)


def _judge(classes: int) -> nn.Sequential:
    return nn.Sequential(
        nn.Dropout(DROPOUT), nn.Linear(2 * SIZE, NARROW), nn.GELU(), nn.Dropout(DROPOUT), nn.Linear(NARROW, classes)
    )


def _bucket(distance: Tensor) -> Tensor:
    """A signed distance in words as one of `DISTANCES` numbers: exact up to seven, then by its logarithm."""
    far = distance.abs()
    coarse = (8 + 2 * torch.log2(far.clamp(min=8).float() / 8)).long().clamp(max=16)
    size = torch.where(far < 8, far, coarse)
    return 16 + torch.sign(distance) * size


class HeadsAlone(nn.Module):
    """The heads for one window, as they are exported."""

    def __init__(self, heads: Heads) -> None:
        super().__init__()
        self.heads = heads

    def forward(self, words: Tensor, starts: Tensor, ends: Tensor) -> tuple[Tensor, ...]:
        found: tuple[Tensor, ...] = self.heads(words[None], None, starts, ends)
        return found


class ReaderAlone(nn.Module):
    """The reader for one window, as it is exported."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, looks: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        roles, words, within = self.reader(pieces, looks, firsts[None])
        return roles[0], words[0], within


class ChargeReaderAlone(nn.Module):
    """What reads charges for one window, as it is exported."""

    def __init__(self, reader: ChargeReader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, within: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor]:
        charges, words = self.reader(within, firsts[None])
        return charges[0], words[0]
