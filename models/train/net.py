"""The detector: dense convolutions, ReLU, CSP backbone, PAFPN, decoupled head on strides 8, 16 and 32.

Everything is a plain convolution followed by batch norm and ReLU, because that is what ONNX Runtime, OpenVINO and tract
all run fast, and because it quantises well. Box decoding lives here too, so that training and export share it.
"""

import math
from dataclasses import dataclass

import torch
from torch import nn

from taxonomy import CLASSES, GROUPS

STRIDES = (8, 16, 32)


@dataclass(frozen=True)
class Size:
    """Channels after each halving of the picture, blocks a stage, widths of neck and head, convolutions a branch."""

    channels: tuple[int, int, int, int, int]
    blocks: tuple[int, int, int, int]
    neck: tuple[int, int, int]
    head: int
    branch: int


SIZES = {
    "small": Size((12, 24, 48, 80, 112), (1, 1, 1, 1), (40, 64, 96), 40, 1),
    "standard": Size((16, 32, 64, 160, 256), (1, 2, 3, 2), (64, 120, 176), 56, 2),
}


class Conv(nn.Sequential):
    """Convolution, batch norm, ReLU; `same` padding."""

    def __init__(self, inputs: int, outputs: int, kernel: int = 1, stride: int = 1):
        super().__init__(
            nn.Conv2d(inputs, outputs, kernel, stride, (kernel - 1) // 2, bias=False),
            nn.BatchNorm2d(outputs, eps=1e-3, momentum=0.03),
            nn.ReLU(inplace=True),
        )


class Shortcut(Conv):
    """A 3x3 convolution added to what goes in."""

    def __init__(self, width: int):
        super().__init__(width, width, 3)

    def forward(self, x):
        return x + super().forward(x)


class Block(nn.Module):
    """One 3x3 pair with an optional shortcut."""

    def __init__(self, width: int, shortcut: bool):
        super().__init__()
        self.body = nn.Sequential(Conv(width, width, 3), Conv(width, width, 3))
        self.shortcut = shortcut

    def forward(self, x):
        return x + self.body(x) if self.shortcut else self.body(x)


class Csp(nn.Module):
    """Cross-stage partial stage: half the channels go through the blocks, all of them are mixed at the end."""

    def __init__(self, inputs: int, outputs: int, blocks: int, shortcut: bool = True):
        super().__init__()
        half = outputs // 2
        self.split = Conv(inputs, 2 * half)
        self.blocks = nn.ModuleList(Block(half, shortcut) for _ in range(blocks))
        self.merge = Conv((2 + blocks) * half, outputs)

    def forward(self, x):
        parts = list(self.split(x).chunk(2, 1))
        for block in self.blocks:
            parts.append(block(parts[-1]))
        return self.merge(torch.cat(parts, 1))


class Context(nn.Module):
    """Three chained 5x5 max-pools: a wide view of the parcel for little work."""

    def __init__(self, width: int):
        super().__init__()
        self.reduce = Conv(width, width // 2)
        self.pool = nn.MaxPool2d(5, 1, 2)
        self.merge = Conv(width // 2 * 4, width)

    def forward(self, x):
        parts = [self.reduce(x)]
        for _ in range(3):
            parts.append(self.pool(parts[-1]))
        return self.merge(torch.cat(parts, 1))


class Backbone(nn.Module):
    def __init__(self, size: Size):
        super().__init__()
        c, n = size.channels, size.blocks
        self.stem = Conv(3, c[0], 6, 2)
        self.stages = nn.ModuleList(
            nn.Sequential(Conv(c[i], c[i + 1], 3, 2), Csp(c[i + 1], c[i + 1], n[i])) for i in range(4)
        )
        self.context = Context(c[4])

    def forward(self, x):
        x = self.stages[0](self.stem(x))
        p3 = self.stages[1](x)
        p4 = self.stages[2](p3)
        return p3, p4, self.context(self.stages[3](p4))


class Neck(nn.Module):
    """Top-down then bottom-up path."""

    def __init__(self, size: Size):
        super().__init__()
        c, n = size.channels[2:], size.neck
        self.top5 = Conv(c[2], n[1])
        self.top4 = Csp(c[1] + n[1], n[1], 1, False)
        self.top4_out = Conv(n[1], n[0])
        self.out3 = Csp(c[0] + n[0], n[0], 1, False)
        self.down3 = Conv(n[0], n[0], 3, 2)
        self.out4 = Csp(n[0] + n[0], n[1], 1, False)
        self.down4 = Conv(n[1], n[1], 3, 2)
        self.out5 = Csp(n[1] + n[1], n[2], 1, False)
        self.up = nn.Upsample(scale_factor=2, mode="nearest")

    def forward(self, features):
        p3, p4, p5 = features
        t5 = self.top5(p5)
        t4 = self.top4_out(self.top4(torch.cat([self.up(t5), p4], 1)))
        o3 = self.out3(torch.cat([self.up(t4), p3], 1))
        o4 = self.out4(torch.cat([self.down3(o3), t4], 1))
        return o3, o4, self.out5(torch.cat([self.down4(o4), t5], 1))


class Head(nn.Module):
    """Decoupled: a branch of 3x3 convolutions for the class, one for box and objectness. Raw [B, 5 + classes, H, W]."""

    def __init__(self, inputs: int, width: int, depth: int, classes: int):
        super().__init__()
        self.stem = Conv(inputs, width)
        self.class_branch, self.box_branch = (
            nn.Sequential(Conv(width, width, 3), *(Shortcut(width) for _ in range(depth - 1))) for _ in range(2)
        )
        self.box = nn.Conv2d(width, 5, 1)
        self.kind = nn.Conv2d(width, classes, 1)
        prior = -math.log((1 - 0.01) / 0.01)
        for layer in (self.box, self.kind):
            nn.init.normal_(layer.weight, std=0.01)
        with torch.no_grad():
            # Start at a box of about four cells, nothing anywhere, and each class equally likely.
            self.box.bias.copy_(torch.tensor([0.0, 0.0, math.log(4.0), math.log(4.0), prior]))
            self.kind.bias.fill_(-math.log(classes - 1))

    def forward(self, x):
        x = self.stem(x)
        return torch.cat([self.box(self.box_branch(x)), self.kind(self.class_branch(x))], 1)


class Detector(nn.Module):
    """Picture [B, 3, H, W] in 0..1 to raw [B, cells, 5 + classes]: dx, dy, log w, log h, objectness, classes."""

    def __init__(self, size: str = "standard"):
        super().__init__()
        self.size = size
        shape = SIZES[size]
        self.backbone = Backbone(shape)
        self.neck = Neck(shape)
        self.heads = nn.ModuleList(Head(n, shape.head, shape.branch, len(CLASSES)) for n in shape.neck)

    def forward(self, x):
        # Air is white: inverting here makes air zero, so that zero padding inside the net looks like air.
        features = self.neck(self.backbone(1.0 - x))
        return torch.cat([head(f).flatten(2) for head, f in zip(self.heads, features)], 2).transpose(1, 2)


def cells(height: int, width: int, device=None) -> torch.Tensor:
    """Every output cell as [cells, 3]: x and y of its corner in cells, and its stride in pixels."""
    out = []
    for stride in STRIDES:
        y, x = torch.meshgrid(
            torch.arange(height // stride, device=device), torch.arange(width // stride, device=device), indexing="ij"
        )
        out.append(torch.stack([x.flatten(), y.flatten(), torch.full_like(x, stride).flatten()], 1))
    return torch.cat(out).float()


def decode(raw: torch.Tensor, grid: torch.Tensor) -> torch.Tensor:
    """Raw boxes [..., cells, 4+] to centre x, y, width, height in pixels, always in float32.

    The offset is from the cell's centre. bf16 has 8 bits of mantissa, which is whole pixels at 400: hence float32.
    """
    raw = raw[..., :4].float()
    stride = grid[:, 2:]
    centre = (raw[..., :2] + grid[:, :2] + 0.5) * stride
    return torch.cat([centre, raw[..., 2:].clamp(max=8).exp() * stride], -1)


def of_group(kinds: torch.Tensor) -> torch.Tensor:
    """Class probabilities [..., classes], where the best class of each group speaks for the whole group.

    A thing that may be a pistol or a revolver is a firearm all the same: doubt between the two must not lower its
    score. The best class of a group gets the sum of the group's probabilities, at most 1; the others keep their ratio.
    """
    out = []
    for part in kinds.split([len(members) for members in GROUPS.values()], -1):
        whole = part.sum(-1, keepdim=True).clamp(max=1.0)
        out.append(part * (whole / part.amax(-1, keepdim=True).clamp(min=1e-6)))
    return torch.cat(out, -1)


class Deployed(nn.Module):
    """The net as exported: output [B, cells, 5 + classes] with boxes in input pixels, objectness and class scores."""

    def __init__(self, detector: Detector, height: int, width: int):
        super().__init__()
        self.detector = detector
        self.register_buffer("grid", cells(height, width), persistent=False)

    def forward(self, x):
        raw = self.detector(x)
        scores = raw[..., 4:].float().sigmoid()
        return torch.cat([decode(raw, self.grid), scores[..., :1], of_group(scores[..., 1:])], -1)
