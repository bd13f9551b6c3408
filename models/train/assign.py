"""SimOTA (Ge and others, YOLOX, 2021), for a whole batch at once and always in float32."""

import torch
import torch.nn.functional as F

RADIUS = 2.5  # cells about the centre that may answer for an object, however small it is
FAR = 1e4  # more than any cost, little enough for float32 to keep differences of costs


def corners(boxes):
    """Centre x, y, width, height to x0, y0, x1, y1."""
    half = boxes[..., 2:] / 2
    return torch.cat([boxes[..., :2] - half, boxes[..., :2] + half], -1)


def overlap(a, b):
    """Intersection over union of broadcastable corner boxes, and the area of the two together."""
    size = (torch.minimum(a[..., 2:], b[..., 2:]) - torch.maximum(a[..., :2], b[..., :2])).clamp(min=0)
    common = size[..., 0] * size[..., 1]
    union = (a[..., 2:] - a[..., :2]).prod(-1) + (b[..., 2:] - b[..., :2]).prod(-1) - common
    return common / union.clamp(min=1e-6), union


@torch.no_grad()
def assign(boxes, objectness, kinds, targets, grid, least: int):
    """Which cell answers for which object.

    boxes [B, A, 4] corners in pixels; objectness [B, A] and kinds [B, A, C] logits; targets [M, 6] without ignored
    rows; grid [A, 3]. Gives picture [P], cell [P], target [P] and IoU [P] of the positives. An object gets as many
    cells as its ten best IoUs add up to, but at least `least`: early in training those IoUs are small.
    """
    if not len(targets):
        none = torch.zeros(0, dtype=torch.long, device=boxes.device)
        return none, none, none, boxes.new_zeros(0)
    place, label, box = targets[:, 0].long(), targets[:, 1].long(), targets[:, 2:]
    centre = (grid[:, :2] + 0.5) * grid[:, 2:]
    reach = (grid[:, 2] * RADIUS)[None]
    middle = (box[:, :2] + box[:, 2:]) / 2
    offset = (centre[None] - middle[:, None]).abs()
    near = offset.amax(-1) < reach  # [M, A]
    within = (offset < ((box[:, 2:] - box[:, :2]) / 2)[:, None]).all(-1)
    iou, _ = overlap(box[:, None], boxes[place])
    iou = iou * (near | within)

    # Binary cross-entropy of sqrt(objectness * class) against the one-hot class, without a [M, A, C] tensor.
    score = (objectness.sigmoid()[..., None] * kinds.sigmoid()).sqrt().clamp(1e-6, 1 - 1e-6)
    miss = torch.log1p(-score)
    pick = label[:, None, None].expand(-1, score.shape[1], 1)
    own = score[place].gather(2, pick)[..., 0]
    kind_cost = -miss.sum(-1)[place] + torch.log1p(-own) - own.log()
    cost = kind_cost - 3 * (iou + 1e-8).log() + FAR * ~(near & within) + 100 * FAR * ~(near | within)

    best = min(10, cost.shape[1])
    wanted = iou.topk(best, 1).values.sum(1).int().clamp(min=least)
    low, cell = cost.topk(best, 1, largest=False)
    taken = (torch.arange(best, device=cost.device)[None] < wanted[:, None]) & (low < 50 * FAR)
    target, rank = taken.nonzero(as_tuple=True)
    cell, low = cell[target, rank], low[target, rank]
    # A cell that several objects of its picture want goes to the cheapest.
    slot = place[target] * cost.shape[1] + cell
    cheapest = torch.full((boxes.shape[0] * cost.shape[1],), torch.inf, device=cost.device)
    cheapest.scatter_reduce_(0, slot, low, "amin")
    won = low <= cheapest[slot]
    target, cell = target[won], cell[won]
    return place[target], cell, target, iou[target, cell]


def loss(decoded, raw, targets, grid, least: int):
    """Box, objectness and class loss of a batch, each summed over cells and divided by the positives.

    decoded [B, A, 4] from `net.decode`, raw [B, A, 5 + C]. Targets with label -1 are neither object nor background.
    """
    raw = raw.float()
    objectness, kinds, boxes = raw[..., 4], raw[..., 5:], corners(decoded)
    known = targets[targets[:, 1] >= 0]
    picture, cell, target, iou = assign(boxes.detach(), objectness.detach(), kinds.detach(), known, grid, least)
    count = max(len(cell), 1)

    wanted = torch.zeros_like(objectness)
    wanted[picture, cell] = 1.0
    weight = torch.ones_like(objectness)
    centre = (grid[:, :2] + 0.5) * grid[:, 2:]
    for row in targets[targets[:, 1] < 0]:
        inside = ((centre > row[2:4]) & (centre < row[4:6])).all(-1)
        weight[int(row[0])] *= ~inside
    weight[picture, cell] = 1.0
    object_loss = (F.binary_cross_entropy_with_logits(objectness, wanted, reduction="none") * weight).sum() / count
    if not len(cell):
        nothing = raw.sum() * 0
        return nothing, object_loss, nothing

    ours, truth = boxes[picture, cell], known[target, 2:]
    now, union = overlap(ours, truth)
    hull = (torch.maximum(ours[:, 2:], truth[:, 2:]) - torch.minimum(ours[:, :2], truth[:, :2])).prod(-1)
    box_loss = (1 - now + (hull - union) / hull.clamp(min=1e-6)).sum() / count
    kind = F.one_hot(known[target, 1].long(), kinds.shape[-1]).float() * iou[:, None].clamp(min=0.3)
    kind_loss = F.binary_cross_entropy_with_logits(kinds[picture, cell], kind, reduction="sum") / count
    return box_loss, object_loss, kind_loss
