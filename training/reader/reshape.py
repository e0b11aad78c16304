"""`python -m training.reader.reshape`: a trained reader's weights in another network of its kind.

Slimmer: the stem's last convolutions are split in two by their largest singular values (Jaderberg
et al. 2014), and of every temporal block the hidden units stay that give most to its output.
Shallower: each block that is left takes the place of the next one of its sort. Taller: the
convolution over the rows is stretched. What comes out reads worse than what went in until it has
been trained on:

    python -m training.reader.reshape --checkpoint wide.pt --config slim.yaml --out start.pt
    python -m training.reader --config slim.yaml --warm-start start.pt …
"""

from __future__ import annotations

import argparse
import math
from pathlib import Path

import torch
from torch import Tensor
from torch.nn import functional as F  # noqa: N812

from training.reader.checkpoint import load_reader, save_half
from training.reader.model import ConvNorm, Reader, ReaderShape, SplitConvNorm, TemporalBlock
from training.reader.train import load_plan


def rectified_moments(norm: torch.nn.BatchNorm2d) -> tuple[Tensor, Tensor]:
    """Mean and mean square of each channel after normalisation and ReLU, were it Gaussian."""
    spread, centre = norm.weight.detach().abs().clamp_min(1e-6), norm.bias.detach()
    ratio = centre / spread
    below = 0.5 * (1 + torch.erf(ratio / math.sqrt(2)))
    density = torch.exp(-0.5 * ratio**2) / math.sqrt(2 * math.pi)
    mean = centre * below + spread * density
    square = (centre**2 + spread**2) * below + centre * spread * density
    return mean, square


def split_kernel(kernel: Tensor, rank: int) -> tuple[Tensor, Tensor]:
    """A kernel `[outputs, inputs, 3, 3]` as one of `[rank, inputs, 3, 1]` and one of
    `[outputs, rank, 1, 3]`, as near as any of that rank."""
    outputs, inputs, high, wide = kernel.shape
    matrix = kernel.permute(1, 2, 0, 3).reshape(inputs * high, outputs * wide)
    u, s, v = torch.linalg.svd(matrix, full_matrices=False)
    root = s[:rank].sqrt()
    down = (u[:, :rank] * root).T.reshape(rank, inputs, high, 1)
    along = (root[:, None] * v[:rank]).reshape(rank, outputs, 1, wide).transpose(0, 1)
    return down.contiguous(), along.contiguous()


@torch.no_grad()
def _copy_stem(source: ConvNorm | SplitConvNorm, target: ConvNorm | SplitConvNorm) -> None:
    if isinstance(target, SplitConvNorm) and isinstance(source, ConvNorm):
        down, along = split_kernel(source.conv.weight, target.down.out_channels)
        target.down.weight.copy_(down)
        target.along.conv.weight.copy_(along)
        target.along.norm.load_state_dict(source.norm.state_dict())
    else:
        target.load_state_dict(source.state_dict())


@torch.no_grad()
def _copy_block(source: TemporalBlock, target: TemporalBlock) -> None:
    """Keeps the hidden units whose share in the output is largest; the others' mean stays as a
    part of the normalisation."""
    mean, square = rectified_moments(source.grow.norm)
    column = source.shrink.conv.weight[:, :, 0, 0]
    gain = source.shrink.norm.weight / (source.shrink.norm.running_var + 1e-5).sqrt()
    share = square.sqrt() * (gain[:, None] * column).norm(dim=0)
    kept = share.topk(target.grow.conv.out_channels).indices.sort().values
    gone = torch.ones(len(share), dtype=torch.bool)
    gone[kept] = False
    target.mix.load_state_dict(source.mix.state_dict())
    target.grow.conv.weight.copy_(source.grow.conv.weight[kept])
    for name in ("weight", "bias", "running_mean", "running_var"):
        getattr(target.grow.norm, name).copy_(getattr(source.grow.norm, name)[kept])
    target.shrink.load_state_dict(
        {**source.shrink.state_dict(), "conv.weight": source.shrink.conv.weight[:, kept]}
    )
    target.shrink.norm.running_mean -= column[:, gone] @ mean[gone]


@torch.no_grad()
def _copy_collapse(source: ConvNorm, target: ConvNorm) -> None:
    """Stretches the kernel over more or fewer rows, its sum over even rows the same."""
    kernel = source.conv.weight[..., 0]
    rows = target.conv.weight.shape[2]
    stretched = F.interpolate(kernel, size=rows, mode="linear", align_corners=False)
    weight = stretched[..., None] * (kernel.shape[2] / rows)
    target.load_state_dict({**source.state_dict(), "conv.weight": weight})


def kept_blocks(blocks: str, fewer: str) -> list[int]:
    """Which of the blocks make up fewer: the first ones of their sort, in order.

    Raises:
        ValueError: when the fewer are not among them in this order.
    """
    kept: list[int] = []
    for kind in fewer:
        place = blocks.find(kind, kept[-1] + 1 if kept else 0)
        if place < 0:
            raise ValueError(f"the blocks {blocks} do not hold {fewer}")
        kept.append(place)
    return kept


def reshaped(model: Reader, shape: ReaderShape) -> Reader:
    """A network of another shape, filled from a trained one's weights.

    Raises:
        ValueError: when the shapes differ in more than ranks, expansion, fewer blocks, height and
            top-hat.
    """
    free = {"ranks": 0, "expansion": 0, "blocks": "", "height": 0, "top_hat": False}
    if {**shape.to_dict(), **free} != {**model.shape.to_dict(), **free}:
        raise ValueError("only ranks, expansion, blocks, height and top-hat may differ")
    kept = kept_blocks(model.shape.blocks, shape.blocks)
    other = Reader(shape).eval()
    for (name, source), target in zip(model.named_children(), other.children(), strict=True):
        if name in ("stem4", "stem5"):
            _copy_stem(source, target)
        elif name == "collapse":
            _copy_collapse(source, target)
        elif name != "blocks":
            target.load_state_dict(source.state_dict())
    for number, target in zip(kept, other.blocks, strict=True):
        source = model.blocks[number]
        if isinstance(source, TemporalBlock):
            _copy_block(source, target)
        else:
            target.load_state_dict(source.state_dict())
    return other


def main() -> None:
    """Parses the command line and writes the other network's checkpoint."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.reshape", description=__doc__)
    parser.add_argument("--checkpoint", type=Path, required=True)
    parser.add_argument("--config", type=Path, required=True, help="with the other shape")
    parser.add_argument("--out", type=Path, required=True)
    options = parser.parse_args()
    other = reshaped(load_reader(options.checkpoint), load_plan(options.config).shape)
    save_half(other, options.out)


if __name__ == "__main__":
    main()
