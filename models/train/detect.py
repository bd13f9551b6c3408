"""Pictures to detections, as screening-core does it: letterbox, net, scores, suppression within a class."""

import os
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import numpy as np
import onnxruntime
import torch
from PIL import Image

from net import Deployed, Detector
from orientation import WAYS, lay, upright

PAD = 255
FLOOR = 0.01  # weaker detections are dropped
NMS_IOU = 0.65
MOST = 300


def load(path: Path) -> Detector:
    """The averaged weights of a run."""
    saved = torch.load(path, map_location="cpu", weights_only=False)
    model = Detector(saved["size"])
    model.load_state_dict(saved["model"])
    return model.eval()


def letterbox(picture: np.ndarray, side: int):
    """Picture [H, W, 3] centred on side x side, aspect kept; also the scale and the offset it was put at."""
    height, width = picture.shape[:2]
    scale = side / max(height, width)
    size = (max(1, round(width * scale)), max(1, round(height * scale)))
    canvas = np.full((side, side, 3), PAD, np.uint8)
    x, y = (side - size[0]) // 2, (side - size[1]) // 2
    canvas[y : y + size[1], x : x + size[0]] = Image.fromarray(picture).resize(size, Image.Resampling.BILINEAR)
    return canvas, scale, (x, y)


def suppress(boxes: np.ndarray, scores: np.ndarray, kinds: np.ndarray, limit: float = NMS_IOU) -> np.ndarray:
    """Greedy suppression among boxes (corners) of one kind; indices kept, best first."""
    order = np.argsort(-scores, kind="stable")
    boxes, kinds = boxes[order].astype(np.float64), kinds[order]
    area = (boxes[:, 2:] - boxes[:, :2]).prod(1)
    alive = np.ones(len(order), bool)
    for i in range(len(order)):
        if not alive[i]:
            continue
        rest = slice(i + 1, None)
        common = np.minimum(boxes[i, 2:], boxes[rest, 2:]) - np.maximum(boxes[i, :2], boxes[rest, :2])
        common = common.clip(0).prod(1)
        alive[rest] &= ~((kinds[rest] == kinds[i]) & (common > limit * (area[i] + area[rest] - common)))
    return order[alive]


class Searcher:
    """Runs a net at one input size, in one or several orientations whose outputs are averaged. Detections are [K, 6]: x0,
    y0, x1, y1 in picture pixels, score, class."""

    def __init__(self, side: int, orientations: int = 1):
        self.side, self.ways = side, WAYS[:orientations]

    def outputs(self, tensor: np.ndarray) -> np.ndarray:
        """[N, 3, side, side], 0 to 1, to [N, cells, 5 + classes]."""
        raise NotImplementedError

    def __call__(self, pictures: list[np.ndarray]) -> list[np.ndarray]:
        boxed = [letterbox(picture, self.side) for picture in pictures]
        canvases = np.stack([b[0] for b in boxed])
        total = 0
        for way in self.ways:
            tensor = np.ascontiguousarray(lay(canvases, way).transpose(0, 3, 1, 2), np.float32) / 255
            total = total + upright(self.outputs(tensor), way, self.side)
        return [read(raw / len(self.ways), scale, at) for raw, (_, scale, at) in zip(total, boxed)]


class Runner(Searcher):
    """A net in torch."""

    def __init__(self, model: Detector, side: int, bf16: bool = False, orientations: int = 1):
        super().__init__(side, orientations)
        self.net = Deployed(model, side, side).eval().to(memory_format=torch.channels_last)
        self.bf16 = bf16

    @torch.inference_mode()
    def outputs(self, tensor: np.ndarray) -> np.ndarray:
        with torch.autocast("cpu", torch.bfloat16, enabled=self.bf16):
            return self.net(torch.from_numpy(tensor).contiguous(memory_format=torch.channels_last)).float().numpy()


class OnnxRunner(Searcher):
    """An exported file."""

    def __init__(self, path: Path, side: int, orientations: int = 1):
        super().__init__(side, orientations)
        # A thread for each picture: those that share one wait for each other as soon as another program wants a core.
        options = onnxruntime.SessionOptions()
        options.intra_op_num_threads = 1
        self.session = onnxruntime.InferenceSession(str(path), options, providers=["CPUExecutionProvider"])
        self.threads = ThreadPoolExecutor(os.cpu_count() or 1)

    def outputs(self, tensor: np.ndarray) -> np.ndarray:
        return np.concatenate(list(self.threads.map(lambda one: self.session.run(None, {"images": one[None]})[0], tensor)))


def read(raw: np.ndarray, scale: float, at) -> np.ndarray:
    """Output [cells, 5 + classes] to detections; a cell may report several classes."""
    scores = raw[:, 4:5] * raw[:, 5:]
    cell, kind = np.nonzero(scores > FLOOR)
    score = scores[cell, kind]
    if len(score) > 4 * MOST:
        best = np.argpartition(-score, 4 * MOST)[: 4 * MOST]
        cell, kind, score = cell[best], kind[best], score[best]
    centre, half = raw[cell, :2], raw[cell, 2:4] / 2
    boxes = (np.concatenate([centre - half, centre + half], 1) - np.tile(at, 2)) / scale
    kept = suppress(boxes, score, kind)[:MOST]
    return np.column_stack([boxes[kept], score[kept], kind[kept]])
