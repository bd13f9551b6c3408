"""Makes a training set of the pictures without a threat that a detector takes for threats most (mined negatives).

    python mine.py --run RUN --benign BENIGN --threats SET --keep 1500 --out MINED

BENIGN is a set that screening-synth wrote with `--threat-share 0`. MINED/truth.json names the pictures of SET that have a
threat, and the --keep worst of BENIGN in place of those of SET that have none; pictures stay where they are. Each class
counts by how rare its score is among the benign pictures, so that one loud class does not fill the set.
"""

import argparse
import json
import os
from pathlib import Path

import numpy as np
import torch

from data import SIDE, Scans
from detect import Runner, load
from evaluate import detect_all
from taxonomy import CLASSES


def best_scores(found: list[np.ndarray]) -> np.ndarray:
    """The best score of each class in each picture, [pictures, classes]."""
    best = np.zeros((len(found), len(CLASSES)))
    for row, detections in zip(best, found):
        np.maximum.at(row, detections[:, 5].astype(int), detections[:, 4])
    return best


def worst(best: np.ndarray, keep: int) -> np.ndarray:
    """Numbers of the `keep` pictures that rank highest in any class."""
    rank = (-best).argsort(0, kind="stable").argsort(0, kind="stable")
    return np.sort(rank.min(1).argsort(kind="stable")[:keep])


def located(folder: Path, image: dict, out: Path) -> str:
    """The picture's name as seen from `out`."""
    path = folder / image["file_name"]
    return os.path.relpath(path if path.exists() else folder / "colour" / image["file_name"], out)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--benign", type=Path, required=True)
    parser.add_argument("--threats", type=Path, required=True)
    parser.add_argument("--keep", type=int, required=True)
    parser.add_argument("--side", type=int, default=512, help="input size of the net here")
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    found = detect_all(Runner(load(args.run / "last.pt"), args.side, args.bf16), Scans([args.benign], SIDE), None)
    best = best_scores(found)
    taken = worst(best, args.keep)
    args.out.mkdir(parents=True, exist_ok=True)
    threats = json.loads((args.threats / "truth.json").read_text())
    benign = json.loads((args.benign / "truth.json").read_text())["images"]
    shown = {a["image_id"] for a in threats["annotations"]}
    images = [i | {"file_name": located(args.threats, i, args.out)} for i in threats["images"] if i["id"] in shown]
    start = 1 + max(i["id"] for i in threats["images"])
    images += [
        benign[k] | {"id": start + n, "file_name": located(args.benign, benign[k], args.out)} for n, k in enumerate(taken)
    ]
    truth = threats | {"images": images}
    (args.out / "truth.json").write_text(json.dumps(truth))
    of_kept, of_all = np.median(best[taken].max(1)), np.median(best.max(1))
    print(f"{len(taken)} of {len(best)} pictures kept; median of their best scores {of_kept:.3f}, of all {of_all:.3f}")


if __name__ == "__main__":
    main()
