#!/usr/bin/env python3
"""Writes the data of the two sample campaigns into content/campaigns/.

    python3 Tests/SampleData/generate.py

The figures are invented. Every run writes the same bytes: the random numbers are seeded, only the four basic
operations touch them (so no maths library can change a last digit), and the workbook's clock is fixed.
Needs openpyxl 3.1 for the one workbook; everything else is the standard library.
"""
import csv
import datetime
import io
import random
import re
import zipfile
from decimal import Decimal
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font

CAMPAIGNS = Path(__file__).resolve().parents[2] / "content" / "campaigns"
CENT = Decimal("0.01")

# ---------------------------------------------------------------- helpers


def days(start, count):
    first = datetime.date.fromisoformat(start)
    return [first + datetime.timedelta(days=i) for i in range(count)]


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


def money(value):
    return Decimal(repr(round(value, 4))).quantize(CENT)


def write(path, text, encoding="utf-8-sig"):
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text.encode(encoding))


def write_rows(path, header, rows, encoding="utf-8-sig"):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    write(path, out.getvalue(), encoding)


# ---------------------------------------------------------------- 618 promotion

PROMOTION = "618-promotion"
CAMPAIGN_DAYS = days("2026-06-01", 20)
BASELINE_DAYS = days("2026-05-04", 20)

REGIONS = {"华东": 0.36, "华南": 0.27, "华北": 0.22, "西南": 0.15}
SEGMENTS = {"新客": 0.46, "老客": 0.30, "会员": 0.24}
SEGMENT_ORDERS = {"新客": 0.76, "老客": 1.12, "会员": 1.31}
SEGMENT_BASKET = {"新客": 0.90, "老客": 1.02, "会员": 1.14}
WEEKDAYS = [0.95, 0.96, 0.98, 0.99, 1.02, 1.07, 1.03]

# Per channel: orders a day in the campaign and in the baseline, orders per visit, visits per click, clicks per
# impression, price of a click, order value, share of the orders that attribution gives to marketing.
CHANNELS = {
    "搜索广告": dict(orders=(92, 56), order_rate=0.030, arrival=0.90, ctr=0.046, cpc=1.62, basket=318, attributed=0.92),
    "信息流": dict(orders=(96, 50), order_rate=0.021, arrival=0.86, ctr=0.021, cpc=0.84, basket=289, attributed=0.90),
    "短视频": dict(orders=(84, 41), order_rate=0.019, arrival=0.88, ctr=0.024, cpc=0.71, basket=276, attributed=0.83),
    "直播": dict(orders=(168, 78), order_rate=0.034, arrival=0.93, ctr=0.039, cpc=0.78, basket=272, attributed=0.80),
    "私域": dict(orders=(78, 52), order_rate=0.038, arrival=0.95, ctr=0.042, cpc=0.16, basket=339, attributed=0.62),
    "电商站内": dict(orders=(126, 84), order_rate=0.029, arrival=0.94, ctr=0.033, cpc=0.93, basket=312, attributed=0.66),
}
ADS = ["搜索广告", "信息流"]
OWN = ["短视频", "直播", "私域", "电商站内"]
FAILURE_DAY = datetime.date(2026, 6, 12)

# The course of the promotion: opening day, the climax of 16 to 18 June, the Dragon Boat holiday after it.
COURSE = {1: 1.22, 2: 1.08, 16: 1.16, 17: 1.24, 18: 1.46, 19: 1.02, 20: 0.97}


def promotion_facts():
    """(day, channel, region, segment) -> measures, for all channels."""
    dice = Dice(618)
    facts = {}
    for period, dates in enumerate([CAMPAIGN_DAYS, BASELINE_DAYS]):
        for day in dates:
            course = COURSE.get(day.day, 1.0) if period == 0 else 1.0
            shared = dice.near(0.012)
            for channel, c in CHANNELS.items():
                level = course * WEEKDAYS[day.weekday()] * shared * dice.near(0.02)
                broken = channel == "直播" and day == FAILURE_DAY
                for region, region_share in REGIONS.items():
                    for segment, segment_share in SEGMENTS.items():
                        if channel == "私域":
                            segment_share = {"新客": 0.16, "老客": 0.40, "会员": 0.44}[segment]
                        share = region_share * segment_share
                        rate = c["order_rate"] * SEGMENT_ORDERS[segment] * (1.0 if period == 0 else 0.90)
                        visits = dice.whole(
                            c["orders"][period] * level * share / (c["order_rate"] * (1.0 if period == 0 else 0.90))
                            * dice.near(0.05))
                        clicks = max(visits, dice.whole(visits / c["arrival"] * dice.near(0.02)))
                        impressions = max(clicks, dice.whole(clicks / c["ctr"] * dice.near(0.04)))
                        orders = dice.whole(visits * rate * dice.near(0.07))
                        if broken:
                            orders = dice.whole(orders * 0.09)
                        placed = orders + dice.whole(orders * 0.13)
                        if broken:
                            placed = dice.whole(visits * rate * 0.96)
                        new = segment == "新客"
                        new_buyers = orders - dice.whole(orders * 0.06) if new else 0
                        registrations = dice.whole(visits * (0.034 if new else 0.002) * dice.near(0.10))
                        pv = visits + dice.whole(visits * 1.9 * dice.near(0.05))
                        bounces = min(visits, dice.whole(visits * (0.43 if new else 0.35) * dice.near(0.05)))
                        dwell = dice.whole(visits * (76 if new else 98) * dice.near(0.06))
                        interactions = dice.whole(impressions * (0.011 if channel in ("短视频", "直播") else 0.004))
                        basket = c["basket"] * SEGMENT_BASKET[segment] * (1.0 if period == 0 else 0.93)
                        revenue = money(orders * basket * dice.near(0.05)) if orders else Decimal("0.00")
                        profit = money(float(revenue) * 0.385 * dice.near(0.03))
                        attributed = money(float(revenue) * c["attributed"] * dice.near(0.02))
                        cost = money(clicks * c["cpc"] * (1.0 if period == 0 else 0.92) * dice.near(0.04))
                        if channel in ADS:
                            # The platform counts a conversion where an order was placed after its click.
                            placed = dice.whole(orders * 1.09)
                        facts[day, channel, region, segment] = dict(
                            impressions=impressions, clicks=clicks, visits=visits, pv=pv, bounces=bounces,
                            dwell_seconds=dwell, interactions=interactions, registrations=registrations,
                            conversions=placed, orders=orders, new_buyer_orders=orders if new else 0,
                            new_buyers=new_buyers, units=orders + dice.whole(orders * 0.22), revenue=revenue,
                            gross_profit=profit, attributed_revenue=attributed, media_cost=cost)
    return facts


OWN_COLUMNS = [
    ("曝光量", "impressions"), ("点击量", "clicks"), ("访问次数", "visits"), ("浏览量", "pv"), ("跳出次数", "bounces"),
    ("停留总秒数", "dwell_seconds"), ("互动次数", "interactions"), ("注册数", "registrations"),
    ("转化数", "conversions"), ("订单数", "orders"), ("新客成交单数", "new_buyer_orders"),
    ("首购客户数", "new_buyers"), ("件数", "units"), ("销售额", "revenue"), ("毛利", "gross_profit"),
    ("归因收入", "attributed_revenue"), ("媒介花费", "media_cost"),
]
SHOP_MEASURES = [
    "visits", "pv", "bounces", "dwell_seconds", "interactions", "registrations", "orders", "new_buyer_orders",
    "new_buyers", "units", "revenue", "gross_profit",
]
SHOP_COLUMNS = [(header, measure) for header, measure in OWN_COLUMNS if measure in SHOP_MEASURES]


def own_table(facts, folder):
    rows = []
    for day in BASELINE_DAYS + CAMPAIGN_DAYS:
        for channel in OWN:
            for region in REGIONS:
                for segment in SEGMENTS:
                    row = facts[day, channel, region, segment]
                    rows.append([day, channel, region, segment] + [row[m] for _, m in OWN_COLUMNS])
    write_rows(folder / "data" / "daily.csv", ["日期", "渠道", "地区", "客群"] + [h for h, _ in OWN_COLUMNS], rows)


def percent(part, whole):
    return f"{Decimal(part) * 100 / Decimal(whole):.2f}%" if whole else "-"


def ratio(part, whole, factor=1):
    return f"{Decimal(part) * factor / Decimal(whole):.2f}" if whole else "-"


def split(dice, row, shares):
    """Divides a row's counts and money over the plans of an account, to the last click and cent."""
    parts, rest = [], dict(row)
    for share in shares[:-1]:
        part = {}
        for key, value in rest.items():
            if isinstance(value, Decimal):
                part[key] = min(value, money(float(row[key]) * share * dice.near(0.04)))
            else:
                part[key] = min(value, dice.whole(row[key] * share * dice.near(0.04)))
        # No plan may have more clicks than impressions.
        part["clicks"] = min(part["clicks"], part["impressions"])
        parts.append(part)
        rest = {key: rest[key] - part[key] for key in rest}
    return parts + [rest]


ADS_MEASURES = ["impressions", "clicks", "media_cost", "conversions", "attributed_revenue"]


def platform_export(facts, dates, channel, path, preamble, header, plans, cells):
    """A report as the platform's web page hands it out: GBK, CRLF, a preamble, text in quotes, numbers bare."""
    dice = Dice(f"{channel} {dates[0]}")
    lines = list(preamble) + [",".join(header)]
    sums = dict.fromkeys(ADS_MEASURES, 0)
    for day in dates:
        for region in REGIONS:
            for segment in SEGMENTS:
                row = {m: facts[day, channel, region, segment][m] for m in ADS_MEASURES}
                for plan, part in zip(plans, split(dice, row, list(plans.values()))):
                    for measure in sums:
                        sums[measure] += part[measure]
                    text = [day.isoformat(), "炊朵电器官方旗舰店", plan, region, segment]
                    lines.append(",".join([f'"{t}"' for t in text] + cells(part)))
    lines.append(",".join(['"合计"', '"-"', '"-"', '"-"', '"-"'] + cells(sums)))
    write(path, "\r\n".join(lines) + "\r\n", "gbk")


def search_report(facts, dates, folder):
    first, last = (d.strftime("%Y%m%d") for d in (dates[0], dates[-1]))
    after = dates[-1] + datetime.timedelta(days=2)
    platform_export(
        facts, dates, "搜索广告",
        folder / "data" / "daily" / "渠道=搜索广告" / f"百度推广_计划报告_{first}-{last}.csv",
        [f"数据生成时间：{after} 09:30", "数据生成条件：", f"1. 时间范围：{first}-{last}", "2. 时间单位：分日",
         "3. 推广设备：移动设备，计算机", "4. 投放网络：全部", "5. 投放物料：全部", ""],
        ["日期", "账户", "推广计划", "地域", "人群", "展现", "点击", "消费", "点击率", "平均点击价格", "转化", "成交金额"],
        {"品牌词": 0.42, "品类词": 0.58},
        lambda r: [
            str(r["impressions"]), str(r["clicks"]), str(r["media_cost"]), percent(r["clicks"], r["impressions"]),
            ratio(r["media_cost"], r["clicks"]), str(r["conversions"]), str(r["attributed_revenue"])])


def feed_report(facts, dates, folder):
    first, last = (d.strftime("%Y%m%d") for d in (dates[0], dates[-1]))
    after = dates[-1] + datetime.timedelta(days=2)
    platform_export(
        facts, dates, "信息流",
        folder / "data" / "daily" / "渠道=信息流" / f"百度信息流_推广计划_{first}-{last}.csv",
        [f"数据生成时间：{after} 09:42", "数据生成条件：", f"时间范围：{first}-{last}", ""],
        ["日期\t", "账户", "推广计划", "地域", "人群", "展现", "点击", "消费", "点击率", "平均点击价格", "千次展现消费",
         "目标转化量", "成交金额"],
        {"空气炸锅-人群包": 0.55, "破壁机-人群包": 0.45},
        lambda r: [
            str(r["impressions"]), str(r["clicks"]), str(r["media_cost"]), percent(r["clicks"], r["impressions"]),
            ratio(r["media_cost"], r["clicks"]), ratio(r["media_cost"], r["impressions"], 1000),
            str(r["conversions"]), str(r["attributed_revenue"])])


def shop_workbook(facts, folder):
    """The shop's side of the two channels whose advertising figures come from the platform."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "店铺日报"
    headers = ["日期", "渠道", "地区", "客群"] + [h for h, _ in SHOP_COLUMNS]
    sheet.append(["店铺日报（按渠道来源）"])
    sheet.merge_cells(start_row=1, start_column=1, end_row=1, end_column=len(headers))
    sheet["A1"].font = Font(bold=True, size=14)
    sheet["A1"].alignment = Alignment(horizontal="center")
    sheet.append(headers)
    for day in BASELINE_DAYS + CAMPAIGN_DAYS:
        for channel in ADS:
            for region in REGIONS:
                for segment in SEGMENTS:
                    row = facts[day, channel, region, segment]
                    sheet.append([day, channel, region, segment] + [row[m] for _, m in SHOP_COLUMNS])
    for cells in sheet.iter_rows(min_row=3):
        cells[0].number_format = "yyyy-mm-dd"
        for cell in cells[-2:]:
            cell.number_format = "#,##0.00"
    sheet.freeze_panes = "E3"
    sheet.column_dimensions["A"].width = 12
    save_workbook(book, folder / "data" / "daily-shop-店铺日报.xlsx")


def save_workbook(book, path):
    """openpyxl stamps the current time into the properties and the archive; both are set to a fixed day."""
    raw = io.BytesIO()
    book.save(raw)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            content = source.read(name)
            if name == "docProps/core.xml":
                content = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-06-22T01:00:00Z", content)
            entry = zipfile.ZipInfo(name, (2026, 6, 22, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, content)


def total(facts, dates, measure, channel=None, segment=None):
    return sum(
        row[measure] for (day, c, _, s), row in facts.items()
        if day in dates and channel in (None, c) and segment in (None, s))


def promotion_totals(facts, folder):
    """People counts, which no sum of days or channels can give."""
    rows = []
    for dates, audience in ((BASELINE_DAYS, 12_000_000), (CAMPAIGN_DAYS, 12_000_000)):
        dates = set(dates)
        span = [min(dates), max(dates)]

        def people(channel, segment, frequency, sessions, purchases):
            return [
                "" if segment else round(total(facts, dates, "impressions", channel) / frequency),
                round(total(facts, dates, "visits", channel, segment) / sessions),
                round(total(facts, dates, "orders", channel, segment) / purchases)]

        groups = [
            span + ["", segment] + people(None, segment, 0, 1.98, purchases) + [""]
            for segment, purchases in (("新客", 1.05), ("老客", 1.21), ("会员", 1.33))]
        # A buyer is in one customer group, so that the groups add up; channels overlap.
        whole = people(None, None, 4.6, 2.05, 1)[:2] + [sum(group[6] for group in groups)]
        rows.append(span + ["", ""] + whole + [audience])
        for i, channel in enumerate(CHANNELS):
            rows.append(span + [channel, ""] + people(channel, None, 3.1 + 0.2 * i, 1.62, 1.09) + [""])
        rows += groups
    write_rows(
        folder / "data" / "totals.csv",
        ["start", "end", "channel", "segment", "reach", "uv", "buyers", "audience"], rows)


def promotion_funnel(facts, folder):
    dates = set(CAMPAIGN_DAYS)
    rows = []
    stages = {}
    for segment in SEGMENTS:
        visits = total(facts, dates, "visits", segment=segment)
        orders = total(facts, dates, "orders", segment=segment)
        cart = {"新客": 0.094, "老客": 0.118, "会员": 0.131}[segment]
        stages[segment] = [
            ("曝光", total(facts, dates, "impressions", segment=segment)),
            ("点击", total(facts, dates, "clicks", segment=segment)),
            ("访问", visits), ("加购", round(visits * cart)), ("下单", total(facts, dates, "conversions", segment=segment)), ("支付", orders)]
    for i, (stage, _) in enumerate(stages["新客"]):
        rows.append([stage, "", sum(stages[segment][i][1] for segment in SEGMENTS)])
    for segment in SEGMENTS:
        rows += [[stage, segment, count] for stage, count in stages[segment]]
    write_rows(folder / "data" / "funnel.csv", ["stage", "segment", "count"], rows)


CATEGORY = {"搜索广告": "转化", "信息流": "需求", "短视频": "品牌", "直播": "转化", "私域": "维系", "电商站内": "转化"}
PROMOTION_PLAN = {
    ("品牌", "短视频", "2026-06"): 86_000, ("品牌", "", "2026-05"): 38_000,
    ("需求", "信息流", "2026-06"): 92_000, ("需求", "", "2026-05"): 24_000,
    ("转化", "搜索广告", "2026-06"): 118_000, ("转化", "直播", "2026-06"): 126_000,
    ("转化", "电商站内", "2026-06"): 92_000, ("维系", "私域", "2026-06"): 16_000,
    ("维系", "", "2026-05"): 14_000,
}
# Why a category is far from its reference share.
PROMOTION_REASONS = {
    ("品牌", "短视频"): "品牌投入已在三月新品上市完成", ("需求", "信息流"): "五月需求已够，只补新客",
    ("转化", "搜索广告"): "这次活动只为成交",
}
# Everything that is not media: date, category, cost type, channel, amount, approver.
PROMOTION_OTHER = [
    ("2026-05-12", "品牌", "创意", "", "18600.00", "品牌经理"),
    ("2026-05-20", "品牌", "制作", "", "17850.00", "品牌经理"),
    ("2026-05-22", "需求", "创意", "", "12400.00", "投放经理"),
    ("2026-05-26", "需求", "制作", "", "9860.00", "投放经理"),
    ("2026-05-28", "维系", "创意", "", "6200.00", "会员经理"),
    ("2026-05-29", "维系", "制作", "", "5480.00", "会员经理"),
    ("2026-06-03", "转化", "制作", "直播", "14800.00", "直播经理"),
    ("2026-06-10", "转化", "执行", "直播", "16200.00", "直播经理"),
    ("2026-06-13", "转化", "执行", "直播", "6800.00", "营销总监"),
    ("2026-06-18", "转化", "人力", "直播", "9600.00", "营销总监"),
    ("2026-06-19", "维系", "人力", "私域", "7300.00", "会员经理"),
    ("2026-06-20", "品牌", "人力", "短视频", "8400.00", "品牌经理"),
]


def promotion_registers(facts, folder):
    write_rows(
        folder / "registers" / "budget.csv", ["category", "channel", "month", "planned", "note"],
        [[c, ch, m, f"{v}.00", PROMOTION_REASONS.get((c, ch), "")] for (c, ch, m), v in PROMOTION_PLAN.items()])
    spend = [(d, c, t, ch, Decimal(a), who) for d, c, t, ch, a, who in PROMOTION_OTHER]
    approver = {"转化": "营销总监", "需求": "投放经理", "品牌": "品牌经理", "维系": "会员经理"}
    for first, last in ((0, 7), (7, 14), (14, 20)):
        week = CAMPAIGN_DAYS[first:last]
        for channel, category in CATEGORY.items():
            amount = total(facts, set(week), "media_cost", channel)
            spend.append((week[-1].isoformat(), category, "媒介", channel, amount, approver[category]))
    write_rows(
        folder / "registers" / "spend.csv", ["date", "category", "cost_type", "channel", "amount", "approver"],
        sorted(spend, key=lambda row: row[0]))
    write_rows(
        folder / "registers" / "events.csv", ["date", "end", "kpi", "kind", "cause", "source"],
        [
            ["2026-05-04", "2026-05-05", "", "节假日", "劳动节假期的最后两天，落在基准期内", "运营日历"],
            ["2026-06-01", "", "revenue-total", "促销节点", "大促开门红，首日限量加赠", "活动排期"],
            ["2026-06-12", "", "revenue-total", "故障",
             "直播间支付页证书过期，14 时至次日 0 时 20 分无法付款，已补发优惠券挽回部分订单", "故障记录"],
            ["2026-06-16", "2026-06-18", "revenue-total", "促销节点", "大促高潮期，跨店满减与整点加赠", "活动排期"],
            ["2026-06-18", "", "", "大促当日", "618 当天", "活动排期"],
            ["2026-06-19", "2026-06-21", "", "节假日", "端午节假期", "运营日历"],
        ])


def promotion():
    folder = CAMPAIGNS / PROMOTION
    facts = promotion_facts()
    own_table(facts, folder)
    for dates in (BASELINE_DAYS, CAMPAIGN_DAYS):
        search_report(facts, dates, folder)
        feed_report(facts, dates, folder)
    shop_workbook(facts, folder)
    promotion_totals(facts, folder)
    promotion_funnel(facts, folder)
    promotion_registers(facts, folder)


# ---------------------------------------------------------------- spring launch

LAUNCH = "spring-launch"
LAUNCH_DAYS = days("2026-03-09", 21)
# Before the Spring Festival of 17 February, so that neither the rush nor the holiday is in it.
LAUNCH_BASELINE = days("2026-01-12", 21)

# Impressions a day in the campaign and in the baseline, clicks and interactions per impression, price per mille.
LAUNCH_CHANNELS = {
    "小红书": dict(impressions=(182_000, 61_000), ctr=0.031, engagement=0.046, cpm=34.0, category="需求"),
    "抖音": dict(impressions=(410_000, 118_000), ctr=0.018, engagement=0.029, cpm=22.5, category="品牌"),
    "微博": dict(impressions=(156_000, 74_000), ctr=0.011, engagement=0.017, cpm=18.0, category="品牌"),
    "线下快闪": dict(impressions=(9_200, 0), ctr=0.094, engagement=0.212, cpm=0.0, category="转化"),
}
LAUNCH_COURSE = {9: 1.35, 10: 1.2, 14: 1.1, 15: 1.12, 21: 1.28, 22: 1.24}
LAUNCH_PLAN = {
    ("品牌", "抖音", "2026-03"): 213_000, ("品牌", "微博", "2026-03"): 62_000, ("品牌", "", "2026-02"): 55_000,
    ("需求", "小红书", "2026-03"): 150_000, ("转化", "线下快闪", "2026-03"): 98_000, ("维系", "", "2026-03"): 24_000,
}
LAUNCH_REASONS = {("品牌", "抖音"): "新品上市以认知为先", ("需求", "小红书"): "新品还没有搜索量，需求留给大促"}
LAUNCH_OTHER = [
    ("2026-02-24", "品牌", "创意", "", "31800.00", "品牌经理"),
    ("2026-03-02", "品牌", "制作", "", "24600.00", "品牌经理"),
    ("2026-03-10", "需求", "创意", "小红书", "9400.00", "内容经理"),
    ("2026-03-20", "转化", "制作", "线下快闪", "38500.00", "活动经理"),
    ("2026-03-22", "转化", "执行", "线下快闪", "46200.00", "活动经理"),
    ("2026-03-22", "转化", "人力", "线下快闪", "12900.00", "营销总监"),
    ("2026-03-27", "维系", "执行", "", "18700.00", "会员经理"),
]


def launch():
    folder = CAMPAIGNS / LAUNCH
    dice = Dice(309)
    rows, media, sums = [], {}, {}
    for period, dates in ((1, LAUNCH_BASELINE), (0, LAUNCH_DAYS)):
        for day in dates:
            for channel, c in LAUNCH_CHANNELS.items():
                # The pop-up shop stood on the two weekends of 14 and 21 March only.
                if channel == "线下快闪" and day.isoformat() not in (
                        "2026-03-14", "2026-03-15", "2026-03-21", "2026-03-22"):
                    continue
                course = LAUNCH_COURSE.get(day.day, 1.0) if period == 0 else 1.0
                impressions = dice.whole(
                    c["impressions"][period] * course * WEEKDAYS[day.weekday()] * dice.near(0.04))
                clicks = dice.whole(impressions * c["ctr"] * (1.0 if period == 0 else 0.88) * dice.near(0.04))
                interactions = dice.whole(
                    impressions * c["engagement"] * (1.0 if period == 0 else 0.76) * dice.near(0.05))
                cost = money(impressions * c["cpm"] / 1000 * dice.near(0.03)) if c["cpm"] else Decimal("0.00")
                rows.append([day, channel, impressions, clicks, interactions, cost])
                if period == 0:
                    media.setdefault(channel, []).append((day, cost))
                key = (period, channel)
                sums[key] = sums.get(key, 0) + impressions
    write_rows(folder / "data" / "daily.csv", ["日期", "渠道", "曝光量", "点击量", "互动次数", "媒介花费"], rows)

    survey = "品牌追踪调研（示例）"
    write_rows(
        folder / "data" / "actuals.csv", ["kpi", "date", "value", "source"],
        [
            ["brand-awareness", "2026-01-30", "0.318", survey], ["brand-awareness", "2026-03-29", "0.372", survey],
            ["brand-favorability", "2026-01-30", "0.541", survey], ["brand-favorability", "2026-03-29", "0.584", survey],
            ["brand-recommendation", "2026-01-30", "0.402", survey],
            ["brand-recommendation", "2026-03-29", "0.447", survey],
            ["share-of-voice", "2026-02-01", "0.094", "舆情监测（示例）"],
            ["share-of-voice", "2026-03-29", "0.128", "舆情监测（示例）"],
            ["net-sentiment", "2026-02-01", "0.46", "舆情监测（示例）"],
            ["net-sentiment", "2026-03-29", "0.52", "舆情监测（示例）"],
            ["new-customer-share", "2026-03-29", "0.334", "店铺后台（示例）"],
        ])

    people = []
    for period, dates, frequency in ((1, LAUNCH_BASELINE, 3.4), (0, LAUNCH_DAYS, 4.1)):
        span = [dates[0], dates[-1]]
        whole = sum(sums.get((period, channel), 0) for channel in LAUNCH_CHANNELS)
        people.append(span + ["", round(whole / frequency), 9_000_000])
        for i, channel in enumerate(LAUNCH_CHANNELS):
            if sums.get((period, channel)):
                people.append(span + [channel, round(sums[period, channel] / [2.9, 3.3, 2.7, 1.2][i]), ""])
    write_rows(folder / "data" / "totals.csv", ["start", "end", "channel", "reach", "audience"], people)

    write_rows(
        folder / "registers" / "budget.csv", ["category", "channel", "month", "planned", "note"],
        [[c, ch, m, f"{v}.00", LAUNCH_REASONS.get((c, ch), "")] for (c, ch, m), v in LAUNCH_PLAN.items()])
    spend = [(d, c, t, ch, Decimal(a), who) for d, c, t, ch, a, who in LAUNCH_OTHER]
    for channel, days_of_channel in media.items():
        for week in range(3):
            dates = LAUNCH_DAYS[week * 7:week * 7 + 7]
            amount = sum((cost for day, cost in days_of_channel if day in dates), Decimal(0))
            if amount:
                category = LAUNCH_CHANNELS[channel]["category"]
                who = "品牌经理" if category == "品牌" else "内容经理"
                spend.append((dates[-1].isoformat(), category, "媒介", channel, amount, who))
    write_rows(
        folder / "registers" / "spend.csv", ["date", "category", "cost_type", "channel", "amount", "approver"],
        sorted(spend, key=lambda row: row[0]))
    write_rows(
        folder / "registers" / "events.csv", ["date", "end", "kpi", "kind", "cause", "source"],
        [
            ["2026-03-09", "2026-03-10", "brand-exposure", "发布", "新品发布首日，开屏与话题同时上线", "活动排期"],
            ["2026-03-14", "2026-03-15", "", "线下活动", "上海快闪店第一个周末", "活动排期"],
            ["2026-03-21", "2026-03-22", "brand-exposure", "线下活动", "快闪店第二个周末，达人到店直播", "活动排期"],
        ])


if __name__ == "__main__":
    promotion()
    launch()
