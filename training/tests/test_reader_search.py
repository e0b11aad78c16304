"""The search over networks: candidates, equal budgets, the table; and learning from a teacher."""

from __future__ import annotations

import json
from dataclasses import replace
from pathlib import Path

import pytest
import torch

from training.reader.batches import Folders
from training.reader.checkpoint import save_half
from training.reader.model import Reader, ReaderShape
from training.reader.search import Finding, load_candidates, table, try_out
from training.reader.train import Trainer, TrainingPlan
from training.tests.ink_pack import write_packs

PLAN = TrainingPlan(
    shape=ReaderShape(stem=[4, 8, 16], width=24, blocks="c"),
    columns=600,
    workers=0,
    threads=1,
    warm_up=0.0,
)


def test_the_candidates_of_the_documented_search() -> None:
    path = Path(__file__).parents[1] / "configs" / "reader-search.yaml"
    candidates = load_candidates(path)
    assert candidates["shipped"].shape == replace(
        candidates["48 high"].shape, height=candidates["shipped"].shape.height
    )
    assert candidates["48 high"].shape.height == 48
    assert candidates["convolutions alone"].shape.blocks.count("a") == 0
    assert candidates["shipped, distilled"].teacher == "training/checkpoints/reader.pt"
    assert len({plan.columns for plan in candidates.values()}) == 1


def test_a_field_that_is_not_there_is_an_error(tmp_path: Path) -> None:
    path = tmp_path / "search.yaml"
    path.write_text("candidates:\n  odd: { hieght: 48 }\n", "utf-8")
    with pytest.raises(TypeError, match="hieght"):
        load_candidates(path)


def test_every_candidate_gets_as_many_lines(tmp_path: Path) -> None:
    folders = Folders(write_packs(tmp_path), None, None)
    findings = [
        try_out(name, replace(PLAN, shape=shape), folders, tmp_path / name, 150, 4)
        for name, shape in (
            ("low", replace(PLAN.shape, height=32)),
            ("flat", replace(PLAN.shape, top_hat=True)),
        )
    ]
    for found in findings:
        assert 150 <= found.lines < 250
        assert found.cpu_minutes > 0
        assert set(found.error_rates) >= {"unipen-words", "unipen-lines-harsh"}
    assert findings[0].gigaflops < findings[1].gigaflops
    assert Finding(**json.loads(json.dumps(findings[0].__dict__))) == findings[0]
    rows = table(findings).splitlines()
    assert len(rows) == 4
    assert rows[2].startswith("| low | ") and rows[0].count("|") == rows[2].count("|")


def test_a_teachers_frames_draw_the_pupils_to_them(tmp_path: Path) -> None:
    folders = Folders(write_packs(tmp_path), None, None)
    torch.manual_seed(3)
    teacher = Reader(PLAN.shape).eval()
    with torch.no_grad():
        teacher.head.bias[7] += 20
    save_half(teacher, tmp_path / "teacher.pt")
    shares = []
    for weight in (0.0, 30.0):
        plan = replace(PLAN, teacher=str(tmp_path / "teacher.pt"), distilled=weight)
        trainer = Trainer(plan, folders, tmp_path / f"run-{weight}", float("inf"), 400)
        trainer.run()
        with torch.no_grad():
            logits = trainer.model.eval()(torch.zeros(1, 1, 40, 64))
        shares.append(float(logits.softmax(-1)[..., 7].mean()))
    assert shares[1] > 0.2 > 4 * shares[0]


def test_a_teacher_has_to_take_the_same_pictures(tmp_path: Path) -> None:
    save_half(Reader(replace(PLAN.shape, height=48)), tmp_path / "tall.pt")
    plan = replace(PLAN, teacher=str(tmp_path / "tall.pt"))
    with pytest.raises(ValueError, match="height"):
        Trainer(plan, Folders(None, None, None), tmp_path / "run", 1)
