"""The peer of W3a: annual bills by NREL's System Advisor Model (PyPI NREL-PySAM, Utilityrate5).

usage: w3_sam.py BILLS      prints one JSON line in the form of ours
The tariff is that of books/w3a.yaml and the loads are those of RateYear/YearBills.swift. Loads are made
before the clock starts; the peer computes its energy lines unrounded, so totals differ by rounding.
"""
import json
import sys
import time

import PySAM.Utilityrate5 as utilityrate

MASK = (1 << 64) - 1
WEEKDAY = [1] * 7 + [2] * 9 + [3] * 3 + [2] * 4 + [1]
WEEKEND = [1] * 8 + [2] * 15 + [1]
PRICES = [(0.08, 0.10, 0.13), (0.14, 0.17, 0.21), (0.26, 0.31, 0.38)]
OPEN = 1e38


def mixed(x):
    x = ((x ^ x >> 30) * 0xBF58476D1CE4E5B9) & MASK
    x = ((x ^ x >> 27) * 0x94D049BB133111EB) & MASK
    return x ^ x >> 31


def load(number):
    """kWh by the hour."""
    base = 150 + mixed(number + 7) % 400

    def hour(at):
        hump = 900 * max(0, 6 - abs(at % 24 - 18)) + 500 * max(0, 3 - abs(at % 24 - 8))
        return (base + hump * (mixed(number * 10007 + at) % 1000) // 5000) / 1000

    return [hour(at) for at in range(8760)]


def model():
    tiers = [[period + 1, tier + 1, (200, 500, OPEN)[tier], 0, PRICES[period][tier], 0]
             for period in range(3) for tier in range(3)]
    made = utilityrate.new()
    made.ElectricityRates.assign({
        "en_electricity_rates": 1, "ur_metering_option": 4, "ur_monthly_fixed_charge": 18.0,
        "ur_monthly_min_charge": 0, "ur_annual_min_charge": 0, "ur_nm_yearend_sell_rate": 0, "ur_sell_eq_buy": 0,
        "ur_ec_sched_weekday": [WEEKDAY] * 12, "ur_ec_sched_weekend": [WEEKEND] * 12, "ur_ec_tou_mat": tiers,
        "ur_dc_enable": 1, "ur_dc_sched_weekday": [WEEKDAY] * 12, "ur_dc_sched_weekend": [WEEKEND] * 12,
        "ur_dc_tou_mat": [[1, 1, OPEN, 0.0], [2, 1, OPEN, 4.25], [3, 1, OPEN, 0.0]],
        "ur_dc_flat_mat": [[month, 1, OPEN, 6.5] for month in range(12)], "rate_escalation": [0],
        "ur_en_ts_buy_rate": 0, "ur_en_ts_sell_rate": 0, "ur_nm_credit_month": 0, "ur_nm_credit_rollover": 0,
        "ur_nb_credit_expire": 0, "ur_nb_apply_credit_current_month": 0, "TOU_demand_single_peak": 0,
        "ur_enable_billing_demand": 0})
    made.Lifetime.assign({"analysis_period": 1, "inflation_rate": 0, "system_use_lifetime_output": 0})
    made.SystemOutput.assign({"gen": [0.0] * 8760, "degradation": [0]})
    made.Load.assign({"load_escalation": [0], "grid_outage": [0.0] * 8760})
    return made


def main():
    bills = int(sys.argv[1])
    sam, loads = model(), [load(number) for number in range(min(bills, 50))]
    wall, cpu, total = time.perf_counter(), time.process_time(), 0.0
    for bill in range(bills):
        sam.Load.load = loads[bill % 50]
        sam.execute(0)
        total += sam.Outputs.utility_bill_wo_sys_year1
    wall, cpu = time.perf_counter() - wall, time.process_time() - cpu
    print(json.dumps({"peer": "NREL SAM", "bills": bills, "wall_s": round(wall, 4), "cpu_s": round(cpu, 4),
                      "bills_per_cpu_s": round(bills / cpu), "total": round(total, 2)}))


if __name__ == "__main__":
    main()
