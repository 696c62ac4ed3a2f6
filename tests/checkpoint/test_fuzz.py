"""Any bytes at all, in an index, a V1 file, data, a graph or a state file: a CheckpointError or good values.

TFGRAPH_FUZZ=100 tries a hundred times as many.
"""

import os
import tracemalloc

import numpy as np
from hypothesis import HealthCheck, example, given, settings
from hypothesis import strategies as st

from tests.checkpoint.conftest import ROOT
from tests.checkpoint.writing import entry, extents, field, header, shape, table
from tfgraph_dnn import checkpoint
from tfgraph_dnn.checkpoint.format import metagraph, statefile
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.orderedcode import slice_key
from tfgraph_dnn.errors import CheckpointError

FACTOR = int(os.environ.get("TFGRAPH_FUZZ", "1"))
V1 = (ROOT / "checkpoints/dense_momentum_v1/model.ckpt").read_bytes()
META = (ROOT / "checkpoints/dense_momentum/model.ckpt.meta").read_bytes()
DATA = np.arange(64, dtype="<f4").tobytes()


def fuzz(examples):
    """Settings of a fuzz test: so many examples, or more on demand."""
    return settings(
        max_examples=examples * FACTOR,
        deadline=None,
        derandomize=FACTOR == 1,
        suppress_health_check=[HealthCheck.function_scoped_fixture, HealthCheck.too_slow],
    )


def _everything(path):
    """Reads all there is; whatever is wrong must be said in a CheckpointError that names a file."""
    tracemalloc.start()
    try:
        ckpt = checkpoint.open(path, partial=True)
        checkpoint.summarize(ckpt)
        checkpoint.tree(ckpt)
        checkpoint.verify(path)
        for name in ckpt:
            try:
                assert ckpt.read(name).shape == ckpt.info(name).shape
            except CheckpointError as error:
                assert os.path.basename(path) in str(error)
    except CheckpointError as error:
        assert os.path.dirname(path) in str(error)
    finally:
        peak = tracemalloc.get_traced_memory()[1]
        tracemalloc.stop()
    assert peak < 64 << 20


numbers = st.one_of(st.integers(-2, 40), st.sampled_from([1 << 31, 1 << 40, (1 << 63) - 1, -(1 << 63), 256, 24]))
pieces = st.builds(extents, st.one_of(st.none(), st.tuples(numbers, numbers)))
entries = st.builds(
    lambda dtype, dims, offset, size, shard, crc, slices: entry(
        dtype, dims, offset, size, shard=shard, crc=crc, slices=slices
    ),
    st.one_of(st.integers(1, 30), numbers),
    st.lists(numbers, max_size=4),
    numbers,
    numbers,
    st.one_of(st.just(0), numbers),
    st.integers(0, (1 << 32) - 1),
    st.lists(pieces, max_size=3),
)
keys = st.one_of(
    st.sampled_from([b"a", b"b", b"a/Momentum", b"a/ExponentialMovingAverage", b"global_step"]),
    st.builds(lambda start, length: slice_key("a", [(start, length)]), st.integers(0, 4), st.integers(-1, 4)),
    st.binary(min_size=1, max_size=8),
)
heads = st.builds(header, st.one_of(st.just(1), numbers), st.integers(0, 2), st.just(1), st.integers(0, 2))


@fuzz(150)
@given(head=heads, pairs=st.dictionaries(keys, st.one_of(entries, st.binary(max_size=20)), max_size=5))
def test_forged_messages_in_a_sealed_index(tmp_path, head, pairs):
    (tmp_path / "m.index").write_bytes(table([(b"", head), *sorted(pairs.items())]))
    (tmp_path / "m.data-00000-of-00001").write_bytes(DATA)
    _everything(str(tmp_path / "m"))


@fuzz(100)
@given(content=st.binary(max_size=80), kind=st.integers(0, 2))
@example(content=b"\0\0\0\0\0\0\0\0\0\0\0", kind=0)
def test_any_sealed_block(tmp_path, content, kind):
    (tmp_path / "m.index").write_bytes(table([], kind=kind, pack=lambda block: content))
    _everything(str(tmp_path / "m"))


edits = st.lists(st.tuples(st.integers(0, 1 << 20), st.integers(0, 255)), min_size=1, max_size=4)


def _edited(content, changes, cut):
    bad = bytearray(content)
    for place, byte in changes:
        bad[place % len(bad)] = byte
    return bytes(bad[: len(bad) - cut] if cut < len(bad) else bad)


@fuzz(60)
@given(changes=edits, cut=st.one_of(st.just(0), st.integers(0, 4000)))
def test_edited_v1_files(tmp_path, changes, cut):
    (tmp_path / "v").write_bytes(_edited(V1, changes, cut))
    _everything(str(tmp_path / "v"))


def _saved_meta(name, dtype, dims, slices):
    return field(1, name) + field(2, shape(dims)) + field(3, dtype) + b"".join(field(4, piece) for piece in slices)


tensors = st.one_of(
    st.binary(max_size=30),
    st.builds(
        lambda number, values: field(number, values), st.integers(1, 17), st.one_of(st.binary(max_size=40), numbers)
    ),
)


saved_metas = st.builds(
    _saved_meta,
    st.sampled_from([b"a", b"b", b"\xff"]),
    numbers,
    st.lists(numbers, max_size=3),
    st.lists(pieces, max_size=2),
)
slice_keys = st.one_of(keys, st.just(slice_key("a", [])))


@fuzz(150)
@given(metas=st.lists(saved_metas, max_size=3), values=st.dictionaries(slice_keys, tensors, max_size=4))
def test_forged_messages_in_a_sealed_v1_file(tmp_path, metas, values):
    contents = field(1, b"".join(field(1, meta) for meta in metas))
    pairs = [(key, field(2, field(1, b"a") + field(3, tensor))) for key, tensor in sorted(values.items())]
    (tmp_path / "v").write_bytes(table([(b"", contents), *pairs]))
    _everything(str(tmp_path / "v"))


@fuzz(60)
@given(changes=edits, cut=st.one_of(st.just(0), st.integers(0, 30_000)))
def test_edited_graphs(changes, cut):
    try:
        assert metagraph.parse(_edited(META, changes, cut)).producer >= 0
    except Malformed as error:
        assert str(error)


@fuzz(100)
@given(st.one_of(st.binary(max_size=60), st.builds(lambda b: b'model_checkpoint_path: "' + b + b'"', st.binary())))
def test_any_state_file(content):
    assert isinstance(statefile.parse(content).latest, str)


@fuzz(60)
@given(path=st.text(max_size=12), data=st.binary(max_size=40))
def test_any_path_in_a_state_file_and_any_data(tmp_path, path, data):
    (tmp_path / "checkpoint").write_bytes(b'model_checkpoint_path: "' + path.encode("utf-8", "replace") + b'"')
    (tmp_path / "m.index").write_bytes(table([(b"", header()), (b"w", entry(1, [2], 0, 8, data=DATA[:8]))]))
    (tmp_path / "m.data-00000-of-00001").write_bytes(data)
    _everything(str(tmp_path))
