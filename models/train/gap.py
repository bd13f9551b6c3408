"""How far synthetic scans are from real ones: how well a small net tells their crops apart.

    python gap.py --real DIR --synthetic DIR [--crops 24] [--folds 5] [--steps 250] [--seed 1] [--grey]

Pictures, not crops, are dealt to folds: a net never sees the picture it is tested on. It does see others of the same
scanner, so an AUC of 0.5 is out of reach with few scanners, and the figure compares sets rather than proving anything.
The AUC is that of pictures (mean over their crops), with a 95 % interval by bootstrap over pictures; the crops' own
stands beside it.
"""

import argparse
from pathlib import Path

import numpy as np
import torch
from PIL import Image
from torch import nn

from sheet import pictures

LONG = 512  # long side that every picture is brought to, so that size alone tells nothing
CROP = 96
ROUNDS = 2000


def crops(path: Path, count: int, rng, grey: bool) -> np.ndarray:
    """Square crops [count, 3, CROP, CROP] where something lies; none is pure air."""
    with Image.open(path) as opened:
        picture = opened.convert("L").convert("RGB") if grey else opened.convert("RGB")
    scale = LONG / max(picture.size)
    size = [max(CROP, round(side * scale)) for side in picture.size]
    pixels = np.asarray(picture.resize(size, Image.Resampling.BILINEAR))
    air = np.median(pixels.reshape(-1, 3)[pixels.reshape(-1, 3).min(1) > 200], axis=0) if (pixels.min(2) > 200).any() else 255
    matter = np.abs(pixels.astype(np.float32) - air).max(2) > 12
    kept = []
    for attempt in range(20 * count):
        y, x = rng.integers(pixels.shape[0] - CROP + 1), rng.integers(pixels.shape[1] - CROP + 1)
        if matter[y : y + CROP, x : x + CROP].mean() > 0.3 or attempt > 15 * count:
            kept.append(pixels[y : y + CROP, x : x + CROP])
        if len(kept) == count:
            break
    return np.stack(kept).transpose(0, 3, 1, 2)


def net() -> nn.Module:
    layers, inputs = [], 3
    for outputs in (16, 32, 48, 64):
        layers += [nn.Conv2d(inputs, outputs, 3, 2, 1), nn.BatchNorm2d(outputs), nn.ReLU()]
        inputs = outputs
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.3), nn.Linear(inputs, 1))


def tensor(batch: np.ndarray) -> torch.Tensor:
    return torch.from_numpy(np.ascontiguousarray(batch)).float() / 127.5 - 1


def train(real: np.ndarray, synthetic: np.ndarray, steps: int, rng) -> nn.Module:
    """Half of each batch is real, whatever there is of each; flips and quarter turns add views."""
    model, loss = net().train(), nn.BCEWithLogitsLoss()
    optimiser = torch.optim.AdamW(model.parameters(), 2e-3, weight_decay=1e-2)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, 2e-3, total_steps=steps)
    target = torch.cat([torch.ones(24), torch.zeros(24)])
    for _ in range(steps):
        batch = np.concatenate([side[rng.integers(len(side), size=24)] for side in (real, synthetic)])
        batch = np.rot90(batch, rng.integers(4), (2, 3))
        batch = batch[..., ::-1] if rng.random() < 0.5 else batch
        optimiser.zero_grad()
        loss(model(tensor(batch))[:, 0], target).backward()
        optimiser.step()
        schedule.step()
    return model.eval()


def auc(real: np.ndarray, synthetic: np.ndarray) -> float:
    """Share of pairs in which the real one scores higher; ties count half."""
    return float(((real[:, None] > synthetic) + 0.5 * (real[:, None] == synthetic)).mean())


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", type=Path, required=True)
    parser.add_argument("--synthetic", type=Path, required=True)
    parser.add_argument("--crops", type=int, default=24, help="of each picture")
    parser.add_argument("--folds", type=int, default=5)
    parser.add_argument("--steps", type=int, default=250)
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--grey", action="store_true", help="without hue: what is left is texture and shape")
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    rng = np.random.default_rng(args.seed)
    sets = [[crops(path, args.crops, rng, args.grey) for path in pictures(folder)] for folder in (args.real, args.synthetic)]
    for name, side in zip(("real", "synthetic"), sets):
        if len(side) < args.folds:
            raise SystemExit(f"{len(side)} {name} pictures cannot be dealt to {args.folds} folds: give more or --folds")
    fold = [rng.permutation(np.arange(len(side)) % args.folds) for side in sets]
    scores = [np.zeros((len(side), args.crops)) for side in sets]
    for held in range(args.folds):
        taught = [np.concatenate([c for c, f in zip(side, which) if f != held]) for side, which in zip(sets, fold)]
        model = train(*taught, args.steps, rng)
        with torch.inference_mode():
            for side, which, out in zip(sets, fold, scores):
                for i in np.flatnonzero(which == held):
                    out[i] = model(tensor(side[i]))[:, 0].numpy()
    real, synthetic = (s.mean(1) for s in scores)
    rounds = [auc(rng.choice(real, len(real)), rng.choice(synthetic, len(synthetic))) for _ in range(ROUNDS)]
    low, high = np.quantile(rounds, (0.025, 0.975))
    print(f"{len(real)} real and {len(synthetic)} synthetic pictures, {args.crops} crops each, {args.folds} folds over pictures"
          f"{', grey' if args.grey else ''}: AUC of pictures {auc(real, synthetic):.3f} ({low:.3f} to {high:.3f}), "
          f"of crops {auc(scores[0].ravel(), scores[1].ravel()):.3f}")  # fmt: skip
    nearest = sorted(zip(synthetic, pictures(args.synthetic)), reverse=True)
    print("taken for real most:", ", ".join(path.name for _, path in nearest[:6]))
    print("taken for synthetic most:", ", ".join(path.name for _, path in nearest[-6:]))


if __name__ == "__main__":
    main()
