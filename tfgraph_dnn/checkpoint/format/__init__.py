"""What TensorFlow's checkpoint files are made of, read and written: standard library only, no file is ever trusted.

Each module decodes one thing: `crc32c` checksums, `snappy` blocks, `table` files, protobuf `wire` fields, the
`messages` of both formats, `orderedcode` keys, the `statefile` named `checkpoint`, the `metagraph` in a `.meta`.
`tablefile` and `encoding` are the other way round, for V2.
Whatever is not as it must be raises `Malformed`; the reader adds which file and which tensor it was.
"""
