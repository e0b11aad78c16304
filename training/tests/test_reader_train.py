"""A short training on made-up strokes: it learns, saves, resumes and stops after its lines."""

from __future__ import annotations

import csv
import math
from dataclasses import replace
from pathlib import Path
from statistics import mean

import pytest
import torch

from training.ink.alphabet import ALPHABET, ENGLISH
from training.reader.batches import Folders
from training.reader.checkpoint import UNSEEN, load_reader, save_half
from training.reader.model import ReaderShape
from training.reader.train import Trainer, TrainingPlan, load_plan, rate_factor
from training.tests.ink_pack import write_packs

PLAN = TrainingPlan(
    shape=ReaderShape(stem=[4, 8, 16], width=24, blocks="ca", heads=2, key_width=8),
    columns=600,
    workers=0,
    threads=1,
    warm_up=0.0,
    evaluation_lines=8,
    log_every_s=0.0,
)


def losses(folder: Path) -> list[float]:
    with (folder / "training.csv").open(encoding="utf-8") as file:
        return [float(row["loss"]) for row in csv.DictReader(file)]


def test_training_learns_saves_and_resumes(tmp_path: Path) -> None:
    folders = Folders(write_packs(tmp_path), None, None)
    out = tmp_path / "run"
    Trainer(PLAN, folders, out, minutes=math.inf, most_lines=400).run()
    curve = losses(out)
    saved = torch.load(out / "last.pt", weights_only=True)
    assert saved["step"] == len(curve) > 20 and 400 <= saved["lines"] < 450
    assert mean(curve[-20:]) < 0.7 * mean(curve[:20])

    again = Trainer(PLAN, folders, out, minutes=math.inf, most_lines=saved["lines"] + 60)
    again.resume(out / "last.pt")
    assert again.step == saved["step"]
    momentum = next(iter(again.muon.state.values()))["momentum"]
    assert float(momentum.abs().sum()) > 0
    again.run()
    assert again.step > saved["step"]
    with (out / "validation.csv").open(encoding="utf-8") as file:
        rows = list(csv.DictReader(file))
    assert len(rows) == 2
    assert float(rows[1]["unipen-words"]) <= 120


def test_a_half_precision_checkpoint_starts_a_new_run(tmp_path: Path) -> None:
    folders = Folders(write_packs(tmp_path), None, None)
    first = Trainer(PLAN, folders, tmp_path / "a", minutes=1)
    weights = {
        k: v.half() if v.is_floating_point() else v for k, v in first.average.state_dict().items()
    }
    torch.save({"shape": PLAN.shape.to_dict(), "average": weights}, tmp_path / "half.pt")
    second = Trainer(PLAN, folders, tmp_path / "b", minutes=1)
    second.resume(tmp_path / "half.pt")
    for name, value in second.model.state_dict().items():
        if value.is_floating_point():
            torch.testing.assert_close(value, weights[name].float())


def test_a_net_of_fewer_characters_is_widened_at_the_start(tmp_path: Path) -> None:
    folders = Folders(write_packs(tmp_path), None, None)
    few = replace(PLAN, shape=replace(PLAN.shape, characters=len(ENGLISH)))
    narrow = Trainer(few, folders, tmp_path / "a", minutes=1).average
    save_half(narrow, tmp_path / "few.pt")
    wide = Trainer(PLAN, folders, tmp_path / "b", minutes=1)
    wide.resume(tmp_path / "few.pt")
    assert load_reader(tmp_path / "few.pt").shape.characters == len(ENGLISH)
    picture = torch.rand(1, 1, 40, 64)
    with torch.no_grad():
        before, after = narrow.eval()(picture), wide.average.eval()(picture)
    known = len(ENGLISH) + 1
    torch.testing.assert_close(after[..., :known], before, atol=0.05, rtol=0.05)
    plain, accented = ALPHABET.index("e") + 1, ALPHABET.index("é") + 1
    torch.testing.assert_close(after[..., accented], after[..., plain] + UNSEEN)


def test_rates_rise_stay_and_fall() -> None:
    assert rate_factor(0.0, 0.5) < 0.1
    assert rate_factor(0.3, 0.5) == pytest.approx(1.0)
    assert rate_factor(0.75, 0.5) == pytest.approx(0.5)
    assert rate_factor(1.0, 0.5) == pytest.approx(0.02)


def test_the_shipped_configuration_is_read() -> None:
    plan = load_plan(Path(__file__).parents[1] / "configs" / "reader.yaml")
    assert plan.shape.blocks == "cacacacc"
    with pytest.raises(TypeError):
        TrainingPlan(**{"colums": 3})


@pytest.mark.parametrize("name", ["reader", "latin-reader", "character-reader"])
def test_the_shipped_plans_make_the_shipped_nets(name: str) -> None:
    folder = Path(__file__).parents[1]
    plan = load_plan(folder / "configs" / f"{name}.yaml")
    shipped = load_reader(folder / "checkpoints" / f"{name}.pt")
    assert plan.shape.to_dict() == shipped.shape.to_dict()
