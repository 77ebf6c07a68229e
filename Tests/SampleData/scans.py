#!/usr/bin/env python3
"""Writes the scans of the 618 campaign's materials: content/campaigns/618-promotion/registers/material_scans.csv, by day,
item and region.

    python3 Tests/SampleData/scans.py [CONTENT]

CONTENT is the folder to read and write, content/ of this repository when absent. What each region used is in materials.xlsx,
and scans follow the orders of the daily tables; 1 to 4 % of what was used is not scanned. The figures are
invented. Every run writes the same bytes: the random numbers are seeded, and only the four basic operations touch them.
Needs openpyxl; otherwise nothing but the standard library.
"""
import csv
import sys
from collections import defaultdict
from pathlib import Path

import openpyxl
from generate import PROMOTION, Dice, write_rows

HEADER = ["日期", "物料", "区域", "出库扫描", "用户扫码"]

# Of what customers receive, the share whose code they scan, and days until they do; the props have no codes.
ITEMS = {"开箱卡": (0.145, 3), "配件包": (0.062, 3), "以旧换新回寄袋": (0.71, 5)}
START, END = "2026-06-01", "2026-06-20"


def table(path, first):
    """The rows of a workbook's first sheet as dictionaries; `first` is the number of its header row."""
    rows = list(openpyxl.load_workbook(path, read_only=True).worksheets[0].iter_rows(values_only=True))
    return [dict(zip(rows[first - 1], row)) for row in rows[first:]]


def spread(total, weights):
    """Integers that add up to `total`, in proportion to the weights."""
    result, done, used = [], 0.0, 0
    for weight in weights:
        done += weight
        count = int(total * done / sum(weights) + 0.5) - used
        used += count
        result.append(count)
    return result


def orders(folder):
    """Orders of each region on each day of the campaign, in all channels."""
    with open(folder / "daily.csv", encoding="utf-8-sig", newline="") as file:
        rows = list(csv.DictReader(file))
    for row in table(folder / "daily-shop-店铺日报.xlsx", 2):
        row["日期"] = row["日期"].strftime("%Y-%m-%d")
        rows.append(row)
    result = defaultdict(lambda: defaultdict(int))
    for row in rows:
        if START <= row["日期"] <= END:
            result[row["地区"]][row["日期"]] += int(row["订单数"])
    return result


def scans(folder):
    dice = Dice(61820)
    ordered = orders(folder / "data")
    rows = []
    for material in table(folder / "registers" / "materials.xlsx", 1):
        if material["物料"] not in ITEMS:
            continue
        share, delay = ITEMS[material["物料"]]
        by_day = ordered[material["区域"]]
        dates = sorted(by_day)
        scanned = int(material["领用"] * (0.99 - 0.03 * dice.random()) + 0.5)
        taken = spread(scanned, [by_day[day] * dice.near(0.05) for day in dates])
        for place, day in enumerate(dates):
            # Scanned by those whose parcels left `delay` days before; on the first days nothing has arrived.
            arrived = taken[place - delay] if place >= delay else 0
            seen = dice.whole(arrived * share * dice.near(0.10)) if arrived else 0
            rows.append([day, material["物料"], material["区域"], taken[place], seen])
    return sorted(rows, key=lambda row: (row[0], list(ITEMS).index(row[1])))


def main():
    content = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "content"
    folder = content / "campaigns" / PROMOTION
    write_rows(folder / "registers" / "material_scans.csv", HEADER, scans(folder))


if __name__ == "__main__":
    main()
