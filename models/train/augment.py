"""Training samples: a window of a scan at a random scale, turned, stacked on other scans, in another look.

Where scans are combined, transmissions are multiplied, as X-rays do: nothing is ever painted over. A sample is a function
of (seed, step, place in the batch) alone, so that a resumed run sees what an uninterrupted one would have seen.
"""

import io
import math

import numpy as np
import torch
import torch.nn.functional as F
from PIL import Image

from data import Scans

KEPT = 0.35  # the share of a box that must be inside the window for it to stay a target; below, it is ignored
DEPLOYED = 640  # side of the deployed input
DARK = 28  # an object under another one this dark (of 255) cannot be seen: ignored


def curriculum(progress: float, folders: int) -> np.ndarray:
    """How often each folder is drawn from, summing to 1: folders are given from easy to hard, and the emphasis moves
    from the first to the last over three quarters of a run. None falls below a tenth of the emphasis."""
    place = min(1.0, progress / 0.75) * (folders - 1)
    weight = np.maximum(1.0 - np.abs(np.arange(folders) - place), 0.1)
    return weight / weight.sum()


class Sampler:
    """Draws batches, the `empty_share` of them without a threat."""

    def __init__(self, scans: Scans, seed: int, empty_share: float = 0.25):
        self.scans, self.seed = scans, seed
        self.cumulative = [weights.cumsum() for weights in scans.weights(empty_share)]
        self.noise = np.random.default_rng(seed).normal(0, 1, (1 << 21) + 1).astype(np.float32)

    def batch(self, step: int, places: range, side: int, progress: float):
        """Pictures [B, 3, side, side] in 0..1 and targets [M, 6]: place, label, x0, y0, x1, y1."""
        canvases, targets, mixes = [], [], []
        # Easy first: single scans at the start of a run, and again at its end, where pictures should be as deployed.
        combined = 0.0 if progress > 0.88 else 0.4 * min(1.0, progress / 0.4)
        folders = curriculum(progress, len(self.cumulative)).cumsum()
        for row, place in enumerate(places):
            rng = np.random.default_rng([self.seed, step, place])
            canvas, boxes, labels = self._compose(rng, side, folders, combined)
            canvases.append(_pixel_look(canvas, rng, self.noise))
            mixes.append(_colour_mix(rng))
            boxes = _loosen(boxes, rng)
            targets.append(np.column_stack([np.full(len(boxes), row), labels, boxes.clip(0, side)]))
        pictures = torch.from_numpy(np.stack(canvases)).permute(0, 3, 1, 2).contiguous().flatten(2).float()
        pictures = torch.bmm(torch.from_numpy(np.stack(mixes)).transpose(1, 2) / 255, pictures).clamp_(0, 1)
        return pictures.view(len(canvases), 3, side, side), torch.from_numpy(np.concatenate(targets)).float()

    def _draw(self, rng, folders) -> int:
        folder = min(int(np.searchsorted(folders, rng.random())), len(folders) - 1)
        cumulative = self.cumulative[folder]
        place = min(int(np.searchsorted(cumulative, rng.random())), len(cumulative) - 1)
        return self.scans.starts[folder] + place

    def _compose(self, rng, side: int, folders, combined: float):
        first = self._draw(rng, folders)
        chance = rng.random()
        if chance >= combined:
            return self._window(first, side, rng, None)
        if chance < 0.45 * combined:  # a second scan under the first: parcels on one another
            canvas, boxes, labels = self._window(first, side, rng, None)
            places = [(side / 2 + rng.uniform(-0.4, 0.4) * side, side / 2 + rng.uniform(-0.4, 0.4) * side, 0.9)]
        else:  # a mosaic: four parcels side by side
            canvas = _plain(side, self.scans.airs[first])
            boxes, labels = np.zeros((0, 4), np.float32), np.zeros(0, np.int64)
            cut = rng.uniform(0.35, 0.65, 2) * side
            places = [
                ((cut[0] + (side if right else 0)) / 2, (cut[1] + (side if low else 0)) / 2, rng.uniform(0.5, 0.8))
                for right in (0, 1)
                for low in (0, 1)
            ]
        for x, y, share in places:
            layer, more, kinds = self._window(self._draw(rng, folders), side, rng, (x, y, share))
            labels = np.where(_hidden(layer, boxes), -1, labels)
            kinds = np.where(_hidden(canvas, more), -1, kinds)
            canvas = ((canvas.astype(np.uint16) * layer + 127) // 255).astype(np.uint8)
            boxes, labels = np.concatenate([boxes, more]), np.concatenate([labels, kinds])
        return canvas, boxes, labels

    def _window(self, i: int, side: int, rng, place):
        """Picture `i` scaled, turned and cut to side x side. With a `place` (x, y, share of side) it is put there whole
        and its air made white, ready to be multiplied; without, the window is chosen around an object."""
        picture, boxes, labels = self.scans.picture(i), self.scans.boxes[i], self.scans.labels[i]
        height, width = picture.shape[:2]
        fit = side / max(height, width)
        air = self.scans.airs[i]
        if place is not None:
            scale = fit * place[2]
            origin = np.array([place[0] - width * scale / 2, place[1] - height * scale / 2])
            lut = (np.arange(256)[:, None] * (255.0 / np.maximum(air, 1))).clip(0, 255).astype(np.uint8)
            air = np.full(3, 255, np.uint8)
        else:
            lut = None
            scale, origin = _aim(rng, side, fit, width, height, boxes, labels)
        # Stretch a little: belts and pixels are not square on every machine.
        stretch = np.exp(rng.uniform(-0.12, 0.12, 2)) if rng.random() < 0.4 else np.ones(2)
        zoom = scale * stretch
        low = np.maximum(np.floor(-origin / zoom), 0).astype(int)
        high = np.minimum(np.ceil((side - origin) / zoom), (width, height)).astype(int)
        canvas = _plain(side, air if rng.random() < 0.7 or place is not None else np.full(3, 255, np.uint8))
        if (high - low > 1).all():
            at = np.round(origin + low * zoom).astype(int)
            part = picture[low[1] : high[1], low[0] : high[0]].copy()
            size = np.maximum(np.round((high - low) * zoom), 1).astype(int)
            part = _resize(part, int(size[0]), int(size[1]))
            if lut is not None:
                part = np.stack([lut[:, c][part[..., c]] for c in range(3)], -1)
            cut_low, cut_high = np.maximum(-at, 0), np.minimum(size, side - at)
            if (cut_high > cut_low).all():
                target = canvas[at[1] + cut_low[1] : at[1] + cut_high[1], at[0] + cut_low[0] : at[0] + cut_high[0]]
                target[:] = part[cut_low[1] : cut_high[1], cut_low[0] : cut_high[0]]
        boxes = boxes * np.tile(zoom, 2) + np.tile(origin, 2)
        inside = boxes.clip(0, side)
        shown = (inside[:, 2:] - inside[:, :2]).prod(1) / np.maximum((boxes[:, 2:] - boxes[:, :2]).prod(1), 1e-6)
        # What is under four pixels cannot be told from noise.
        tiny = (inside[:, 2:] - inside[:, :2]).max(1, initial=0) < 4 if len(boxes) else np.zeros(0, bool)
        labels = np.where((shown < KEPT) | tiny, -1, labels)
        boxes, labels = inside[shown > 0.02], labels[shown > 0.02]
        return _turn(canvas, boxes, labels, rng, side, place is None)


def _aim(rng, side, fit, width, height, boxes, labels):
    """Scale and origin of the window: the whole picture, or a closer look at an object (small ones closest)."""
    known = np.flatnonzero(labels >= 0)
    if rng.random() < 0.35:
        scale = fit * rng.uniform(0.75, 1.02)
        return scale, (side - np.array([width, height]) * scale) * rng.random(2)
    # Relative to the deployed input: from a parcel half as large as it to a close tile.
    scale = DEPLOYED / max(width, height) * math.exp(rng.uniform(math.log(0.55), math.log(1.7)))
    if len(known) and rng.random() < 0.75:
        box = boxes[rng.choice(known)]
        extent = max(box[2] - box[0], box[3] - box[1])
        if extent * scale < 28 and rng.random() < 0.7:
            scale = rng.uniform(24, 56) / extent
        if extent * scale > 0.92 * side and rng.random() < 0.8:
            scale = 0.92 * side / extent
        scale = min(scale, 2.5)
        centre = (box[:2] + box[2:]) / 2 * scale
        slack = max(side - extent * scale, 0) / 2
        middle = side / 2 + rng.uniform(-slack, slack, 2)
        return scale, middle - centre
    return scale, (side - np.array([width, height]) * scale) * rng.random(2)


def _plain(side: int, colour: np.ndarray) -> np.ndarray:
    row = np.tile(colour, side).reshape(1, side, 3)
    return np.repeat(row, side, 0)


def _resize(part: np.ndarray, width: int, height: int) -> np.ndarray:
    tensor = torch.from_numpy(part).permute(2, 0, 1)[None]
    return F.interpolate(tensor, (height, width), mode="bilinear", antialias=True)[0].permute(1, 2, 0).numpy()


def _turn(canvas, boxes, labels, rng, side, whole):
    """One of the eight symmetries of a square; a parcel lies on the belt any way up. Whole windows only."""
    if not whole:
        return canvas, boxes.astype(np.float32), labels
    if rng.random() < 0.5:
        canvas, boxes = canvas[:, ::-1], np.stack([side - boxes[:, 2], boxes[:, 1], side - boxes[:, 0], boxes[:, 3]], 1)
    if rng.random() < 0.5:
        canvas, boxes = canvas[::-1], np.stack([boxes[:, 0], side - boxes[:, 3], boxes[:, 2], side - boxes[:, 1]], 1)
    if rng.random() < 0.5:
        canvas, boxes = canvas.transpose(1, 0, 2), boxes[:, [1, 0, 3, 2]]
    return np.ascontiguousarray(canvas), boxes.astype(np.float32), labels


def _hidden(layer: np.ndarray, boxes: np.ndarray) -> np.ndarray:
    out = np.zeros(len(boxes), bool)
    for k, (x0, y0, x1, y1) in enumerate(boxes.astype(int)):
        out[k] = layer[y0 : y1 + 1 : 2, x0 : x1 + 1 : 2].mean() < DARK
    return out


def _loosen(boxes: np.ndarray, rng) -> np.ndarray:
    """A quarter of the boxes grows by 5 to 10 %: people draw looser than silhouettes."""
    grow = np.where(rng.random((len(boxes), 1)) < 0.25, rng.uniform(0.05, 0.10, (len(boxes), 1)), 0) / 2
    margin = np.tile(boxes[:, 2:] - boxes[:, :2], 2) * grow * np.array([-1, -1, 1, 1])
    return boxes + margin


def _pixel_look(canvas: np.ndarray, rng, noise: np.ndarray) -> np.ndarray:
    """What scanners and their exports do to pixels: tone curve, blur or sharpening, noise, JPEG."""
    if rng.random() < 0.6:
        tone = (np.arange(256) / 255) ** math.exp(rng.uniform(-0.45, 0.45))
        low, high = (rng.uniform(0, 0.12), rng.uniform(0.88, 1)) if rng.random() < 0.4 else (0, 1)
        canvas = ((low + (high - low) * tone) * 255).astype(np.uint8)[canvas]
    if rng.random() < 0.3:
        soft = _blur(canvas)
        amount = rng.uniform(-1.0, 1.5)  # below zero softens, above sharpens with a halo
        canvas = (canvas + amount * (canvas - soft.astype(np.float32))).clip(0, 255).astype(np.uint8)
    if rng.random() < 0.3:
        size = canvas.size if rng.random() < 0.5 else canvas.size // 3
        start = int(rng.integers(0, len(noise) - size))
        grain = noise[start : start + size].reshape(*canvas.shape[:2], -1) * rng.uniform(1, 10)
        canvas = (canvas + grain).clip(0, 255).astype(np.uint8)
    if rng.random() < 0.15:
        file = io.BytesIO()
        Image.fromarray(canvas).save(file, "JPEG", quality=int(rng.integers(25, 90)))
        canvas = np.asarray(Image.open(file))
    return canvas


def _blur(canvas: np.ndarray) -> np.ndarray:
    """The 1-2-1 kernel both ways."""
    wide = np.pad(canvas, ((1, 1), (1, 1), (0, 0)), mode="edge").astype(np.uint16)
    rows = wide[:-2] + 2 * wide[1:-1] + wide[2:]
    return ((rows[:, :-2] + 2 * rows[:, 1:-1] + rows[:, 2:]) >> 4).astype(np.uint8)


_GREY = np.array([0.299, 0.587, 0.114], np.float32)


def _colour_mix(rng) -> np.ndarray:
    """A 3x3 matrix for row vectors: hue turn, saturation, grey, gains. White stays (nearly) white."""
    chance = rng.random()
    if chance < 0.2:  # single-energy look: any mix of the channels, the same in all three
        weights = rng.dirichlet((2, 2, 2)).astype(np.float32) if rng.random() < 0.5 else _GREY
        mix = np.repeat(weights[:, None], 3, 1)
    elif chance < 0.7:
        angle, colour = rng.normal(0, 0.35), rng.uniform(0.3, 1.5)
        u, w = math.cos(angle) * colour, math.sin(angle) * colour / math.sqrt(3)
        third = np.full((3, 3), 1 / 3, np.float32)
        turn = np.array([[0, 1, -1], [-1, 0, 1], [1, -1, 0]], np.float32)
        mix = third + u * (np.eye(3, dtype=np.float32) - third) + w * turn
    else:
        mix = np.eye(3, dtype=np.float32)
    if rng.random() < 0.3:
        mix = mix * rng.uniform(0.85, 1.06, (1, 3))
    return mix.astype(np.float32)
