"""The model card: what the model is, what it was measured on, and what it is not for."""


def _percent(value: float) -> str:
    return "n/a" if value != value else f"{100 * value:.1f} %"


def _figure(value: float) -> str:
    return "n/a" if value != value else f"{value:.3f}"


def training(about: dict) -> str:
    """What the net learnt from, in a sentence without its full stop."""
    text = (f"From scratch on synthetic scans and no real one: {about['samples']:,} samples drawn from "
            f"{about['pictures']:,} scans in {about['seconds'] / 60:.0f} minutes")  # fmt: skip
    before = about.get("inherited", 0)
    return text + (f", from weights that had seen {before:,} synthetic samples before" if before else "")


def origin(side: int, about: dict) -> list[str]:
    """The lines of the card that say what the net is and what it learnt from."""
    parameters = sum(v.numel() for k, v in about["model"].items() if k.endswith((".weight", ".bias")))
    return [
        f"- Net: dense convolutions with ReLU, YOLOX-style head, {parameters / 1e6:.2f} M parameters "
        f"(`{about['size']}`), input {side} x {side} RGB, letterbox padded with white.",
        f"- Training: {training(about)} (`{'`, `'.join(about['data'])}`, seed {about['seed']}). No real picture and no "
        "weights from elsewhere. Recipe: `models/train/`.",
    ]


def card(name: str, version: str, about: list[str], measured: dict) -> str:
    scores = measured["sides"][str(measured["side"])]
    calibration, operating = measured["calibration"], measured["operating"]
    lines = [
        f"# {name} {version}",
        "",
        "Marks firearms, their parts, magazines and ammunition in X-ray pictures of parcels, for a person to look at.",
        "",
        *about,
        f"- Searched in {measured['orientations']} orientation(s), whose outputs are averaged (`orientation.py`).",
        f"- Measured on {measured['pictures']:,} synthetic scans (`{'`, `'.join(measured['data'])}`) from seeds that "
        f"training did not see; thresholds on {operating['benign_pictures']:,} without a threat. These are figures on "
        "synthetic scans: they say nothing certain about a real scanner. Measure on your own with "
        "`screening evaluate`.",
        "- Licence: Apache-2.0.",
        "",
        "## Groups (any class of the group counts)",
        "",
        "| group | objects | AP50 | pictures found at 5 % false alarms | objects found at 5 % |",
        "|---|---|---|---|---|",
    ]
    for group, row in scores["groups"].items():
        lines.append(f"| {group} | {row['objects']} | {_figure(row['ap50'])} | {_percent(row['picture_recall_at_5'])} "
                     f"| {_percent(row['object_recall_at_5'])} |")  # fmt: skip
    lines += ["", "## Classes", "", "| class | objects | AP50 |", "|---|---|---|"]
    lines += [f"| {kind} | {row['objects']} | {_figure(row['ap50'])} |" for kind, row in scores["classes"].items()]
    lines += ["", "## Recall by size (square root of the box area in picture pixels, at 5 % false alarms)", "",
              "| group | from | to | recall |", "|---|---|---|---|"]  # fmt: skip
    for group, row in scores["groups"].items():
        for part in row.get("recall_by_size", []):
            lines.append(f"| {group} | {part['from_px']} | {part['to_px']} | {_percent(part['recall'])} |")
    lines += ["", "## Operating points (every class has its threshold; an alarm is any class above its own)", "",
              "| benign pictures with an alarm | measured | forecast | "
              + " | ".join(f"{g} found" for g in scores["groups"]) + " |",
              "|---|---|---|" + "---|" * len(scores["groups"])]  # fmt: skip
    for share in (1, 5, 10):
        point = operating[f"at_{share}"]
        found = " | ".join(_percent(point["picture_recall"].get(g, float("nan"))) for g in scores["groups"])
        forecast = _percent(point.get("forecast", float("nan")))
        lines.append(f"| {share} % | {_percent(point['false_alarms'])} | {forecast} | {found} |")
    lines += ["", "Thresholds were set on the benign pictures that the measured rate is of. The forecast sets them on one half "
              "of those and measures on the other."]  # fmt: skip
    if "ece_before" in calibration:
        lines += [
            "",
            "## Calibration",
            "",
            f"Temperature {calibration['temperature']:.3f}, fitted on {calibration.get('fitted_on', 'all')} pictures; on "
            f"{calibration.get('measured_on', 'the same')} pictures that it did not see, expected calibration error "
            f"{calibration['ece_before']:.3f} before, {calibration['ece_after']:.3f} after"
            + "".join(f"; {g} {_figure(v['ece_after'])}" for g, v in calibration["groups"].items())
            + ".",
        ]
    if len(measured["sides"]) > 1:
        lines += ["", "## Input sizes", "", "| side | mAP50 | " + " | ".join(scores["groups"]) + " |",
                  "|---|---|" + "---|" * len(scores["groups"])]  # fmt: skip
        for size, row in measured["sides"].items():
            figures = " | ".join(_figure(g["ap50"]) for g in row["groups"].values())
            lines.append(f"| {size} | {_figure(row['map50'])} | {figures} |")
    lines += [
        "",
        "## What it is not for",
        "",
        "Not for clearing parcels without a person or another check; not for legal findings (it cannot tell antique, "
        "deactivated or convertible firearms, nor imitations from real ones); not for persons, vehicles or cargo "
        "containers; not for other prohibited goods. Objects smaller than about 12 pixels in the input, seen end on, "
        "or under metal that lets no signal through, are missed.",
    ]
    return "\n".join(lines) + "\n"
