"""The shipped configuration, changed so that the system trades all the time: a crash point is met within seconds."""

import pathlib
import re

ROOT = pathlib.Path(__file__).resolve().parents[2]
SHIPPED = ROOT / "deployment/config"

# A band of almost no width around the centre of the RSI: each crossing is a signal. Positions are small and short.
EAGER_STRATEGY = {
    "base_period": "5",
    "period_min": "2",
    "period_max": "8",
    "slow_half_life": "30",
    "efficiency_period": "40",
    "width_min": "1",
    "width_max": "1.5",
    "after_exit_bars": "0",
    "after_stop_bars": "0",
    "after_denial_bars": "1",
    "slippage_ticks": "10",
    "take_profit_multiple": "3",
    "time_stop_bars": "3",
    "mode": ("risk_fraction", "fixed_notional"),
    "fixed_notional": "200",
    "notional_max": "400",
}
# Limits of frequency are not what is tested here.
PATIENT_EXECUTION = {"entries_per_day_max": "100000", "entries_per_hour_max": "100000"}
# Watches of the venue's quality, which the venue's faults would set off: that they do is tested elsewhere.
PATIENT_EXECUTION |= {"reject_ratio_max": "1", "acknowledgement_max": "60s"}


def _replace(text, key, value):
    old, new = value if isinstance(value, tuple) else (r"[^\s#]+", value)
    changed, count = re.subn(rf"(?m)^(\s*(?:- )?{key}:\s*){old}(?=\s|$)", rf"\g<1>{new}", text)
    return changed, count


def write(folder):
    """Writes all files into `folder` and answers it. A key that the shipped file no longer has is an error."""
    folder = pathlib.Path(folder)
    folder.mkdir(parents=True, exist_ok=True)
    for path in SHIPPED.glob("*.yaml"):
        text = path.read_text()
        changes = {"strategy": EAGER_STRATEGY, "execution": PATIENT_EXECUTION}.get(path.stem, {})
        for key, value in changes.items():
            text, count = _replace(text, key, value)
            if count == 0:
                raise RuntimeError(f"{path.name} has no key {key}")
        (folder / path.name).write_text(text)
    return folder
