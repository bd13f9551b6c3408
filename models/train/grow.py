"""Carries the weights of a narrower and shallower detector into a larger one that does the same at first.

    python grow.py --run OLD/last.pt --channels 16 32 64 128 192 --blocks 1 2 2 1 --neck 56 88 128 \\
                   --branch 1 --out GROWN.pt

New channels start at random and nothing reads them yet; new blocks are read by nothing yet; new shortcuts add almost
nothing. So the grown net gives what the old one gave, and training goes on from there instead of from the start
(Chen and others, Net2Net, 2016). The old shape is named, since last.pt holds weights alone; the new one is `--size`.
"""

import argparse
from pathlib import Path

import torch

import net
from net import Conv, Csp, Detector, Size

FRESH = -1  # in a map from new to old channels: there was none
FAINT = 0.05  # gain of a new shortcut: exactly zero would keep its ReLU from learning


def first(old: int, new: int) -> list[int]:
    """The old channels in front, fresh ones behind."""
    return list(range(old)) + [FRESH] * (new - old)


def joined(parts: list[tuple[list[int], int]]) -> list[int]:
    """The map of a concatenation, from each part's map and its old width."""
    out, start = [], 0
    for part, width in parts:
        out += [FRESH if c == FRESH else start + c for c in part]
        start += width
    return out


@torch.no_grad()
def convolution(old: torch.nn.Conv2d, new: torch.nn.Conv2d, inputs: list[int], outputs: list[int]):
    kept_in = [k for k, c in enumerate(inputs) if c != FRESH]
    from_in = [c for c in inputs if c != FRESH]
    for k, c in enumerate(outputs):
        if c != FRESH:
            new.weight[k] = 0
            new.weight[k, kept_in] = old.weight[c, from_in]
            if old.bias is not None:
                new.bias[k] = old.bias[c]


@torch.no_grad()
def layer(old: Conv, new: Conv, inputs: list[int], outputs: list[int] | None = None) -> list[int]:
    outputs = outputs or first(old[0].out_channels, new[0].out_channels)
    convolution(old[0], new[0], inputs, outputs)
    kept = [k for k, c in enumerate(outputs) if c != FRESH]
    source = [c for c in outputs if c != FRESH]
    for name in ("weight", "bias", "running_mean", "running_var"):
        getattr(new[1], name)[kept] = getattr(old[1], name)[source]
    return outputs


def stage(old: Csp, new: Csp, inputs: list[int]) -> list[int]:
    before, after = old.split[0].out_channels // 2, new.split[0].out_channels // 2
    half = first(before, after)
    layer(old.split, new.split, inputs, joined([(half, before), (half, before)]))
    for a, b in zip(old.blocks, new.blocks):
        layer(a.body[0], b.body[0], half, half)
        layer(a.body[1], b.body[1], half, half)
    parts = [(half, before)] * (2 + len(old.blocks))
    added = [([FRESH] * after, 0)] * (len(new.blocks) - len(old.blocks))
    return layer(old.merge, new.merge, joined(parts + added))


def backbone(old, new) -> list[tuple[list[int], int]]:
    """Grows it and gives the map and old width of its three outputs."""
    channels = layer(old.stem, new.stem, [0, 1, 2])
    out = []
    for a, b in zip(old.stages, new.stages):
        channels = stage(a[1], b[1], layer(a[0], b[0], channels))
        out.append((channels, a[1].merge[0].out_channels))
    half = layer(old.context.reduce, new.context.reduce, channels)
    width = old.context.reduce[0].out_channels
    channels = layer(old.context.merge, new.context.merge, joined([(half, width)] * 4))
    return [*out[1:3], (channels, old.context.merge[0].out_channels)]


def neck(old, new, features) -> list[list[int]]:
    p3, p4, p5 = features

    def of(name: str, inputs: list[int]) -> tuple[list[int], int]:
        a, b = getattr(old, name), getattr(new, name)
        grown = stage(a, b, inputs) if isinstance(a, Csp) else layer(a, b, inputs)
        return grown, (a.merge if isinstance(a, Csp) else a)[0].out_channels

    t5 = of("top5", p5[0])
    t4 = of("top4_out", of("top4", joined([t5, p4]))[0])
    o3 = of("out3", joined([t4, p3]))
    o4 = of("out4", joined([of("down3", o3[0]), t4]))
    o5 = of("out5", joined([of("down4", o4[0]), t5]))
    return [o3[0], o4[0], o5[0]]


@torch.no_grad()
def head(old, new, inputs: list[int]):
    channels = layer(old.stem, new.stem, inputs)
    for name, last in (("class_branch", "kind"), ("box_branch", "box")):
        a, b = getattr(old, name), getattr(new, name)
        carried = channels
        for place, part in enumerate(b):
            if place < len(a):
                carried = layer(a[place], part, carried)
            else:
                part[1].weight.fill_(FAINT)
        c = getattr(new, last)
        convolution(getattr(old, last), c, carried, list(range(c.out_channels)))


def grow(old: Detector, new: Detector):
    """Copies `old` into `new`, which must be at least as wide and deep everywhere."""
    for a, b, inputs in zip(old.heads, new.heads, neck(old.neck, new.neck, backbone(old.backbone, new.backbone))):
        head(a, b, inputs)


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True, help="last.pt of the smaller net")
    parser.add_argument("--channels", type=int, nargs=5, required=True)
    parser.add_argument("--blocks", type=int, nargs=4, required=True)
    parser.add_argument("--neck", type=int, nargs=3, required=True)
    parser.add_argument("--branch", type=int, required=True)
    parser.add_argument("--size", choices=tuple(net.SIZES), default="standard")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--out", type=Path, required=True)
    args = parser.parse_args()
    torch.manual_seed(args.seed)
    saved = torch.load(args.run, map_location="cpu", weights_only=False)
    net.SIZES["former"] = Size(tuple(args.channels), tuple(args.blocks), tuple(args.neck), net.SIZES[args.size].head, args.branch)
    old, new = Detector("former").eval(), Detector(args.size).eval()
    old.load_state_dict(saved["model"])
    grow(old, new)
    with torch.no_grad():
        picture = torch.rand(1, 3, 256, 256)
        apart = (old(picture) - new(picture)).abs().max().item()
    count = sum(p.numel() for p in new.parameters()) / 1e6
    torch.save({**saved, "model": new.state_dict(), "size": args.size}, args.out)
    print(f"{args.out}: {count:.2f} million parameters; outputs differ by at most {apart:.3g}")


if __name__ == "__main__":
    main()
