"""The student: the teacher's MobileNetV1 shape on a smaller picture, started from the teacher's own weights.

Width costs accuracy at once, resolution far less: at 128x128 inside, the untouched teacher already agrees with itself
at 224x224 to a centred cosine of 0.70, at a third of the arithmetic. Full width still ships in 3.3 MB, because the
pointwise kernels are trained to sit on 256 levels.
"""
import numpy as np
import torch
import torch.nn.functional as F

import graph


class OnLevels(torch.autograd.Function):
    """Rounds a kernel to the 256 levels it ships with; the gradient passes straight through."""

    @staticmethod
    def forward(context, w):
        low, scale = graph.quantisation(w)
        return ((w - low) / scale).round().clamp(0, 255) * scale + low

    @staticmethod
    def backward(context, gradient):
        return gradient


class Student(torch.nn.Module):
    def __init__(self, weights, stride2, side):
        """weights: path of the teacher's .npz; stride2: its steps with stride 2; side: pixels of the inner picture."""
        super().__init__()
        stored = np.load(weights)
        self.names = [k for k in sorted(stored.files) if k.endswith("_w")]
        self.strides = [2 if i in stride2 else 1 for i in range(len(self.names))]
        self.side = side
        self.w = torch.nn.ParameterList([torch.nn.Parameter(torch.from_numpy(stored[k]).float()) for k in self.names])
        self.b = torch.nn.ParameterList([torch.nn.Parameter(torch.from_numpy(stored[k[:-1] + "b"]).float()) for k in self.names])

    def forward(self, rgb):
        """[B, 3, 224, 224] sRGB-encoded in [0, 1] -> [B, 1024]."""
        x = rgb if self.side == 224 else F.interpolate(rgb, size=self.side, mode="bilinear", align_corners=False)
        x = x * 2 - 1
        for i, name in enumerate(self.names):
            w, k, stride = self.w[i], self.w[i].shape[-1], self.strides[i]
            if k == 1:
                w = OnLevels.apply(w)
            else:
                pad = max((-(-x.shape[2] // stride) - 1) * stride + k - x.shape[2], 0)
                x = F.pad(x, (pad // 2, pad - pad // 2) * 2)
            x = F.conv2d(x, w, self.b[i], stride=stride, groups=x.shape[1] if "_dw_" in name else 1).clamp(0, 6)
        return x.mean((2, 3))

    def steps(self):
        """(name, weight, bias) as arrays, for the export."""
        return [(n, w.detach().numpy(), b.detach().numpy()) for n, w, b in zip(self.names, self.w, self.b)]


def run(model, pictures, to_tensor, rows):
    """float32 [len(rows), 1024] embeddings of views `rows`."""
    with torch.no_grad():
        return np.concatenate([model(to_tensor(pictures[rows[i:i + 16]])).numpy() for i in range(0, len(rows), 16)])


def match_scale(model, pictures, to_tensor, rows, teacher):
    """Scales the last layer's outputs, one by one, to the teacher's: a smaller grid pools to larger numbers.

    Fitting whole layers to the teacher's maps (ridge, or matching means and spreads) was tried and lost: 0.43 to 0.65
    centred cosine against 0.70 untouched."""
    s = run(model, pictures, to_tensor, rows)
    t = teacher[rows].astype(np.float32)
    prior = 0.05 * (s ** 2).mean()
    gain = ((s * t).mean(0) + prior) / ((s * s).mean(0) + prior)
    with torch.no_grad():
        gain = torch.from_numpy(gain).clamp(0.3, 2)
        model.w[-1].mul_(gain[:, None, None, None])
        model.b[-1].mul_(gain)
