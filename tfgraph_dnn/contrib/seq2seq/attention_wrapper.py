"""`tensorflow.contrib.seq2seq.python.ops.attention_wrapper`."""

from tfgraph_dnn.layers.seq2seq.attention import (
    AttentionMechanism,
    BahdanauAttention,
    BaseAttentionMechanism,
    LuongAttention,
    hardmax,
    masked_memory,
    masked_score,
)
from tfgraph_dnn.layers.seq2seq.attention_wrapper import (
    AttentionWrapper,
    AttentionWrapperState,
    compute_attention,
)
from tfgraph_dnn.layers.seq2seq.monotonic_attention import (
    BahdanauMonotonicAttention,
    LuongMonotonicAttention,
    monotonic_attention,
    safe_cumprod,
)

__all__ = [
    "AttentionMechanism",
    "AttentionWrapper",
    "AttentionWrapperState",
    "BahdanauAttention",
    "BahdanauMonotonicAttention",
    "LuongAttention",
    "LuongMonotonicAttention",
    "hardmax",
    "monotonic_attention",
    "safe_cumprod",
]

_BaseAttentionMechanism = BaseAttentionMechanism
_compute_attention = compute_attention


def _maybe_mask_score(score, memory_sequence_length=None, score_mask_value=None):
    return masked_score(score, memory_sequence_length, score_mask_value)


def _prepare_memory(memory, memory_sequence_length=None, check_inner_dims_defined=True):
    return masked_memory(memory, memory_sequence_length, check_inner_dims_defined)
