"""Distils the encoder. Usage: train.py PHOTOS TEACHER WORK OUTPUT [--steps N] [--export-only]

PHOTOS   folder of folders of photos
TEACHER  folder with teacher.py and its weights
WORK     checkpoints and cached teacher embeddings; an interrupted run goes on from here
OUTPUT   where model.json, weights.bin and manifest.json go
"""
import argparse
import copy
import json
import math
import os
import sys
import time

import numpy as np
import torch

import data
import graph
from student import Student, match_scale, run


def arguments():
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    for name in ("photos", "teacher", "work", "output"):
        parser.add_argument(name)
    parser.add_argument("--steps", type=int, default=1400, help="length of the whole schedule; the learning rate ends at 0 there")
    parser.add_argument("--batch", type=int, default=32)
    parser.add_argument("--rate", type=float, default=4e-5)
    parser.add_argument("--side", type=int, default=128)
    parser.add_argument("--views", type=int, default=2, help="whole photo, and random crops")
    parser.add_argument("--seed", type=int, default=1)
    parser.add_argument("--threads", type=int, default=1)
    parser.add_argument("--version", default="1.0.0")
    parser.add_argument("--cached-only", action="store_true", help="take what the teacher has answered so far; do not wait for the rest")
    parser.add_argument("--export-only", action="store_true")
    return parser.parse_args()


def samples(pictures, work, train):
    """[(view, mirrored, photo)] whose teacher embedding is cached, and the caches."""
    found, known = [], {}
    for view in pictures:
        for mirrored in (0, 1):
            path = os.path.join(work, f"teacher-{view}-{'mirrored' if mirrored else 'plain'}.npy")
            if not os.path.exists(path):
                continue
            known[view, mirrored] = np.load(path, mmap_mode="r")
            ready = train[~np.isnan(known[view, mirrored][train, 0])]
            found.append(np.stack([np.full(len(ready), view), np.full(len(ready), mirrored), ready], 1))
    return np.concatenate(found), known


def held_out(model, pictures, work, held):
    teacher = np.load(os.path.join(work, "teacher-0-plain.npy"))[held].astype(np.float32)
    return data.measures(run(model, pictures[0], data.to_tensor, held), teacher, teacher.mean(0))


def synthetic():
    """A picture that any language can make: uint8 [224, 224, 3], value (7 y + 3 x + 85 c) mod 256, blocks of 8."""
    y, x, c = np.meshgrid(np.arange(224) // 8, np.arange(224) // 8, np.arange(3), indexing="ij")
    return ((y * 7 + x * 3 + c * 85) % 256).astype(np.uint8)


def export(model, options, result):
    strides, note = model.strides, "manylight encoder " + options.version
    built = graph.mobilenet([(n, w, b) for n, w, b in model.steps()], strides, model.side, note)
    with torch.no_grad():
        for name, w, b in zip(model.names, model.w, model.b):  # what the file holds
            b.copy_(b.half().float())
            if w.shape[-1] > 1:
                w.copy_(w.half().float())
        parity = model(data.to_tensor(synthetic()[None]))[0].numpy()
    manifest = {
        "name": "encoder",
        "version": options.version,
        "embeddingSize": 1024,
        "files": built.save(options.output, note, options.version),
        "trainingRun": result,
        "parity": {"picture": "synthetic() of scripts/distil-encoder/train.py", "first": [round(float(v), 5) for v in parity[:16]],
                   "mean": round(float(parity.mean()), 6)},
    }
    with open(os.path.join(options.output, "manifest.json"), "w") as file:
        json.dump(manifest, file, indent=2)
        file.write("\n")
    print("exported", len(built.bytes), "bytes", json.dumps(manifest), flush=True)


def main():
    options = arguments()
    torch.manual_seed(options.seed)
    torch.set_num_threads(options.threads)
    os.makedirs(options.work, exist_ok=True)
    sys.path.insert(0, options.teacher)
    import teacher

    train, held = data.split(options.photos, options.seed)
    pictures = {v: data.views(options.photos, options.work, v, options.seed) for v in range(options.views)}
    embed = teacher.load()
    data.embeddings(embed, pictures[0], options.work, 0, False, held)
    if not options.cached_only and not options.export_only:
        for view in pictures:
            for mirrored in (False, True):
                data.embeddings(embed, pictures[view], options.work, view, mirrored, train)

    model = Student(teacher.WEIGHTS, teacher.STRIDE_2, options.side)
    model = model.to(memory_format=torch.channels_last)  # a quarter faster on a CPU
    if not os.path.exists(os.path.join(options.work, "checkpoint.pt")):
        known = np.load(os.path.join(options.work, "teacher-0-plain.npy"), mmap_mode="r")
        some = np.sort(np.random.default_rng(options.seed).permutation(train)[:800])
        match_scale(model, pictures[0], data.to_tensor, some[~np.isnan(known[some, 0])], known)
    average = copy.deepcopy(model)
    optimiser = torch.optim.Adam(model.parameters(), lr=options.rate, betas=(0.9, 0.99))
    step, seen, seconds = 0, 0, 0.0
    checkpoint = os.path.join(options.work, "checkpoint.pt")
    if os.path.exists(checkpoint):
        state = torch.load(checkpoint)
        model.load_state_dict(state["model"]), average.load_state_dict(state["average"])
        optimiser.load_state_dict(state["optimiser"])
        step, seen, seconds = state["step"], state["seen"], state["seconds"]
    if options.export_only:
        return finish(average, options, pictures, held, step, seen, seconds)
    if step == 0:
        print(0, held_out(average, pictures, options.work, held), flush=True)

    found, known = samples(pictures, options.work, train)
    reference = np.concatenate([k[train[~np.isnan(k[train, 0])]] for k in list(known.values())[:1]]).astype(np.float32)
    mean, spread = torch.from_numpy(reference.mean(0)), torch.from_numpy(reference.std(0) + 0.05)
    rng = np.random.default_rng([options.seed, step])
    queue, clock, saved, losses = found[:0], time.time(), time.time(), []
    while step < options.steps:
        if len(queue) < options.batch:
            found, known = samples(pictures, options.work, train)
            queue = rng.permutation(found)[:4096]
        batch, queue = queue[:options.batch], queue[options.batch:]
        x = torch.cat([data.to_tensor(pictures[v][p][None], bool(m)) for v, m, p in batch])
        t = torch.from_numpy(np.stack([known[v, m][p] for v, m, p in batch]).astype(np.float32))
        rate = options.rate * min(1, (step + 1) / 50) * 0.5 * (1 + math.cos(math.pi * step / options.steps))
        optimiser.param_groups[0]["lr"] = rate
        s = model(x.contiguous(memory_format=torch.channels_last))
        cosine = torch.nn.functional.cosine_similarity(s - mean, t - mean, 1)
        loss = (((s - t) / spread) ** 2).mean() + 2 * (1 - cosine).mean()
        optimiser.zero_grad()
        loss.backward()
        torch.nn.utils.clip_grad_norm_(model.parameters(), 5.0)
        optimiser.step()
        step, seen = step + 1, seen + len(batch)
        losses.append((loss.item(), cosine.mean().item()))
        with torch.no_grad():
            keep = min(0.99, step / (step + 10))
            for a, p in zip(average.parameters(), model.parameters()):
                a.mul_(keep).add_(p, alpha=1 - keep)
        if time.time() - saved > 100 or step == options.steps:
            seconds, saved = seconds + time.time() - clock, time.time()
            clock = saved
            torch.save({"model": model.state_dict(), "average": average.state_dict(), "optimiser": optimiser.state_dict(),
                        "step": step, "seen": seen, "seconds": seconds}, checkpoint + ".part")
            os.rename(checkpoint + ".part", checkpoint)
            report = held_out(average, pictures, options.work, held)
            print(step, len(found), f"{seconds:.0f}s", np.round(np.mean(losses, 0), 4), report, flush=True)
            losses = []
    finish(average, options, pictures, held, step, seen, seconds)


def finish(average, options, pictures, held, step, seen, seconds):
    result = {
        "command": f"train.py PHOTOS TEACHER WORK OUTPUT --steps {options.steps} --batch {options.batch} --rate {options.rate} "
                   f"--side {options.side} --views {options.views} --seed {options.seed}",
        "seed": options.seed, "step": step, "steps": options.steps, "samplesSeen": seen, "seconds": round(seconds),
        "photos": int(len(pictures[0]) - len(held)), "heldOutPhotos": int(len(held)),
        "heldOut": held_out(average, pictures, options.work, held),
    }
    export(average, options, result)


if __name__ == "__main__":
    main()
