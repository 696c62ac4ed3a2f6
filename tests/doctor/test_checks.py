"""Every check finds its mistake in its bad program, and nothing at all in the good one."""

import pytest

from tfgraph_dnn import cli
from tfgraph_dnn.doctor import Doctor, checks, pages
from tfgraph_dnn.run import source
from tfgraph_dnn.run.mapping import Mapping

CHECKS = checks.every()


def examined(text, path, *, values, monkeypatch):
    """The findings in a program, run in this process as the runner does."""
    import tfgraph_dnn.v1 as tf

    path.write_text(text)
    monkeypatch.chdir(path.parent)
    tf.reset_default_graph()
    mapping, doctor = Mapping([path.parent]), Doctor(values=values)
    mapping.insert()
    try:
        with doctor.watching():
            code = source.program(path.read_bytes(), str(path), str(path))
            exec(code, {"__name__": "__main__", "__file__": str(path), "__builtins__": mapping.builtins})
        return doctor.findings()
    finally:
        mapping.remove()
        tf.reset_default_graph()


@pytest.mark.parametrize("module", CHECKS, ids=lambda m: m.CHECK.code)
def test_bad_program(module, tmp_path, monkeypatch):
    check = module.CHECK
    found = examined(check.bad, tmp_path / "bad.py", values=check.values, monkeypatch=monkeypatch)
    assert check.code in {finding.code for finding in found}
    finding = next(finding for finding in found if finding.code == check.code)
    assert finding.place.file == "bad.py"
    assert finding.place.text == check.bad.splitlines()[finding.place.line - 1].strip()
    assert f"tfgraph explain {check.code}" in "\n".join(finding.lines())


@pytest.mark.parametrize("values", [False, True])
@pytest.mark.parametrize("module", CHECKS, ids=lambda m: m.CHECK.code)
def test_good_program(module, values, tmp_path, monkeypatch):
    found = examined(module.CHECK.good, tmp_path / "good.py", values=values, monkeypatch=monkeypatch)
    assert not found, [finding.lines() for finding in found]


@pytest.mark.parametrize("code", pages.titles())
def test_pages(code, capsys):
    assert cli.main(["explain", code.lower()]) == 0
    out = capsys.readouterr().out
    assert out.startswith(f"# {code}: ") and "Not found:" in out and "import tensorflow as tf" in out
