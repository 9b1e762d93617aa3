"""Photos, crops and the teacher's cached embeddings.

A view is a 224x224 RGB picture of a photo, uint8. View 0 of every photo is the whole photo, squashed by exact area
averaging: the same path as `encoderInput` in src/encoder. Further views are random crops. Views and embeddings
(float16, of the view and of its mirror image) are kept in the work folder, so that an interrupted run goes on.
"""
import os

import numpy as np
import torch
from PIL import Image, ImageOps

SIZE = 224
HELD_OUT_SHARE = 0.06


def average(values, axis):
    """Area-averages one axis to 224: each output pixel is the mean of the source interval it covers, exactly."""
    values = np.moveaxis(values, axis, 0)
    source = values.shape[0]
    sums = np.concatenate([np.zeros_like(values[:1]), np.cumsum(values, 0)])
    edges = np.arange(SIZE + 1) * (source / SIZE)
    low = np.minimum(edges.astype(int), source - 1)
    share = (edges - low).reshape((-1,) + (1,) * (values.ndim - 1))
    at = sums[low] + share * values[low]
    return np.moveaxis(np.diff(at, axis=0) * (SIZE / source), 0, axis)


def squash(rgb):
    """uint8 [H, W, 3] -> uint8 [224, 224, 3], area-averaged in encoded sRGB."""
    return np.clip(np.rint(average(average(rgb.astype(np.float64), 0), 1)), 0, 255).astype(np.uint8)


def listed(photos):
    """Photo paths relative to `photos`, sorted."""
    return sorted(
        os.path.join(folder, name)
        for folder in os.listdir(photos) if os.path.isdir(os.path.join(photos, folder))
        for name in os.listdir(os.path.join(photos, folder)) if name.lower().endswith((".jpg", ".jpeg", ".png"))
    )


def crop(rgb, rng):
    """A random part of a photo: 35 to 100 % of its area, aspect 3:4 to 4:3 of the photo's own."""
    height, width = rgb.shape[:2]
    area, aspect = rng.uniform(0.35, 1), np.exp(rng.uniform(-0.29, 0.29))
    h = int(np.clip(round(height * np.sqrt(area * aspect)), 8, height))
    w = int(np.clip(round(width * np.sqrt(area / aspect)), 8, width))
    top, left = rng.integers(height - h + 1), rng.integers(width - w + 1)
    part = rgb[top:top + h, left:left + w].astype(np.float32)
    # An editor sees badly exposed photos; the student must follow the teacher there as well.
    part = part * np.exp(rng.normal(0, 0.25)) * np.exp(rng.normal(0, 0.06, 3)).astype(np.float32)
    return np.clip(part, 0, 255).astype(np.uint8)


def views(photos, work, index, seed):
    """uint8 [N, 224, 224, 3] memory map of view `index` of all photos; made once."""
    names = listed(photos)
    path = os.path.join(work, f"views-{index}.npy")
    if os.path.exists(path):
        return np.load(path, mmap_mode="r")
    out = np.lib.format.open_memmap(path + ".part", mode="w+", dtype=np.uint8, shape=(len(names), SIZE, SIZE, 3))
    for i, name in enumerate(names):
        rgb = np.asarray(ImageOps.exif_transpose(Image.open(os.path.join(photos, name))).convert("RGB"))
        out[i] = squash(rgb if index == 0 else crop(rgb, np.random.default_rng([seed, index, i])))
    out.flush()
    os.rename(path + ".part", path)
    return np.load(path, mmap_mode="r")


def to_tensor(batch, mirrored=False):
    """uint8 [B, 224, 224, 3] -> float [B, 3, 224, 224] in [0, 1]."""
    x = torch.from_numpy(np.ascontiguousarray(batch)).permute(0, 3, 1, 2).float().div_(255)
    return x.flip(3) if mirrored else x


def embeddings(embed, pictures, work, index, mirrored, rows=None):
    """float16 [N, 1024] teacher embeddings of one view; NaN where not yet done; resumable. `rows` limits the work."""
    path = os.path.join(work, f"teacher-{index}-{'mirrored' if mirrored else 'plain'}.npy")
    if not os.path.exists(path):
        np.save(path, np.full((len(pictures), 1024), np.nan, np.float16))
    known = np.load(path, mmap_mode="r+")
    wanted = np.arange(len(pictures)) if rows is None else rows
    todo = wanted[np.isnan(known[wanted, 0])]
    with torch.no_grad():
        for start in range(0, len(todo), 16):
            part = np.sort(todo[start:start + 16])
            known[part] = embed(to_tensor(pictures[part], mirrored)).numpy().astype(np.float16)
    known.flush()
    return known


def split(photos, seed):
    """(train, held out) photo indices; whole photos, 6 % held out, drawn from all folders together."""
    names = listed(photos)
    order = np.random.default_rng(seed).permutation(len(names))
    held = order[:int(len(names) * HELD_OUT_SHARE)]
    return np.sort(order[len(held):]), np.sort(held)


def measures(student, teacher, mean):
    """Centred cosine, R² (variance-weighted) and overlap of the 10 nearest neighbours (cosine, centred)."""
    s, t = student - mean, teacher - mean
    cosine = float(np.mean(np.sum(s * t, 1) / (np.linalg.norm(s, axis=1) * np.linalg.norm(t, axis=1) + 1e-9)))
    r2 = float(1 - np.sum((student - teacher) ** 2) / np.sum((teacher - teacher.mean(0)) ** 2))

    def neighbours(v):
        v = v / (np.linalg.norm(v, axis=1, keepdims=True) + 1e-9)
        near = v @ v.T
        np.fill_diagonal(near, -9)
        return np.argsort(-near, 1)[:, :10]

    a, b = neighbours(s), neighbours(t)
    overlap = float(np.mean([len(np.intersect1d(p, q)) / 10 for p, q in zip(a, b)]))
    return {"centredCosine": round(cosine, 4), "r2": round(r2, 4), "neighbours10": round(overlap, 4)}
