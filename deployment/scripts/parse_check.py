#!/usr/bin/python3
"""Lets the other compiler, clang 14, parse every translation unit of a build folder. Nothing is generated; warnings are
g++'s business. Usage: parse_check.py BUILD_FOLDER [JOBS]. Exits with 1 when a file is refused.
"""

import concurrent.futures
import json
import os
import pathlib
import shlex
import subprocess
import sys

COMPILER = "clang++-14"
DROPPED_WITH_VALUE = {"-o", "-MF", "-MT", "-MQ"}
DROPPED = {"-c", "-MD", "-MMD", "-Werror"}


def command_for(unit):
    words = shlex.split(unit["command"])
    first = next(index for index, word in enumerate(words) if word.endswith(("g++", "c++", "g++-12")))
    kept, skip = [], False
    for word in words[first + 1:]:
        if skip:
            skip = False
        elif word in DROPPED_WITH_VALUE:
            skip = True
        elif word not in DROPPED:
            kept.append(word)
    return [COMPILER, "-fsyntax-only", "-w", *kept]


def check(unit):
    """What the compiler says against a file; empty when it takes it."""
    done = subprocess.run(command_for(unit), cwd=unit["directory"], capture_output=True, text=True, check=False)
    return "" if done.returncode == 0 else done.stderr or f"{COMPILER} ended with {done.returncode}"


def main():
    if len(sys.argv) < 2:
        print(__doc__, file=sys.stderr)
        return 2
    jobs = int(sys.argv[2]) if len(sys.argv) > 2 else os.cpu_count()
    units = json.loads((pathlib.Path(sys.argv[1]) / "compile_commands.json").read_text())
    refused = 0
    with concurrent.futures.ThreadPoolExecutor(jobs) as pool:
        for unit, words in zip(units, pool.map(check, units)):
            if words:
                refused += 1
                print(f"{unit['file']}:\n{words}", flush=True)
    print(f"parse-check: {COMPILER} took {len(units) - refused} of {len(units)} files")
    return 1 if refused or not units else 0


if __name__ == "__main__":
    sys.exit(main())
