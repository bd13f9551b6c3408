"""Scans as the training reads them: decoded once, scaled down, and kept as one flat file of bytes.

    python data.py DIR [DIR ...]        # makes DIR/cache-640/

Decoding a PNG costs more than training on it, so each picture is decoded once and memory-mapped afterwards.
"""

import argparse
import json
import os
from multiprocessing import get_context
from pathlib import Path

import numpy as np
from PIL import Image
from tqdm import tqdm

from taxonomy import CLASSES

SIDE = 640


def _background(picture: np.ndarray) -> np.ndarray:
    """The colour of air: the commonest bright colour on the rim, or of the whole picture where the rim is covered."""
    rim = np.concatenate([picture[:4].reshape(-1, 3), picture[-4:].reshape(-1, 3), picture[:, :4].reshape(-1, 3),
                          picture[:, -4:].reshape(-1, 3)])  # fmt: skip
    for pixels in (rim, picture[::4, ::4].reshape(-1, 3)):
        bright = pixels[pixels.mean(1) > 150]
        if len(bright) > len(pixels) // 20:
            values, counts = np.unique(bright >> 3, axis=0, return_counts=True)
            common = values[counts.argmax()]
            return np.median(bright[(bright >> 3 == common).all(1)], axis=0).astype(np.uint8)
    return np.full(3, 255, np.uint8)


def _load(job: tuple[str, int]) -> tuple[np.ndarray, np.ndarray]:
    path, side = job
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    ratio = min(1.0, side / max(picture.size))
    if ratio < 1:
        picture = picture.resize([max(1, round(v * ratio)) for v in picture.size], Image.Resampling.BILINEAR)
    pixels = np.asarray(picture)
    return pixels, _background(pixels)


def prepare(folder: Path, side: int = SIDE, processes: int | None = None) -> Path:
    """Decodes a generated set into `folder/cache-SIDE`, unless that is there already."""
    cache = folder / f"cache-{side}"
    if (cache / "index.npz").exists():
        return cache
    cache.mkdir(exist_ok=True)
    truth = json.loads((folder / "truth.json").read_text())
    number = {c["id"]: CLASSES.index(c["name"]) for c in truth["categories"] if c["name"] in CLASSES}
    found: dict[int, list] = {}
    for a in truth["annotations"]:
        label = -1 if a.get("iscrowd") or a["category_id"] not in number else number[a["category_id"]]
        found.setdefault(a["image_id"], []).append((label, *a["bbox"]))
    images = truth["images"]
    sizes, airs, boxes, labels, counts = [], [], [], [], []
    base = folder if (folder / images[0]["file_name"]).exists() else folder / "colour"
    jobs = [(str(base / image["file_name"]), side) for image in images]
    with get_context("spawn").Pool(processes or os.cpu_count()) as pool, open(cache / "pixels.u8", "wb") as out:
        loaded = tqdm(pool.imap(_load, jobs, chunksize=8), total=len(jobs), desc=f"prepare {folder.name}", mininterval=5)
        for image, (pixels, air) in zip(images, loaded):
            out.write(pixels.tobytes())
            height, width = pixels.shape[:2]
            sizes.append((height, width))
            airs.append(air)
            rows = np.array(found.get(image["id"], []), np.float32).reshape(-1, 5)
            zoom = np.array([width / image["width"], height / image["height"]], np.float32)
            corner = rows[:, 1:3] * zoom
            boxes.append(np.concatenate([corner, corner + rows[:, 3:5] * zoom], 1))
            labels.append(rows[:, 0].astype(np.int64))
            counts.append(len(rows))
    np.savez(
        cache / "index.tmp.npz",
        sizes=np.array(sizes, np.int64),
        airs=np.array(airs),
        boxes=np.concatenate(boxes),
        labels=np.concatenate(labels),
        counts=np.array(counts, np.int64),
        ids=np.array([image["id"] for image in images], np.int64),
        names=np.array([image["file_name"] for image in images]),
    )
    (cache / "index.tmp.npz").rename(cache / "index.npz")
    return cache


class Scans:
    """One or more prepared sets behind one index. `boxes` are x0, y0, x1, y1 in cached pixels; label -1 is 'ignore'."""

    def __init__(self, folders: list[Path], side: int = SIDE):
        self.entries, self.boxes, self.labels, self.airs, self.names = [], [], [], [], []
        self.starts: list[int] = []  # number of each folder's first picture
        for folder in folders:
            self.starts.append(len(self.entries))
            cache = prepare(Path(folder), side)
            index = np.load(cache / "index.npz")
            pixels = np.memmap(cache / "pixels.u8", np.uint8, "r")
            stops = index["counts"].cumsum()
            self.boxes += np.split(index["boxes"], stops[:-1])
            self.labels += np.split(index["labels"], stops[:-1])
            self.airs += list(index["airs"])
            self.names += [str(Path(folder) / name) for name in index["names"]]
            start = 0
            for height, width in index["sizes"].tolist():
                self.entries.append((pixels, start, height, width))
                start += height * width * 3

    def __len__(self) -> int:
        return len(self.entries)

    def picture(self, i: int) -> np.ndarray:
        """Picture `i` as [height, width, 3] bytes, read-only."""
        pixels, start, height, width = self.entries[i]
        return np.asarray(pixels[start : start + height * width * 3]).reshape(height, width, 3)

    def weights(self, empty_share: float) -> list[np.ndarray]:
        """For each folder, how often each of its pictures is drawn."""
        stops = self.starts[1:] + [len(self)]
        return [_weights(self.labels[start:stop], empty_share) for start, stop in zip(self.starts, stops)]


def _weights(labels: list[np.ndarray], empty_share: float) -> np.ndarray:
    """Rare classes more often, and pictures without a threat `empty_share`."""
    frequency = np.zeros(len(CLASSES))
    for found in labels:
        frequency[np.unique(found[found >= 0])] += 1
    need = np.sqrt(frequency.max() / np.maximum(frequency, 1)).clip(max=4)
    weight = np.array([need[l[l >= 0]].max() if (l >= 0).any() else 0.0 for l in labels])
    empty = weight == 0
    if empty.all():
        return np.full(len(weight), 1 / len(weight))
    if not empty.any():
        return weight / weight.sum()
    # A set that is mostly threats has too few empty pictures to show them so often.
    empty_share = min(empty_share, 3 * empty.mean())
    weight *= (1 - empty_share) / weight.sum()
    weight[empty] = empty_share / empty.sum()
    return weight


if __name__ == "__main__":
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("folders", nargs="+", type=Path)
    parser.add_argument("--side", type=int, default=SIDE)
    args = parser.parse_args()
    for each in args.folders:
        print(prepare(each, args.side))
