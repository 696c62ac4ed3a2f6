"""Runs a program as `python program.py` would, with the import mapping.

What is the same: `sys.path[0]`, `sys.argv`, `__main__` with its `__file__`, `__spec__` and `__package__`, the exit
status, `SystemExit`, what stands on standard error after an exception, `sys.excepthook`, `atexit`, and Ctrl-C.
"""

from __future__ import annotations

import importlib.machinery
import importlib.util
import os
import sys
import warnings
from collections.abc import Callable, Sequence
from types import FrameType, ModuleType

from tfgraph_dnn.run import frames, source
from tfgraph_dnn.run.mapping import Mapping

_QUIET = (
    # What NumPy 1.26 to 2.3 say of idioms that were fine in NumPy 1.18.
    "Conversion of an array with ndim > 0",
    "The truth value of an empty array",
    "NumPy will stop allowing conversion of out-of-bound Python integers",
)
# The `__main__` that started us: kept, since its functions are still running.
_starters: list[ModuleType] = []


def run_program(path: str, args: Sequence[str] = (), *, also: Sequence[str] = ()) -> int:
    """Runs the program in a file, or in a directory or zip file that holds a `__main__.py`.

    Args:
      path: where the program lies.
      args: its arguments, `sys.argv[1:]`.
      also: packages elsewhere whose imports are mapped too.

    Returns:
      Its exit status: 0, or 1 after an exception, whose traceback then stands on standard error.

    Raises:
      ProgramError: there is nothing to run.
      SystemExit: as the program raised it.
    """
    if os.path.isdir(path) or _is_archive(path):
        return _run_directory(path, args, also)
    data = source.read(path)
    absolute = os.path.abspath(path)
    directory = os.path.dirname(os.path.realpath(path))
    _put_first(directory)
    mapping = Mapping([directory], also)
    if path.endswith(".pyc"):
        loader = importlib.machinery.SourcelessFileLoader("__main__", absolute)
        return _run(mapping, lambda: loader.get_code("__main__"), absolute, loader, None, [path, *args])
    loader = importlib.machinery.SourceFileLoader("__main__", absolute)
    return _run(mapping, lambda: source.program(data, absolute, path), absolute, loader, None, [path, *args])


def run_module(name: str, args: Sequence[str] = (), *, also: Sequence[str] = ()) -> int:
    """Runs a module, or a package's `__main__`, as `python -m name` would; see `run_program`."""
    directory = os.getcwd()
    _put_first(directory)
    mapping = Mapping([directory], (*also, name.partition(".")[0]))
    mapping.insert()
    found: list[importlib.machinery.ModuleSpec] = []
    # Looking for a submodule runs its packages, which may fail as any program may.
    status = _guarded(lambda: found.append(_module_spec(name)))
    return status or _run_spec(mapping, found[0], args)


def _run_directory(path: str, args: Sequence[str], also: Sequence[str]) -> int:
    absolute = os.path.abspath(path)
    _put_first(absolute)
    mapping = Mapping([absolute], also)
    mapping.insert()
    importlib.invalidate_caches()
    finder = importlib.machinery.PathFinder.find_spec("__main__", [absolute])
    if finder is None:
        mapping.remove()
        raise source.ProgramError(f"can't find '__main__.py' in {path!r}")
    loader = finder.loader
    code = lambda: source.program(loader.get_data(finder.origin), finder.origin, finder.origin)  # noqa: E731
    return _run(mapping, code, finder.origin, loader, finder, [path, *args])


def _is_archive(path: str) -> bool:
    import zipfile

    return not path.endswith((".py", ".pyw")) and os.path.isfile(path) and zipfile.is_zipfile(path)


def _module_spec(name: str) -> importlib.machinery.ModuleSpec:
    try:
        spec = importlib.util.find_spec(name)
        if spec is not None and spec.submodule_search_locations is not None:
            package, spec = spec, importlib.util.find_spec(f"{name}.__main__")
            if spec is None and package.loader is not None:
                raise source.ProgramError(f"{name!r} is a package without a __main__ module and cannot be run")
    except (ImportError, ValueError, AttributeError) as error:
        if isinstance(error, ModuleNotFoundError) and name.startswith(str(error.name)):
            raise source.ProgramError(f"no module named {name!r}: {error}") from None
        raise
    if spec is None:
        raise source.ProgramError(f"no module named {name!r}")
    return spec


def _run_spec(mapping: Mapping, spec: importlib.machinery.ModuleSpec, args: Sequence[str]) -> int:
    loader = spec.loader
    # `__main__` shows the loader that Python would have used.
    spec.loader = getattr(loader, "inner", loader)
    return _run(mapping, lambda: loader.get_code(spec.name), spec.origin, spec.loader, spec, [spec.origin, *args])


def _run(mapping: Mapping, code, file: str, loader, spec, argv: list[str]) -> int:
    """Makes `__main__` and runs `code()` in it."""
    main = ModuleType("__main__")
    main.__dict__.update(
        __file__=file,
        __cached__=spec.cached if spec else None,
        __loader__=loader,
        __package__=spec.parent if spec else None,
        __spec__=spec,
        __annotations__={},
        __builtins__=mapping.builtins,
    )
    _starters.append(sys.modules["__main__"])
    sys.modules["__main__"] = main
    sys.argv[:] = argv
    for message in _QUIET:
        warnings.filterwarnings("ignore", message, DeprecationWarning)
    mapping.hidden |= files_below(sys._getframe())
    mapping.insert()
    return _guarded(lambda: exec(code(), vars(main)))


def files_below(frame: FrameType | None) -> set[str]:
    """The files of all that is running by now: the command that started the program, and runpy under it."""
    files = set()
    while frame is not None:
        files.add(frame.f_code.co_filename)
        frame = frame.f_back
    return files


def _guarded(action: Callable[[], None]) -> int:
    """The exit status of what the program does: 0, or 1 after an exception that has been reported."""
    try:
        action()
    except (SystemExit, source.ProgramError):
        raise
    except BaseException as error:
        _report(frames.peel(error))
        if isinstance(error, KeyboardInterrupt):
            # The interpreter ends by the signal itself, as the shell expects; it has nothing more to print.
            sys.excepthook = lambda *args: None
            raise
        return 1
    return 0


def _report(error: BaseException) -> None:
    """What the interpreter does with an exception that nobody caught."""
    sys.last_type, sys.last_value, sys.last_traceback = type(error), error, error.__traceback__
    try:
        sys.excepthook(type(error), error, error.__traceback__)
    except SystemExit:
        raise
    except BaseException as another:
        another.__context__ = None
        print("Error in sys.excepthook:", file=sys.stderr)
        sys.__excepthook__(type(another), another, frames.peel(another).__traceback__)
        print("\nOriginal exception was:", file=sys.stderr)
        sys.__excepthook__(type(error), error, error.__traceback__)


def _put_first(directory: str) -> None:
    """`sys.path[0]` as Python sets it; our own package stays importable from where it is."""
    import tfgraph_dnn

    tfgraph_dnn.__path__[:] = [os.path.abspath(entry) for entry in tfgraph_dnn.__path__]
    if getattr(sys.flags, "safe_path", False):
        return
    if sys.path:
        sys.path[0] = directory
    else:
        sys.path.append(directory)
