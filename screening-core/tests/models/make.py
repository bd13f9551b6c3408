"""Makes the small ONNX files that the tests of the detector use, and the probe that the detector itself carries.

Needs the packages onnx and numpy; run it in any folder:  python make.py

Every family's model is the same little detector, so that the same picture must give the same regions with each. It
looks at cells of 8 x 8 input pixels: a dark cell is an object of the cell's size, a `handgun` when it is more blue than
red, a `round` when it is more red than blue, a `knife` (which the tests ignore) when it is neither. Seeded noise in the
weights and a wide layer keep the arithmetic from being exact in lower precisions.
"""

from pathlib import Path

import numpy as np
from onnx import TensorProto, checker, helper, numpy_helper, save

HERE = Path(__file__).resolve().parent
SIDE, CLASSES, WIDE = 64, 3, 16
CELLS = SIDE // 8


class Graph:
    def __init__(self):
        self.nodes, self.weights = [], []

    def constant(self, name, values, kind=np.float32):
        self.weights.append(numpy_helper.from_array(np.ascontiguousarray(values, kind), name))
        return name

    def add(self, operator, inputs, output, **attributes):
        self.nodes.append(helper.make_node(operator, inputs, [output], **attributes))
        return output

    def save(self, path, inputs, outputs):
        graph = helper.make_graph(self.nodes, path.stem, inputs, outputs, self.weights)
        model = helper.make_model(graph, opset_imports=[helper.make_opsetid("", 13)], ir_version=8, producer_name="make.py")
        checker.check_model(model, full_check=True)
        save(model, path)
        print(f"{path.name}: {path.stat().st_size} bytes")


def tensor(name, shape, kind=TensorProto.FLOAT):
    return helper.make_tensor_value_info(name, kind, shape)


def picture():
    return tensor("images", [1, 3, SIDE, SIDE])


def logits(graph, stride=8, dark=True):
    """Objectness and class logits [1, 1 + CLASSES, cells, cells] of cells of `stride` pixels, RGB from 0 to 1."""
    random = np.random.default_rng(stride)
    tag = f"s{stride}"
    wide = WIDE if dark else 4
    first = random.normal(0, 0.2, (wide, 3, stride, stride)) / stride**2
    first[0] = -1 / (3 * stride**2)
    first[1], first[2] = 0, 0
    first[1, 2], first[1, 0] = 1 / stride**2, -1 / stride**2
    first[2, 0], first[2, 2] = 1 / stride**2, -1 / stride**2
    shift = np.zeros(wide)
    shift[0] = 1
    second = random.normal(0, 0.05, (1 + CLASSES, wide, 1, 1))
    second[0, 0] = 16
    second[1, 1], second[2, 2] = 24, 24
    second[3, 0], second[3, 1], second[3, 2] = 3, -12, -12
    base = np.array([-8.0 if dark else -16.0, -4, -4, 0])
    if not dark:
        second[0, 0] = 0
    x = graph.add(
        "Conv",
        ["images", graph.constant(f"{tag}.first", first), graph.constant(f"{tag}.shift", shift)],
        f"{tag}.features",
        strides=[stride, stride],
        kernel_shape=[stride, stride],
    )
    x = graph.add("Relu", [x], f"{tag}.relu")
    weights = [graph.constant(f"{tag}.second", second), graph.constant(f"{tag}.base", base)]
    return graph.add("Conv", [x, *weights], f"{tag}.logits", kernel_shape=[1, 1])


def centres():
    """Centres of the cells in pixels, [cells, 2], row by row."""
    y, x = np.mgrid[0:CELLS, 0:CELLS]
    return np.stack([x, y], -1).reshape(-1, 2) * 8.0 + 4


def rows(graph, x, count, name):
    """[1, channels, cells, cells] as [1, cells * cells, channels]."""
    x = graph.add("Reshape", [x, graph.constant(f"{name}.shape", [1, count, -1], np.int64)], f"{name}.flat")
    return graph.add("Transpose", [x], f"{name}.rows", perm=[0, 2, 1])


def yolox(decoded):
    graph, levels = Graph(), []
    for stride in (8, 16, 32):
        cells = SIDE // stride
        scores = graph.add("Sigmoid", [logits(graph, stride, dark=stride == 8)], f"s{stride}.scores")
        scores = rows(graph, scores, 1 + CLASSES, f"s{stride}")
        offsets = np.broadcast_to(np.array([0.5, 0.5, 0, 0]), (1, cells * cells, 4))
        offsets = graph.constant(f"s{stride}.boxes", offsets)
        levels.append(graph.add("Concat", [offsets, scores], f"s{stride}.all", axis=2))
    last = "raw" if decoded else "output"
    graph.add("Concat", levels, last, axis=1)
    total = sum((SIDE // stride) ** 2 for stride in (8, 16, 32))
    if decoded:
        grid, strides = [], []
        for stride in (8, 16, 32):
            y, x = np.mgrid[0 : SIDE // stride, 0 : SIDE // stride]
            grid.append(np.stack([x, y], -1).reshape(-1, 2))
            strides.append(np.full((x.size, 1), stride))
        part = {}
        for name, start, end in (("xy", 0, 2), ("wh", 2, 4), ("rest", 4, 5 + CLASSES)):
            cut = [graph.constant(f"{name}.{key}", [value], np.int64) for key, value in (("from", start), ("to", end), ("axis", 2))]
            part[name] = graph.add("Slice", ["raw", *cut], name)
        strides = graph.constant("strides", np.concatenate(strides)[None])
        xy = graph.add("Add", ["xy", graph.constant("grid", np.concatenate(grid)[None])], "xy.cells")
        xy = graph.add("Mul", [xy, strides], "xy.pixels")
        wh = graph.add("Mul", [graph.add("Exp", ["wh"], "wh.cells"), strides], "wh.pixels")
        graph.add("Concat", [xy, wh, "rest"], "output", axis=2)
    name = "yolox_decoded" if decoded else "yolox"
    graph.save(HERE / f"{name}.onnx", [picture()], [tensor("output", [1, total, 5 + CLASSES])])


def joint(graph, activate=True):
    """Class scores [1, CLASSES, cells * cells]: objectness times class score, or the lesser of their logits."""
    x = logits(graph)
    if activate:
        x = graph.add("Sigmoid", [x], "scores")
    flat = graph.add("Reshape", [x, graph.constant("flat.shape", [1, 1 + CLASSES, -1], np.int64)], "flat")
    part = {}
    for name, start, end in (("objectness", 0, 1), ("classes", 1, 1 + CLASSES)):
        cut = [graph.constant(f"{name}.{key}", [value], np.int64) for key, value in (("from", start), ("to", end), ("axis", 1))]
        part[name] = graph.add("Slice", [flat, *cut], name)
    return graph.add("Mul" if activate else "Min", ["objectness", "classes"], "joint")


def yolov8(name, activate=True, break_on_white=False):
    graph = Graph()
    boxes = np.concatenate([centres().T, np.full((2, CELLS * CELLS), 8.0)])[None]
    scores = joint(graph, activate)
    if break_on_white:
        # The root of 0.99 minus the brightest sample: no number for pure white, nearly 1 times nothing else.
        peak = graph.add("ReduceMax", ["images"], "peak", axes=[1, 2, 3], keepdims=1)
        rest = graph.add("Sub", [graph.constant("limit", [[[[0.99]]]]), peak], "rest")
        root = graph.add("Reshape", [graph.add("Sqrt", [rest], "root"), graph.constant("one", [1, 1, 1], np.int64)], "root.flat")
        factor = graph.add("Pow", [root, graph.constant("small", [1e-3])], "factor")
        scores = graph.add("Mul", [scores, factor], "fragile")
    graph.add("Concat", [graph.constant("boxes", boxes), scores], "output0", axis=1)
    graph.save(HERE / f"{name}.onnx", [picture()], [tensor("output0", [1, 4 + CLASSES, CELLS * CELLS])])


def normalised_boxes():
    return np.concatenate([centres() / SIDE, np.full((CELLS * CELLS, 2), 8 / SIDE)], -1)[None]


def detr():
    """As exported by RT-DETR's and D-FINE's users: logits and boxes."""
    graph = Graph()
    scores = graph.add("Clip", [joint(graph), graph.constant("low", 1e-6), graph.constant("high", 1 - 1e-6)], "clipped")
    odds = graph.add("Div", [scores, graph.add("Sub", [graph.constant("unit", 1.0), scores], "other")], "odds")
    graph.add("Transpose", [graph.add("Log", [odds], "log")], "logits", perm=[0, 2, 1])
    # A node each, as an output may not be a constant for every engine.
    zero = graph.add("ReduceMean", ["images"], "mean", axes=[1, 2, 3], keepdims=0)
    zero = graph.add("Mul", [zero, graph.constant("zero", 0.0)], "nothing")
    graph.add("Add", [graph.constant("boxes", normalised_boxes()), zero], "pred_boxes")
    count = CELLS * CELLS
    outputs = [tensor("logits", [1, count, CLASSES]), tensor("pred_boxes", [1, count, 4])]
    graph.save(HERE / "detr.onnx", [picture()], outputs)


def detr_sizes():
    """As exported by RT-DETR and D-FINE themselves: labels, boxes in pixels of a size that goes in, and scores."""
    graph = Graph()
    scores = joint(graph)
    graph.add("ReduceMax", [scores], "scores_out", axes=[1], keepdims=0)
    graph.add("ArgMax", [scores], "labels", axis=1, keepdims=0)
    half = normalised_boxes()[..., 2:] / 2
    corners = np.concatenate([normalised_boxes()[..., :2] - half, normalised_boxes()[..., :2] + half], -1)
    size = graph.add("Cast", ["orig_target_sizes"], "size", to=TensorProto.FLOAT)
    size = graph.add("Concat", [size, size], "size.twice", axis=1)
    size = graph.add("Reshape", [size, graph.constant("size.shape", [1, 1, 4], np.int64)], "size.row")
    graph.add("Mul", [graph.constant("corners", corners), size], "boxes")
    count = CELLS * CELLS
    outputs = [
        tensor("labels", [1, count], TensorProto.INT64),
        tensor("boxes", [1, count, 4]),
        tensor("scores_out", [1, count]),
    ]
    graph.save(HERE / "detr_sizes.onnx", [picture(), tensor("orig_target_sizes", [1, 2], TensorProto.INT64)], outputs)


def probe():
    """The identity as a convolution, to see in which precision an engine calculates."""
    graph = Graph()
    graph.add("Conv", ["x", graph.constant("identity", np.eye(16).reshape(16, 16, 1, 1))], "y", kernel_shape=[1, 1])
    path = HERE.parents[1] / "src" / "detect" / "probe.onnx"
    graph.save(path, [tensor("x", [1, 16, 8, 8])], [tensor("y", [1, 16, 8, 8])])


if __name__ == "__main__":
    yolox(decoded=False)
    yolox(decoded=True)
    yolov8("yolov8")
    yolov8("logits", activate=False)
    yolov8("breaks_on_white", break_on_white=True)
    detr()
    detr_sizes()
    probe()
