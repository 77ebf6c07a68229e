#!/usr/bin/env python3
"""Prints the totals of the sample campaigns, computed from the raw files and from nothing else.

    python3 Tests/SampleData/facts.py

It shares no code with generate.py, so that it can serve as the second opinion on the reviews.
"""
import csv
import datetime
import io
import statistics
from collections import defaultdict
from decimal import Decimal
from pathlib import Path

import openpyxl

CAMPAIGNS = Path(__file__).resolve().parents[2] / "content" / "campaigns"
NAMES = {
    "曝光量": "impressions", "展现": "impressions", "点击量": "clicks", "点击": "clicks", "访问次数": "visits",
    "浏览量": "pv", "跳出次数": "bounces", "停留总秒数": "dwell_seconds", "互动次数": "interactions",
    "注册数": "registrations", "转化数": "conversions", "转化": "conversions", "目标转化量": "conversions",
    "订单数": "orders", "新客成交单数": "new_buyer_orders", "首购客户数": "new_buyers", "件数": "units",
    "销售额": "revenue", "毛利": "gross_profit", "归因收入": "attributed_revenue", "成交金额": "attributed_revenue",
    "媒介花费": "media_cost", "消费": "media_cost",
}


def table(text, header_line):
    rows = list(csv.reader(io.StringIO(text)))[header_line - 1:]
    header = [h.strip() for h in rows[0]]
    return [dict(zip(header, row)) for row in rows[1:]]


def rows_of(campaign):
    """(file, {column: value}) for each daily row."""
    data = CAMPAIGNS / campaign / "data"
    for row in table((data / "daily.csv").read_text("utf-8-sig"), 1):
        yield "daily.csv", row
    for path in sorted(data.glob("daily/渠道=*/*.csv")):
        line = 9 if "计划报告" in path.name else 5
        rows = table(path.read_bytes().decode("gbk"), line)
        stated = rows.pop()
        assert stated["日期"] == "合计"
        for column in ("展现", "点击", "消费", "成交金额"):
            assert sum(Decimal(r[column]) for r in rows) == Decimal(stated[column]), (path.name, column)
        for row in rows:
            row["渠道"] = path.parent.name.split("=")[1]
            row["地区"], row["客群"] = row.pop("地域"), row.pop("人群")
            yield path.name, row
    for path in sorted(data.glob("*.xlsx")):
        rows = list(openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True))
        for row in rows[2:]:
            row = {h: (repr(v) if isinstance(v, float) else v) for h, v in zip(rows[1], row)}
            row["日期"] = row["日期"].date().isoformat()
            yield path.name, row


def facts(campaign, first, last):
    """measure -> (dimension -> value) where 全部 is the whole, a date is a day."""
    sums = defaultdict(lambda: defaultdict(Decimal))
    for file, row in rows_of(campaign):
        if not first <= row["日期"] <= last:
            continue
        for header, measure in NAMES.items():
            if row.get(header) not in (None, ""):
                value = Decimal(row[header])
                keys = ["全部", row["渠道"], row.get("地区"), row.get("客群"), row["日期"], (row["渠道"], row["日期"])]
                for key in keys:
                    if key is not None:
                        sums[measure][key] += value
    return sums


def spend(campaign):
    rows = table((CAMPAIGNS / campaign / "registers" / "spend.csv").read_text("utf-8-sig"), 1)
    plan = table((CAMPAIGNS / campaign / "registers" / "budget.csv").read_text("utf-8-sig"), 1)
    by, planned, media, kinds = (defaultdict(Decimal) for _ in range(4))
    for row in rows:
        by[row["category"]] += Decimal(row["amount"])
        kinds[row["cost_type"]] += Decimal(row["amount"])
        if row["cost_type"] == "媒介":
            media[row["channel"]] += Decimal(row["amount"])
    for row in plan:
        planned[row["category"]] += Decimal(row["planned"])
    return by, planned, media, kinds


def report(campaign, periods):
    print(f"\n## {campaign}")
    results = {}
    for name, (first, last) in periods.items():
        sums = results[name] = facts(campaign, first, last)
        print(f"\n### {name} {first}..{last}")
        for measure, values in sums.items():
            print(f"{measure:20}", values["全部"])
        print("by channel / region / segment:")
        keys = [k for k in sums["impressions"] if isinstance(k, str) and not k[0].isdigit()]
        for key in keys:
            print("  ", key, {m: str(v[key]) for m, v in sums.items() if m in (
                "impressions", "clicks", "visits", "conversions", "orders", "revenue", "attributed_revenue",
                "media_cost")})
    by, planned, media, kinds = spend(campaign)
    print("\nspend", sum(by.values()), "planned", sum(planned.values()))
    for category in planned:
        print("  ", category, "actual", by[category], "planned", planned[category])
    print("  ", dict((k, str(v)) for k, v in kinds.items()))
    live = results["campaign"]
    for channel, amount in media.items():
        assert amount == live["media_cost"][channel], channel
    print((CAMPAIGNS / campaign / "data" / "totals.csv").read_text("utf-8-sig"))
    return results, sum(by.values())


def outliers(series):
    """Days whose robust z after the weekday's median exceeds 3.5; the spread leaves out each weekday's least residual."""
    days = sorted(series)
    weekday = lambda d: datetime.date.fromisoformat(d).weekday()
    groups = defaultdict(list)
    for day in days:
        groups[weekday(day)].append(float(series[day]))
    every = statistics.median(float(series[d]) for d in days)
    expect = {d: statistics.median(groups[weekday(d)]) if len(groups[weekday(d)]) >= 3 else every for d in days}
    residual = {d: float(series[d]) - expect[d] for d in days}
    middle = statistics.median(residual.values())
    least = {min(group, key=lambda d: abs(residual[d])) for group in (
        [d for d in days if weekday(d) == w] for w in range(7)) if len(group) >= 3}
    mad = statistics.median(abs(r - middle) for d, r in residual.items() if d not in least) * 1.482602218505602
    return [(d, float(series[d]), round(expect[d], 2), round((residual[d] - middle) / mad, 2)) for d in days
            if abs(residual[d] - middle) / mad > 3.5]


if __name__ == "__main__":
    results, cost = report("618-promotion", {
        "campaign": ("2026-06-01", "2026-06-20"), "baseline": ("2026-05-04", "2026-05-23")})
    for name, s in results.items():
        t = {m: v["全部"] for m, v in s.items()}
        print(name, "ctr", t["clicks"] / t["impressions"], "conversion-rate", t["conversions"] / t["visits"],
              "order-rate", t["orders"] / t["visits"], "aov", t["revenue"] / t["orders"], "cpc",
              t["media_cost"] / t["clicks"], "roas", t["attributed_revenue"] / t["media_cost"],
              "margin", t["gross_profit"] / t["revenue"], "new share", t["new_buyer_orders"] / t["orders"],
              "bounce", t["bounces"] / t["visits"], "dwell", t["dwell_seconds"] / t["visits"])
    t = {m: v["全部"] for m, v in results["campaign"].items()}
    b = {m: v["全部"] for m, v in results["baseline"].items()}
    print("cost", cost, "cac", cost / t["new_buyers"], "cpa", cost / t["conversions"],
          "marketing-roi at 0.38", (t["attributed_revenue"] * Decimal("0.38") - cost) / cost,
          "sales-lift", t["revenue"] / b["revenue"] - 1, "budget-to-sales", cost / t["revenue"],
          "profit-contribution", t["gross_profit"] - b["gross_profit"] - cost)
    for measure in ("revenue", "orders", "conversions"):
        print("outliers, campaign", measure, outliers(
            {d: v for d, v in results["campaign"][measure].items() if isinstance(d, str) and d[0].isdigit()}))
        print("outliers, 直播", measure, outliers(
            {k[1]: v for k, v in results["campaign"][measure].items() if isinstance(k, tuple) and k[0] == "直播"}))
    results, cost = report("spring-launch", {
        "campaign": ("2026-03-09", "2026-03-29"), "baseline": ("2026-01-12", "2026-02-01")})
    for name, s in results.items():
        t = {m: v["全部"] for m, v in s.items()}
        print(name, "ctr", t["clicks"] / t["impressions"], "engagement", t["interactions"] / t["impressions"],
              "cpm", t["media_cost"] / t["impressions"] * 1000, "cpc", t["media_cost"] / t["clicks"])
