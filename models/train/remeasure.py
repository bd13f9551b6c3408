"""Gives a shipped model new thresholds, calibration and figures, where only the way it is run or measured has changed.

    python evaluate.py --run RUN --onnx ../parcel-standard.onnx --data VALIDATION --benign BENIGN --orientations 4
    python remeasure.py --run RUN --name parcel-standard --version 0.3.1

The ONNX file stays as it is. The manifest and the card are written anew from RUN/metrics.json; what they say of the net and
of its training is kept.
"""

import argparse
import json
import tomllib
from pathlib import Path

from card import card
from export import manifest


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--name", default="parcel-standard")
    parser.add_argument("--version", required=True)
    args = parser.parse_args()
    measured = json.loads((args.run / "metrics.json").read_text())
    toml, text = args.models / f"{args.name}.toml", args.models / f"{args.name}.md"
    before = tomllib.loads(toml.read_text())
    about = [line for line in text.read_text().splitlines() if line.startswith(("- Net:", "- Training:"))]
    side, summary = before["input"]["width"], before["training"]["summary"]
    if measured["side"] != side:
        raise SystemExit(f"measured at {measured['side']}, but the model's input is {side}")
    toml.write_text(manifest(args.name, args.version, side, before["sha256"], summary, measured))
    text.write_text(card(args.name, args.version, about, measured))


if __name__ == "__main__":
    main()
