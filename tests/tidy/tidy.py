"""The house rules as a program: is every line in its room, and does it use the house's words?

Usage: tidy.py ROOT. Prints "file:line: rule: what to do" for each violation and exits with 1 when there is one. The rules
themselves are in the modules beside this one; each takes a SourceFile and yields violations.
"""

import pathlib
import sys

import rooms
import text_rules
import tree_rules
from source_file import SourceFile, source_paths

FILE_RULES = (
    rooms.forbidden_includes,
    rooms.impure_cores,
    text_rules.file_too_long,
    text_rules.missing_pragma_once,
    text_rules.open_ends,
    text_rules.machine_paths,
    text_rules.sleeping_tests,
    text_rules.banned_synonyms,
)


def check(root):
    """All violations of the tree below `root`, in the order of the files."""
    files = [SourceFile(root, path) for path in source_paths(root)]
    violations = [violation for file in files for rule in FILE_RULES for violation in rule(file)]
    violations += tree_rules.median_length(files)
    violations += tree_rules.unexpected_top_level(root)
    return violations


def main(arguments):
    if len(arguments) != 2:
        print("usage: tidy.py ROOT", file=sys.stderr)
        return 2
    violations = check(pathlib.Path(arguments[1]).resolve())
    for violation in violations:
        print(violation)
    if violations:
        print(f"tidy: {len(violations)} violations of the house rules (CONTRIBUTING.md)")
        return 1
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv))
