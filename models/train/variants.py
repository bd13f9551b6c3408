"""Measures what cheaper arithmetic costs a model: float32, bf16 and int8 on the same pictures.

    python variants.py --run RUN --data VALIDATION --calibrate TRAINING [--limit 300] [--keep INT8.onnx]

bf16 is torch's autocast, which rounds where OpenVINO does with the same hint. int8 is ONNX Runtime's static quantisation
of the convolutions (QDQ, symmetric weights for each channel), its ranges taken from pictures of TRAINING; the last
convolutions, whose outputs are boxes and scores, stay in float32.
"""

import argparse
import os
import tempfile
from pathlib import Path

import numpy as np
import onnx
import torch
from onnxruntime.quantization import CalibrationDataReader, CalibrationMethod, QuantFormat, QuantType, quantize_static
from onnxruntime.quantization.shape_inference import quant_pre_process

from data import Scans
from detect import OnnxRunner, Runner, letterbox, load
from evaluate import detect_all, measure
from export import export
from taxonomy import GROUPS


def tensor(picture: np.ndarray, side: int) -> np.ndarray:
    """A picture as the net reads it, [1, 3, side, side]."""
    return letterbox(picture, side)[0].transpose(2, 0, 1)[None].astype(np.float32) / 255


class Pictures(CalibrationDataReader):
    """`count` pictures spread evenly over a set."""

    def __init__(self, scans: Scans, side: int, count: int):
        chosen = np.linspace(0, len(scans) - 1, count).astype(int)
        self.rows = iter({"images": tensor(scans.picture(i), side)} for i in chosen)

    def get_next(self):
        return next(self.rows, None)


def int8(whole: Path, out: Path, scans: Scans, side: int, count: int):
    """Writes `whole` with its convolutions in int8."""
    with tempfile.TemporaryDirectory() as folder:
        ready = Path(folder) / "ready.onnx"
        quant_pre_process(str(whole), str(ready), skip_symbolic_shape=True)
        nodes = onnx.load(ready).graph.node
        last = [n.name for n in nodes if n.op_type == "Conv" and n.name.endswith(("/box/Conv", "/kind/Conv"))]
        quantize_static(str(ready), str(out), Pictures(scans, side, count), quant_format=QuantFormat.QDQ,
                        per_channel=True, activation_type=QuantType.QUInt8, weight_type=QuantType.QInt8,
                        op_types_to_quantize=["Conv"], nodes_to_exclude=last,
                        calibrate_method=CalibrationMethod.MinMax)  # fmt: skip


def main():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--run", type=Path, required=True)
    parser.add_argument("--data", type=Path, required=True)
    parser.add_argument("--calibrate", type=Path, required=True)
    parser.add_argument("--pictures", type=int, default=100, help="of the calibrating set")
    parser.add_argument("--side", type=int, default=640)
    parser.add_argument("--limit", type=int, default=300)
    parser.add_argument("--keep", type=Path, help="where to keep the int8 model")
    args = parser.parse_args()
    torch.set_num_threads(os.cpu_count() or 1)
    scans, model = Scans([args.data]), load(args.run / "last.pt")
    with tempfile.TemporaryDirectory() as folder:
        whole, small = Path(folder) / "float32.onnx", args.keep or Path(folder) / "int8.onnx"
        export(args.run, whole, args.side)
        int8(whole, small, Scans([args.calibrate]), args.side, args.pictures)
        print(f"float32 {whole.stat().st_size / 1e6:.1f} MB, int8 {small.stat().st_size / 1e6:.1f} MB")
        runners = {
            "float32": OnnxRunner(whole, args.side),
            "bf16": Runner(model, args.side, True),
            "int8": OnnxRunner(small, args.side),
        }
        for name, runner in runners.items():
            found = detect_all(runner, scans, args.limit)
            figures = {group: measure(found, scans, list(members)) for group, members in GROUPS.items()}
            print(f"{name}, {len(found)} pictures: " + "; ".join(
                f"{group} AP50 {f['ap50']:.3f} recall@5% {f['picture_recall_at_5']:.3f}"
                for group, f in figures.items()))  # fmt: skip


if __name__ == "__main__":
    main()
