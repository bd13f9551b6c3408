"""Writes a run as MODELS/NAME.onnx with its manifest NAME.toml and card NAME.md, and checks the ONNX file against torch.

    python export.py --run RUN --name parcel-standard --models .. [--version 1.0.0] [--side 640]

Reads RUN/last.pt and RUN/metrics.json.
"""

import argparse
import hashlib
import json
from pathlib import Path

import numpy as np
import onnx
import onnxruntime
import torch
from torch.nn.utils.fusion import fuse_conv_bn_eval

from card import card, origin, training
from detect import FLOOR, MOST, NMS_IOU, PAD, load
from net import Conv, Deployed
from taxonomy import CLASSES

OPSET = 17
TOLERANCE = 2e-3  # pixels for boxes, a thousandth of that for scores is far below any threshold's step


def fuse(model):
    """Batch norm folded into its convolution: fewer operations for every engine."""
    for module in model.modules():
        if isinstance(module, Conv):
            module[0] = fuse_conv_bn_eval(module[0], module[1])
            module[1] = torch.nn.Identity()
    return model


def export(run: Path, path: Path, side: int):
    """The ONNX file, fixed at 1 x 3 x side x side."""
    net = Deployed(fuse(load(run / "last.pt")), side, side).eval()
    example = torch.rand(1, 3, side, side)
    torch.onnx.export(net, (example,), str(path), input_names=["images"], output_names=["output"],
                      opset_version=OPSET, dynamo=False, do_constant_folding=True)  # fmt: skip
    onnx.checker.check_model(onnx.load(path), full_check=True)
    check(load(run / "last.pt"), path, side)


def check(model, path: Path, side: int):
    """The ONNX file gives what torch gives, on noise and on a flat picture."""
    session = onnxruntime.InferenceSession(str(path), providers=["CPUExecutionProvider"])
    net = Deployed(model, side, side).eval()
    for example in (torch.rand(1, 3, side, side), torch.ones(1, 3, side, side)):
        with torch.inference_mode():
            ours = net(example).numpy()
        theirs = session.run(None, {"images": example.numpy()})[0]
        assert theirs.shape == ours.shape == (1, sum((side // s) ** 2 for s in (8, 16, 32)), 5 + len(CLASSES))
        boxes = np.abs(ours[..., :4] - theirs[..., :4]).max()
        scores = np.abs(ours[..., 4:] - theirs[..., 4:]).max()
        print(f"largest difference from torch: {boxes:.2e} px, {scores:.2e} of score")
        if boxes > 50 * TOLERANCE or scores > TOLERANCE:
            raise SystemExit("the ONNX file does not give what torch gives")


def manifest(name: str, version: str, side: int, digest: str, summary: str, measured: dict) -> str:
    """The TOML that screening-core reads."""
    operating = measured["operating"]
    lines = [
        f'name = "{name}"',
        f'version = "{version}"',
        'licence = "Apache-2.0"',
        'family = "yolox"',
        f'sha256 = "{digest}"',
        "",
        "[training]",
        f'summary = "{summary}"',
        "",
        "[input]",
        f"width = {side}",
        f"height = {side}",
        'layout = "nchw"',
        'colour = "rgb"',
        f"scale = {1 / 255:.17g}",
        "mean = [0.0, 0.0, 0.0]",
        "std = [1.0, 1.0, 1.0]",
        'resize = "letterbox"',
        f"pad = {PAD}",
        "",
        "[output]",
        "decoded = true",
        f"nms_iou = {NMS_IOU}",
        f"score_floor = {FLOOR}",
        f"max_detections = {MOST}",
        f"orientations = {measured['orientations']}",
        "",
        "[calibration]",
        f"temperature = {measured['calibration']['temperature']:.4f}",
    ]
    for kind, label in enumerate(CLASSES):
        limits = {share: operating[f"at_{share}"]["thresholds"][kind] for share in (1, 5, 10)}
        lines += ["", "[[classes]]", f'name = "{label}"', f'class = "{label}"', f"threshold = {limits[5]}"]
        lines += [f"threshold_at_{share} = {limit}" for share, limit in limits.items()]
    return "\n".join(lines) + "\n"


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--models", type=Path, default=Path(__file__).resolve().parent.parent)
    parser.add_argument("--name", default="parcel-standard")
    parser.add_argument("--version", default="0.1.0")
    parser.add_argument("--side", type=int, default=640)
    args = parser.parse_args()
    about = torch.load(args.run / "last.pt", map_location="cpu", weights_only=False)
    measured = json.loads((args.run / "metrics.json").read_text())
    path = args.models / f"{args.name}.onnx"
    export(args.run, path, args.side)
    digest = hashlib.sha256(path.read_bytes()).hexdigest()
    path.with_suffix(".toml").write_text(manifest(args.name, args.version, args.side, digest, training(about), measured))
    path.with_suffix(".md").write_text(card(args.name, args.version, origin(args.side, about), measured))
    print(f"{path}: {path.stat().st_size / 1e6:.1f} MB")


if __name__ == "__main__":
    main()
