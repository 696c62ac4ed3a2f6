"""The Keras graph of a layer object, which layers called on plain tensors do not have."""

from __future__ import annotations

from typing import Any


class Nodes:
    """The part of `Layer` that answers for Keras' record of calls: always empty here.

    TF 1.15 fills it only for tensors that come from `tf.keras.Input`; for all others these properties raise
    AttributeError (so `hasattr` says no) and the `get_..._at` methods RuntimeError.
    """

    def _start_nodes(self) -> None:
        self._inbound_nodes: list[Any] = []
        self._outbound_nodes: list[Any] = []

    @property
    def inbound_nodes(self) -> list[Any]:
        """Always empty."""
        return self._inbound_nodes

    @property
    def outbound_nodes(self) -> list[Any]:
        """Always empty."""
        return self._outbound_nodes

    @property
    def input(self) -> Any:
        """Raises AttributeError."""
        raise AttributeError(f"Layer {self.name} is not connected, no input to return.")

    @property
    def output(self) -> Any:
        """Raises AttributeError."""
        raise AttributeError(f"Layer {self.name} has no inbound nodes.")

    @property
    def input_shape(self) -> Any:
        """Raises AttributeError."""
        raise AttributeError("The layer has never been called and thus has no defined input shape.")

    @property
    def output_shape(self) -> Any:
        """Raises AttributeError."""
        raise AttributeError("The layer has never been called and thus has no defined output shape.")

    def get_input_at(self, node_index: int) -> Any:
        """Raises RuntimeError."""
        raise _no_node("input")

    def get_output_at(self, node_index: int) -> Any:
        """Raises RuntimeError."""
        raise _no_node("output")

    def get_input_shape_at(self, node_index: int) -> Any:
        """Raises RuntimeError."""
        raise _no_node("input shape")

    def get_output_shape_at(self, node_index: int) -> Any:
        """Raises RuntimeError."""
        raise _no_node("output shape")


def _no_node(what: str) -> RuntimeError:
    return RuntimeError(f"The layer has never been called and thus has no defined {what}.")
