"""Tells projected threats from rendered ones: a small net on the crops that `projection_study` writes.

    cargo run -p datasets-synthetic --example projection_study -- 400 STUDY
    python models/train/tell_projected.py STUDY

The scenes are cut into folds; every scene is judged by a net that has not seen it. Prints the area under the ROC curve
over all scenes with a 95 % interval by bootstrap over scenes. 0.5 is guessing; the goal is at most 0.60.
"""

import argparse
import pathlib

import numpy as np
import torch
from torch import nn


def net():
    layers, channels = [], 4
    for width in (16, 24, 32):
        layers += [nn.Conv2d(channels, width, 3, padding=1), nn.BatchNorm2d(width), nn.ReLU(), nn.MaxPool2d(2)]
        channels = width
    return nn.Sequential(*layers, nn.AdaptiveAvgPool2d(1), nn.Flatten(), nn.Dropout(0.2), nn.Linear(channels, 1))


def with_detail(crops):
    """Attenuation, and beside it what a 3 x 3 mean leaves of it, where noise and edges show."""
    crops = torch.from_numpy(crops)
    smooth = nn.functional.avg_pool2d(nn.functional.pad(crops, (1, 1, 1, 1), mode="replicate"), 3, 1)
    return torch.cat([crops, 20 * (crops - smooth).clamp(-0.1, 0.1)], 1)


def auc(positive, negative):
    """Share of pairs in which the positive has the higher score (Mann and Whitney)."""
    difference = positive[:, None] - negative[None, :]
    return float((difference > 0).mean() + 0.5 * (difference == 0).mean())


def judge(rendered, projected, train, test, epochs, generator):
    x = torch.cat([rendered[train], projected[train]])
    y = torch.cat([torch.zeros(len(train)), torch.ones(len(train))])
    model = net()
    rate = 2e-3
    optimiser = torch.optim.AdamW(model.parameters(), lr=rate, weight_decay=1e-2)
    steps = epochs * (len(x) // 32 + 1)
    schedule = torch.optim.lr_scheduler.OneCycleLR(optimiser, rate, total_steps=steps)
    for _ in range(epochs):
        model.train()
        for batch in torch.randperm(len(x), generator=generator).split(32):
            part = x[batch]
            if torch.rand(1, generator=generator) < 0.5:
                part = part.flip(3)
            loss = nn.functional.binary_cross_entropy_with_logits(model(part).squeeze(1), y[batch])
            optimiser.zero_grad()
            loss.backward()
            optimiser.step()
            schedule.step()
    model.eval()
    with torch.no_grad():
        return model(rendered[test]).squeeze(1).numpy(), model(projected[test]).squeeze(1).numpy()


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("folder", type=pathlib.Path)
    parser.add_argument("--folds", type=int, default=4)
    parser.add_argument("--epochs", type=int, default=12)
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(1)
    torch.manual_seed(args.seed)
    generator = torch.Generator().manual_seed(args.seed)
    rendered, projected = (with_detail(np.load(args.folder / f"{kind}.npy")) for kind in ("rendered", "projected"))
    order = np.random.default_rng(args.seed).permutation(len(rendered))
    scores = np.zeros((2, len(rendered)))
    for fold in range(args.folds):
        test = order[fold :: args.folds]
        train = np.setdiff1d(order, test)
        raw = judge(rendered, projected, train, test, args.epochs, generator)
        # Each net has its own scale: ranks within a fold can be put together.
        ranks = np.argsort(np.argsort(np.concatenate(raw))) / (2 * len(test))
        scores[0][test], scores[1][test] = ranks[: len(test)], ranks[len(test) :]
        print(f"fold {fold}: AUC {auc(raw[1], raw[0]):.3f} on {len(test)} held-out scenes")
    draws = np.random.default_rng(args.seed + 1).integers(0, len(order), (1000, len(order)))
    spread = np.quantile([auc(scores[1][d], scores[0][d]) for d in draws], [0.025, 0.975])
    print(f"AUC {auc(scores[1], scores[0]):.3f} ({spread[0]:.3f} to {spread[1]:.3f}), {len(order)} scenes made both ways")


if __name__ == "__main__":
    main()
