"""What attempts came to, and many of them side by side."""
import os
from concurrent.futures import ThreadPoolExecutor


class Tally:
    """How many were tried, and what became of them."""

    def __init__(self):
        self.tried = self.seen = self.harmless = self.explained = 0
        self.unseen, self.signals = [], []

    def add(self, what, end, harmless=False, explained=None):
        """One more attempt: `end` is an `End` of the program that was asked, or None."""
        self.tried += 1
        if end is not None and end.is_signal:
            self.signals.append((what, end))
        elif harmless:
            self.harmless += 1
        elif end is not None and end.says_damaged:
            self.seen += 1
        elif explained:
            self.explained += 1
        else:
            self.unseen.append((what, end))

    def judge(self, what, right, end=None, count=1):
        """One more attempt that is right or not by itself, or `count` of them together."""
        self.tried += count
        if end is not None and end.is_signal:
            self.signals.append((what, end))
        elif right:
            self.seen += count
        else:
            self.unseen.append((what, end))

    def report(self, title):
        """Names each attempt that was not seen; true where there is one."""
        for kind, found in (("unseen", self.unseen), ("signal", self.signals)):
            for what, end in found:
                print(f"{title}: {kind}: {what}" + (f"\n    {end}" if end else ""), flush=True)
        return bool(self.unseen or self.signals)


def side_by_side(work, items):
    """`work` of each item on all processors, in the order of the items."""
    with ThreadPoolExecutor(os.cpu_count() or 2) as pool:
        yield from pool.map(work, items)
