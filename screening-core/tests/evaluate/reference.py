"""Reference figures for the evaluation tests, by pycocotools and by brute force.

    python reference.py fixture SEED DIR    writes DIR/coco.json and DIR/predictions.json
    python reference.py expected DIR        prints the expected figures of that fixture as JSON

AP and recall come from pycocotools' COCOeval. Groups are made by renaming categories and dropping repeats
(NMS) before COCOeval sees them. FROC and ROC are counted threshold by threshold.
The committed fixture is seed 1; expected.json is what the second command printed for it.
"""

import contextlib
import copy
import io
import json
import pathlib
import random
import struct
import sys

GROUPS = {
    "pistol": "firearm",
    "revolver": "firearm",
    "long_gun": "firearm",
    "barrel": "part",
    "suppressor": "part",
    "magazine": "magazine",
    "cartridge": "ammunition",
    "bullet": "ammunition",
}
NMS_IOU = 0.65
FROC_RATES = [0.01, 0.02, 0.05, 0.1, 0.2, 0.5, 1.0, 2.0]
ROC_RATES = [0.01, 0.05, 0.1]


def single(number):
    """The number as a 32-bit float holds it: the program's scores are such."""
    return struct.unpack("f", struct.pack("f", number))[0]


def fixture(seed, folder):
    rng = random.Random(seed)
    names = list(GROUPS)
    # "bullet" never has truth, so COCO leaves it out of the mean.
    categories = [{"id": 3 * i + 2, "name": name} for i, name in enumerate(names)]
    ids = {category["name"]: category["id"] for category in categories}
    images, annotations, predictions = [], [], []
    image_ids = rng.sample(range(1, 5000), 80)
    for index, image_id in enumerate(image_ids):
        images.append({"id": image_id, "file_name": f"{index:03}.png", "width": 640, "height": 480,
                       "scene": f"scene {index // 2}"})
        if rng.random() < 0.25:
            objects = 0
        else:
            objects = rng.randint(1, 6)
        for _ in range(objects):
            name = rng.choice(names[:-1])
            # Quarters of a pixel, and sizes that give overlaps exactly at a threshold when halved.
            box = [rng.randrange(0, 2000) / 4, rng.randrange(0, 1400) / 4, rng.randrange(1, 60) * 4, rng.randrange(1, 40) * 4]
            crowd = int(rng.random() < 0.08)
            annotations.append({"id": len(annotations) + 1, "image_id": image_id, "category_id": ids[name], "bbox": box,
                                "area": box[2] * box[3], "iscrowd": crowd})
            for _ in range(rng.choice([0, 1, 1, 1, 2, 3])):
                found = list(box)
                kind = rng.random()
                if kind < 0.15:
                    found[2] = box[2] / 2
                elif kind < 0.85:
                    found = [v + rng.gauss(0, 0.06) * box[2 + i % 2] for i, v in enumerate(box)]
                other = rng.choice(names) if rng.random() < 0.15 else name
                predictions.append(prediction(rng, image_id, ids[other], found, 0.65))
        for _ in range(rng.choice([0, 0, 1, 2, 4])):
            box = [rng.uniform(0, 500), rng.uniform(0, 350), rng.uniform(4, 200), rng.uniform(4, 200)]
            predictions.append(prediction(rng, image_id, ids[rng.choice(names)], box, 0.3))
    # More detections of one class in one picture than COCO counts.
    for _ in range(130):
        box = [rng.uniform(0, 500), rng.uniform(0, 350), rng.uniform(4, 100), rng.uniform(4, 100)]
        predictions.append(prediction(rng, image_ids[3], ids["cartridge"], box, 0.5))
    rng.shuffle(predictions)
    rng.shuffle(annotations)
    folder.mkdir(parents=True, exist_ok=True)
    coco = {"images": images, "annotations": annotations, "categories": categories}
    (folder / "coco.json").write_text(lines(coco))
    (folder / "predictions.json").write_text("[\n" + ",\n".join(map(json.dumps, predictions)) + "\n]\n")


def prediction(rng, image_id, category_id, box, mean):
    # Two decimals make ties.
    score = round(min(max(rng.gauss(mean, 0.2), 0.0), 1.0), 2)
    box = [single(v if i < 2 else max(v, 1.0)) for i, v in enumerate(box)]
    return {"image_id": image_id, "category_id": category_id, "bbox": box, "score": single(score)}


def lines(coco):
    parts = [f"{json.dumps(key)}: [\n" + ",\n".join(map(json.dumps, rows)) + "\n]" for key, rows in coco.items()]
    return "{" + ",\n".join(parts) + "}\n"


def iou(a, b):
    width = min(a[0] + a[2], b[0] + b[2]) - max(a[0], b[0])
    height = min(a[1] + a[3], b[1] + b[3]) - max(a[1], b[1])
    if width <= 0 or height <= 0:
        return 0.0
    return width * height / (a[2] * a[3] + b[2] * b[3] - width * height)


def without_repeats(predictions):
    by_image = {}
    for found in sorted(predictions, key=lambda found: -found["score"]):
        kept = by_image.setdefault(found["image_id"], [])
        if all(iou(found["bbox"], better["bbox"]) <= NMS_IOU for better in kept):
            kept.append(found)
    return [found for kept in by_image.values() for found in kept]


def run(coco, predictions):
    from pycocotools.coco import COCO
    from pycocotools.cocoeval import COCOeval

    with contextlib.redirect_stdout(io.StringIO()):
        truth = COCO()
        truth.dataset = copy.deepcopy(coco)
        truth.createIndex()
        evaluator = COCOeval(truth, truth.loadRes(copy.deepcopy(predictions)), "bbox")
        evaluator.evaluate()
        evaluator.accumulate()
        evaluator.summarize()
    return evaluator


def figures(evaluator, k):
    precision = evaluator.eval["precision"][:, :, k, 0, 2]
    recall = evaluator.eval["recall"][:, k, 0, 2]
    if precision.max() < 0:
        return {"ap50": None, "ap50_95": None, "recall50": None, "recall50_95": None}
    return {
        "ap50": float(precision[0].mean()),
        "ap50_95": float(precision.mean()),
        "recall50": float(recall[0]),
        "recall50_95": float(recall.mean()),
        "precision_by_recall": precision[0].tolist(),
    }


def froc(evaluator, images):
    found, truths = [], 0
    for image in evaluator.evalImgs[:images]:
        if image is None:
            continue
        truths += sum(1 for ignored in image["gtIgnore"] if not ignored)
        for score, match, ignored in zip(image["dtScores"], image["dtMatches"][0], image["dtIgnore"][0]):
            if not ignored:
                found.append((score, match > 0))
    result = []
    for rate in FROC_RATES:
        best = 0.0
        for threshold in {score for score, _ in found}:
            let_through = [hit for score, hit in found if score >= threshold]
            if (len(let_through) - sum(let_through)) / images <= rate:
                best = max(best, sum(let_through) / truths)
        result.append(best)
    return result


def roc(coco, predictions):
    scores = {image["id"]: -1.0 for image in coco["images"]}
    for found in predictions:
        scores[found["image_id"]] = max(scores[found["image_id"]], found["score"])
    with_threat = {truth["image_id"] for truth in coco["annotations"]}
    positives = [score for image, score in scores.items() if image in with_threat]
    negatives = [score for image, score in scores.items() if image not in with_threat]
    pairs = sum((p > n) + 0.5 * (p == n) for p in positives for n in negatives)
    recalls = []
    for rate in ROC_RATES:
        best = 0.0
        for threshold in set(positives + negatives) - {-1.0}:
            if sum(n >= threshold for n in negatives) / len(negatives) <= rate:
                best = max(best, sum(p >= threshold for p in positives) / len(positives))
        recalls.append(best)
    return {"auc": pairs / (len(positives) * len(negatives)), "recalls": recalls,
            "positives": len(positives), "negatives": len(negatives)}


def pooled(coco, predictions, chosen):
    """The classes of `chosen` as one category."""
    ids = {category["id"] for category in coco["categories"] if category["name"] in chosen}
    one = {"images": coco["images"], "categories": [{"id": 1, "name": "one"}],
           "annotations": [dict(truth, category_id=1) for truth in coco["annotations"] if truth["category_id"] in ids]}
    own = without_repeats([dict(found, category_id=1) for found in predictions if found["category_id"] in ids])
    evaluator = run(one, own)
    result = figures(evaluator, 0)
    result["froc"] = froc(evaluator, len(coco["images"]))
    result["roc"] = roc(one, own)
    return result


def expected(folder):
    coco = json.loads((folder / "coco.json").read_text())
    predictions = json.loads((folder / "predictions.json").read_text())
    evaluator = run(coco, predictions)
    names = {category["id"]: category["name"] for category in coco["categories"]}
    return {
        "ap50_95": float(evaluator.stats[0]),
        "ap50": float(evaluator.stats[1]),
        "classes": {names[id]: figures(evaluator, k) for k, id in enumerate(evaluator.params.catIds)},
        "groups": {group: pooled(coco, predictions, [name for name in GROUPS if GROUPS[name] == group])
                   for group in sorted(set(GROUPS.values()))},
        "threat": pooled(coco, predictions, list(GROUPS)),
    }


def main():
    if sys.argv[1] == "fixture":
        fixture(int(sys.argv[2]), pathlib.Path(sys.argv[3]))
    else:
        print(json.dumps(expected(pathlib.Path(sys.argv[2]))))


if __name__ == "__main__":
    main()
