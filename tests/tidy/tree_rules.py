"""Rules about the whole tree."""

import statistics
import subprocess

from source_file import Violation

MEDIAN_MAX = 120

TOP_LEVEL = {
    "services", "proto", "common", "tests", "deployment", "kubernetes", "docs", "docker-compose.yml", "CMakeLists.txt",
    "CMakePresets.json", "Makefile", "README.md", "CONTRIBUTING.md", "LICENSE",
}


def median_length(files):
    lengths = [len(file.lines) for file in files if file.is_cpp]
    if lengths and statistics.median(lengths) > MEDIAN_MAX:
        yield Violation(".", 0, "median", f"the median C++ file has {statistics.median(lengths)} lines; {MEDIAN_MAX} is the limit")


def unexpected_top_level(root):
    listed = subprocess.run(["git", "-C", str(root), "ls-files"], capture_output=True, text=True, check=False)
    names = {line.split("/")[0] for line in listed.stdout.splitlines()}
    for name in sorted(names):
        if name not in TOP_LEVEL and not name.startswith("."):
            yield Violation(name, 0, "top-level", "the top level is fixed: move it into one of its folders")
