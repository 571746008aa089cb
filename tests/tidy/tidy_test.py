"""Plants each violation in a temporary tree and sees it caught; sees a clean tree pass."""

import pathlib
import sys
import tempfile
import unittest

sys.path.insert(0, str(pathlib.Path(__file__).parent))

import tidy  # noqa: E402


class TidyTest(unittest.TestCase):
    def setUp(self):
        self.folder = tempfile.TemporaryDirectory()
        self.addCleanup(self.folder.cleanup)
        self.root = pathlib.Path(self.folder.name)

    def plant(self, path, text):
        target = self.root / path
        target.parent.mkdir(parents=True, exist_ok=True)
        target.write_text(text, encoding="utf-8")

    def rules(self):
        return [violation.rule for violation in tidy.check(self.root)]

    def test_passes_a_clean_tree(self):
        self.plant("common/base/time.hpp", '#pragma once\n\n#include <string>\n')
        self.plant("services/gateway/core/book.hpp", '#pragma once\n\n#include "common/domain/order.hpp"\n')
        self.plant("services/gateway/io/agent.cpp", '#include "common/bus/publisher.hpp"\n#include "services/gateway/core/book.hpp"\n')
        self.assertEqual(self.rules(), [])

    def test_catches_an_arrow_from_domain_to_store(self):
        self.plant("common/domain/order.cpp", '#include "common/store/database.hpp"\n')
        self.assertEqual(self.rules(), ["arrow"])

    def test_catches_a_core_that_includes_a_codec(self):
        self.plant("services/gateway/core/book.cpp", '#include "common/codec/book.hpp"\n')
        self.assertEqual(self.rules(), ["arrow"])

    def test_catches_a_service_that_includes_another(self):
        self.plant("services/gateway/io/agent.cpp", '#include "services/strategy/core/strategy_core.hpp"\n')
        self.assertEqual(self.rules(), ["arrow"])

    def test_lets_only_the_backtest_join_cores_and_nothing_else_of_them(self):
        self.plant("services/backtest/io/replay.cpp", '#include "services/strategy/core/strategy_core.hpp"\n')
        self.assertEqual(self.rules(), [])
        self.plant("services/backtest/io/replay.cpp", '#include "services/strategy/io/strategy_agent.hpp"\n')
        self.assertEqual(self.rules(), ["arrow"])

    def test_catches_a_library_outside_its_room(self):
        self.plant("services/execution/io/agent.cpp", "#include <pqxx/pqxx>\n")
        self.assertEqual(self.rules(), ["third-party"])

    def test_allows_a_library_in_its_room(self):
        self.plant("common/store/database.cpp", "#include <pqxx/pqxx>\n")
        self.assertEqual(self.rules(), [])

    def test_catches_a_clock_in_a_core(self):
        self.plant("services/execution/core/gate.cpp", "auto now = std::chrono::system_clock::now();\n")
        self.assertEqual(self.rules(), ["impure-core"])

    def test_does_not_take_a_comment_for_code(self):
        self.plant("services/execution/core/gate.cpp", '// never reads system_clock\nconst char* text = "std::mutex";\n')
        self.assertEqual(self.rules(), [])

    def test_catches_a_file_over_the_limit(self):
        self.plant("common/base/long.py", "x = 1\n" * 501)
        self.assertEqual(self.rules(), ["too-long"])

    def test_passes_a_file_at_the_limit(self):
        self.plant("common/base/long.py", "x = 1\n" * 500)
        self.assertEqual(self.rules(), [])

    def test_catches_a_long_median(self):
        self.plant("common/base/long.cpp", "// line\n" * 121)
        self.assertEqual(self.rules(), ["median"])

    def test_catches_a_header_without_pragma_once(self):
        self.plant("common/base/time.hpp", "#include <string>\n")
        self.assertEqual(self.rules(), ["pragma-once"])

    def test_catches_open_ends_and_allows_one_with_an_issue(self):
        self.plant("common/base/a.cpp", "// TODO later\n")
        self.plant("common/base/b.cpp", "// FIXME\n")
        self.plant("common/base/c.cpp", "// TODO(#12): later\n")
        self.assertEqual(self.rules(), ["open-end", "open-end"])

    def test_catches_a_path_of_one_machine(self):
        self.plant("deployment/scripts/run.sh", "cd /work/main\n")
        self.assertEqual(self.rules(), ["machine-path"])

    def test_catches_a_sleeping_test(self):
        self.plant("tests/unit/base/a_test.cpp", "std::this_thread::sleep_for(1s);\n")
        self.assertEqual(self.rules(), ["sleep"])

    def test_catches_a_banned_word_and_allows_it_in_the_venue_room(self):
        self.plant("common/domain/a.cpp", "int order_qty = 0;\n")
        self.plant("common/venue/okx/b.cpp", "int order_qty = 0;\n")
        self.assertEqual(self.rules(), ["word"])


if __name__ == "__main__":
    unittest.main()
