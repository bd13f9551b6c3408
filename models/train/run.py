"""Everything from nothing: generate, prepare, train, evaluate, export. Steps that are done already are skipped.

    python run.py --work DIR [--seed 1] [--count 6000] [--validation 1000] [--minutes 90] [--size standard]

Validation scans come from another seed and from the shapes that training never draws. Stop it when you like: the same command goes on where it was.
"""

import argparse
import subprocess
import sys
from pathlib import Path

HERE = Path(__file__).resolve().parent
ROOT = HERE.parent.parent


def step(*command):
    print("+", *command, flush=True)
    subprocess.run([str(part) for part in command], check=True, cwd=ROOT)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--work", type=Path, required=True, help="folder for scans and the run; not the repository")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--count", type=int, default=5000, help="training scenes of each of two sets, and half as many of a third")
    parser.add_argument("--validation", type=int, default=1000)
    parser.add_argument("--minutes", type=float, default=90)
    parser.add_argument("--size", choices=("small", "standard"), default="standard")
    parser.add_argument("--name", default="parcel-standard")
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--models", type=Path, default=HERE.parent, help="where the model is written")
    args = parser.parse_args()
    work, python = args.work.resolve(), sys.executable

    # From easy to hard: many threats among few goods, then fewer among more, then parcels as they come.
    sets = {
        "dense": ("--seed", args.seed + 10, "--count", args.count, "--looks", 2, "--threats", 3, 8, "--goods", 0.35,
                  "--threat-share", 0.96, "--long-side", 400, 600, "--margin", 0.06),
        "middle": ("--seed", args.seed + 11, "--count", args.count // 2, "--looks", 2, "--threats", 1, 5, "--goods", 0.8,
                   "--threat-share", 0.8, "--long-side", 440, 760, "--margin", 0.04),
        "training": ("--seed", args.seed, "--count", args.count, "--looks", 2),
        "validation": ("--seed", args.seed + 900_000, "--count", args.validation, "--split", "held-out"),
    }  # fmt: skip
    lessons = [work / name for name in sets if name != "validation"]
    for name, options in sets.items():
        if not (work / name / "truth.json").exists():
            step("cargo", "run", "--release", "-p", "datasets-synthetic", "--bin", "screening-synth", "--",
                 *options, "--no-pairs", "--out", work / name)  # fmt: skip
    step(python, HERE / "data.py", *lessons, work / "validation")
    run = work / f"run-{args.size}"
    step(python, HERE / "train.py", "--data", *lessons, "--out", run, "--minutes", args.minutes,
         "--size", args.size, "--seed", args.seed, "--resume")  # fmt: skip
    step(python, HERE / "evaluate.py", "--run", run, "--data", work / "validation", "--orientations", 4,
         "--sides", 640, 512, 416)  # fmt: skip
    step(python, HERE / "export.py", "--run", run, "--name", args.name, "--version", args.version,
         "--models", args.models.resolve())  # fmt: skip


if __name__ == "__main__":
    main()
