"""Single bits of the file, flipped where that changes what is stored."""
import os

from attempts import Tally, side_by_side
from books import FILE, content


def attack(books, random, tries, asked):
    tally = Tally()
    path = os.path.join(books.town, FILE)
    size, before = os.path.getsize(path), content(path)
    places = [(number, random.randrange(size), random.randrange(8)) for number in range(tries)]

    def flip(place):
        number, at, bit = place
        folder = books.copy(f"bit-{number % 8}-{number}")
        altered = os.path.join(folder, FILE)
        with open(altered, "r+b") as file:
            file.seek(at)
            byte = file.read(1)[0] ^ (1 << bit)
            file.seek(at)
            file.write(bytes([byte]))
        after = content(altered)
        end = books.doctor(folder)
        for name in os.listdir(folder):
            os.unlink(os.path.join(folder, name))
        os.rmdir(folder)
        return f"bit {bit} of byte {at}", end, after == before

    for what, end, same in side_by_side(flip, places):
        tally.add(what, end, harmless=same)
    return tally
