"""Bad configuration gives one message with every mistake, and an exit code that is not 0."""

import os
import pathlib
import re
import socket
import subprocess
import tempfile
import unittest

ROOT = pathlib.Path(__file__).resolve().parents[2]
BINARIES = pathlib.Path(os.environ.get("TRADING_BINARIES", ROOT / "build/release/bin"))
CONFIG = ROOT / "deployment/config"
SERVICES = ("gateway", "strategy", "execution", "control", "simulator", "killer")
ENVIRONMENT = {
    **os.environ,
    # Nothing listens on port 1.
    "TRADING_DATABASE_URL": "postgresql://nobody@127.0.0.1:1/trading",
    "TRADING_OKX_API_KEY": "key", "TRADING_OKX_API_SECRET": "canary-4711", "TRADING_OKX_API_PASSPHRASE": "canary-4712",
    "TRADING_OKX_KILLER_API_KEY": "key", "TRADING_OKX_KILLER_API_SECRET": "canary-4713",
    "TRADING_OKX_KILLER_API_PASSPHRASE": "canary-4714",
}


class BadConfigTest(unittest.TestCase):
    def run_service(self, service, text=None, *arguments, environment=None):
        with tempfile.TemporaryDirectory() as folder:
            path = CONFIG / f"{service}.yaml"
            if text is not None:
                path = pathlib.Path(folder) / f"{service}.yaml"
                path.write_text(text)
            done = subprocess.run(
                [BINARIES / f"trading-{service}", "--config", path, *arguments],
                capture_output=True, text=True, timeout=60, env=environment or ENVIRONMENT, check=False,
            )
        self.assertNotIn("canary", done.stderr + done.stdout)
        return done.returncode, done.stderr

    def test_the_shipped_configurations_are_well(self):
        for service in SERVICES:
            with self.subTest(service):
                code, words = self.run_service(service, None, "--check-config")
                self.assertEqual(code, 0, words)

    def test_an_unknown_key_is_named(self):
        for service in SERVICES:
            with self.subTest(service):
                text = (CONFIG / f"{service}.yaml").read_text() + "\nsurprise: 1\n"
                code, words = self.run_service(service, text, "--check-config")
                self.assertNotEqual(code, 0)
                self.assertIn("surprise: is not a known key", words)

    def test_every_mistake_is_reported_at_once(self):
        text = (CONFIG / "execution.yaml").read_text()
        text, changed = re.subn(r"(?m)^(\s*order_notional_max:).*$", r"\1 -5", text, count=1)
        self.assertEqual(changed, 1, "execution.yaml has no order_notional_max")
        text = text.replace("log_level: info", "log_level: loud") + "\nsurprise: 1\n"
        code, words = self.run_service("execution", text, "--check-config")
        self.assertNotEqual(code, 0)
        for mistake in ("order_notional_max", "-5", "log_level: must be one of", "surprise: is not a known key"):
            self.assertIn(mistake, words)

    def test_a_missing_limit_is_named(self):
        text = re.sub(r"(?m)^\s*order_notional_max:.*\n", "", (CONFIG / "execution.yaml").read_text(), count=1)
        code, words = self.run_service("execution", text, "--check-config")
        self.assertNotEqual(code, 0)
        self.assertIn("order_notional_max: is missing", words)

    def test_a_missing_file_is_named(self):
        done = subprocess.run(
            [BINARIES / "trading-gateway", "--config", "/nonexistent.yaml"], capture_output=True, text=True, check=False
        )
        self.assertNotEqual(done.returncode, 0)
        self.assertIn("/nonexistent.yaml", done.stderr)

    def test_an_unreachable_database_is_one_message(self):
        for service in ("control", "execution", "strategy"):
            with self.subTest(service):
                code, words = self.run_service(service)
                self.assertNotEqual(code, 0)
                self.assertIn("database", words)
                self.assertEqual(len(words.strip().splitlines()), 1, words)

    def test_a_port_in_use_is_named(self):
        with socket.socket() as taken:
            taken.bind(("127.0.0.1", 0))
            taken.listen()
            port = str(taken.getsockname()[1])
            code, words = self.run_service("control", environment={**ENVIRONMENT, "TRADING_CONTROL_HTTP_PORT": port})
            self.assertNotEqual(code, 0)
            self.assertIn(port, words)
            self.assertIn("is the port in use?", words)


if __name__ == "__main__":
    unittest.main()
