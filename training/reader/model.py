"""The reader's network: a convolutional stem, temporal convolutions and light self-attention.

Every normalisation is a batch normalisation after a convolution, so that all of them fold away at
export and the shipped graph is made of convolutions, additions and two matrix products a head.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import asdict, dataclass, field

import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from training.ink.alphabet import ALPHABET
from training.ink.normalise import HEIGHT

STRIDE = 4
WIDTH_MULTIPLE = 8
BLANK = 0


@dataclass(frozen=True)
class ReaderShape:
    """Sizes of the network; in `blocks`, `c` is a temporal convolution and `a` attention.

    `ranks` has the channels between the two halves of the stem's last two convolutions; 0 leaves
    a convolution whole. `height` is a line's, a multiple of 8;
    `top_hat` says how lines are normalised; `characters` is how many of `ALPHABET` are read, from
    its beginning.
    """

    stem: Sequence[int] = field(default=(24, 64, 128))
    ranks: Sequence[int] = field(default=(0, 0))
    width: int = 256
    blocks: str = "ccacacacc"
    kernel: int = 9
    expansion: float = 2
    heads: int = 4
    key_width: int = 32
    height: int = HEIGHT
    top_hat: bool = False
    characters: int = len(ALPHABET)

    def reads_like(self, other: ReaderShape) -> bool:
        """Whether another network takes the same pictures of lines."""
        return self.height == other.height and self.top_hat == other.top_hat

    def to_dict(self) -> dict[str, object]:
        """Plain values for a checkpoint."""
        return {**asdict(self), "stem": list(self.stem), "ranks": list(self.ranks)}


class ConvNorm(nn.Module):
    """A convolution and its batch normalisation."""

    def __init__(
        self,
        inputs: int,
        outputs: int,
        kernel: tuple[int, int],
        *,
        stride: tuple[int, int] = (1, 1),
        padding: tuple[int, int] | None = None,
        groups: int = 1,
        gain: float = 1.0,
    ) -> None:
        super().__init__()
        if padding is None:
            padding = (kernel[0] // 2, kernel[1] // 2)
        self.conv = nn.Conv2d(
            inputs, outputs, kernel, stride=stride, padding=padding, groups=groups, bias=False
        )
        self.norm = nn.BatchNorm2d(outputs, momentum=0.02)
        nn.init.constant_(self.norm.weight, gain)

    def forward(self, x: Tensor) -> Tensor:
        return self.norm(self.conv(x))


class SplitConvNorm(nn.Module):
    """A convolution of 3 by 3 as one down the line and one along it, with fewer channels between
    (Jaderberg et al. 2014), and its batch normalisation."""

    def __init__(self, inputs: int, outputs: int, rank: int, stride: tuple[int, int]) -> None:
        super().__init__()
        down, along = stride
        self.down = nn.Conv2d(
            inputs, rank, (3, 1), stride=(down, 1), padding=(1, 0), bias=False
        )
        self.along = ConvNorm(rank, outputs, (1, 3), stride=(1, along))

    def forward(self, x: Tensor) -> Tensor:
        return self.along(self.down(x))


def _stem_convolution(
    inputs: int, outputs: int, rank: int, stride: tuple[int, int] = (1, 1)
) -> ConvNorm | SplitConvNorm:
    if rank == 0:
        return ConvNorm(inputs, outputs, (3, 3), stride=stride)
    return SplitConvNorm(inputs, outputs, rank, stride)


class TemporalBlock(nn.Module):
    """Depthwise convolution along the line, then two pointwise ones; residual."""

    def __init__(self, width: int, kernel: int, expansion: float) -> None:
        super().__init__()
        hidden = round(width * expansion)
        self.mix = ConvNorm(width, width, (1, kernel), groups=width)
        self.grow = ConvNorm(width, hidden, (1, 1))
        self.shrink = ConvNorm(hidden, width, (1, 1), gain=0.2)

    def forward(self, x: Tensor) -> Tensor:
        return x + self.shrink(F.relu(self.grow(self.mix(x))))


class AttentionBlock(nn.Module):
    """Self-attention over the line's frames; a depthwise convolution tells where things are."""

    def __init__(self, width: int, heads: int, key_width: int) -> None:
        super().__init__()
        self.heads = heads
        self.key_width = key_width
        self.place = ConvNorm(width, width, (1, 7), groups=width)
        self.query = ConvNorm(width, heads * key_width, (1, 1))
        self.key = ConvNorm(width, heads * key_width, (1, 1))
        self.value = ConvNorm(width, width, (1, 1))
        self.out = ConvNorm(width, width, (1, 1), gain=0.2)

    def _heads(self, x: Tensor) -> Tensor:
        """`[n, heads * size, 1, frames]` to `[n, heads, frames, size]`."""
        n, channels, _, frames = x.shape
        return x.reshape(n, self.heads, channels // self.heads, frames).transpose(2, 3)

    def forward(self, x: Tensor) -> Tensor:
        placed = self.place(x)
        query, key, value = (self._heads(f(placed)) for f in (self.query, self.key, self.value))
        mixed = F.scaled_dot_product_attention(query, key, value)
        n, _, frames, _ = mixed.shape
        joined = mixed.permute(0, 2, 1, 3).reshape(n, frames, 1, -1).permute(0, 3, 2, 1)
        return x + self.out(F.relu(joined))


class Reader(nn.Module):
    """Line images to CTC logits.

    `forward` takes float `[n, 1, height, w]` (0 paper, 1 ink; w a multiple of 8) and gives float
    `[n, w / 4, classes]`, class 0 the blank.
    """

    def __init__(self, shape: ReaderShape) -> None:
        super().__init__()
        self.shape = shape
        first, second, third = shape.stem
        self.stem1 = ConvNorm(1, first, (3, 3), stride=(2, 2))
        self.stem2 = ConvNorm(first, second, (3, 3), stride=(2, 2))
        self.stem3 = ConvNorm(second, second, (3, 3))
        self.stem4 = _stem_convolution(second, third, shape.ranks[0], (2, 1))
        self.stem5 = _stem_convolution(third, third, shape.ranks[1])
        self.collapse = ConvNorm(third, shape.width, (shape.height // 8, 1), padding=(0, 0))
        self.blocks = nn.ModuleList(
            TemporalBlock(shape.width, shape.kernel, shape.expansion)
            if kind == "c"
            else AttentionBlock(shape.width, shape.heads, shape.key_width)
            for kind in shape.blocks
        )
        self.head = nn.Conv2d(shape.width, shape.characters + 1, (1, 1))

    def forward(self, x: Tensor) -> Tensor:
        x = F.relu(self.stem1(x))
        x = F.relu(self.stem2(x))
        x = x + F.relu(self.stem3(x))
        x = F.relu(self.stem4(x))
        x = x + F.relu(self.stem5(x))
        x = F.relu(self.collapse(x))
        for block in self.blocks:
            x = block(x)
        return self.head(x).squeeze(2).transpose(1, 2).float()


def parameters(model: nn.Module) -> int:
    """How many numbers a model learns."""
    return sum(parameter.numel() for parameter in model.parameters())


def gigaflops(shape: ReaderShape, width: int = 288) -> float:
    """Multiplications and additions of one line (`width` where lines are 40 high), in units of 10⁹, counted at the convolutions."""
    model = Reader(shape).eval()
    total = 0

    def count(layer: nn.Module, _: object, output: Tensor) -> None:
        nonlocal total
        weight = layer.weight
        total += 2 * weight[0].numel() * output.numel() // output.shape[0]

    for layer in model.modules():
        if isinstance(layer, nn.Conv2d):
            layer.register_forward_hook(count)
    with torch.no_grad():
        model(torch.zeros(1, 1, shape.height, width))
    frames = width // STRIDE
    for kind in shape.blocks:
        if kind == "a":
            total += 2 * frames * frames * (shape.heads * shape.key_width + shape.width)
    return total / 1e9
