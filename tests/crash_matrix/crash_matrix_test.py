"""A quick selection of the crash matrix, and the proof that it can fail: planted defects must be found."""

import os
import pathlib
import re
import subprocess
import sys
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).resolve().parent))

import crash_matrix  # noqa: E402
import report  # noqa: E402

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARIES = pathlib.Path(os.environ.get("TRADING_BINARIES", ROOT / "build/release/bin"))
FOLDER = pathlib.Path(os.environ.get("TRADING_TEST_FOLDER", ROOT / "build/system"))
SMOKE = "K2,K3,K4,K5,K6,K8,K9,K12,kill -9 all,cut in COMMIT"
FAULT_SYMBOL = re.compile(r"fault_point|fault_sites|is_struck|end_as_killed|is_defect_planted")
FAULT_WORD = b"TRADING_FAULT_"


def run(folder, **options):
    words = [str(BINARIES), str(FOLDER / "crash_matrix" / folder)]
    for name, value in options.items():
        words += [f"--{name}", str(value)]
    return crash_matrix.run_matrix(crash_matrix.parse_arguments(words), lambda text: print(text, flush=True))


def found(results):
    return "\n".join(line for result in results.values() for line in result["words"])


class CrashMatrixTest(unittest.TestCase):
    def test_nothing_is_lost_doubled_or_unprotected(self):
        results = run("smoke", cells=SMOKE, runs=1)
        self.assertTrue(report.is_clean(results), found(results))
        self.assertGreaterEqual(report.total(results)["runs"], 11)

    def test_an_order_sent_twice_is_found(self):
        self.assertRegex(found(self._with_defect("send_twice")), r"doubled: \w+ is at the venue 2 times")

    def test_a_fill_that_is_not_recorded_is_found(self):
        self.assertRegex(found(self._with_defect("drop_fill")), r"lost: fill \S+ \S+ is at the venue, not in our records")

    def test_a_forgotten_stop_is_found(self):
        self.assertRegex(found(self._with_defect("forget_stop")), r"unprotected: ")

    def _with_defect(self, defect):
        results = run(defect, cells="nothing happens", runs=1, settle=3, defect=defect)
        self.assertFalse(report.is_clean(results))
        return results


class FaultPointsTest(unittest.TestCase):
    """What is released cannot be struck: it does not even know the words."""

    def fault_symbols(self, program):
        symbols = subprocess.run(["nm", "-C", str(program)], capture_output=True, text=True, check=True).stdout
        return FAULT_SYMBOL.findall(symbols)

    def test_programs_have_no_fault_points(self):
        programs = [path for path in BINARIES.glob("trading-*") if not path.name.endswith("-faults")]
        self.assertGreaterEqual(len(programs), 5)
        for program in programs:
            with self.subTest(program.name):
                self.assertEqual(self.fault_symbols(program), [])
                self.assertNotIn(FAULT_WORD, program.read_bytes())

    def test_the_program_of_this_test_has_them(self):
        program = BINARIES / "trading-execution-faults"
        self.assertTrue(self.fault_symbols(program))
        self.assertIn(FAULT_WORD, program.read_bytes())


if __name__ == "__main__":
    unittest.main()
