"""Trains the detector from scratch within a budget of minutes, and can be stopped and resumed at any moment.

    python train.py --data DIR [DIR ...] --out RUN --minutes 90 [--resume]

The learning rate follows the clock, so that a run always ends annealed, however fast or busy the machine is. On CPU one
process a core with one thread each is used: it is faster than one process of several threads, and far faster when other
programs want the cores too. RUN/checkpoint.pt is replaced every few minutes, whole; RUN/log.csv and RUN/curves.png show
how it goes; RUN/last.pt holds the averaged weights that evaluate.py and export.py read.
"""

import argparse
import csv
import math
import os
import random
import socket
import sys
import time
from pathlib import Path

import numpy as np
import torch
import torch.distributed as dist
import torch.multiprocessing as mp

from assign import loss
from augment import Sampler
from data import SIDE, Scans, prepare
from net import Detector, cells, decode

LOG_EVERY = 20
BOX_WEIGHT = 4.0


def arguments(argv=None):
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--data", type=Path, nargs="+", required=True, help="folders written by screening-synth; with several, from easy to hard")
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--minutes", type=float, default=90, help="the whole budget, resumed time included")
    parser.add_argument("--steps", type=int, help="stop after so many steps instead (exactly repeatable)")
    parser.add_argument("--resume", action="store_true", help="go on from RUN/checkpoint.pt where there is one")
    parser.add_argument("--init", type=Path, help="start from the weights of this last.pt, to fine-tune")
    parser.add_argument("--size", choices=("small", "standard"), default="standard")
    parser.add_argument("--side", type=int, default=416, help="middle of the training resolutions")
    parser.add_argument("--cache-side", type=int, default=SIDE, help="longest side of the decoded pictures")
    parser.add_argument("--batch", type=int, default=16)
    parser.add_argument("--rate", type=float, default=2e-3)
    parser.add_argument("--empty", type=float, default=0.25, help="share of pictures without a threat")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--workers", type=int, help="processes on CPU (default: one a core)")
    parser.add_argument("--checkpoint-minutes", type=float, default=3)
    parser.add_argument("--float32", action="store_true", help="no bf16")
    return parser.parse_args(argv)


def resolution(side: int, progress: float, seed: int, step: int) -> int:
    """Small pictures at first, larger ones towards the end, always a multiple of 32."""
    low, high = ((0.7, 0.85), (0.8, 1.1), (0.95, 1.3))[(progress > 0.3) + (progress > 0.8)]
    return round(side * random.Random(seed * 1_000_003 + step).uniform(low, high) / 32) * 32


def rate(progress: float, step: int, top: float) -> float:
    """Warm-up over 100 steps, then half a cosine over the budget to a fiftieth."""
    return top * min(1, (step + 1) / 100) * (0.02 + 0.49 * (1 + math.cos(math.pi * min(progress, 1))))


class Average:
    """Exponential moving average of the weights; its memory grows as the run does."""

    def __init__(self, model):
        self.state = {k: v.detach().clone() for k, v in model.state_dict().items()}

    @torch.no_grad()
    def update(self, model, step: int):
        keep = min(0.998, (1 + step) / (20 + step))
        ours, theirs = [], []
        for name, value in model.state_dict().items():
            if value.is_floating_point():
                ours.append(self.state[name])
                theirs.append(value)
            else:
                self.state[name].copy_(value)
        torch._foreach_lerp_(ours, theirs, 1 - keep)


def save(path: Path, content: dict):
    """Whole or not at all: a kill while writing leaves the former file."""
    torch.save(content, path.with_suffix(".tmp"))
    os.replace(path.with_suffix(".tmp"), path)


def optimiser(model, top: float):
    heavy = [p for p in model.parameters() if p.ndim > 1]
    light = [p for p in model.parameters() if p.ndim <= 1]
    return torch.optim.AdamW(
        [{"params": heavy, "weight_decay": 0.02}, {"params": light, "weight_decay": 0.0}], lr=top, betas=(0.9, 0.99)
    )


def average_gradients(model, worker_count: int):
    if worker_count == 1:
        return
    gradients = [p.grad for p in model.parameters()]
    flat = torch.cat([g.flatten() for g in gradients])
    dist.all_reduce(flat)
    flat /= worker_count
    for gradient, part in zip(gradients, flat.split([g.numel() for g in gradients])):
        gradient.copy_(part.view_as(gradient))


def steps(args, sampler, places, progress_of, start, device):
    """Yields step, progress, pictures and targets until the budget is spent."""
    step = start
    while (progress := progress_of(step)) < 1:
        side = resolution(args.side, progress, args.seed, step)
        pictures, targets = sampler.batch(step, places, side, progress)
        yield step, progress, pictures.to(device, non_blocking=True), targets.to(device)
        step += 1


def work(worker: int, worker_count: int, port: int, args):
    """One process of the training; worker 0 keeps the clock, the average, the log and the checkpoints."""
    device = torch.device("cuda" if torch.cuda.is_available() else "cpu")
    torch.set_num_threads(max(1, (os.cpu_count() or 1) // worker_count))
    torch.manual_seed(args.seed)
    if worker_count > 1:
        dist.init_process_group("gloo", f"tcp://127.0.0.1:{port}", rank=worker, world_size=worker_count)
    # Without the instructions for it, bf16 is emulated and several times slower than float32.
    bf16 = not args.float32 and (device.type == "cuda" or torch.ops.mkldnn._is_mkldnn_bf16_supported())
    scans = Scans(args.data, args.cache_side)
    sampler = Sampler(scans, args.seed, args.empty)
    model = Detector(args.size).to(device, memory_format=torch.channels_last).train()
    inherited = 0  # samples that the weights to start from had seen
    if args.init:
        former = torch.load(args.init, map_location=device)
        model.load_state_dict(former["model"])
        inherited = former.get("inherited", 0) + former.get("samples", 0)
    optimizer = optimiser(model, args.rate)
    average = Average(model)
    start, before = 0, 0.0
    checkpoint = args.out / "checkpoint.pt"
    if args.resume and checkpoint.exists():
        saved = torch.load(checkpoint, map_location=device, weights_only=False)
        model.load_state_dict(saved["model"])
        optimizer.load_state_dict(saved["optimizer"])
        average.state = saved["average"]
        torch.set_rng_state(saved["rng"].cpu())
        start, before = saved["step"], saved["seconds"]
    begun = saved_at = time.monotonic()

    def progress_of(step: int) -> float:
        if args.steps:
            return step / args.steps
        now = torch.tensor([(before + time.monotonic() - begun) / (60 * args.minutes)], dtype=torch.float64)
        if worker_count > 1:
            dist.broadcast(now, 0)
        return float(now)

    def keep(step: int):
        seconds = before + time.monotonic() - begun
        about = {"size": args.size, "step": step, "seconds": seconds, "samples": step * args.batch, "seed": args.seed,
                 "inherited": inherited, "pictures": len(scans), "data": [folder.name for folder in args.data]}  # fmt: skip
        save(checkpoint, {"model": model.state_dict(), "optimizer": optimizer.state_dict(), "average": average.state,
                          "rng": torch.get_rng_state(), **about})  # fmt: skip
        save(args.out / "last.pt", {"model": average.state, **about})

    share = args.batch // worker_count
    places = range(worker * share, (worker + 1) * share)
    sums, seen, clock, done = np.zeros(3), 0, time.monotonic(), start
    for step, progress, pictures, targets in steps(args, sampler, places, progress_of, start, device):
        lr = rate(progress, step, args.rate)
        for group in optimizer.param_groups:
            group["lr"] = lr
        pictures = pictures.contiguous(memory_format=torch.channels_last)
        with torch.autocast(device.type, torch.bfloat16, enabled=bf16):
            raw = model(pictures)
        grid = cells(*pictures.shape[2:], device)
        least = 4 if progress < 0.3 else 2
        parts = loss(decode(raw, grid), raw, targets, grid, least)
        optimizer.zero_grad()
        (BOX_WEIGHT * parts[0] + parts[1] + parts[2]).backward()
        average_gradients(model, worker_count)
        if torch.isfinite(torch.nn.utils.clip_grad_norm_(model.parameters(), 10.0)):
            optimizer.step()
        done = step + 1
        if worker:
            continue
        average.update(model, step)
        sums += [float(p.detach()) for p in parts]
        seen += 1
        if seen == LOG_EVERY:
            speed = seen * args.batch / (time.monotonic() - clock)
            report(args.out, done, progress, lr, sums / seen, speed, pictures.shape[-1])
            sums, seen, clock = np.zeros(3), 0, time.monotonic()
        if time.monotonic() - saved_at > 60 * args.checkpoint_minutes:
            keep(done)
            saved_at = time.monotonic()
    if worker == 0:
        keep(done)
        plot(args.out)
    if worker_count > 1:
        dist.destroy_process_group()


def report(out: Path, step: int, progress: float, lr: float, losses, speed: float, side: int):
    print(f"{progress:6.1%} step {step} box {losses[0]:.3f} object {losses[1]:.3f} class {losses[2]:.3f} "
          f"rate {lr:.5f} {speed:.1f} pictures/s at {side}", flush=True)  # fmt: skip
    path = out / "log.csv"
    fresh = not path.exists()
    with open(path, "a", newline="") as file:
        writer = csv.writer(file)
        if fresh:
            writer.writerow(["step", "progress", "rate", "box", "object", "class", "speed"])
        writer.writerow([step, f"{progress:.5f}", f"{lr:.6f}", *(f"{v:.4f}" for v in losses), f"{speed:.2f}"])


def plot(out: Path):
    import matplotlib

    matplotlib.use("Agg")
    from matplotlib import pyplot

    path = out / "log.csv"
    if not path.exists():
        return
    rows = np.genfromtxt(path, delimiter=",", names=True, ndmin=1)
    figure, axes = pyplot.subplots(1, 3, figsize=(12, 3.2))
    for axis, name in zip(axes, ("box", "object", "class")):
        axis.plot(rows["step"], rows[name], linewidth=0.8)
        axis.set(title=f"{name} loss", xlabel="step")
    figure.tight_layout()
    figure.savefig(out / "curves.png", dpi=110)
    pyplot.close(figure)


def main(argv=None):
    args = arguments(argv)
    args.out.mkdir(parents=True, exist_ok=True)
    if (args.out / "checkpoint.pt").exists() and not args.resume:
        sys.exit(f"{args.out} holds a checkpoint: add --resume to go on, or name another folder")
    for folder in args.data:
        prepare(folder, args.cache_side)
    count = 1 if torch.cuda.is_available() else (args.workers or os.cpu_count() or 1)
    if args.batch % count:
        sys.exit(f"--batch {args.batch} cannot be shared by {count} processes")
    with socket.socket() as free:
        free.bind(("127.0.0.1", 0))
        port = free.getsockname()[1]
    context = mp.get_context("spawn")
    others = [context.Process(target=work, args=(k, count, port, args), daemon=True) for k in range(1, count)]
    for other in others:
        other.start()
    work(0, count, port, args)
    for other in others:
        other.join()


if __name__ == "__main__":
    main()
