"""Runs the unittest cases of one Python file and writes the results in GoogleTest's XML form.

Usage: run_python_tests.py FILE RESULT_XML
"""

import pathlib
import sys
import unittest
import xml.etree.ElementTree as ElementTree


class Collector(unittest.TextTestResult):
    """Keeps the outcome of each test beside what unittest prints."""

    def __init__(self, *arguments, **options):
        super().__init__(*arguments, **options)
        self.outcomes = []

    def addSuccess(self, test):
        super().addSuccess(test)
        self.outcomes.append((test, "passed", ""))

    def addFailure(self, test, error):
        super().addFailure(test, error)
        self.outcomes.append((test, "failure", self._exc_info_to_string(error, test)))

    def addError(self, test, error):
        super().addError(test, error)
        self.outcomes.append((test, "failure", self._exc_info_to_string(error, test)))

    def addSkip(self, test, reason):
        super().addSkip(test, reason)
        self.outcomes.append((test, "skipped", reason))


def write_xml(outcomes, path):
    suite = ElementTree.Element("testsuites")
    for test, outcome, message in outcomes:
        class_name, _, name = test.id().rpartition(".")
        case = ElementTree.SubElement(suite, "testcase", {"name": name, "classname": class_name, "status": "run"})
        if outcome != "passed":
            ElementTree.SubElement(case, outcome, {"message": message})
    pathlib.Path(path).parent.mkdir(parents=True, exist_ok=True)
    ElementTree.ElementTree(suite).write(path)


def main(test_file, result_xml):
    path = pathlib.Path(test_file).resolve()
    sys.path.insert(0, str(path.parent))
    suite = unittest.defaultTestLoader.loadTestsFromName(path.stem)
    result = unittest.TextTestRunner(resultclass=Collector, verbosity=0).run(suite)
    write_xml(result.outcomes, result_xml)
    return 0 if result.wasSuccessful() and result.testsRun else 1


if __name__ == "__main__":
    if len(sys.argv) != 3:
        sys.exit("usage: run_python_tests.py FILE RESULT_XML")
    sys.exit(main(sys.argv[1], sys.argv[2]))
