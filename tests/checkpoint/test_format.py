"""The decoders, one by one, against published vectors and against what is easily written by hand."""

import os
import random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from tfgraph_dnn.checkpoint.format import crc32c, metagraph, orderedcode, snappy, statefile, wire
from tfgraph_dnn.checkpoint.format.malformed import Malformed
from tfgraph_dnn.checkpoint.format.source import Source

# RFC 3720, appendix B.4, and the check value of the catalogue of CRCs.
VECTORS = {
    b"": 0,
    b"123456789": 0xE3069283,
    bytes(32): 0x8A9136AA,
    b"\xff" * 32: 0x62A8AB43,
    bytes(range(32)): 0x46DD794E,
    bytes(range(31, -1, -1)): 0x113FDB5C,
}


@pytest.mark.parametrize(("data", "crc"), VECTORS.items(), ids=lambda v: repr(v)[:20])
def test_crc32c_of_published_vectors(data, crc):
    assert crc32c.crc32c(data) == crc
    assert crc32c.unmasked(crc32c.masked(crc)) == crc


@pytest.mark.parametrize("size", [4096, 4097, 4099, 5000, 32767, 32768, 32771, 100_001, 1 << 18, (1 << 18) + 3])
def test_crc32c_by_rows_is_that_by_bytes(size):
    data = random.Random(size).randbytes(size)
    register = random.Random(size + 1).getrandbits(32)
    assert crc32c._by_rows(memoryview(data), register) == crc32c._by_bytes(data, register)


@given(st.binary(max_size=200), st.integers(0, 200))
def test_crc32c_goes_on_where_it_stopped(data, at):
    assert crc32c.crc32c(data[at:], crc32c.crc32c(data[:at])) == crc32c.crc32c(data)


def _varint(value):
    out = b""
    while value > 127:
        out, value = out + bytes([value & 127 | 128]), value >> 7
    return out + bytes([value])


@given(st.integers(0, (1 << 64) - 1))
def test_varints(value):
    assert wire.varint(b"x" + _varint(value), 1) == (value, 1 + len(_varint(value)))


@pytest.mark.parametrize("data", [b"", b"\x80", b"\xff" * 11])
def test_a_varint_that_does_not_end(data):
    with pytest.raises(Malformed, match="does not end"):
        wire.varint(data, 0)


def test_fields_of_every_wire_type():
    message = b"\x08\x05" + b"\x11" + bytes(7) + b"\x01" + b"\x1a\x02ab" + b"\x25\x02\0\0\0"
    found = [(number, bytes(v) if isinstance(v, memoryview) else v) for number, v in wire.fields(message)]
    assert found == [(1, 5), (2, 1 << 56), (3, b"ab"), (4, 2)]


@pytest.mark.parametrize(
    ("message", "gist"),
    [(b"\x0a\x05ab", "claims 5 bytes"), (b"\x0b", "wire type 3"), (b"\x00\x01", "number 0"), (b"\x0d\x01", "claims 4")],
)
def test_fields_that_are_none(message, gist):
    with pytest.raises(Malformed, match=gist):
        list(wire.fields(message))


@given(st.binary(max_size=60))
def test_any_bytes_are_fields_or_malformed(data):
    for decode in (lambda d: list(wire.fields(d)), metagraph.parse, snappy.decompress):
        try:
            decode(data)
        except Malformed as error:
            assert str(error)


def _packed(data):
    """Snappy, without looking for anything to pack."""
    return _varint(len(data)) + b"".join(
        b"\xf0" + bytes([len(part) - 1]) + part for part in (data[at : at + 256] for at in range(0, len(data), 256))
    )


@given(st.binary(max_size=2000))
def test_snappy_literals(data):
    assert snappy.decompress(_packed(data)) == data


def test_snappy_copies():
    run = bytes([100, 0 << 2, ord("a"), (63 << 2) | 2, 1, 0, (34 << 2) | 3, 1, 0, 0, 0])
    assert snappy.decompress(run) == b"a" * 100
    assert snappy.decompress(bytes([8, 3 << 2]) + b"abcd" + bytes([0 << 2 | 1, 4])) == b"abcdabcd"


@pytest.mark.parametrize(
    ("data", "gist"),
    [
        (_varint(1 << 40) + b"\0a", "claim to give"),
        (bytes([5, 0, ord("a"), 1, 9]), "before the beginning"),
        (bytes([5, 0, ord("a"), 1, 0]), "before the beginning"),
        (bytes([5, 200]), "beyond the end"),
        (bytes([9, 0, ord("a")]), "give 1"),
        (bytes([1, 4, 97, 98]), "give more"),
        (bytes([5, 0, 97, 2, 1]), "within an element"),
    ],
)
def test_snappy_refuses(data, gist):
    with pytest.raises(Malformed, match=gist):
        snappy.decompress(data)


def test_orderedcode_sorts_as_the_values_do():
    numbers = sorted({0, 1, -1, *(s * (1 << n) + d for n in range(63) for s in (1, -1) for d in (-1, 0, 1))})
    codes = [orderedcode._signed(number) for number in numbers]
    assert codes == sorted(codes) and len(set(codes)) == len(codes)


@pytest.mark.parametrize(
    ("name", "extents", "expected"),
    [
        ("w", [(0, -1)], "00770001" + "0101" + "807f"),
        ("w", [], "00770001" + "00"),
        ("a\0b", [(0, 5), (64, 128)], "006100ff620001" + "0102" + "8085" + "c040c080"),
    ],
)
def test_slice_keys(name, extents, expected):
    assert orderedcode.slice_key(name, extents).hex() == expected


def test_state_files():
    text = rb"""
    model_checkpoint_path: "C:\\runs\\model.ckpt-3"
    all_model_checkpoint_paths: 'a\"b\303\251'
    all_model_checkpoint_timestamps: 1.5
    """
    assert statefile.parse(text) == statefile.State("C:\\runs\\model.ckpt-3", ('a"bé',))
    assert statefile.parse(b"\xff\xfe not text at all") == statefile.State("", ())


def test_sources(tmp_path):
    path = tmp_path / "x"
    path.write_bytes(b"0123456789")
    source = Source(str(path))
    assert source.read(2, 3) == b"234" and list(source.chunks(0, 10, 4)) == [b"0123", b"4567", b"89"]
    for place in [(8, 3), (-1, 2), (0, -1), (1 << 70, 1)]:
        with pytest.raises(Malformed):
            source.read(*place)
    path.write_bytes(b"another")
    with pytest.raises(Malformed, match="changed"):
        source.read(0, 1)
    with pytest.raises(Malformed, match="regular"):
        Source(str(tmp_path))
    if hasattr(os, "mkfifo"):
        os.mkfifo(tmp_path / "pipe")
        with pytest.raises(Malformed, match="regular"):
            Source(str(tmp_path / "pipe"))
