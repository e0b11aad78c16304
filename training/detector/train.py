"""The training loop: AdamW on a cosine, moving average of weights, checkpoints, curves."""

from __future__ import annotations

import copy
import csv
import math
import os
import time
from pathlib import Path

import torch
from torch import Tensor, nn
from torch.nn.parallel import DistributedDataParallel
from tqdm import tqdm

from training.detector.checkpoint import load_backbone, load_weights, make_model, save_weights
from training.detector.config import DetectorConfig
from training.detector.data import batches
from training.detector.evaluate import evaluate, validation_scenes
from training.detector.losses import BatchTargets, detection_loss
from training.detector.priors import prior_boxes
from training.precision import mixed_precision

SAVE_EVERY_S = 120.0
REPOSITORY = Path(__file__).parent.parent.parent


class Average:
    """Exponential moving average of a model's weights and statistics."""

    def __init__(self, model: nn.Module, decay: float) -> None:
        self.decay, self.steps = decay, 0
        self.model = make_copy(model)

    @torch.no_grad()
    def update(self, model: nn.Module) -> None:
        """Moves a step towards the model; quickly at first."""
        self.steps += 1
        decay = min(self.decay, (1 + self.steps) / (20 + self.steps))
        for mine, new in zip(
            self.model.state_dict().values(), model.state_dict().values(), strict=True
        ):
            if mine.is_floating_point():
                mine.lerp_(new, 1 - decay)
            else:
                mine.copy_(new)


def make_copy(model: nn.Module) -> nn.Module:
    """A frozen deep copy."""
    twin = copy.deepcopy(model)
    for p in twin.parameters():
        p.requires_grad_(False)
    return twin.eval()


def learning_rate(config: DetectorConfig, step: int, progress: float) -> float:
    """Linear warm-up, then a cosine over the run down to 2 %."""
    s = config.schedule
    warm = min(1.0, (step + 1) / max(1, s.warmup_steps))
    return s.learning_rate * warm * (0.02 + 0.98 * 0.5 * (1 + math.cos(math.pi * progress)))


def train(
    config: DetectorConfig,
    folders: dict[str, Path],
    out: Path,
    minutes: float,
    resume: Path | None,
    seed: int,
    most_pictures: float = math.inf,
) -> Path:
    """Trains for so many minutes (the last evaluation included as far as it can be foreseen) or
    pictures, whichever is over first, and gives the path of the best checkpoint by AP50 and
    AP50:95 on all validation sets."""
    rank, world = int(os.environ.get("RANK", 0)), int(os.environ.get("WORLD_SIZE", 1))
    device = (
        torch.device("cuda", int(os.environ.get("LOCAL_RANK", 0)))
        if torch.cuda.is_available()
        else torch.device("cpu")
    )
    if world > 1:
        torch.distributed.init_process_group("nccl" if device.type == "cuda" else "gloo")
    out.mkdir(parents=True, exist_ok=True)
    model = make_model(config).to(device, memory_format=torch.channels_last)
    done = {"steps": 0, "pictures": 0, "minutes": 0.0}
    if resume is not None:
        before = load_weights(model, resume)["done"]
        done.update({key: before[key] for key in done})
    elif config.start is not None:
        load_backbone(model, REPOSITORY / config.start)
    average = Average(model, config.schedule.ema_decay)
    parallel: nn.Module = DistributedDataParallel(model) if world > 1 else model
    decayed = [p for p in model.parameters() if p.ndim > 1]
    plain = [p for p in model.parameters() if p.ndim <= 1]
    optimiser = torch.optim.AdamW(
        [
            {"params": decayed, "weight_decay": config.schedule.weight_decay},
            {"params": plain, "weight_decay": 0.0},
        ],
        lr=config.schedule.learning_rate,
    )
    sets = validation_scenes(config, folders) if rank == 0 else {}
    stream = batches(config, folders, seed + 1000 * rank + done["steps"])
    priors: dict[tuple[int, int], Tensor] = {}
    began_at, seen = time.monotonic(), 0
    bar = tqdm(disable=rank != 0, unit=" pictures", mininterval=10, smoothing=0.05)
    best, evaluation_s = -1.0, min(30.0, 6 * minutes)
    next_evaluation = config.evaluation.every_minutes * 60
    next_save = SAVE_EVERY_S
    step, sums, began = 0, [0.0, 0.0, 0], done["minutes"]
    best_path = out / "best.pt"
    while True:
        spent_s = time.monotonic() - began_at
        finished = minutes * 60 - spent_s < evaluation_s * 1.2 + 5 or seen >= most_pictures
        if rank == 0 and (finished or spent_s > next_evaluation):
            next_evaluation += config.evaluation.every_minutes * 60
            started = time.monotonic()
            done["minutes"] = began + (started - began_at) / 60
            metrics = evaluate(average.model, config, sets, out / f"step-{done['steps']:06d}")
            evaluation_s = time.monotonic() - started
            _note(out / "evaluations.csv", {**done, **metrics})
            quality = sum(v for k, v in metrics.items() if k.endswith((" AP50", " AP50:95")))
            tqdm.write(f"{done['pictures']} pictures, {done['minutes']:.1f} min: {metrics}")
            save_weights(average.model, out / "last.pt", config, {**done, "metrics": metrics})
            if quality >= best:
                best = quality
                save_weights(average.model, best_path, config, {**done, "metrics": metrics})
        if finished:
            break
        images, targets = next(stream)
        size = (images.shape[3], images.shape[2])
        if size not in priors:
            priors[size] = torch.from_numpy(prior_boxes(config.priors, *size)).to(device)
        progress = min(1.0, max(spent_s / max(1e-6, minutes * 60), seen / most_pictures))
        for group in optimiser.param_groups:
            group["lr"] = learning_rate(config, step, progress)
        class_loss, box_loss = _step(
            parallel, optimiser, images, targets.to(device), priors[size], config, device
        )
        average.update(model)
        step += 1
        done["steps"] += 1
        seen += len(images) * world
        done["pictures"] += len(images) * world
        sums = [sums[0] + class_loss, sums[1] + box_loss, sums[2] + 1]
        bar.update(len(images) * world)
        if rank == 0 and time.monotonic() - began_at > next_save:
            next_save += SAVE_EVERY_S
            done["minutes"] = began + (time.monotonic() - began_at) / 60
            save_weights(average.model, out / "last.pt", config, done)
        if step % 50 == 0 and rank == 0:
            row = {
                "step": done["steps"],
                "pictures": done["pictures"],
                "minutes": round((time.monotonic() - began_at) / 60 + began, 2),
                "class_loss": round(sums[0] / sums[2], 4),
                "box_loss": round(sums[1] / sums[2], 4),
                "learning_rate": optimiser.param_groups[0]["lr"],
            }
            _note(out / "curve.csv", row)
            bar.set_postfix(classes=row["class_loss"], boxes=row["box_loss"])
            sums = [0.0, 0.0, 0]
    bar.close()
    if world > 1:
        torch.distributed.destroy_process_group()
    return best_path


def _step(
    model: nn.Module,
    optimiser: torch.optim.Optimizer,
    images: Tensor,
    targets: BatchTargets,
    priors: Tensor,
    config: DetectorConfig,
    device: torch.device,
) -> tuple[float, float]:
    """One optimiser step; gives class and box loss. A step that is not finite is left out."""
    model.train()
    pixels = images.to(device, non_blocking=True).float()
    with mixed_precision(device):
        scores, boxes = model(pixels.contiguous(memory_format=torch.channels_last))
    class_loss, box_loss = detection_loss(
        scores.float(), boxes.float(), priors, targets, config.loss, config.variances
    )
    optimiser.zero_grad(set_to_none=True)
    (class_loss + box_loss).backward()
    norm = nn.utils.clip_grad_norm_(model.parameters(), config.schedule.gradient_clip)
    if torch.isfinite(norm):
        optimiser.step()
    return float(class_loss.detach()), float(box_loss.detach())


def _note(path: Path, row: dict) -> None:
    """Appends a row to a CSV file, with a header if it is new."""
    new = not path.exists()
    with path.open("a", newline="", encoding="utf-8") as file:
        writer = csv.DictWriter(file, list(row))
        if new:
            writer.writeheader()
        writer.writerow(row)
