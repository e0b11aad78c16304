"""Trains the reader for a number of minutes, from nothing or from a checkpoint."""

from __future__ import annotations

import csv
import math
import os
import signal
import time
from dataclasses import dataclass, field
from pathlib import Path

import torch
import yaml
from torch import nn
from torch.nn import functional as F  # noqa: N812

from training.ink.line import LONE_SHARE
from training.precision import mixed_precision
from training.reader.batches import SMALL_SHARE, Batch, Folders, LineBatches, loader
from training.reader.checkpoint import load_reader, widened
from training.reader.evaluate import evaluate, module_logits
from training.reader.model import BLANK, Reader, ReaderShape, gigaflops, parameters
from training.reader.muon import Muon, split_weights
from training.reader.validation import Example, SetName, available, examples


@dataclass(frozen=True)
class TrainingPlan:
    """What a configuration file may set.

    Args:
        columns: pixel columns of all a batch's lines together.
        warm_up: share of the budget spent on one or two clean words at a time.
        decay_from: share of the budget after which the learning rates fall in a line towards 0.
        teacher: checkpoint of a reader whose frames are learnt beside the texts (Hinton et al.
            2015), where there is one.
        distilled: weight of the teacher's frames.
        lone: share of pen-stroke lines of one character.
        numbers: share of pen-stroke lines of one number, a price or a date.
        marked: share of lines of written words that get points, commas and quotes of our own.
        notation: share of pen-stroke lines that are words among the signs of programs and lists.
        small: share of lines from far away.
        scanned: share of real lines of paper, where a folder of them is given.
    """

    shape: ReaderShape = field(default_factory=ReaderShape)
    columns: int = 9000
    muon_rate: float = 0.02
    adam_rate: float = 2e-3
    weight_decay: float = 0.01
    clip: float = 5.0
    teacher: str | None = None
    distilled: float = 0.5
    lone: float = LONE_SHARE
    numbers: float = 0.0
    marked: float = 0.0
    notation: float = 0.0
    small: float = SMALL_SHARE
    scanned: float = 0.0
    ema: float = 0.998
    warm_up: float = 0.04
    decay_from: float = 0.45
    workers: int = 2
    threads: int = 2
    seed: int = 1
    evaluate_every_s: float = 420.0
    checkpoint_every_s: float = 180.0
    evaluation_lines: int = 200
    log_every_s: float = 20.0


def load_plan(path: Path) -> TrainingPlan:
    """Reads a configuration: the fields of `TrainingPlan`, and of `ReaderShape` under `shape`."""
    values = yaml.safe_load(path.read_text(encoding="utf-8")) or {}
    shape = ReaderShape(**values.pop("shape", {}))
    return TrainingPlan(shape=shape, **values)


def rate_factor(progress: float, decay_from: float) -> float:
    """Trapezoid: up in the first 1 %, level, then in a line down to 2 % at the end."""
    rise = min(1.0, progress / 0.01 + 0.02)
    if progress <= decay_from:
        return rise
    return max(0.02, (1 - progress) / (1 - decay_from))


class Trainer:
    """One run: model, its moving average, optimisers, curves."""

    def __init__(
        self,
        plan: TrainingPlan,
        folders: Folders,
        out: Path,
        minutes: float,
        most_lines: float = math.inf,
    ) -> None:
        self.plan, self.folders, self.out = plan, folders, out
        self.budget_s, self.most_lines = minutes * 60, most_lines
        self.device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
        if self.device.type == "cpu":
            torch.set_num_threads(plan.threads)
        torch.manual_seed(plan.seed)
        layout = torch.channels_last
        self.model = Reader(plan.shape).to(self.device).to(memory_format=layout)
        self.average = Reader(plan.shape).to(self.device).to(memory_format=layout).eval()
        self.average.load_state_dict(self.model.state_dict())
        matrices, rest = split_weights(self.model)
        self.muon = Muon(matrices, plan.muon_rate, weight_decay=plan.weight_decay)
        self.adam = torch.optim.AdamW(rest, plan.adam_rate, (0.9, 0.98), weight_decay=0.0)
        self.teacher = self._load_teacher(plan.teacher)
        self.step = 0
        self.lines = 0
        self.spent_s = 0.0
        self._stopping = False
        out.mkdir(parents=True, exist_ok=True)

    # Checkpoints

    def save(self, path: Path) -> None:
        """Writes everything a later run goes on from; replaced in one move."""
        state = {
            "shape": self.plan.shape.to_dict(),
            "model": self.model.state_dict(),
            "average": self.average.state_dict(),
            "muon": self.muon.state_dict(),
            "adam": self.adam.state_dict(),
            "step": self.step,
            "lines": self.lines,
            "spent_s": self.spent_s,
        }
        part = path.with_suffix(".part")
        torch.save(state, part)
        os.replace(part, path)

    def resume(self, path: Path, *, weights_only: bool = False) -> None:
        """Goes on from a checkpoint, or from its averaged weights alone if it holds no more; the
        weights of a network that reads fewer characters are widened."""
        state = torch.load(path, map_location=self.device, weights_only=True)
        known = load_reader(path)
        if known.shape.characters < self.plan.shape.characters:
            known = widened(known, self.plan.shape.characters)
            weights_only = True
        average = known.state_dict()
        self.average.load_state_dict(average)
        if "model" not in state or weights_only:
            self.model.load_state_dict(average)
            return
        self.model.load_state_dict(state["model"])
        self.muon.load_state_dict(state["muon"])
        self.adam.load_state_dict(state["adam"])
        self.step, self.lines, self.spent_s = state["step"], state["lines"], state["spent_s"]

    def _load_teacher(self, checkpoint: str | None) -> Reader | None:
        if checkpoint is None:
            return None
        teacher = load_reader(Path(checkpoint)).to(self.device)
        if not teacher.shape.reads_like(self.plan.shape):
            raise ValueError("the teacher takes lines of another height or normalisation")
        return teacher.to(memory_format=torch.channels_last)

    # Training

    def _stop(self, *_: object) -> None:
        """On SIGTERM: the step under way is finished and everything saved."""
        self._stopping = True

    def _update_average(self) -> None:
        keep = min(self.plan.ema, (1 + self.step) / (10 + self.step))
        with torch.no_grad():
            ours, theirs = self.average.state_dict(), self.model.state_dict()
            floating = [k for k, v in ours.items() if v.is_floating_point()]
            torch._foreach_lerp_(
                [ours[k] for k in floating], [theirs[k] for k in floating], 1 - keep
            )

    def _progress(self) -> float:
        """The share of the budget that is used up: of time or of lines, whichever is more."""
        return max(self.spent_s / self.budget_s, self.lines / self.most_lines)

    def _train_step(self, batch: Batch, factor: float) -> float:
        images = batch.images.to(self.device, non_blocking=True).float().div_(255)
        images = images.contiguous(memory_format=torch.channels_last)
        self.model.train()
        with mixed_precision(self.device):
            logits = self.model(images)
        log_probabilities = F.log_softmax(logits.float(), dim=-1).transpose(0, 1)
        frames = torch.full((images.shape[0],), logits.shape[1], dtype=torch.int32)
        loss = (
            F.ctc_loss(log_probabilities, batch.targets, frames, batch.lengths, BLANK, "sum", True)
            / batch.lengths.sum()
        )
        if self.teacher is not None:
            with torch.no_grad(), mixed_precision(self.device):
                taught = self.teacher(images)
            taught = taught.float().log_softmax(-1).transpose(0, 1)
            apart = F.kl_div(log_probabilities, taught, reduction="sum", log_target=True)
            loss = loss + self.plan.distilled * apart / batch.lengths.sum()
        loss.backward()
        nn.utils.clip_grad_norm_(self.model.parameters(), self.plan.clip)
        for optimiser, rate in ((self.muon, self.plan.muon_rate), (self.adam, self.plan.adam_rate)):
            for group in optimiser.param_groups:
                group["lr"] = rate * factor
            optimiser.step()
            optimiser.zero_grad(set_to_none=True)
        return float(loss.detach())

    def run(self) -> None:
        """Trains until the budget is used up or SIGTERM; saves `last.pt` and evaluates."""
        plan = self.plan
        signal.signal(signal.SIGTERM, self._stop)
        sets: dict[SetName, list[Example]] = {}
        dataset = LineBatches(
            self.folders,
            plan.columns,
            plan.warm_up,
            plan.seed + self.step,
            plan.shape,
            plan.lone,
            plan.small,
            plan.scanned,
            plan.numbers,
            plan.marked,
            plan.notation,
        )
        dataset.progress.value = self._progress()
        shape = f"{parameters(self.model):,} parameters, {gigaflops(plan.shape):.2f} GFLOP a line"
        print(f"{self.device}: {shape} of {plan.shape.height}×288", flush=True)
        curve = self.out / "training.csv"
        fresh = not curve.exists()
        started = time.monotonic() - self.spent_s
        evaluated = saved = time.monotonic()
        told, losses, told_lines = time.monotonic(), [], self.lines
        with curve.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            if fresh:
                writer.writerow(["seconds", "step", "lines", "loss", "lines_per_s", "rate"])
            for batch in loader(dataset, plan.workers):
                self.spent_s = time.monotonic() - started
                progress = self._progress()
                if progress >= 1 or self._stopping:
                    break
                dataset.progress.value = progress
                factor = rate_factor(progress, plan.decay_from)
                losses.append(self._train_step(batch, factor))
                self.step += 1
                self.lines += len(batch.lengths)
                self._update_average()
                now = time.monotonic()
                if now - told > plan.log_every_s:
                    speed = (self.lines - told_lines) / (now - told)
                    mean = sum(losses) / len(losses)
                    row = [round(self.spent_s), self.step, self.lines, f"{mean:.4f}"]
                    writer.writerow([*row, f"{speed:.0f}", f"{factor:.3f}"])
                    file.flush()
                    print(
                        f"{self.spent_s / 60:6.1f} min  step {self.step}  lines {self.lines}  "
                        f"loss {mean:.3f}  {speed:.0f} lines/s",
                        flush=True,
                    )
                    told, losses, told_lines = now, [], self.lines
                if now - saved > plan.checkpoint_every_s:
                    self.save(self.out / "last.pt")
                    saved = time.monotonic()
                if now - evaluated > plan.evaluate_every_s:
                    self._evaluate(sets)
                    evaluated = time.monotonic()
        self.save(self.out / "last.pt")
        if not self._stopping:
            self._evaluate(sets)

    def _evaluate(self, sets: dict[SetName, list[Example]]) -> None:
        """Appends greedy error rates of the averaged weights to `validation.csv`."""
        names = available(self.folders)
        for name in names:
            if name not in sets:
                sets[name] = examples(name, self.folders, self.plan.evaluation_lines)
        run = module_logits(self.average)
        shape = self.plan.shape
        scores = {name: evaluate(run, sets[name], shape) for name in names if sets[name]}
        print("  CER % " + "  ".join(f"{n} {s:.1f}" for n, s in scores.items()), flush=True)
        path = self.out / "validation.csv"
        fresh = not path.exists()
        with path.open("a", encoding="utf-8", newline="") as file:
            writer = csv.writer(file)
            if fresh:
                writer.writerow(["seconds", "step", "lines", *scores])
            values = [f"{score:.2f}" for score in scores.values()]
            writer.writerow([round(self.spent_s), self.step, self.lines, *values])
