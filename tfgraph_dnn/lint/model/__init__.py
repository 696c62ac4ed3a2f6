"""A program as the rules see it: scopes, what names stand for, calls, sessions. Nothing of it is ever executed."""

from tfgraph_dnn.lint.model.program import Call, Program
from tfgraph_dnn.lint.model.scopes import Binding, Scope
from tfgraph_dnn.lint.model.sessions import Run

__all__ = ["Binding", "Call", "Program", "Run", "Scope"]
