#!/usr/bin/python3
"""Kills, freezes, cuts and refuses the real system again and again while it trades, and judges it after each time.

Usage: crash_matrix.py BINARIES FOLDER [--cells WORD,WORD] [--runs N] [--json FILE] [--defect NAME]
Prints one line for each cell: runs, what was lost, doubled, unequal or unprotected, seconds until ACTIVE. Exits with 1 when
anything is not as it must be. --cells chooses those whose name contains one of the words, so a long matrix can be run in parts with --add.
"""

import argparse
import json
import pathlib
import sys
import time

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parents[2] / "deployment/scripts"))

import cells  # noqa: E402
import report  # noqa: E402
from crash_system import CrashSystem  # noqa: E402
from matrix_run import MatrixRun  # noqa: E402


def parse_arguments(arguments):
    parser = argparse.ArgumentParser(description=__doc__.split("\n", maxsplit=1)[0])
    parser.add_argument("binaries")
    parser.add_argument("folder")
    parser.add_argument("--cells", default="")
    parser.add_argument("--runs", type=int, default=0, help="of each cell; 0: as many as the matrix promises")
    parser.add_argument("--json", default="")
    parser.add_argument("--add", action="store_true", help="add to what the JSON file says already")
    parser.add_argument("--defect", default="", help="plant a defect, to see it found")
    parser.add_argument("--settle", type=float, default=20, help="seconds within which all sources must agree")
    parser.add_argument("--verbose", action="store_true", help="a line with its times for each run")
    return parser.parse_args(arguments)


def chosen(all_cells, words):
    wanted = [word.strip() for word in words.split(",") if word.strip()]

    def is_wanted(cell):
        first = cell.name.split()[0]
        return any(word == first or (word in cell.name and not word.startswith("K")) for word in wanted)

    return [cell for cell in all_cells if not wanted or is_wanted(cell)]


def run_matrix(arguments, say=print):
    """Runs the chosen cells on one system; answers the results by cell."""
    system = CrashSystem(arguments.binaries, arguments.folder, arguments.defect)
    results = {}
    try:
        system.start()
        with MatrixRun(system, arguments, say) as run:
            run.warm_up()
            for cell in chosen(cells.all_cells(system.disk), arguments.cells):
                results[cell.name] = run.run_cell(cell, arguments.runs or cell.runs)
            run.cool_down(results)
    finally:
        killed = system.stop()
    if killed:
        say(f"did not end by themselves: {', '.join(killed)}")
    return results


def main(words):
    arguments = parse_arguments(words)
    began = time.monotonic()
    results = run_matrix(arguments, lambda text: print(text, flush=True))
    if arguments.json:
        path = pathlib.Path(arguments.json)
        if arguments.add and path.exists():
            results = report.added(json.loads(path.read_text())["cells"], results)
        report.write(path, results)
    print("\n".join(report.table(results)))
    print(f"{time.monotonic() - began:.0f} s")
    return 0 if report.is_clean(results) else 1


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
