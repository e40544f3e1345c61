#!/usr/bin/env python3
"""The quantities and tariff books of W3b. usage: w3b_generate.py ACCOUNTS TARIFFS FOLDER"""
import os
import sys

import numpy as np

from w3b_rules import quantities, tariffs

BOOK = """tariff: W3-BLOCK3
name: Three blocks by the day, candidate {k}
commodity: electricity
currency: GBP
jurisdiction: GB
source: constructed prices of the workload W3b
inputs:
  kWh: {{ usage: kWh }}
prices:
  STANDING: {{ unit: GBP/day, values: {{ 2020-01-01: {0} }} }}
  BLOCK1: {{ unit: GBP/kWh, values: {{ 2020-01-01: {1} }} }}
  BLOCK2: {{ unit: GBP/kWh, values: {{ 2020-01-01: {2} }} }}
  BLOCK3: {{ unit: GBP/kWh, values: {{ 2020-01-01: {3} }} }}
charges:
  - {{ code: STANDING, price: STANDING, per: day, tax: VAT }}
  - code: BLOCKS
    tax: VAT
    blocks:
      of: kWh
      per: day
      steps:
        - {{ code: BLOCK1, up_to: 4, price: BLOCK1 }}
        - {{ code: BLOCK2, up_to: 12, price: BLOCK2 }}
        - {{ code: BLOCK3, price: BLOCK3 }}
taxes:
  VAT: {{ percent: 5 }}
"""

accounts, count, folder = int(sys.argv[1]), int(sys.argv[2]), sys.argv[3]
os.makedirs(folder, exist_ok=True)
quantities(accounts).astype(np.int32).tofile(os.path.join(folder, "quantities.i32"))
for k, prices in enumerate(tariffs(count)):
    with open(os.path.join(folder, f"candidate-{k:03}.yaml"), "w") as file:
        file.write(BOOK.format(*(f"{price / 1e6:.6f}" for price in prices), k=k))
