"""Measures a run on a validation set, calibrates its scores and sets its thresholds.

    python evaluate.py --run RUN --data VALIDATION [--benign DIR] [--sides 640 512 416] [--orientations 4]
    python evaluate.py --run RUN --onnx ../parcel-standard.onnx --data VALIDATION    # an exported file, of one size

Writes RUN/metrics.json, which export.py puts into the manifest and the card. The first side is the deployed one: its
scores give the calibration and the thresholds; the others are for comparison.
"""

import argparse
import json
import os
from pathlib import Path

import numpy as np
import torch
from tqdm import tqdm

import metrics
from data import SIDE, Scans
from detect import OnnxRunner, Runner, Searcher, load, suppress
from taxonomy import CLASSES, GROUPS

SHARES = (0.01, 0.05, 0.10)
CALIBRATED_FROM = 0.05  # weaker detections are so many that they alone would set the temperature


def detect_all(runner: Searcher, scans: Scans, most: int | None) -> list[np.ndarray]:
    count = min(len(scans), most or len(scans))
    found = []
    for start in tqdm(range(0, count, 8), desc=f"at {runner.side}", mininterval=5):
        found += runner([scans.picture(i) for i in range(start, min(start + 8, count))])
    return found


def measure(found, scans: Scans, members, limit: float = 0.5) -> dict:
    """AP, and recall of pictures at 5 % false alarms, of the classes `members` taken as one."""
    hits, scores, positives = [], [], 0
    best, threat, benign = [], [], []
    sizes, caught = [], []
    for i, rows in enumerate(found):
        rows = rows[np.isin(rows[:, 5], members)]
        rows = rows[suppress(rows[:, :4], rows[:, 4], np.zeros(len(rows)))]
        labels, boxes = scans.labels[i], scans.boxes[i]
        truth = boxes[np.isin(labels, members)]
        out, order = metrics.match(rows[:, :4], rows[:, 4], truth, boxes[labels == -1], limit)
        counted = out >= 0
        hits.append(out[counted])
        scores.append(rows[order, 4][counted])
        positives += len(truth)
        best.append(rows[:, 4].max(initial=0))
        threat.append(len(truth) > 0)
        benign.append(len(labels) == 0)
        if len(truth):
            reach = metrics.overlaps(truth, rows[:, :4]) >= limit
            caught += np.where(reach, rows[:, 4], 0).max(1, initial=0).tolist()
            sizes += np.sqrt((truth[:, 2:] - truth[:, :2]).prod(1)).tolist()
    hits, scores = np.concatenate(hits), np.concatenate(scores)
    best, threat, benign = np.array(best), np.array(threat), np.array(benign)
    limit_at_5 = metrics.score_at(best[benign], 0.05)
    caught, sizes = np.array(caught), np.array(sizes)
    result = {
        "objects": positives,
        "pictures": int(threat.sum()),
        "ap50": metrics.average_precision(hits, scores, positives),
        "picture_recall_at_5": float((best[threat] > limit_at_5).mean()) if threat.any() else float("nan"),
        "object_recall_at_5": float((caught > limit_at_5).mean()) if positives else float("nan"),
    }
    if positives >= 40:
        edges = np.quantile(sizes, (0, 0.25, 0.5, 0.75, 1))
        result["recall_by_size"] = [
            {"from_px": round(float(a)), "to_px": round(float(b)),
             "recall": round(float((caught[(sizes >= a) & (sizes <= b)] > limit_at_5).mean()), 4)}
            for a, b in zip(edges[:-1], edges[1:])
        ]  # fmt: skip
    return result


def halves(names: list[str]) -> np.ndarray:
    """True for the half of the pictures that calibration is fitted on; all looks of one scene are in the same half."""
    scenes: dict[str, int] = {}
    numbers = [scenes.setdefault(name.rsplit(".", 1)[0].rsplit("_", 1)[0], len(scenes)) for name in names]
    return np.array(numbers) % 2 == 0


def calibrate(found, scans: Scans) -> dict:
    """Temperature over all classes, fitted on one half of the pictures; how far scores are from shares of hits before and
    after it, on the other half."""
    first = halves(scans.names[: len(found)])
    scores, hits, kinds, taught = [np.zeros(0)], [np.zeros(0, bool)], [np.zeros(0, int)], [np.zeros(0, bool)]
    for i, rows in enumerate(found):
        labels, boxes = scans.labels[i], scans.boxes[i]
        for kind in np.unique(rows[:, 5]):
            mine = rows[(rows[:, 5] == kind) & (rows[:, 4] > CALIBRATED_FROM)]
            out, order = metrics.match(mine[:, :4], mine[:, 4], boxes[labels == kind], boxes[labels == -1], 0.5)
            counted = out >= 0
            scores.append(mine[order, 4][counted])
            hits.append(out[counted] > 0)
            kinds.append(np.full(counted.sum(), int(kind)))
            taught.append(np.full(counted.sum(), first[i]))
    scores, hits, kinds, taught = (np.concatenate(part) for part in (scores, hits, kinds, taught))
    judged = ~taught
    heat = metrics.temperature(scores[taught], hits[taught])
    result = {
        "temperature": heat,
        "fitted_on": int(first.sum()),
        "measured_on": int((~first).sum()),
        "ece_before": metrics.calibration_error(scores[judged], hits[judged]),
        "ece_after": metrics.calibration_error(metrics.soften(scores[judged], heat), hits[judged]),
        "groups": {},
    }
    for name, members in GROUPS.items():
        mine = np.isin(kinds, members)
        result["groups"][name] = {
            "own_temperature": metrics.temperature(scores[mine & taught], hits[mine & taught]),
            "ece_after": metrics.calibration_error(metrics.soften(scores[mine & judged], heat), hits[mine & judged]),
        }
    return result


def operating(found, labels: list[np.ndarray], names: list[str], heat: float) -> dict:
    """Thresholds a class (on calibrated scores) at 1, 5 and 10 % of benign pictures with an alarm, and what they catch.
    The forecast is the rate of thresholds set on one half of the benign pictures, measured on the other."""
    best = np.zeros((len(found), len(CLASSES)))
    for i, rows in enumerate(found):
        np.maximum.at(best[i], rows[:, 5].astype(int), metrics.soften(rows[:, 4], heat))
    benign = np.array([len(l) == 0 for l in labels])
    first = halves(names)
    taught, judged = benign & first, benign & ~first
    result = {"benign_pictures": int(benign.sum())}
    for share in SHARES:
        limits = metrics.thresholds(best[benign], share) if benign.any() else np.full(len(CLASSES), 0.5)
        alarm = (best > limits).any(1)
        recall = {
            name: float(alarm[[np.isin(l, members).any() for l in labels]].mean())
            for name, members in GROUPS.items()
            if any(np.isin(l, members).any() for l in labels)
        }
        result[f"at_{round(100 * share)}"] = {
            "thresholds": [round(float(v), 4) for v in limits],
            "false_alarms": float(alarm[benign].mean()) if benign.any() else float("nan"),
            "forecast": metrics.forecast(best[taught], best[judged], share),
            "picture_recall": recall,
        }
    return result


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--benign", type=Path, help="more scans without a threat, for the thresholds alone")
    parser.add_argument("--onnx", type=Path, help="measure this file instead of RUN/last.pt")
    parser.add_argument("--orientations", type=int, choices=(1, 2, 4, 8), default=1, help="averaged, see orientation.py")
    parser.add_argument("--sides", type=int, nargs="+", default=[640])
    parser.add_argument("--cache-side", type=int, default=SIDE)
    parser.add_argument("--limit", type=int, help="at most so many pictures")
    parser.add_argument("--bf16", action="store_true", help="faster, and a check of what bf16 costs")
    args = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    args.run.mkdir(exist_ok=True)
    scans = Scans(args.data, args.cache_side)
    model = None if args.onnx else load(args.run / "last.pt")
    result = {"data": [folder.name for folder in args.data], "orientations": args.orientations, "sides": {}}
    for side in args.sides:
        if model is None:
            runner = OnnxRunner(args.onnx, side, args.orientations)
        else:
            runner = Runner(model, side, args.bf16, args.orientations)
        found = detect_all(runner, scans, args.limit)
        scores = {"groups": {}, "classes": {}}
        for name, members in GROUPS.items():
            scores["groups"][name] = measure(found, scans, list(members))
        for kind, name in enumerate(CLASSES):
            scores["classes"][name] = measure(found, scans, [kind])
        known = [c["ap50"] for c in scores["classes"].values() if c["objects"]]
        scores["map50"] = float(np.mean(known)) if known else float("nan")
        result["sides"][str(side)] = scores
        print(f"{side}: mAP50 {scores['map50']:.3f}; " + "; ".join(
            f"{name} AP50 {g['ap50']:.3f} recall@5% {g['picture_recall_at_5']:.3f}"
            for name, g in scores["groups"].items()))  # fmt: skip
        if side == args.sides[0]:
            result |= {"side": side, "pictures": len(found), "calibration": calibrate(found, scans)}
            labels, names = scans.labels[: len(found)], scans.names[: len(found)]
            if args.benign:
                more = Scans([args.benign], args.cache_side)
                found = found + detect_all(runner, more, None)
                labels, names = labels + more.labels, names + more.names
            result["operating"] = operating(found, labels, names, result["calibration"]["temperature"])
    (args.run / "metrics.json").write_text(json.dumps(result, indent=1))


if __name__ == "__main__":
    main()
