"""The tagger's network in PyTorch: MiniLM-L6 read word by word, with heads for roles, arguments, voice and kind.

The encoder is BERT's (Devlin et al., NAACL 2019) in the size of MiniLM (Wang et al., NeurIPS 2020), with an embedding
for the look of each piece added. Arguments are scored for each cue as semantic role labellers do for predicates (He et
al., ACL 2017). Attention has no dropout: on a processor it would take as long as the attention.
"""

from __future__ import annotations

from pathlib import Path

import torch
from safetensors.torch import load_file
from torch import Tensor, nn
from torch.nn import functional

from auditor.language.tagger.pieces import LOOKS

SIZE, HEADS, INNER, LAYERS = 384, 12, 1536, 6
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
        self.roles = nn.Sequential(nn.Dropout(DROPOUT), nn.Linear(SIZE, NARROW), nn.GELU(), nn.Linear(NARROW, 15))

    def forward(
        self, pieces: Tensor, looks: Tensor, firsts: Tensor, mask: Tensor | None = None
    ) -> tuple[Tensor, Tensor]:
        """Scores (batch, words, 3 roles, 5 labels) and words (batch, words, SIZE); `mask` is true for real pieces."""
        x = self.pieces(pieces) + self.places.weight[: pieces.shape[1]] + self.looks(looks)
        x = functional.dropout(self.norm(x), DROPOUT, self.training)
        bias = None
        if mask is not None:
            bias = torch.zeros(mask.shape, dtype=x.dtype).masked_fill(~mask, -1e4)[:, None, None, :]
        for layer in self.layers:
            x = layer(x, bias)
        words = torch.gather(x, 1, firsts[..., None].expand(-1, -1, SIZE))
        return self.roles(words).view(*words.shape[:2], 3, 5), words

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


def _take(module: nn.Linear | nn.LayerNorm, given: dict[str, Tensor], name: str) -> None:
    module.weight.data.copy_(given[f"{name}.weight"])
    assert module.bias is not None
    module.bias.data.copy_(given[f"{name}.bias"])


class Heads(nn.Module):
    """For cues among the words of windows: each word as part of the cue's source or content, and what the cue tells."""

    def __init__(self, kinds: int) -> None:
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
        self.voiced = _judge(2)
        self.kinds = _judge(kinds)

    def forward(self, words: Tensor, owner: Tensor, starts: Tensor, ends: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        """Scores of roles (cues, words, 9 labels), of being voiced (cues, 2) and of kinds (cues, kinds).

        `words` is (windows, words, SIZE); cue i is the words `starts[i]` to `ends[i]` of window `owner[i]`.
        """
        at = torch.arange(words.shape[1])[None]
        inside = ((at >= starts[:, None]) & (at < ends[:, None])).to(words.dtype)
        cue = (words[owner] * inside[..., None]).sum(1) / inside.sum(1, keepdim=True)
        before, after = (at - starts[:, None]).clamp(max=0), (at - ends[:, None] + 1).clamp(min=0)
        z = self.word(words)[owner] + self.cue(cue)[:, None] + self.distance(_bucket(before + after))
        z = functional.gelu(z + self.word_times(words)[owner] * self.cue_times(cue)[:, None])
        z = self.norm(z + self.around(z.transpose(1, 2)).transpose(1, 2))
        z = z + functional.gelu(self.inner(functional.dropout(z, DROPOUT, self.training)))
        roles = self.roles(z)
        share = torch.softmax(roles.float(), -1)[..., 1:5].sum(-1).detach().to(words.dtype)
        source = (words[owner] * share[..., None]).sum(1) / (share.sum(1, keepdim=True) + 0.1)
        both = torch.cat([cue, source], -1)
        return roles, self.voiced(both), self.kinds(both)


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

    def forward(self, words: Tensor, starts: Tensor, ends: Tensor) -> tuple[Tensor, Tensor, Tensor]:
        roles, voiced, kinds = self.heads(words[None], torch.zeros_like(starts), starts, ends)
        return roles, voiced, kinds


class ReaderAlone(nn.Module):
    """The reader for one window, as it is exported."""

    def __init__(self, reader: Reader) -> None:
        super().__init__()
        self.reader = reader

    def forward(self, pieces: Tensor, looks: Tensor, firsts: Tensor) -> tuple[Tensor, Tensor]:
        roles, words = self.reader(pieces, looks, firsts[None])
        return roles[0], words[0]
