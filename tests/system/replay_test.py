"""A recording goes through the simulator, the gateway and the recorder exactly once, however often feeds that have
fallen silent at its end are subscribed again."""

import os
import pathlib
import time
import unittest
import unittest.mock

from running_system import ROOT, RunningSystem, wait_until

from trading_tools import metrics
from trading_tools.system import PORTS

RECORDING = ROOT / "../shared/data/okx/capture/public_books_trades_tickers_2022-05-13.txt"
RECORDED = {"market_trades": 74, "market_tickers": 28, "market_book_updates": 290}
INSTRUMENTS = ("BTC-USDT", "BTC-USD-220527", "UNI-USD-SWAP")
HEALED_SECONDS = 60
FLUSH_SECONDS = 1


@unittest.skipUnless(RECORDING.is_file(), f"there is no recording at {RECORDING}")
class ReplayTest(RunningSystem):
    simulator_options = ("--replay", str(pathlib.Path(RECORDING).resolve()))

    @classmethod
    def setUpClass(cls):
        replaced = unittest.mock.patch.dict(os.environ, {
            "TRADING_GATEWAY_INSTRUMENTS": ",".join(INSTRUMENTS),
            # The recording is older than the venue's sequence numbers.
            "TRADING_GATEWAY_BOOK_ACCEPTS_MISSING_SEQUENCE": "true",
        })
        cls.enterClassContext(replaced)
        super().setUpClass()

    def rows(self):
        names = ", ".join(f"'{name}'" for name in INSTRUMENTS)
        return {
            table: self.count(f"{table} WHERE instrument_id IN ({names})") for table in RECORDED
        }

    def played(self):
        return metrics.read(PORTS["simulator http"]).total("trading_simulator_replayed_frames_total")

    def repeated_books(self):
        return metrics.read(PORTS["gateway http"]).total("trading_gateway_book_duplicates_total")

    def test_each_frame_is_recorded_once(self):
        wait_until(lambda: self.played() == sum(RECORDED.values()), 60, "the end of the recording", pause=0.5)
        # Each book then falls silent and is subscribed again, which brings what we hold already.
        wait_until(lambda: self.repeated_books() >= len(INSTRUMENTS), HEALED_SECONDS, "healing", pause=0.5)
        flushed = time.monotonic() + FLUSH_SECONDS
        wait_until(lambda: time.monotonic() > flushed, FLUSH_SECONDS + 5, "the recorder's next batch")
        self.assertEqual(self.rows(), RECORDED)
        published = metrics.read(PORTS["gateway http"]).total("trading_gateway_trades_total")
        self.assertEqual(published, RECORDED["market_trades"])


if __name__ == "__main__":
    unittest.main()
