"""Executes examples/fig7.ipynb and compares its curves with the published figure: python3 notebook_test.py PROJECT [PICTURE.png]"""

import base64
import json
import re
import sys
from pathlib import Path

import nbformat
from nbclient import NotebookClient

ENDS = "print(json.dumps({name: [int(x[-1]), float(y[:, -1].mean())] for name, (x, y) in ours.items()}))"


def ends_of_figure(data):
    """Where each of our curves ends, by the data file of the figure: {name: (backprops, dB)}."""
    ends = {}
    for block in data.split("\n\n\n"):
        head = re.search(r"^# (\S+)(?: \(\d+ seeds?\))? \(this program\)$", block, re.M)
        if head:
            backprops, psnr, *_ = block.strip().split("\n")[-1].split()
            ends[head[1]] = int(backprops), float(psnr)
    return ends


def main(project, picture=None):
    root = Path(project)
    path = root / "examples/fig7.ipynb"
    notebook = nbformat.read(path, as_version=4)
    nbformat.validate(notebook)
    code = [cell for cell in notebook.cells if cell.cell_type == "code"]
    assert not any(cell.outputs or cell.execution_count for cell in code), f"{path} must be committed without outputs"
    notebook.cells.append(nbformat.v4.new_code_cell(ENDS))
    NotebookClient(notebook, timeout=120, kernel_name="python3", resources={"metadata": {"path": path.parent}}).execute()
    images = [output.data["image/png"] for cell in notebook.cells for output in cell.get("outputs", [])
              if "image/png" in output.get("data", {})]
    assert len(images) == 1, f"expected one picture, found {len(images)}"
    if picture:
        Path(picture).write_bytes(base64.b64decode(images[0]))
    found = json.loads("".join(output.text for output in notebook.cells[-1].outputs if output.output_type == "stream"))
    expected = ends_of_figure((root / "results/figures/fig7.dat").read_text())
    assert found.keys() == expected.keys(), f"curves {list(found)}, but the figure has {list(expected)}"
    for name, (backprops, psnr) in expected.items():
        # The same numbers in the same files: what differs is the order of a sum.
        assert found[name][0] == backprops and abs(found[name][1] - psnr) < 1e-9, f"{name}: {found[name]}, not {expected[name]}"
    print(f"{len(expected) + 1} passed, 0 failed")


if __name__ == "__main__":
    main(*sys.argv[1:])
