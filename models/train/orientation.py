"""The eight ways to lay a picture, in the order of screening-core's `detect/orientation.rs`.

A parcel lies any way up, and a net errs a little differently in each: its outputs, put upright again and averaged cell by
cell, rank threats above look-alikes more often than one of them does.
"""

import numpy as np

STRIDES = (8, 16, 32)
# Whether the axes are exchanged, and whether the picture is then mirrored left to right and upside down.
WAYS = [(t, x, y) for t in (False, True) for y in (False, True) for x in (False, True)]


def lay(pictures: np.ndarray, way) -> np.ndarray:
    """Pictures or grids [N, S, S, C], laid that way."""
    transpose, flip_x, flip_y = way
    if transpose:
        pictures = pictures.swapaxes(1, 2)
    return pictures[:, :: -1 if flip_y else 1, :: -1 if flip_x else 1]


def _unlay(grids: np.ndarray, way) -> np.ndarray:
    transpose, flip_x, flip_y = way
    grids = grids[:, :: -1 if flip_y else 1, :: -1 if flip_x else 1]
    return grids.swapaxes(1, 2) if transpose else grids


def upright(output: np.ndarray, way, side: int) -> np.ndarray:
    """Output [N, cells, 4 + ...] for pictures laid that way, as it would be of upright ones: boxes are cx, cy, w, h."""
    transpose, flip_x, flip_y = way
    parts, at = [], 0
    for stride in STRIDES:
        cells = side // stride
        grid = output[:, at : at + cells * cells].reshape(len(output), cells, cells, -1)
        parts.append(_unlay(grid, way).reshape(len(output), cells * cells, -1))
        at += cells * cells
    assert at == output.shape[1], f"{output.shape[1]} cells, but strides {STRIDES} make {at}"
    out = np.concatenate(parts, 1)
    if flip_x:
        out[..., 0] = side - out[..., 0]
    if flip_y:
        out[..., 1] = side - out[..., 1]
    if transpose:
        out[..., :4] = out[..., [1, 0, 3, 2]]
    return out
