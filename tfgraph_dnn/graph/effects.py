"""What operations do besides computing: variables they write, random state they draw from, files, queues, screens."""

from __future__ import annotations

import re

from tfgraph_dnn.graph.model import GraphModel, Node

VARIABLES = frozenset({"Variable", "VariableV2", "VarHandleOp", "TemporaryVariable", "AutoReloadVariable"})
PLACEHOLDERS = frozenset({"Placeholder", "PlaceholderV2"})

# Give on the reference or the handle that they were given: what is behind them is the variable itself.
_PASSES_ON = frozenset({"RefIdentity", "RefSwitch", "RefMerge", "RefEnter", "RefExit", "RefNextIteration", "Enter"})
_ASSIGNS = re.compile(
    r"Assign(Add|Sub)?(VariableOp)?|(Resource)?Scatter(Nd)?(Update|Add|Sub|Mul|Div|Min|Max)(Locking)?"
    r"|(Resource)?StridedSliceAssign|(Resource)?CountUpTo"
)
_APPLIES = re.compile(r"(?:Resource)?(?:Sparse)?Apply(\w+?)(?:V2)?")
# How many of an optimizer's first inputs it writes: the variable and its slots.
_APPLIED = {
    "AdaMax": 3,
    "Adadelta": 3,
    "Adagrad": 2,
    "AdagradDA": 3,
    "Adam": 3,
    "AdamWithAmsgrad": 4,
    "AddSign": 2,
    "CenteredRMSProp": 4,
    "Ftrl": 3,
    "GradientDescent": 1,
    "KerasMomentum": 2,
    "Momentum": 2,
    "PowerSign": 2,
    "ProximalAdagrad": 2,
    "ProximalGradientDescent": 1,
    "RMSProp": 3,
}
_RANDOM = frozenset((
    "Multinomial", "ParameterizedTruncatedNormal", "RandomGamma", "RandomPoisson", "RandomPoissonV2",
    "RandomShuffle", "RandomStandardNormal", "RandomUniform", "RandomUniformInt", "RandomCrop", "TruncatedNormal",
    "SampleDistortedBoundingBox", "SampleDistortedBoundingBoxV2", "LogUniformCandidateSampler",
    "UniformCandidateSampler", "LearnedUnigramCandidateSampler", "FixedUnigramCandidateSampler",
    "AllCandidateSampler", "ThreadUnsafeUnigramCandidateSampler", "FractionalMaxPool", "FractionalAvgPool",
    "StatefulStandardNormal", "StatefulUniform", "StatefulTruncatedNormal",
))  # fmt: skip
_OTHERS = (
    (re.compile(r"Save(V2|Slices)?|MergeV2Checkpoints|WriteFile"), "writes a file"),
    (re.compile(r"Restore(V2|Slice)?|ReadFile|MatchingFiles|(\w*)Reader(V2)?|ReaderRead(UpTo)?(V2)?"), "reads a file"),
    (re.compile(r"Queue(Enqueue|Dequeue|Close)\w*|(Stage|Unstage)"), "moves a queue"),
    (re.compile(r"(OneShot)?IteratorGetNext\w*|MakeIterator"), "moves an iterator"),
    (re.compile(r"(Initialize|LookupTable(Insert|Remove|Import))\w*"), "writes a table"),
    (re.compile(r"(Py|Eager)Func\w*|EagerPyFunc"), "calls Python"),
    (re.compile(r"Print(V2)?"), "prints"),
    (re.compile(r"(Stack|TensorArray)(Push|Pop|Write|Scatter)(V\d)?"), "writes a stack or an array"),
)


def written(graph: GraphModel, node: Node) -> list[Node]:
    """The variables that an operation writes."""
    return [found for source in _targets(node) if (found := variable(graph, source)) is not None]


def writes(node: Node) -> bool:
    """Whether an operation is one that writes variables."""
    return bool(_ASSIGNS.fullmatch(node.op) or _APPLIES.fullmatch(node.op))


def _targets(node: Node) -> list[int]:
    if _ASSIGNS.fullmatch(node.op):
        count = 1
    elif match := _APPLIES.fullmatch(node.op):
        count = _APPLIED.get(match[1], 1)
    else:
        return []
    return [edge.source for edge in node.data[:count]]


def variable(graph: GraphModel, index: int) -> Node | None:
    """The variable that stands behind a reference or a handle, if one does."""
    seen = set()
    while index not in seen:
        seen.add(index)
        node = graph.nodes[index]
        if node.op in VARIABLES:
            return node
        if node.op not in _PASSES_ON or not node.data:
            return None
        index = node.data[0].source
    return None


def read(graph: GraphModel, node: Node) -> list[Node]:
    """The variables whose values an operation takes; not those it only writes."""
    targets = set(_targets(node))
    if node.op in _PASSES_ON or node.op == "IsVariableInitialized":
        return []
    sources = dict.fromkeys(edge.source for edge in node.data)
    return [found for source in sources if source not in targets and (found := variable(graph, source)) is not None]


def draws(node: Node) -> bool:
    """Whether an operation draws random numbers from a state that the run moves on."""
    return node.op in _RANDOM


def other(node: Node) -> str:
    """What else an operation does to the world, in words; "" if nothing."""
    return next((words for pattern, words in _OTHERS if pattern.fullmatch(node.op)), "")
