"""Synthetic scans beside real ones, for a person to look at.

    python sheet.py --real DIR --synthetic DIR --out sheet.png [--rows 6] [--seed 1]

Pictures are drawn at random from both folders and everything below them; left half synthetic, right half real.
"""

import argparse
from pathlib import Path

import numpy as np
from PIL import Image, ImageDraw

ENDINGS = {".png", ".jpg", ".jpeg", ".bmp", ".tif", ".tiff"}
TILE = (300, 230)
EDGE = 4


def pictures(folder: Path) -> list[Path]:
    """Picture files in a folder and below it, sorted; a set's 16-bit pairs are none."""
    found = sorted(p for p in folder.rglob("*") if p.suffix.lower() in ENDINGS and "pairs" not in p.parts)
    if not found:
        raise SystemExit(f"{folder}: no picture there ({', '.join(sorted(ENDINGS))})")
    return found


def tile(path: Path) -> Image.Image:
    with Image.open(path) as opened:
        picture = opened.convert("RGB")
    picture.thumbnail(TILE, Image.Resampling.LANCZOS)
    canvas = Image.new("RGB", TILE, (255, 255, 255))
    canvas.paste(picture, ((TILE[0] - picture.width) // 2, (TILE[1] - picture.height) // 2))
    return canvas


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--real", type=Path, required=True)
    parser.add_argument("--synthetic", type=Path, required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--rows", type=int, default=6)
    parser.add_argument("--columns", type=int, default=3, help="of each kind")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    rng = np.random.default_rng(args.seed)
    step = (TILE[0] + EDGE, TILE[1] + EDGE)
    gap = 16
    sheet = Image.new("RGB", (2 * args.columns * step[0] + gap, args.rows * step[1] + 18), (90, 90, 90))
    draw = ImageDraw.Draw(sheet)
    for half, (name, folder) in enumerate((("synthetic", args.synthetic), ("real", args.real))):
        files = pictures(folder)
        drawn = rng.permutation(len(files))[: args.rows * args.columns]
        left = half * (args.columns * step[0] + gap)
        draw.text((left + 4, 3), f"{name} ({len(drawn)} of {len(files)})", fill=(255, 255, 255))
        for place, number in enumerate(drawn):
            row, column = divmod(place, args.columns)
            sheet.paste(tile(files[number]), (left + column * step[0], 18 + row * step[1]))
    sheet.save(args.out)


if __name__ == "__main__":
    main()
