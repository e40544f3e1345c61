"""Whole parts of the file: zeroed, cut off, swapped, filled with anything."""
import os
import shutil

from attempts import Tally, side_by_side
from books import FILE, content

PAGE = 4096


def zeroed(data, random):
    at = random.randrange(len(data) // PAGE) * PAGE
    data[at:at + PAGE] = bytes(PAGE)
    return f"page {at // PAGE} zeroed"


def noise(data, random):
    at, length = random.randrange(len(data)), random.choice((16, 512, PAGE, 8 * PAGE))
    data[at:at + length] = random.randbytes(len(data[at:at + length]))
    return f"{length} bytes at {at} are anything"


def cut(data, random):
    to = random.choice((random.randrange(len(data)), random.randrange(len(data) // PAGE) * PAGE))
    del data[to:]
    return f"cut off at {to}"


def swapped(data, random):
    one, other = (random.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    kept = data[one:one + PAGE]
    data[one:one + PAGE] = data[other:other + PAGE]
    data[other:other + PAGE] = kept
    return f"pages {one // PAGE} and {other // PAGE} swapped"


def doubled(data, random):
    one, other = (random.randrange(len(data) // PAGE) * PAGE for _ in range(2))
    data[other:other + PAGE] = data[one:one + PAGE]
    return f"page {other // PAGE} is page {one // PAGE}"


def header(data, random):
    at = random.randrange(100)
    data[at] = random.randrange(256)
    return f"byte {at} of the header is {data[at]}"


DAMAGES = (zeroed, noise, cut, swapped, doubled, header)


def attack(books, random, tries, asked):
    tally = Tally()
    path = os.path.join(books.town, FILE)
    before = content(path)
    plans = [(number, random.randrange(1 << 60)) for number in range(tries)]

    def damage(plan):
        number, seed = plan
        folder = books.copy(f"file-{number}")
        altered = os.path.join(folder, FILE)
        with open(altered, "rb") as file:
            data = bytearray(file.read())
        what = DAMAGES[number % len(DAMAGES)](data, type(random)(seed))
        with open(altered, "wb") as file:
            file.write(data)
        same = content(altered) == before
        end = books.doctor(folder)
        others = [books.run(*words, "--data", folder) for words in (
            ("backup", os.path.join(folder, "backup.sqlite")), ("ledger", "verify"),
            ("ledger", "export", "--to", "hledger"), ("readings", "totals"), ("tracker",))]
        shutil.rmtree(folder, ignore_errors=True)
        return what, end, same, others

    for what, end, same, others in side_by_side(damage, plans):
        tally.add(what, end, harmless=same)
        backup = others[0]
        if not same and end.says_damaged:
            tally.judge(f"{what}: backup refuses", backup.code != 0, backup)
        for other in others:
            if other.is_signal:
                tally.signals.append((what, other))
    return tally
