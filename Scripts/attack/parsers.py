"""Files of people, mutated: whatever they hold, an answer, and books that still hold."""
import glob
import os

from attempts import Tally, side_by_side

ODD = [b"", b"\0", b"\xff\xfe", b"\"", b"=1+1", b"-", b"9" * 400, b"1e309", b"\xe2\x80\xae",
       b"\x1b[31m", b"2025-02-30", b"9999-12-31", b"0000-00-00", b"NaN", b"{", b"[" * 2000, b"&a",
       b"*a", b": ", b"\t", b"'", b"\r", b"A" * 70_000, b"300,", b"200,", b"900\n", b"NEM12"]
KINDS = {"schemes": "schemes*.csv", "customers": "customers*.csv", "premises": "premises*.csv",
         "supply-points": "supply?points*.csv", "meters": "meters*.csv",
         "agreements": "agreements*.csv", "properties": "properties*.csv",
         "readings": "readings*.csv", "nem12": "nem12*.csv", "policy": "policy*.yaml"}
RIGHT = {0, 1, 3, 64, 65}


def attack(books, random, tries, asked):
    tally = Tally()
    plans = []
    sources = [(kind, path) for kind, pattern in KINDS.items() for path in sorted(
        glob.glob(os.path.join(books.town, "files", pattern)))[:3]]
    sources += [("tariffs", path) for path in sorted(glob.glob(books.tariffs + "/*.yaml"))]
    for number in range(tries):
        kind, path = sources[number % len(sources)]
        plans.append((number, kind, path, random.randrange(1 << 60)))

    def send(plan):
        number, kind, path, seed = plan
        folder = books.copy(f"input-{number % 4}-{number}") if number % 50 == 0 else None
        where = folder or os.path.join(books.folder, "dry")
        mutated = os.path.join(books.folder, f"mutated-{number}" + os.path.splitext(path)[1])
        with open(path, "rb") as file:
            data = file.read(200_000)
        with open(mutated, "wb") as file:
            file.write(mutate(data, type(random)(seed)))
        words = ["import", "readings" if kind == "nem12" else kind, mutated, "--data", where]
        end = books.run(*words, *([] if folder else ["--dry-run"]), timeout=60)
        well = books.doctor(folder) if folder else None
        os.unlink(mutated)
        return f"{kind}, seed {seed}", end, well

    books.copy("dry")
    for what, end, well in side_by_side(send, plans):
        tally.judge(what, end.code in RIGHT and (well is None or well.code == 0),
                    well if well is not None and well.code else end)
    return tally


def mutate(data, random):
    data = bytearray(data)
    for _ in range(random.choice((1, 1, 2, 5, 20))):
        at = random.randrange(len(data) + 1)
        match random.randrange(7):
            case 0 if data:
                data[at % len(data)] ^= 1 << random.randrange(8)
            case 1:
                data[at:at] = random.choice(ODD)
            case 2:
                del data[at:at + random.choice((1, 8, 200))]
            case 3:
                data[at:at] = data[at:at + random.choice((3, 40, 400))]
            case 4:
                del data[at:]
            case 5:
                end = data.find(b",", at)
                data[at:end if end > 0 else at] = random.choice(ODD)
            case _:
                lines = data.split(b"\n")
                random.shuffle(lines)
                data = bytearray(b"\n".join(lines))
    return bytes(data)
