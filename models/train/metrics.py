"""Average precision, recall of pictures at a rate of false alarms, thresholds, and calibration of scores."""

import numpy as np


def overlaps(a: np.ndarray, b: np.ndarray) -> np.ndarray:
    low, high = np.maximum(a[:, None, :2], b[None, :, :2]), np.minimum(a[:, None, 2:], b[None, :, 2:])
    common = (high - low).clip(0).prod(2)
    area = (a[:, 2:] - a[:, :2]).prod(1)[:, None] + (b[:, 2:] - b[:, :2]).prod(1)[None]
    return common / np.maximum(area - common, 1e-9)


def match(boxes, scores, truth, ignored, limit: float):
    """For each detection, best first: 1 a hit, 0 a false alarm, -1 not counted. Also the order used."""
    order = np.argsort(-scores, kind="stable")
    iou, aside = overlaps(boxes[order], truth), overlaps(boxes[order], ignored)
    free = np.ones(len(truth), bool)
    out = np.zeros(len(order), int)
    for k in range(len(order)):
        open_iou = np.where(free, iou[k], -1)
        best = int(open_iou.argmax()) if len(truth) else -1
        if best >= 0 and open_iou[best] >= limit:
            free[best], out[k] = False, 1
        elif aside.shape[1] and aside[k].max() >= limit:
            out[k] = -1
    return out, order


def average_precision(hits: np.ndarray, scores: np.ndarray, positives: int) -> float:
    """COCO's 101-point average precision of detections over all pictures."""
    if not positives:
        return float("nan")
    hits = hits[np.argsort(-scores, kind="stable")]
    recall = hits.cumsum() / positives
    precision = hits.cumsum() / np.arange(1, len(hits) + 1)
    precision = np.maximum.accumulate(precision[::-1])[::-1]
    at = np.searchsorted(recall, np.linspace(0, 1, 101))
    return float(np.append(precision, 0)[np.minimum(at, len(precision))].mean())


def score_at(benign: np.ndarray, share: float) -> float:
    """The score that at most `share` of the benign pictures' best scores exceed."""
    if not len(benign):
        return 0.5
    ranked = np.sort(benign)[::-1]
    return float(ranked[min(int(share * len(ranked)), len(ranked) - 1)])


def thresholds(benign: np.ndarray, share: float) -> np.ndarray:
    """One threshold a class from the best scores [pictures, classes] of benign pictures, so that together at most
    `share` of the pictures raise an alarm. Every class gets the same share of its own, found by bisection."""
    low, high = 0.0, share
    for _ in range(30):
        middle = (low + high) / 2
        limits = np.array([score_at(benign[:, c], middle) for c in range(benign.shape[1])])
        low, high = (middle, high) if (benign > limits).any(1).mean() <= share else (low, middle)
    limits = np.array([score_at(benign[:, c], low) for c in range(benign.shape[1])])
    return (limits + 1e-4).clip(0.02, 0.99)


def forecast(taught: np.ndarray, judged: np.ndarray, share: float) -> float:
    """Share of the pictures `judged` with an alarm at thresholds that were set on `taught`; best scores of benign
    pictures, [pictures, classes]."""
    if not len(taught) or not len(judged):
        return float("nan")
    return float((judged > thresholds(taught, share)).any(1).mean())


def logit(p):
    p = np.clip(p, 1e-6, 1 - 1e-6)
    return np.log(p) - np.log1p(-p)


def soften(p, temperature: float):
    return 1 / (1 + np.exp(-logit(p) / temperature))


def temperature(scores: np.ndarray, hits: np.ndarray) -> float:
    """The temperature with the least log loss, by a search over a grid."""
    grid = np.exp(np.linspace(np.log(0.3), np.log(4), 120))
    if not len(scores):
        return 1.0
    against = np.where(hits, -logit(scores), logit(scores))  # log loss is log(1 + exp(against / temperature))
    losses = [np.logaddexp(0, against / t).mean() for t in grid]
    return float(grid[int(np.argmin(losses))])


def calibration_error(scores: np.ndarray, hits: np.ndarray, bins: int = 10) -> float:
    """Expected calibration error over equal-width bins."""
    if not len(scores):
        return float("nan")
    place = np.minimum((scores * bins).astype(int), bins - 1)
    return float(sum(abs(scores[place == b].mean() - hits[place == b].mean()) * (place == b).mean()
                     for b in range(bins) if (place == b).any()))  # fmt: skip
