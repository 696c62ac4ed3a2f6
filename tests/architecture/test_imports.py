"""Who may import whom: strictly downward, one door to TensorFlow. Read from the source, nothing is imported."""

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).parents[2]
PACKAGE = ROOT / "tfgraph_dnn"

LEVELS = {
    "cli": 8,
    "lessons": 7,
    "run": 6,
    "v1": 5,
    "contrib": 4,
    "estimator": 4,
    "old_graphs": 4,
    "layers": 3,
    "doctor": 3,
    "training": 3,
    "ops": 2,
    "graph": 2,
    "datasets": 2,
    "lint": 2,
    "weights": 2,
    "checkpoint": 2,
    "checkpoint.format": 1,
    "checkpoint.restore": 3,
    "checkpoint.folding": 3,
    "_backend": 1,
    "explain": 1,
    "errors": 0,
    "environment": 0,
    "lazy": 0,
    "symbols": 0,
    "tables": 0,
    "version": 0,
}
# Standard library, NumPy and light packages only: these must start without TensorFlow.
COLD = (
    "symbols", "datasets", "errors", "environment", "lazy", "tables", "version", "explain", "cli", "lint", "weights",
    "checkpoint", "checkpoint.format", "checkpoint.folding", "graph", "doctor",
)  # fmt: skip
# These start without NumPy too: `ckpt ls` is to feel instant.
WITHOUT_NUMPY = (
    "symbols", "errors", "environment", "lazy", "tables", "version", "explain", "cli", "checkpoint.format", "graph",
    "doctor",
)  # fmt: skip
SIBLINGS_APART = ("cli", "lint/rules", "weights")

# What lies in lessons/programs is run as a legacy program is, and never imported.
FILES = sorted(path for path in PACKAGE.rglob("*.py") if path.parent.name != "programs")


def _room(path: Path) -> str:
    return _room_of(".".join(path.relative_to(PACKAGE).with_suffix("").parts).removesuffix(".__init__"))


def _room_of(module: str) -> str:
    """The room of a module, by its name inside the package: a part of a room may have a level of its own."""
    first, _, rest = module.partition(".")
    part = f"{first}.{rest.partition('.')[0]}"
    return part if part in LEVELS else first


def _imports(path: Path, *, top_only: bool = False):
    tree = ast.parse(path.read_text())
    for node in tree.body if top_only else ast.walk(tree):
        if isinstance(node, ast.Import):
            yield from (alias.name for alias in node.names)
        elif isinstance(node, ast.ImportFrom):
            base = node.module or ""
            if node.level:
                package = path.relative_to(ROOT).with_suffix("").parts
                inside = package[: len(package) - node.level]
                base = ".".join([*inside, base]).rstrip(".")
            yield base
            yield from (f"{base}.{alias.name}" for alias in node.names)


def _rooms_imported(path: Path, *, top_only: bool = False) -> set[str]:
    found = set()
    for name in _imports(path, top_only=top_only):
        room = _room_of(name.removeprefix("tfgraph_dnn."))
        if name.startswith("tfgraph_dnn.") and room in LEVELS:
            found.add(room)
    return found


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_imports_point_downward(path):
    room = _room(path)
    if room in ("__init__", "__main__"):
        return
    assert room in LEVELS, f"{room} has no level: give it one here and in the README"
    upward = {other for other in _rooms_imported(path) if other != room and LEVELS[other] >= LEVELS[room]}
    assert not upward, f"{path.relative_to(ROOT)} ({LEVELS[room]}) imports {upward}"


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_one_door_to_tensorflow(path):
    names = {name for name in _imports(path) if name.split(".")[0] in ("tensorflow", "keras", "tf_keras", "tf_slim")}
    if _room(path) != "_backend":
        assert not names, f"only _backend imports TensorFlow, {path.relative_to(ROOT)} imports {names}"
    elif path.name != "private.py":
        private = {name for name in names if name.startswith("tensorflow.python")}
        assert not private, f"only _backend/private.py imports tensorflow.python, {path.name} imports {private}"


@pytest.mark.parametrize("path", [p for p in FILES if _room(p) in COLD], ids=lambda p: str(p.relative_to(PACKAGE)))
def test_cold_rooms_stay_cold(path):
    warm = {room for room in _rooms_imported(path, top_only=True) if room not in COLD}
    assert not warm, f"{path.relative_to(ROOT)} must not load {warm} while it is imported"


@pytest.mark.parametrize(
    "path", [p for p in FILES if _room(p) in WITHOUT_NUMPY], ids=lambda p: str(p.relative_to(PACKAGE))
)
def test_instant_rooms_start_without_numpy(path):
    assert "numpy" not in {name.split(".")[0] for name in _imports(path, top_only=True)}


def test_contrib_computes_through_lower_rooms():
    """contrib translates arguments: no file there calls a raw kernel."""
    raw = [str(p.relative_to(ROOT)) for p in (PACKAGE / "contrib").rglob("*.py") if "raw_ops" in p.read_text()]
    assert not raw


def test_no_drawer_for_everything():
    names = {path.name for path in FILES} & {"utils.py", "helpers.py", "common.py", "misc.py"}
    # TF 1.15 itself has modules of that name, which programs import.
    facing = {"utils.py"} if (PACKAGE / "contrib/layers/utils.py").exists() else set()
    assert names <= facing


def test_every_private_place_has_a_reason():
    """A comment stands above each place or each group of them."""
    lines = (PACKAGE / "_backend/private.py").read_text().splitlines()
    start, end = lines.index("_PLACES = {"), lines.index("}")
    assert end - start > 50
    for number in range(start + 1, end):
        if lines[number].startswith('    "'):
            above = lines[number - 1]
            assert above.startswith(("    #", '    "', "    )")), f"line {number + 1} lacks its reason"
    assert lines[start + 1].startswith("    #")


@pytest.mark.parametrize("path", FILES, ids=lambda p: str(p.relative_to(PACKAGE)))
def test_private_modules_are_loaded_in_one_place(path):
    """`names.load` and `import_module` reach them without an import statement."""
    if path.name != "private.py" and "_backend" in path.parts:
        calls = [node for node in ast.walk(ast.parse(path.read_text())) if isinstance(node, ast.Call)]
        loads = [call for call in calls if getattr(call.func, "attr", "") in ("load", "import_module")]
        places = [call.args[0].value for call in loads if isinstance(call.args[0], ast.Constant)]
        assert not [place for place in places if place.startswith("tensorflow.python")]
