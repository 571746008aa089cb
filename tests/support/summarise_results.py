"""Reads the result files (GoogleTest's XML) of one test run and prints one table.

The last line is always "N passed, N failed, N skipped"; the exit code is not 0 when a test failed or when none ran.
"""

import pathlib
import sys
import xml.etree.ElementTree as ElementTree


def read_program(path):
    """Counts of one program, and (test, reason) of each skipped and failed test."""
    counts = {"passed": 0, "failed": 0, "skipped": 0}
    skipped, failed = [], []
    for case in ElementTree.parse(path).iter("testcase"):
        name = f"{case.get('classname')}.{case.get('name')}"
        if case.find("failure") is not None or case.find("error") is not None:
            counts["failed"] += 1
            failed.append(name)
        elif case.find("skipped") is not None or case.get("result") == "skipped":
            counts["skipped"] += 1
            skip = case.find("skipped")
            skipped.append((name, (skip.get("message") if skip is not None else "") or "no reason given"))
        elif case.get("status") != "notrun":
            counts["passed"] += 1
    return counts, skipped, failed


def main(folder):
    total = {"passed": 0, "failed": 0, "skipped": 0}
    all_skipped, all_failed = [], []
    for path in sorted(pathlib.Path(folder).glob("*.xml")):
        counts, skipped, failed = read_program(path)
        print(f"  {path.stem:<48} {counts['passed']:>5} passed {counts['failed']:>3} failed {counts['skipped']:>3} skipped")
        for key, count in counts.items():
            total[key] += count
        all_skipped += skipped
        all_failed += failed
    for name, reason in all_skipped:
        print(f"  skipped: {name}: {' '.join(reason.split())}")
    for name in all_failed:
        print(f"  FAILED: {name}")
    print(f"{total['passed']} passed, {total['failed']} failed, {total['skipped']} skipped")
    return 1 if total["failed"] or not total["passed"] else 0


if __name__ == "__main__":
    if len(sys.argv) != 2:
        sys.exit("usage: summarise_results.py FOLDER_WITH_XML_FILES")
    sys.exit(main(sys.argv[1]))
