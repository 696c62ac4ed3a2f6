"""`tensorflow.contrib.seq2seq.python.ops.beam_search_decoder`."""

from tfgraph_dnn.layers.seq2seq.beam_scores import attention_probabilities, masked_log_probs, scores_of
from tfgraph_dnn.layers.seq2seq.beam_search import (
    BeamSearchDecoderOutput,
    BeamSearchDecoderState,
    beam_search_step,
    gather_along_beams,
)
from tfgraph_dnn.layers.seq2seq.beam_search_decoder import BeamSearchDecoder, FinalBeamSearchDecoderOutput
from tfgraph_dnn.layers.seq2seq.tiling import tile_batch

__all__ = [
    "BeamSearchDecoder",
    "BeamSearchDecoderOutput",
    "BeamSearchDecoderState",
    "FinalBeamSearchDecoderOutput",
    "tile_batch",
]

_beam_search_step = beam_search_step
_get_scores = scores_of
_mask_probs = masked_log_probs
_tensor_gather_helper = gather_along_beams
get_attention_probs = attention_probabilities
