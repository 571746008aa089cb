"""A file of the project as the rules see it."""

import dataclasses
import functools
import pathlib
import re
import subprocess

SUFFIXES = {".cpp", ".hpp", ".proto", ".py", ".sh", ".sql", ".cmake", ".txt", ".in", ".ts", ".js"}
SKIPPED_FOLDERS = {"build", ".git", "node_modules", "__pycache__"}


@dataclasses.dataclass(frozen=True)
class Violation:
    path: str
    line: int
    rule: str
    advice: str

    def __str__(self):
        return f"{self.path}:{self.line}: {self.rule}: {self.advice}"


class SourceFile:
    """One file below the root; `path` is relative to it."""

    def __init__(self, root, path):
        self.path = path.as_posix()
        self.lines = (root / path).read_text(encoding="utf-8", errors="replace").splitlines()

    @property
    def is_cpp(self):
        return self.path.endswith((".cpp", ".hpp"))

    @functools.cached_property
    def code_lines(self):
        """C++ lines with comments and the insides of string literals blanked, so that prose is not taken for code."""
        text = "\n".join(self.lines)
        pattern = re.compile(r'//[^\n]*|/\*.*?\*/|R"(\w*)\(.*?\)\1"|"(?:\\.|[^"\\\n])*"', re.DOTALL)

        def blank(match):
            piece = match.group(0)
            if piece.startswith('"') and self._is_include(text, match.start()):
                return piece
            return re.sub(r"[^\n]", " ", piece)

        return pattern.sub(blank, text).splitlines()

    @staticmethod
    def _is_include(text, position):
        start = text.rfind("\n", 0, position) + 1
        return text[start:position].lstrip().startswith("#include")

    def violation(self, line, rule, advice):
        return Violation(self.path, line, rule, advice)


def source_paths(root):
    """What git knows or would add below the root; every file of the known kinds where there is no git."""
    listed = subprocess.run(
        ["git", "-C", str(root), "ls-files", "--cached", "--others", "--exclude-standard"],
        capture_output=True, text=True, check=False,
    )
    if listed.returncode == 0:
        paths = [pathlib.Path(line) for line in listed.stdout.splitlines()]
    else:
        paths = [path.relative_to(root) for path in root.rglob("*") if path.is_file()]
    return sorted(
        path for path in paths
        if path.suffix in SUFFIXES and not SKIPPED_FOLDERS.intersection(path.parts) and (root / path).is_file()
    )
