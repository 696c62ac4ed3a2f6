"""The embedding projector's configuration file, which today's TensorBoard still reads."""

from __future__ import annotations

import os

from google.protobuf import descriptor_pb2, descriptor_pool, message_factory, text_format

_FILE = "projector_config.pbtxt"
_OPTIONAL, _REPEATED = 1, 3
_UINT32, _STRING, _MESSAGE = 13, 9, 11

# message: (field, number, label, type, message type), the wire facts of TensorBoard's projector_config.proto
_MESSAGES = {
    "SpriteMetadata": [
        ("image_path", 1, _OPTIONAL, _STRING, None),
        ("single_image_dim", 2, _REPEATED, _UINT32, None),
    ],
    "EmbeddingInfo": [
        ("tensor_name", 1, _OPTIONAL, _STRING, None),
        ("metadata_path", 2, _OPTIONAL, _STRING, None),
        ("bookmarks_path", 3, _OPTIONAL, _STRING, None),
        ("tensor_shape", 4, _REPEATED, _UINT32, None),
        ("sprite", 5, _OPTIONAL, _MESSAGE, "SpriteMetadata"),
        ("tensor_path", 6, _OPTIONAL, _STRING, None),
    ],
    "ProjectorConfig": [
        ("model_checkpoint_path", 1, _OPTIONAL, _STRING, None),
        ("embeddings", 2, _REPEATED, _MESSAGE, "EmbeddingInfo"),
        ("model_checkpoint_dir", 3, _OPTIONAL, _STRING, None),
    ],
}


def _message_classes():
    package = "tensorboard"
    file = descriptor_pb2.FileDescriptorProto(name="projector_config.proto", package=package, syntax="proto3")
    for name, fields in _MESSAGES.items():
        message = file.message_type.add(name=name)
        for field, number, label, kind, of in fields:
            made = message.field.add(name=field, number=number, label=label, type=kind)
            if of:
                made.type_name = f".{package}.{of}"
    # A pool of our own: TensorBoard registers the same names in the default one.
    pool = descriptor_pool.DescriptorPool()
    pool.Add(file)
    return [message_factory.GetMessageClass(pool.FindMessageTypeByName(f"{package}.{name}")) for name in _MESSAGES]


SpriteMetadata, EmbeddingInfo, ProjectorConfig = _message_classes()


def visualize_embeddings(summary_writer, config) -> None:
    """Writes the configuration beside a writer's event files, where TensorBoard's projector looks for it.

    Args:
      summary_writer: a `tf.summary.FileWriter`.
      config: a `ProjectorConfig`.

    Raises:
      ValueError: the writer has no directory.

    Example:
      >>> config = ProjectorConfig()
      >>> embedding = config.embeddings.add()
      >>> embedding.tensor_name = "embedding/W"
    """
    logdir = summary_writer.get_logdir()
    if logdir is None:
        raise ValueError("Summary writer must have a logdir")
    os.makedirs(logdir, exist_ok=True)
    with open(os.path.join(logdir, _FILE), "w", encoding="utf-8") as file:
        file.write(text_format.MessageToString(config))


__all__ = ["EmbeddingInfo", "ProjectorConfig", "SpriteMetadata", "visualize_embeddings"]
