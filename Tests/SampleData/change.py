#!/usr/bin/env python3
"""Writes what the chapters on change and sales lift need of the sample campaigns.

    python3 Tests/SampleData/change.py

- content/campaigns/618-2025: last year's promotion, by day, channel and region; the south-west had no promotion and is
  its control group. Planted: of 100 yuan of revenue the promotion brings about 40 more where it ran, 3 come anyway;
  every channel's conversion rate rises by a sixteenth while the whole falls, because short videos with their low rate
  more than treble.
- 618-promotion/data/totals-促销成本.csv: the promotion's cost, which is the spending register's category 转化.
- spring-launch: the shop's revenue, and that nothing was spent on promotion.

The figures are invented. Every run writes the same bytes: seeded `random.random`, the four basic operations, and the
standard library alone.
"""
import csv
import datetime
import io
import random
from decimal import Decimal
from pathlib import Path

CAMPAIGNS = Path(__file__).resolve().parents[2] / "content" / "campaigns"
CENT = Decimal("0.01")
WEEKDAYS = [0.95, 0.96, 0.98, 0.99, 1.02, 1.07, 1.03]


class Dice:
    """Seeded noise from `random.random` alone, whose sequence Python guarantees."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def near(self, spread):
        """About 1, give or take `spread`; never further than 2.5 times that."""
        r = self.random
        return 1 + spread * 1.25 * (r() + r() + r() + r() - 2)

    def whole(self, expected):
        """An integer whose expectation is `expected`."""
        return int(expected + self.random())


def days(start, count):
    first = datetime.date.fromisoformat(start)
    return [first + datetime.timedelta(days=i) for i in range(count)]


def money(value):
    return Decimal(repr(round(value, 4))).quantize(CENT)


def write_rows(path, header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


def read_rows(path):
    return list(csv.DictReader(io.StringIO(path.read_text("utf-8-sig"))))


# ---------------------------------------------------------------- last year's promotion

LAST = CAMPAIGNS / "618-2025"
LAST_DAYS = days("2025-05-30", 20)
LAST_BASELINE = days("2025-05-09", 20)
REGIONS = {"华东": 0.37, "华南": 0.28, "华北": 0.22, "西南": 0.13}
CONTROL = "西南"
# Visits a day in the baseline, visits in the campaign over that, orders per visit, order value, price of a click, clicks per
# impression, share of attributed revenue.
CHANNELS = {
    "搜索广告": (1900, 1.20, 0.0262, 296, 1.55, 0.045, 0.92),
    "信息流": (2300, 1.22, 0.0182, 268, 0.80, 0.020, 0.90),
    "短视频": (1700, 3.30, 0.0128, 252, 0.66, 0.023, 0.83),
    "直播": (2100, 1.35, 0.0300, 255, 0.74, 0.038, 0.80),
    "私域": (1300, 1.12, 0.0392, 318, 0.15, 0.041, 0.62),
    "电商站内": (2900, 1.18, 0.0265, 290, 0.90, 0.032, 0.66),
}
# Opening day and the climax before 18 June.
COURSE = {
    "2025-05-30": 1.18, "2025-05-31": 1.10, "2025-06-01": 1.06, "2025-06-15": 1.05, "2025-06-16": 1.10, "2025-06-17": 1.18,
    "2025-06-18": 1.40,
}
CATEGORY = {"搜索广告": "转化", "信息流": "需求", "短视频": "品牌", "直播": "转化", "私域": "维系", "电商站内": "转化"}
LAST_PLAN = {
    ("品牌", "短视频"): 100_000, ("需求", "信息流"): 56_000, ("转化", "搜索广告"): 78_000, ("转化", "直播"): 74_000,
    ("转化", "电商站内"): 82_000, ("转化", ""): 38_000, ("维系", "私域"): 6_000,
}
LAST_NOTES = {
    ("品牌", "短视频"): "品牌投入放在下半年", ("需求", "信息流"): "老客够用，需求从简", ("转化", "搜索广告"): "大促只为成交",
    ("维系", "私域"): "私域刚起步"}
LAST_OTHER = [
    ("2025-05-16", "品牌", "创意", "", "14200.00", "品牌经理"), ("2025-05-22", "品牌", "制作", "", "11600.00", "品牌经理"),
    ("2025-05-30", "转化", "赠品", "", "21600.00", "营销总监"), ("2025-06-10", "转化", "执行", "直播", "12800.00", "直播经理"),
    ("2025-06-16", "转化", "赠品", "", "18900.00", "营销总监"), ("2025-06-18", "转化", "人力", "直播", "7400.00", "直播经理"),
]


def last_year():
    dice = Dice(530618)
    rows, media = [], {}
    for period, dates in ((1, LAST_BASELINE), (0, LAST_DAYS)):
        for day in dates:
            shared = dice.near(0.015)
            for channel, (visits_a_day, growth, rate, basket, cpc, ctr, attributed) in CHANNELS.items():
                level = WEEKDAYS[day.weekday()] * shared * dice.near(0.02)
                for region, share in REGIONS.items():
                    treated = period == 0 and region != CONTROL
                    course = COURSE.get(day.isoformat(), 0.97) if treated else 1.0
                    growth_here = growth if treated else 1.03 if period == 0 else 1.0
                    visits = dice.whole(visits_a_day * share * level * course * growth_here * dice.near(0.03))
                    clicks = max(visits, dice.whole(visits / 0.91 * dice.near(0.02)))
                    impressions = max(clicks, dice.whole(clicks / ctr * dice.near(0.03)))
                    orders = dice.whole(visits * rate * (1.06 if treated else 1.0) * dice.near(0.03))
                    conversions = orders + dice.whole(orders * 0.12)
                    new = dice.whole(orders * 0.31)
                    revenue = money(orders * basket * (1.05 if treated else 1.0) * dice.near(0.03)) if orders else Decimal("0.00")
                    profit = money(float(revenue) * 0.372 * dice.near(0.02))
                    cost = money(clicks * cpc * dice.near(0.03))
                    rows.append(
                        [day, channel, region, impressions, clicks, visits, conversions, orders, new, revenue, profit,
                         money(float(revenue) * attributed * dice.near(0.02)), cost])
                    if period == 0:
                        media[channel] = media.get(channel, Decimal(0)) + cost
    write_rows(
        LAST / "data" / "daily.csv",
        ["日期", "渠道", "地区", "曝光量", "点击量", "访问次数", "转化数", "订单数", "新客成交单数", "销售额", "毛利", "归因收入",
         "媒介花费"], rows)
    write_rows(
        LAST / "registers" / "budget.csv", ["category", "channel", "month", "planned", "note"],
        [[category, channel, "2025-06", f"{amount}.00", LAST_NOTES.get((category, channel), "")]
         for (category, channel), amount in LAST_PLAN.items()])
    approver = {"转化": "营销总监", "需求": "投放经理", "品牌": "品牌经理", "维系": "会员经理"}
    spend = LAST_OTHER + [
        ("2025-06-18", CATEGORY[channel], "媒介", channel, amount, approver[CATEGORY[channel]]) for channel, amount in media.items()]
    write_rows(
        LAST / "registers" / "spend.csv", ["date", "category", "cost_type", "channel", "amount", "approver"],
        sorted(spend, key=lambda row: row[0]))


# ---------------------------------------------------------------- the other two


def promotion_cost():
    """What the promotion itself cost: all spending of the category 转化, which is part of the whole cost."""
    folder = CAMPAIGNS / "618-promotion"
    amounts = [Decimal(row["amount"]) for row in read_rows(folder / "registers" / "spend.csv") if row["category"] == "转化"]
    write_rows(
        folder / "data" / "totals-促销成本.csv", ["start", "end", "channel", "促销成本"],
        [["2026-06-01", "2026-06-20", "", sum(amounts)]])


def launch_shop():
    """The shop's revenue around the launch: there was stock for a modest start, and no promotion."""
    dice = Dice(20260309)
    rows = []
    for dates, level in ((days("2026-01-12", 21), 91_000), (days("2026-03-09", 21), 96_500)):
        for day in dates:
            rows.append([day, "店铺", money(level * WEEKDAYS[day.weekday()] * dice.near(0.025))])
    folder = CAMPAIGNS / "spring-launch" / "data"
    write_rows(folder / "daily-shop-店铺日报.csv", ["日期", "渠道", "销售额"], rows)
    write_rows(
        folder / "totals-促销成本.csv", ["start", "end", "channel", "促销成本"], [["2026-03-09", "2026-03-29", "", "0.00"]])


if __name__ == "__main__":
    last_year()
    promotion_cost()
    launch_shop()
