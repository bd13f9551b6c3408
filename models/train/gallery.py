"""Where a run is good and where it fails: figures a class and a factor with intervals, and pictures of the worst cases.

    python gallery.py --run RUN --data VALIDATION --out GALLERY [--limit 400] [--side 640]

Writes GALLERY/gallery.md, misses.png and false_alarms.png. Factors are measured on the scans: tilt and cover are in the
set's truth.json; size is the square root of the box area in picture pixels; density is how dark the parcel is as a whole;
look is how much colour the picture has. Intervals are 95 %, by bootstrap over pictures.
"""

import argparse
import json
from dataclasses import dataclass, field
from pathlib import Path

import numpy as np
import torch
from PIL import Image, ImageDraw

import metrics
from data import SIDE, Scans
from detect import Runner, load, suppress
from evaluate import detect_all
from taxonomy import CLASSES, GROUPS

ROUNDS = 300
HIT = 0.5  # overlap from which a detection has found its object
TILE, COLUMNS, SHOWN = 190, 6, 30


@dataclass
class Picture:
    """One scan with what is known of it. Arrays have a row for each object, in the order of `scans.boxes`."""

    tilt: np.ndarray
    cover: np.ndarray
    size: np.ndarray
    density: float
    colour: float
    found: np.ndarray  # detections [K, 6]
    labels: np.ndarray
    boxes: np.ndarray
    shown: np.ndarray = field(repr=False)


def truth_of(folders: list[Path]) -> list[dict]:
    """Tilt and cover of each picture's objects, in the order in which `Scans` has them; nan where a set has none."""
    known = []
    for folder in folders:
        truth = json.loads((folder / "truth.json").read_text())
        by_picture: dict[int, list] = {}
        for a in truth["annotations"]:
            by_picture.setdefault(a["image_id"], []).append((a.get("tilt", np.nan), a.get("cover", np.nan)))
        known += [np.array(by_picture.get(image["id"], []), float).reshape(-1, 2) for image in truth["images"]]
    return known


def describe(scans: Scans, found, folders) -> list[Picture]:
    pictures = []
    for i, (rows, extra) in enumerate(zip(found, truth_of(folders))):
        shown, air = scans.picture(i), scans.airs[i].astype(np.float32)
        matter = np.abs(shown - air).max(2) > 12
        share = shown.astype(np.float32)[matter] / np.maximum(air, 1)
        boxes = scans.boxes[i]
        pictures.append(Picture(
            tilt=extra[:, 0], cover=extra[:, 1], size=np.sqrt((boxes[:, 2:] - boxes[:, :2]).prod(1).clip(0)),
            density=float(1 - share.mean()) if matter.any() else 0.0,
            colour=float((share.max(1) - share.min(1)).mean()) if matter.any() else 0.0,
            found=rows, labels=scans.labels[i], boxes=boxes, shown=shown,
        ))  # fmt: skip
    return pictures


def outcome(picture: Picture, members, counted=None):
    """Hits and scores of detections of a group in one picture, how often each counted object was reached at best (its
    score), and the best score anywhere. Objects that are not `counted` are neither hit nor missed."""
    rows = picture.found[np.isin(picture.found[:, 5], members)]
    rows = rows[suppress(rows[:, :4], rows[:, 4], np.zeros(len(rows)))]
    mine = np.isin(picture.labels, members)
    wanted = mine if counted is None else mine & counted
    aside = (picture.labels == -1) | (mine & ~wanted)
    out, order = metrics.match(rows[:, :4], rows[:, 4], picture.boxes[wanted], picture.boxes[aside], HIT)
    reach = metrics.overlaps(picture.boxes[wanted], rows[:, :4]) >= HIT
    caught = np.where(reach, rows[:, 4], 0).max(1, initial=0)
    return out[out >= 0] > 0, rows[order, 4][out >= 0], caught, rows[:, 4].max(initial=0)


def row(pictures, members, limit: float, rng, counted=None) -> str:
    """Cells: objects, AP50 and recall at the limit, each with its interval."""
    parts = [outcome(p, members, None if counted is None else counted(p)) for p in pictures]
    objects = np.array([len(part[2]) for part in parts])

    def figures(drawn):
        positives = int(objects[drawn].sum())
        if not positives:
            return np.nan, np.nan
        hits = np.concatenate([parts[i][0] for i in drawn])
        scores = np.concatenate([parts[i][1] for i in drawn])
        caught = np.concatenate([parts[i][2] for i in drawn])
        return metrics.average_precision(hits, scores, positives), (caught > limit).mean()

    if not objects.sum():
        return "0 | n/a | n/a"
    everything = np.arange(len(parts))
    rounds = np.array([figures(rng.choice(everything, len(everything))) for _ in range(ROUNDS)])
    cells = [str(objects.sum())]
    for value, column in zip(figures(everything), rounds.T):
        low, high = np.nanquantile(column, (0.025, 0.975))
        cells.append(f"{value:.3f} ({low:.3f} to {high:.3f})")
    return " | ".join(cells)


def bins(values: np.ndarray, edges=None):
    """Ranges, without their upper ends, that hold about as many objects each; or the given ones."""
    values = values[np.isfinite(values)]
    if edges is None:
        edges = np.unique(np.quantile(values, (0, 0.25, 0.5, 0.75, 1))) if len(values) else np.zeros(0)
        edges = [*edges[:-1], *(edges[-1:] + 1e-6)]
    return list(zip(edges[:-1], edges[1:]))


def tables(pictures, limits, rng) -> list[str]:
    lines = ["## Classes", "", "| class | objects | AP50 | recall |", "|---|---|---|---|"]
    for name, members in (*GROUPS.items(), *((kind, [k]) for k, kind in enumerate(CLASSES))):
        members = list(members)
        limit = limits[next(g for g, m in GROUPS.items() if members[0] in m)]
        title = f"**all {name}**" if name in GROUPS and len(members) > 1 else name
        lines.append(f"| {title} | {row(pictures, members, limit, rng)} |")

    every = [p for p in pictures if len(p.labels)]
    objects = lambda attribute: np.concatenate([getattr(p, attribute)[p.labels >= 0] for p in every]) if every else np.zeros(0)
    per_object = (
        ("pose", "tilt", "degrees out of the picture plane", (0, 15, 35, 60, 91)),
        ("cover", "cover", "optical depth of what lies above and below", None),
        ("size", "size", "pixels", None),
    )
    per_picture = (("density", "density", "mean share of light taken"), ("look", "colour", "mean saturation; 0 is grey"))
    for group, members in GROUPS.items():
        members = list(members)
        lines += ["", f"## {group} by factor", "", "| factor | from | to | objects | AP50 | recall |", "|---|---|---|---|---|---|"]
        for title, attribute, unit, edges in per_object:
            for low, high in bins(objects(attribute), edges):
                inside = lambda p: (getattr(p, attribute) >= low) & (getattr(p, attribute) < high)
                cells = row(pictures, members, limits[group], rng, inside)
                lines.append(f"| {title} ({unit}) | {low:.2f} | {high:.2f} | {cells} |")
        for title, attribute, unit in per_picture:
            for low, high in bins(np.array([getattr(p, attribute) for p in pictures])):
                some = [p for p in pictures if low <= getattr(p, attribute) < high]
                cells = row(some, members, limits[group], rng)
                lines.append(f"| {title} ({unit}) | {low:.2f} | {high:.2f} | {cells} |")
    return [line for line in lines if not line.endswith("| 0 | n/a | n/a |")]


def misses(pictures, limits):
    """Objects that nothing of their group found, the plainest first: large and hardly covered."""
    missed = []
    for number, p in enumerate(pictures):
        for i in np.flatnonzero(p.labels >= 0):
            group = next(g for g, m in GROUPS.items() if p.labels[i] in m)
            rows = p.found[np.isin(p.found[:, 5], list(GROUPS[group]))]
            reach = metrics.overlaps(p.boxes[i : i + 1], rows[:, :4])[0] >= HIT
            best = rows[reach, 4].max(initial=0)
            if best <= limits[group]:
                plain = p.size[i] * np.exp(-np.nan_to_num(p.cover[i]))
                missed.append((plain, number, i, f"{CLASSES[p.labels[i]]} {best:.2f}"))
    return sorted(missed, key=lambda m: -m[0])


def false_alarms(pictures, limits):
    """Detections above the limit that touch no threat, the surest first; one a place."""
    wrong = []
    for number, p in enumerate(pictures):
        rows = p.found[suppress(p.found[:, :4], p.found[:, 4], np.zeros(len(p.found)), 0.3)]
        touch = metrics.overlaps(rows[:, :4], p.boxes).max(1, initial=0) if len(rows) else np.zeros(0)
        for box, contact in zip(rows, touch):
            kind = int(box[5])
            limit = next(limits[g] for g, m in GROUPS.items() if kind in m)
            if contact < 0.1 and box[4] > limit:
                wrong.append((box[4], number, box[:4], f"{CLASSES[kind]} {box[4]:.2f}"))
    return sorted(wrong, key=lambda w: -w[0])


def contact_sheet(cases, pictures, path: Path):
    """Each case in its surroundings, with its box."""
    cases = cases[:SHOWN]
    rows = max(1, -(-len(cases) // COLUMNS))
    sheet = Image.new("RGB", (COLUMNS * TILE, rows * (TILE + 14)), (70, 70, 70))
    draw = ImageDraw.Draw(sheet)
    for place, (_, number, box, caption) in enumerate(cases):
        p = pictures[number]
        box = p.boxes[box] if np.isscalar(box) else box
        middle, reach = (box[:2] + box[2:]) / 2, max(24.0, 0.9 * (box[2:] - box[:2]).max())
        low = np.floor(middle - reach).astype(int)
        side = int(np.ceil(2 * reach))
        crop = Image.new("RGB", (side, side), (255, 255, 255))
        crop.paste(Image.fromarray(p.shown), (-int(low[0]), -int(low[1])))
        crop = crop.resize((TILE - 4, TILE - 4), Image.Resampling.BILINEAR)
        at = (place % COLUMNS * TILE, place // COLUMNS * (TILE + 14))
        sheet.paste(crop, at)
        scale = (TILE - 4) / side
        corners = [float(v) for v in np.concatenate([(box[:2] - low) * scale + at, (box[2:] - low) * scale + at])]
        draw.rectangle(corners, outline=(230, 0, 120))
        draw.text((at[0] + 2, at[1] + TILE - 3), caption, fill=(255, 255, 255))
    sheet.save(path)


def in_common(missed, pictures) -> list[str]:
    """How what was missed differs from all objects: medians beside each other."""
    lines = ["| | all objects | missed |", "|---|---|---|"]
    every = [(number, i) for number, p in enumerate(pictures) for i in np.flatnonzero(p.labels >= 0)]
    lost = [(number, i) for _, number, i, _ in missed]
    middle = lambda places, value: np.nanmedian([value(pictures[n], i) for n, i in places]) if places else np.nan
    for title, value in (
        ("tilt, degrees", lambda p, i: p.tilt[i]),
        ("cover, optical depth", lambda p, i: p.cover[i]),
        ("size, pixels", lambda p, i: p.size[i]),
        ("density of the parcel", lambda p, i: p.density),
        ("saturation of the look", lambda p, i: p.colour),
        ("objects in the picture", lambda p, i: float((p.labels >= 0).sum())),
    ):
        lines.append(f"| {title} (median) | {middle(every, value):.2f} | {middle(lost, value):.2f} |")
    return lines


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--data", type=Path, nargs="+", required=True)
    parser.add_argument("--out", type=Path, required=True)
    parser.add_argument("--side", type=int, default=640)
    parser.add_argument("--cache-side", type=int, default=SIDE)
    parser.add_argument("--limit", type=int, help="at most so many pictures")
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--bf16", action="store_true")
    parser.add_argument("--seed", type=int, default=1)
    args = parser.parse_args()
    torch.set_num_threads(args.threads)
    rng = np.random.default_rng(args.seed)
    scans = Scans(args.data, args.cache_side)
    found = detect_all(Runner(load(args.run / "last.pt"), args.side, args.bf16), scans, args.limit)
    pictures = describe(scans, found, args.data)
    benign = [p for p in pictures if not len(p.labels)]
    limits = {
        group: metrics.score_at(np.array([outcome(p, list(members))[3] for p in benign]), 0.05)
        for group, members in GROUPS.items()
    }
    missed, wrong = misses(pictures, limits), false_alarms(pictures, limits)
    args.out.mkdir(parents=True, exist_ok=True)
    contact_sheet(missed, pictures, args.out / "misses.png")
    contact_sheet(wrong, pictures, args.out / "false_alarms.png")
    kinds = {name: sum(w[3].split()[0] == name for w in wrong) for name in CLASSES}
    lines = [
        f"# Where {args.run.resolve().name} is good and where it fails",
        "",
        f"{len(pictures)} scans (`{'`, `'.join(f.name for f in args.data)}`), {len(benign)} of them without a threat, at "
        f"{args.side} pixels. Recall is of objects, by a detection of the right group that overlaps by half, at the score that "
        "5 % of the scans without a threat exceed in that group. Intervals are 95 %, by bootstrap over scans.",
        "",
        *tables(pictures, limits, rng),
        "",
        "## Misses",
        "",
        f"{len(missed)} objects were missed. The plainest {min(SHOWN, len(missed))}, large and hardly covered, with the best "
        "score that reached them:",
        "",
        "![The plainest misses](misses.png)",
        "",
        *in_common(missed, pictures),
        "",
        "## False alarms",
        "",
        f"{len(wrong)} detections touch no threat, {sum(not len(pictures[w[1]].labels) for w in wrong)} of them in scans without "
        f"any: {', '.join(f'{name} {count}' for name, count in sorted(kinds.items(), key=lambda k: -k[1]) if count) or 'none'}. "
        f"The surest {min(SHOWN, len(wrong))}:",
        "",
        "![The surest false alarms](false_alarms.png)",
    ]
    (args.out / "gallery.md").write_text("\n".join(lines) + "\n")
    print(f"{args.out / 'gallery.md'}: {len(missed)} misses, {len(wrong)} false alarms")


if __name__ == "__main__":
    main()
