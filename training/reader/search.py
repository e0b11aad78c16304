"""`python -m training.reader.search`: networks compared by short trainings of equal budget.

Every candidate starts from nothing and sees the same lines in the same order; what is told apart is
what a network makes of them. Candidates already in `--out` are not trained again, so that a search
may be stopped and gone on with. Prints a Markdown table.
"""

from __future__ import annotations

import argparse
import json
import time
from dataclasses import asdict, dataclass, fields, replace
from pathlib import Path

import torch
import yaml

from training.ink.normalise import HEIGHT
from training.reader.batches import Folders, add_folder_options
from training.reader.evaluate import evaluate, module_logits
from training.reader.model import ReaderShape, gigaflops, parameters
from training.reader.train import Trainer, TrainingPlan
from training.reader.validation import available, examples


@dataclass(frozen=True)
class Finding:
    """What one candidate cost and how it reads; error rates are greedy and in percent."""

    name: str
    parameters: int
    gigaflops: float
    cpu_minutes: float
    lines: int
    error_rates: dict[str, float]


def load_candidates(path: Path) -> dict[str, TrainingPlan]:
    """A file's candidates by name: its `shape` and plan, with each one's changes.

    Raises:
        TypeError: for a field that shapes or plans do not have.
        KeyError: when there are no candidates.
    """
    values = yaml.safe_load(path.read_text(encoding="utf-8"))
    candidates = values.pop("candidates")
    shape = ReaderShape(**values.pop("shape", {}))
    plan = TrainingPlan(**values)
    sizes = {field.name for field in fields(ReaderShape)}
    found = {}
    for name, changes in candidates.items():
        own = replace(shape, **{key: changes[key] for key in changes if key in sizes})
        others = {key: changes[key] for key in changes if key not in sizes}
        found[name] = replace(plan, shape=own, **others)
    return found


def try_out(
    name: str, plan: TrainingPlan, folders: Folders, out: Path, lines: int, count: int
) -> Finding:
    """Trains one candidate for so many lines and reads `count` examples of every validation set."""
    started = time.process_time()
    trainer = Trainer(plan, folders, out, minutes=float("inf"), most_lines=lines)
    trainer.run()
    spent = time.process_time() - started
    run = module_logits(trainer.average)
    rates = {
        name: evaluate(run, examples(name, folders, count), plan.shape)
        for name in available(folders)
    }
    flops = gigaflops(plan.shape, round(288 * plan.shape.height / HEIGHT / 8) * 8)
    return Finding(name, parameters(trainer.model), flops, spent / 60, trainer.lines, rates)


def table(findings: list[Finding]) -> str:
    """A Markdown table, one row a candidate."""
    if not findings:
        return ""
    sets = list(findings[0].error_rates)
    head = ["network", "parameters", "GFLOP", "minutes", *sets]
    rows = [head, ["---"] * len(head)]
    for found in findings:
        costs = [f"{found.parameters:,}", f"{found.gigaflops:.2f}", f"{found.cpu_minutes:.1f}"]
        rows.append([found.name, *costs, *(f"{found.error_rates[name]:.1f}" for name in sets)])
    return "\n".join("| " + " | ".join(row) + " |" for row in rows)


def main() -> None:
    """Parses the command line, trains what is missing, prints the table."""
    parser = argparse.ArgumentParser(prog="python -m training.reader.search", description=__doc__)
    parser.add_argument("--config", type=Path, required=True)
    add_folder_options(parser)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--lines", type=int, required=True, help="each candidate's budget")
    parser.add_argument("--count", type=int, default=300, help="validation examples of each set")
    options = parser.parse_args()
    folders = Folders(options.strokes, options.fonts, options.text)
    findings = []
    for number, (name, plan) in enumerate(load_candidates(options.config).items()):
        out = options.out / f"{number:02d}-{name.replace(' ', '-').replace(',', '')}"
        kept = out / "finding.json"
        if kept.exists():
            findings.append(Finding(**json.loads(kept.read_text(encoding="utf-8"))))
            continue
        torch.manual_seed(plan.seed)
        print(f"{name}: {plan.shape.to_dict()}", flush=True)
        finding = try_out(name, plan, folders, out, options.lines, options.count)
        kept.write_text(json.dumps(asdict(finding), indent=2) + "\n", encoding="utf-8")
        findings.append(finding)
        print(table(findings), flush=True)
    print(table(findings))


if __name__ == "__main__":
    main()
