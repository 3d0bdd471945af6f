"""A network as exported, made quicker for CPUs without losing a digit that matters.

Attention, exported as some forty small nodes a layer, becomes one node (`MultiHeadAttention` of
ONNX Runtime) without a mask: run time gives one window at a time, so that nothing is padded, and
the input `attend` goes away. Measured effects: docs/method/claims.md, "Speed".
"""

from __future__ import annotations

from pathlib import Path

import numpy as np
import onnx
from onnx import GraphProto, NodeProto, helper, numpy_helper
from onnxruntime.quantization import QuantType, quantize_dynamic

from training.encoder import HEADS, HIDDEN

_DOMAIN = "com.microsoft"
_THIRDS = "attention.thirds"


def fuse(source: Path, target: Path) -> None:
    """Write the network of `source` with fused attention to `target`, which may be the same."""
    model = onnx.load(source)
    graph = model.graph
    thirds = np.array([HIDDEN] * 3, np.int64)
    graph.initializer.append(numpy_helper.from_array(thirds, _THIRDS))
    nodes = list(graph.node)
    for softmax in [node for node in nodes if node.op_type == "Softmax"]:
        packed, last = _before(nodes, softmax), _after(nodes, softmax)
        parts = [f"{packed}.{name}" for name in ("query", "key", "value")]
        at = nodes.index(last)
        nodes[at : at + 1] = [
            helper.make_node("Split", [packed, _THIRDS], parts, axis=-1),
            helper.make_node(
                "MultiHeadAttention", parts, list(last.output), domain=_DOMAIN, num_heads=HEADS
            ),
        ]
    _keep(graph, nodes)
    model.opset_import.append(helper.make_opsetid(_DOMAIN, 1))
    onnx.save(model, target)


def to_int8(source: Path, target: Path) -> None:
    """Write the network of `source` with 8-bit weights, each column scaled for itself."""
    quantize_dynamic(
        str(source), str(target), per_channel=True, weight_type=QuantType.QInt8,
        extra_options={"DefaultTensorType": onnx.TensorProto.FLOAT},
    )  # fmt: skip


def _before(nodes: list[NodeProto], softmax: NodeProto) -> str:
    """The packed query, key and value, with their bias, that lead to a softmax."""
    made = {name: node for node in nodes for name in node.output}
    node = softmax
    while node.op_type != "Reshape" or made[node.input[0]].op_type != "Add":
        node = made[node.input[0]]
    return str(node.input[0])


def _after(nodes: list[NodeProto], softmax: NodeProto) -> NodeProto:
    """The node that puts the heads side by side again behind a softmax."""
    node = softmax
    while node.op_type != "Reshape":
        node = next(user for user in nodes if node.output[0] in user.input)
    return node


def _keep(graph: GraphProto, nodes: list[NodeProto]) -> None:
    """Leave only the nodes, inputs and weights that lead to an output."""
    needed = {given.name for given in graph.output}
    kept = []
    for node in reversed(nodes):
        if needed & set(node.output):
            kept.append(node)
            needed.update(node.input)
    for field, items in (
        (graph.node, kept[::-1]),
        (graph.input, [given for given in graph.input if given.name in needed]),
        (graph.initializer, [weight for weight in graph.initializer if weight.name in needed]),
    ):
        del field[:]
        field.extend(items)
