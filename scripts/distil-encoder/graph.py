"""Writes a TensorFlow.js graph model by hand: no TensorFlow is needed."""
import base64
import hashlib
import json
import os

import numpy as np

SHARD = "weights.bin"
POOL = "module_apply_default/MobilenetV1/Logits/global_pool"


def text(value):
    return {"s": base64.b64encode(value.encode()).decode()}


def ints(values):
    return {"list": {"i": [str(v) for v in values]}}


def shape_of(dims):
    return {"shape": {"dim": [{"size": str(d)} for d in dims]}}


FLOAT = {"type": "DT_FLOAT"}


class Graph:
    """Collects nodes and weights; weights are stored uint8 (affine, a whole tensor at a time), float16 or int32."""

    def __init__(self):
        self.nodes, self.specs, self.bytes = [], [], bytearray()

    def node(self, name, op, inputs=(), **attributes):
        self.nodes.append({"name": name, "op": op, "input": list(inputs), "attr": attributes})
        return name

    def constant(self, name, values, store):
        values = np.asarray(values)
        if store == "int32":
            raw, spec = values.astype("<i4").tobytes(), {"dtype": "int32"}
        elif store == "float16":
            raw = values.astype("<f2").tobytes()
            spec = {"dtype": "float32", "quantization": {"dtype": "float16", "original_dtype": "float32"}}
        else:
            low, scale = quantisation(values)
            raw = np.clip(np.rint((values - low) / scale), 0, 255).astype(np.uint8).tobytes()
            spec = {"dtype": "float32", "quantization": {"dtype": "uint8", "min": low, "scale": scale, "original_dtype": "float32"}}
        self.bytes += raw
        self.specs.append({"name": name, "shape": list(values.shape), **spec})
        kind = {"type": "DT_INT32" if store == "int32" else "DT_FLOAT"}
        return self.node(name, "Const", dtype=kind, value={"tensor": {"dtype": kind["type"], "tensorShape": shape_of(values.shape)["shape"]}})

    def save(self, folder, note, version):
        """Writes model.json and weights.bin; returns their SHA-256."""
        os.makedirs(folder, exist_ok=True)
        model = {
            "format": "graph-model",
            "generatedBy": note,
            "userDefinedMetadata": {"version": version},
            "convertedBy": "scripts/distil-encoder",
            "modelTopology": {"node": self.nodes, "versions": {"producer": 1, "minConsumer": 0}},
            "weightsManifest": [{"paths": [SHARD], "weights": self.specs}],
        }
        files = {"model.json": json.dumps(model, separators=(",", ":")).encode(), SHARD: bytes(self.bytes)}
        for name, content in files.items():
            with open(os.path.join(folder, name), "wb") as file:
                file.write(content)
        return {name: hashlib.sha256(content).hexdigest() for name, content in files.items()}


def quantisation(values):
    """(min, scale) of 256 levels over the tensor's range, zero on a level."""
    low, high = min(float(values.min()), 0.0), max(float(values.max()), 0.0)
    scale = (high - low) / 255 or 1.0
    return float(np.rint(low / scale) * scale), float(scale)


def mobilenet(steps, strides, side, note):
    """steps: (name, weight OIHW, bias) in order, ReLU6 after each; input [B,224,224,3] in [0,1], reduced to `side`.

    The weights take pixels in [-1, 1] as the teacher's do. Ends: the 1024-wide pool, and 1001 columns (the first 1001
    numbers of the pool: the loader wants such an output, nobody reads it)."""
    graph = Graph()
    x = graph.node("images", "Placeholder", dtype=FLOAT, shape=shape_of([-1, 224, 224, 3]))
    if side != 224:
        size = graph.constant("side", [side, side], "int32")
        x = graph.node("reduced", "ResizeBilinear", [x, size], T=FLOAT, align_corners={"b": False}, half_pixel_centers={"b": True})
    half = graph.constant("half", np.float32([0.5]), "float16")
    x = graph.node("centred", "Sub", [x, half], T=FLOAT)
    for i, (name, weight, bias) in enumerate(steps):
        depthwise = "_dw_" in name
        weight = weight * 2 if i == 0 else weight  # pixels come in [-0.5, 0.5]
        if depthwise:
            kernel = graph.constant(f"s{i}/w", weight.transpose(2, 3, 0, 1), "float16")
        else:
            kernel = graph.constant(f"s{i}/w", weight.transpose(2, 3, 1, 0), "uint8" if weight.shape[-1] == 1 else "float16")
        offset = graph.constant(f"s{i}/b", bias, "float16")
        x = graph.node(
            f"s{i}", "FusedDepthwiseConv2dNative" if depthwise else "_FusedConv2D", [x, kernel, offset],
            T=FLOAT, strides=ints([1, strides[i], strides[i], 1]), padding=text("SAME"), data_format=text("NHWC"),
            dilations=ints([1, 1, 1, 1]), fused_ops={"list": {"s": [text("BiasAdd")["s"], text("Relu6")["s"]]}},
            num_args={"i": "1"}, epsilon={"f": 0.0},
        )
        side = -(-side // strides[i])
    x = graph.node(POOL, "AvgPool", [x], T=FLOAT, ksize=ints([1, side, side, 1]), strides=ints([1, side, side, 1]),
                   padding=text("VALID"), data_format=text("NHWC"))
    begin = graph.constant("begin", [0, 0, 0, 0], "int32")
    columns = graph.constant("columns", [-1, 1, 1, 1001], "int32")
    x = graph.node("columns1001", "Slice", [x, begin, columns], T=FLOAT, Index={"type": "DT_INT32"})
    graph.node("logits", "Squeeze", [x], T=FLOAT, squeeze_dims=ints([1, 2]))
    return graph
