"""Reads what a service serves at /metrics."""

import re
import urllib.request

SAMPLE = re.compile(r"^(\w+)(?:\{(.*)\})? (\S+)$")
LABEL = re.compile(r'(\w+)="([^"]*)"')


class Metrics:
    """The samples of one moment."""

    def __init__(self, text):
        self.samples = []
        for line in text.splitlines():
            found = SAMPLE.match(line)
            if found:
                self.samples.append((found.group(1), dict(LABEL.findall(found.group(2) or "")), float(found.group(3))))

    def total(self, name, **labels):
        """The sum of all series of that name that have these labels."""
        return sum(
            value for sample, known, value in self.samples
            if sample == name and all(known.get(label) == wanted for label, wanted in labels.items())
        )

    def buckets(self, name):
        """The cumulative counts of a histogram by upper bound, summed over its labels."""
        counts = {}
        for sample, labels, value in self.samples:
            if sample == name + "_bucket":
                bound = float(labels["le"].replace("+Inf", "inf"))
                counts[bound] = counts.get(bound, 0) + value
        return sorted(counts.items())

    def count_above(self, name, bound):
        """How many observations of a histogram were larger than a bound of its buckets."""
        counts = dict(self.buckets(name))
        return counts[float("inf")] - counts[bound] if counts else 0


def read(port):
    with urllib.request.urlopen(f"http://127.0.0.1:{port}/metrics", timeout=5) as answer:
        return Metrics(answer.read().decode())
