"""W3b: twelve monthly quantities of each account under K tariffs, nothing kept.

Quantities are Wh, prices millionths of the currency, money pence. Tariff k, 0 being today's: a
standing price a day, three blocks up to 4 and 12 kWh a day and above, each line rounded half up,
5 % tax rounded on each monthly bill."""
import numpy as np

DAYS = (31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31)


def tariffs(count):
    """Standing and the prices of the three blocks, of each tariff."""
    return [(290000 + 7000 * k, 245000 + 900 * k, 273500 + 400 * k, 312000 - 1100 * k)
            for k in range(count)]


def quantities(accounts):
    """The same made-up quantities everywhere: splitmix64 of account and month."""
    x = np.arange(12, (accounts + 1) * 12, dtype=np.uint64)
    x = (x ^ (x >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
    x = (x ^ (x >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
    x ^= x >> np.uint64(31)
    return (40000 + (x % np.uint64(900000)).astype(np.int64)).reshape(accounts, 12)


# First and last tariff: total, accounts that pay less than today, sum of checks.
AGREED = {
    (200000, 20): [[36892639652, 0, 656895739652], [37813872165, 62, 657816972165]],
}
