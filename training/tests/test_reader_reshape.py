"""Reshaping: what is kept of another reader, and how near it stays."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import pytest
import torch
from torch import Tensor, nn
from torch.nn import functional as F  # noqa: N812

from training.reader import reshape
from training.reader.checkpoint import load_reader, save_half
from training.reader.model import Reader, ReaderShape, TemporalBlock
from training.tests.reader_nets import reader_with_statistics

SHAPE = ReaderShape(stem=[4, 6, 8], width=16, blocks="cac", heads=2, key_width=8)


@pytest.fixture()
def wide() -> Reader:
    return reader_with_statistics(SHAPE, 3)


def _logits(model: Reader) -> Tensor:
    with torch.no_grad():
        return model(torch.rand(2, 1, 40, 64, generator=torch.Generator().manual_seed(4)))


def test_two_halves_of_full_rank_are_the_kernel() -> None:
    torch.manual_seed(5)
    kernel, picture = torch.randn(6, 4, 3, 3), torch.randn(2, 4, 10, 12)
    whole = F.conv2d(picture, kernel, stride=(2, 1), padding=1)
    near = []
    for rank in (12, 6):
        down, along = reshape.split_kernel(kernel, rank)
        halves = F.conv2d(picture, down, stride=(2, 1), padding=(1, 0))
        near.append(float((F.conv2d(halves, along, padding=(0, 1)) - whole).norm() / whole.norm()))
    assert near[0] < 1e-5
    assert 0.01 < near[1] < 0.6


def test_moments_are_those_of_samples() -> None:
    norm = nn.BatchNorm2d(3)
    norm.weight.data = torch.tensor([1.0, 0.5, -2.0])
    norm.bias.data = torch.tensor([0.0, -0.7, 1.5])
    normal = torch.randn(400_000, 3, generator=torch.Generator().manual_seed(6))
    samples = F.relu(normal * norm.weight + norm.bias).detach()
    mean, square = reshape.rectified_moments(norm)
    torch.testing.assert_close(mean, samples.mean(0), atol=0.01, rtol=0.01)
    torch.testing.assert_close(square, samples.square().mean(0), atol=0.02, rtol=0.01)


def test_units_that_give_nothing_go_first(wide: Reader) -> None:
    for block in wide.blocks:
        if isinstance(block, TemporalBlock):
            block.shrink.conv.weight.data[:, 3::4] = 0
    slimmer = reshape.reshaped(wide, replace(SHAPE, expansion=1.5))
    assert slimmer.blocks[0].grow.conv.out_channels == 24
    torch.testing.assert_close(_logits(slimmer), _logits(wide))


def test_units_that_are_always_the_same_leave_their_mean(wide: Reader) -> None:
    for block in wide.blocks:
        if isinstance(block, TemporalBlock):
            block.grow.norm.weight.data[::4] = 0
            block.grow.norm.bias.data[::4] = 0.01
    slimmer = reshape.reshaped(wide, replace(SHAPE, expansion=1.5))
    torch.testing.assert_close(_logits(slimmer), _logits(wide), atol=1e-4, rtol=1e-4)


def test_fewer_blocks_are_the_first_of_their_sort(wide: Reader) -> None:
    assert reshape.kept_blocks("cacacacc", "ccc") == [0, 2, 4]
    with pytest.raises(ValueError, match="do not hold"):
        reshape.kept_blocks("cac", "aa")
    for number in (1, 2):
        block = wide.blocks[number]
        (block.shrink if isinstance(block, TemporalBlock) else block.out).norm.weight.data[:] = 0
        (block.shrink if isinstance(block, TemporalBlock) else block.out).norm.bias.data[:] = 0
    shallow = reshape.reshaped(wide, replace(SHAPE, blocks="c"))
    torch.testing.assert_close(_logits(shallow), _logits(wide))


def test_a_taller_reader_sees_even_rows_alike(wide: Reader) -> None:
    kernel = wide.collapse.conv.weight.data
    kernel[:] = kernel[:, :, :1]
    taller = reshape.reshaped(wide, replace(SHAPE, height=48, top_hat=True))
    assert taller.shape.height == 48 and taller.shape.top_hat
    assert taller.collapse.conv.weight.shape[2] == 6
    rows = torch.rand(2, 8, 1, 16, generator=torch.Generator().manual_seed(8))
    torch.testing.assert_close(
        taller.collapse(rows.expand(-1, -1, 6, -1)), wide.collapse(rows.expand(-1, -1, 5, -1))
    )


def test_a_taller_kernel_keeps_the_order_of_its_rows(wide: Reader) -> None:
    kernel = wide.collapse.conv.weight.data
    kernel[:] = torch.arange(1.0, 6.0)[:, None]
    rows = reshape.reshaped(wide, replace(SHAPE, height=48)).collapse.conv.weight[0, 0, :, 0]
    assert torch.all(rows.diff() > 0)
    torch.testing.assert_close(rows.sum(), kernel[0, 0].sum(), rtol=0.02, atol=0)


def test_other_shapes_are_refused(wide: Reader) -> None:
    with pytest.raises(ValueError, match="only ranks, expansion"):
        reshape.reshaped(wide, replace(SHAPE, width=32))


def test_the_command_writes_a_checkpoint_to_train_on(
    wide: Reader, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    save_half(wide, tmp_path / "wide.pt")
    config = tmp_path / "slim.yaml"
    config.write_text(
        "shape: {stem: [4, 6, 8], ranks: [3, 20], width: 16, blocks: cac, heads: 2, key_width: 8}",
        "utf-8",
    )
    out = tmp_path / "start.pt"
    arguments = ["reshape", "--checkpoint", tmp_path / "wide.pt", "--config", config, "--out", out]
    monkeypatch.setattr("sys.argv", list(map(str, arguments)))
    reshape.main()
    start = load_reader(out)
    assert start.stem4.down.out_channels == 3
    assert float((_logits(start) - _logits(wide)).abs().mean()) < 1
