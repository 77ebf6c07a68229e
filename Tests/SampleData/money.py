#!/usr/bin/env python3
"""Writes the sample data about money: journeys, budget inputs, incentives, and the campaign always-on-2026.

    python3 Tests/SampleData/money.py

The figures are invented and seeded, as in generate.py. What the days of always-on-2026 bring follows known curves of
diminishing return (`CURVES`), which the fit of the review has to find again.
"""
import datetime
from decimal import Decimal

from generate import CAMPAIGN_DAYS, CAMPAIGNS, CENT, LAUNCH, PROMOTION, Dice, days, money, promotion_facts, total, write_rows

SAMPLE = "示例数据"

# ---------------------------------------------------------------- journeys of the promotion

# What comes before the touch that converts, with how often; the last touch is the channel that the shop counted.
PREFIXES = {
    "搜索广告": [("", 52), ("信息流", 14), ("短视频", 16), ("短视频 > 信息流", 6), ("直播", 4), ("信息流 > 信息流", 4), ("电商站内", 4)],
    "信息流": [("", 66), ("信息流", 12), ("短视频", 16), ("搜索广告", 6)],
    "短视频": [("", 72), ("短视频", 14), ("信息流", 10), ("信息流 > 短视频", 4)],
    "直播": [("", 40), ("短视频", 28), ("信息流", 9), ("短视频 > 直播", 9), ("私域", 6), ("信息流 > 短视频", 5), ("搜索广告", 3)],
    "私域": [("", 58), ("直播", 10), ("短视频", 8), ("电商站内", 8), ("短视频 > 直播", 6), ("信息流", 6), ("搜索广告", 4)],
    "电商站内": [("", 45), ("搜索广告", 16), ("信息流", 12), ("短视频", 11), ("直播", 6), ("信息流 > 搜索广告", 6), ("短视频 > 直播", 4)],
}
# Paths without a conversion for one with.
LOSSES = {"搜索广告": 19, "信息流": 31, "短视频": 36, "直播": 17, "私域": 15, "电商站内": 20}


def split(whole, weights):
    """Whole numbers in proportion that add up to `whole`, the largest remainders rounded up."""
    parts = [whole * w // sum(weights) for w in weights]
    rest = sorted(range(len(weights)), key=lambda i: (-(whole * weights[i] % sum(weights)), i))
    for i in rest[: whole - sum(parts)]:
        parts[i] += 1
    return parts


def promotion_journeys():
    facts = promotion_facts()
    dice = Dice(6181)
    rows = []
    for channel, prefixes in PREFIXES.items():
        orders = total(facts, CAMPAIGN_DAYS, "orders", channel)
        cents = int(total(facts, CAMPAIGN_DAYS, "revenue", channel) * 100)
        weights = [int(weight * 100 * dice.near(0.06)) for _, weight in prefixes]
        counts = split(orders, weights)
        values = split(cents, counts)
        for (prefix, _), count, value in zip(prefixes, counts, values):
            length = prefix.count(">") + (2 if prefix else 1)
            nulls = dice.whole(count * LOSSES[channel] / (1 + 0.25 * (length - 1)) * dice.near(0.1))
            path = f"{prefix} > {channel}" if prefix else channel
            rows.append([path, count, Decimal(value) * CENT, nulls])
    rows.sort(key=lambda row: (-row[1], row[0]))
    write_rows(CAMPAIGNS / PROMOTION / "data" / "journeys.csv", ["path", "conversions", "value", "nulls"], rows)


# ---------------------------------------------------------------- budget inputs and incentives

INPUTS = ["方法", "项目", "数量", "单价", "比例", "采纳", "依据"]


def budget_inputs():
    write_rows(CAMPAIGNS / PROMOTION / "registers" / "budget_inputs.csv", INPUTS, [
        ["销售百分比法", "销售额目标", "", "4000000.00", "16%", "是", "上年大促费用占销售额 16%（示例数据）"],
        ["目标任务法", "搜索点击", 75000, "1.62", "", "是", "五月单次点击成本"],
        ["目标任务法", "信息流点击", 110000, "0.84", "", "是", "五月单次点击成本"],
        ["目标任务法", "短视频素材与投放", 36, "2400.00", "", "是", "三月同类报价"],
        ["目标任务法", "直播场次", 40, "4200.00", "", "是", "机构报价"],
        ["目标任务法", "站内会场与搜索位", 20, "4600.00", "", "是", "平台刊例"],
        ["目标任务法", "会员礼", 1000, "30.00", "", "是", "采购价"],
        ["目标任务法", "创意、制作与预热", "", "76000.00", "", "是", "供应商报价"],
        ["竞争对等法", "主要竞品同期投放", "", "1850000.00", "38%", "是", "舆情监测估算，按目标声量之比折算"],
        ["零基预算法", "成交渠道", "", "336000.00", "", "是", "没有它目标无法达成"],
        ["零基预算法", "需求渠道", "", "116000.00", "", "是", "新客来源"],
        ["零基预算法", "短视频与预热", "", "124000.00", "", "是", "直播与店铺的引流"],
        ["零基预算法", "会员唤回", "", "30000.00", "", "是", "回报高，容量有限"],
        ["零基预算法", "明星站台", "", "200000.00", "", "否", "与本次成交目标无关，论证后删去"],
        ["量入为出法", "预计毛利", "", "4000000.00", "38%", "是", "销售额目标乘毛利率"],
        ["量入为出法", "履约与平台扣点", "", "-180000.00", "", "是", "五月占比推算"],
        ["量入为出法", "要求利润", "", "-700000.00", "", "是", "年度经营计划"],
    ])
    write_rows(CAMPAIGNS / LAUNCH / "registers" / "budget_inputs.csv", INPUTS, [
        ["销售百分比法", "上年空气炸锅销售额", "", "8200000.00", "8%", "是", "新品类目惯例（示例数据）"],
        ["目标任务法", "曝光（千次）", 15000, "26.00", "", "是", "一月千次展示成本"],
        ["目标任务法", "实测达人", 60, "2400.00", "", "是", "三家报价"],
        ["目标任务法", "快闪店", "", "98000.00", "", "是", "场地与搭建报价"],
        ["目标任务法", "追踪调研与创意", "", "79000.00", "", "是", "供应商报价"],
        ["竞争对等法", "同价位竞品上市投放", "", "2400000.00", "30%", "是", "舆情监测估算"],
        ["零基预算法", "认知内容", "", "330000.00", "", "是", "主目标"],
        ["零基预算法", "小红书实测", "", "150000.00", "", "是", "好感来源"],
        ["零基预算法", "快闪店", "", "98000.00", "", "是", "验证体验"],
        ["零基预算法", "会员预告", "", "24000.00", "", "是", "首批口碑"],
        ["零基预算法", "搜索广告", "", "120000.00", "", "否", "新品没有搜索量，删去"],
        ["量入为出法", "新品年度营销额度", "", "900000.00", "", "是", "年度经营计划"],
        ["量入为出法", "留给下半年", "", "-260000.00", "", "是", "年度经营计划"],
    ])


def incentives():
    write_rows(
        CAMPAIGNS / PROMOTION / "registers" / "channel_incentives.csv",
        ["编号", "渠道", "对象", "规则", "计奖基数", "比例", "固定奖金", "应付日", "已付", "兑现日", "审批人"],
        [
            ["JL-1", "直播", "两家直播机构", "基础提成，按首周净销售额", "810000.00", "2%", "", "2026-06-10", "16200.00", "2026-06-10", "直播经理"],
            ["JL-2", "直播", "主播小组", "补播场次奖金", "", "", "6800.00", "2026-06-13", "6800.00", "2026-06-13", "营销总监"],
            ["JL-3", "私域", "导购", "老客唤回奖，按档发放", "", "", "7300.00", "2026-06-19", "7300.00", "2026-06-19", "会员经理"],
        ])


# ---------------------------------------------------------------- always on

ALWAYS_ON = "always-on-2026"
ALWAYS_ON_DAYS = days("2026-07-06", 63)
ALWAYS_ON_BASELINE = days("2026-06-22", 14)

# What a day's spending brings: attributed revenue = ceiling · spending / (half + spending). With the mean spending a
# day, revenue per attributed revenue, click price, clicks per impression, visits per click, value of an order.
CURVES = {
    "搜索广告": dict(ceiling=45_000, half=4_500, spend=3_000, shop=1.10, cpc=1.55, ctr=0.045, arrival=0.90, basket=309, new=0.40),
    "电商站内": dict(ceiling=39_000, half=3_500, spend=2_750, shop=1.42, cpc=0.90, ctr=0.032, arrival=0.94, basket=301, new=0.26),
    "信息流": dict(ceiling=19_500, half=1_250, spend=2_500, shop=1.12, cpc=0.82, ctr=0.021, arrival=0.86, basket=281, new=0.58),
    "短视频": dict(ceiling=36_000, half=6_000, spend=1_500, shop=1.21, cpc=0.70, ctr=0.024, arrival=0.88, basket=268, new=0.52),
    "私域": dict(ceiling=10_500, half=200, spend=250, shop=1.55, cpc=0.15, ctr=0.042, arrival=0.95, basket=326, new=0.06),
}
ALWAYS_ON_CATEGORY = {"搜索广告": "转化", "电商站内": "转化", "信息流": "需求", "短视频": "品牌", "私域": "维系"}
ALWAYS_ON_PLAN = [
    ("转化", "搜索广告", (78_000, 93_000, 19_000), "常态期以承接需求为主，转化占比高于参考"),
    ("转化", "电商站内", (72_000, 86_000, 17_000), ""),
    ("需求", "信息流", (70_000, 82_000, 16_000), "常态期需求低于大促，只补新客"),
    ("品牌", "短视频", (40_000, 47_000, 9_000), "品牌投入集中在春季新品与下半年大促"),
    ("维系", "私域", (12_000, 14_000, 4_000), ""),
    ("品牌", "", (14_000, 13_000, 0), ""),
]
ALWAYS_ON_OTHER = [
    ("2026-07-08", "品牌", "创意", "", "9600.00", "品牌经理"),
    ("2026-07-14", "品牌", "制作", "", "7400.00", "品牌经理"),
    ("2026-08-12", "品牌", "制作", "", "6200.00", "品牌经理"),
    ("2026-08-31", "维系", "人力", "私域", "8400.00", "会员经理"),
    ("2026-09-04", "维系", "执行", "私域", "3600.00", "会员经理"),
]


def always_on():
    folder = CAMPAIGNS / ALWAYS_ON
    dice = Dice(706)
    rows, media, sums = [], {}, {}
    for dates, level in ((ALWAYS_ON_BASELINE, 0.62), (ALWAYS_ON_DAYS, 1.0)):
        for day in dates:
            for channel, c in CURVES.items():
                # Spending was varied on purpose, between 0.35 and 1.65 of its mean.
                cost = money(c["spend"] * level * (0.35 + 1.30 * dice.random()))
                spend = float(cost)
                attributed = c["ceiling"] * spend / (c["half"] + spend) * dice.near(0.04)
                revenue = attributed * c["shop"] * dice.near(0.015)
                orders = dice.whole(revenue / c["basket"])
                clicks = dice.whole(spend / c["cpc"] * dice.near(0.03))
                visits = dice.whole(clicks * c["arrival"] * dice.near(0.02))
                orders = min(orders, visits)
                placed = orders + dice.whole(orders * 0.12)
                impressions = dice.whole(clicks / c["ctr"] * dice.near(0.03))
                new = dice.whole(orders * c["new"] * dice.near(0.05))
                row = dict(
                    impressions=impressions, clicks=clicks, visits=visits, conversions=min(placed, visits), orders=orders, new=new,
                    units=orders + dice.whole(orders * 0.14), revenue=money(revenue), profit=money(revenue * 0.385 * dice.near(0.02)),
                    attributed=money(attributed), cost=cost)
                rows.append([day, channel] + list(row.values()))
                if dates is ALWAYS_ON_DAYS:
                    media.setdefault(channel, []).append((day, cost))
                for key, value in row.items():
                    place = (dates is ALWAYS_ON_DAYS, channel, key)
                    sums[place] = sums.get(place, 0) + value
    write_rows(
        folder / "data" / "daily.csv",
        ["日期", "渠道", "曝光量", "点击量", "访问次数", "转化数", "订单数", "首购客户数", "件数", "销售额", "毛利", "归因收入", "媒介花费"],
        rows)

    def whole(key, live=True):
        return sum(sums[live, channel, key] for channel in CURVES)

    people = []
    for live, dates in ((False, ALWAYS_ON_BASELINE), (True, ALWAYS_ON_DAYS)):
        people.append([
            dates[0], dates[-1], round(whole("impressions", live) / 5.2), round(whole("visits", live) / 1.9),
            round(whole("orders", live) / 1.12), 12_000_000])
    write_rows(folder / "data" / "totals.csv", ["start", "end", "reach", "uv", "buyers", "audience"], people)
    visits = whole("visits")
    stages = [
        ("曝光", whole("impressions")), ("点击", whole("clicks")), ("访问", visits), ("加购", round(visits * 0.112)),
        ("下单", whole("conversions")), ("支付", whole("orders"))]
    write_rows(folder / "data" / "funnel.csv", ["stage", "count"], stages)
    always_on_journeys(folder)

    months = ("2026-07", "2026-08", "2026-09")
    write_rows(
        folder / "registers" / "budget.csv", ["category", "channel", "month", "planned", "note"],
        [[c, ch, month, f"{amount}.00", note if month == months[0] else ""]
         for c, ch, amounts, note in ALWAYS_ON_PLAN for month, amount in zip(months, amounts) if amount])
    spend = [(d, c, t, ch, Decimal(a), who) for d, c, t, ch, a, who in ALWAYS_ON_OTHER]
    approver = {"转化": "投放经理", "需求": "投放经理", "品牌": "品牌经理", "维系": "会员经理"}
    for first in range(0, 63, 7):
        week = ALWAYS_ON_DAYS[first:first + 7]
        for channel, category in ALWAYS_ON_CATEGORY.items():
            amount = sum((cost for day, cost in media[channel] if day in week), Decimal(0))
            spend.append((week[-1].isoformat(), category, "媒介", channel, amount, approver[category]))
    write_rows(
        folder / "registers" / "spend.csv", ["date", "category", "cost_type", "channel", "amount", "approver"],
        sorted(spend, key=lambda row: row[0]))
    write_rows(folder / "registers" / "budget_inputs.csv", INPUTS, [
        ["销售百分比法", "同期销售额预测", "", "4800000.00", "14%", "是", "上年同期（示例数据）"],
        ["目标任务法", "点击", 520000, "1.05", "", "是", "五月平均单次点击成本"],
        ["目标任务法", "创意与会员维护", "", "55000.00", "", "是", "供应商报价"],
        ["竞争对等法", "主要竞品同期投放", "", "1900000.00", "38%", "是", "舆情监测估算"],
        ["零基预算法", "承接需求", "", "365000.00", "", "是", "停掉就丢单"],
        ["零基预算法", "引新", "", "281000.00", "", "是", "首购来源"],
        ["零基预算法", "会员维护", "", "30000.00", "", "是", "复购"],
        ["零基预算法", "户外广告", "", "150000.00", "", "否", "无法衡量，删去"],
        ["量入为出法", "预计毛利", "", "4800000.00", "38%", "是", "预测乘毛利率"],
        ["量入为出法", "履约与平台扣点", "", "-230000.00", "", "是", "五月占比推算"],
        ["量入为出法", "要求利润", "", "-900000.00", "", "是", "年度经营计划"],
    ])


def always_on_journeys(folder):
    """Touches of a sample of visitors: short video and feed begin, search and the shop end."""
    dice = Dice(707)
    first = [("短视频", 0.30), ("信息流", 0.28), ("搜索广告", 0.20), ("电商站内", 0.14), ("私域", 0.08)]
    later = [("搜索广告", 0.30), ("电商站内", 0.28), ("私域", 0.14), ("短视频", 0.15), ("信息流", 0.13)]
    chance = {"搜索广告": 0.16, "电商站内": 0.18, "信息流": 0.06, "短视频": 0.05, "私域": 0.24}

    def draw(table):
        place = dice.random()
        for name, weight in table:
            place -= weight
            if place < 0:
                return name
        return table[-1][0]

    rows = []
    start = datetime.datetime(2026, 7, 6)
    for number in range(1, 701):
        minute = int(dice.random() * 50 * 1440)
        touches = 1 + int(dice.random() * dice.random() * 5)
        for step in range(touches):
            channel = draw(first if step == 0 else later)
            converted = dice.random() < chance[channel]
            value = money((190 + 260 * dice.random())) if converted else ""
            time = start + datetime.timedelta(minutes=minute)
            rows.append([f"V{number:04}", time.strftime("%Y-%m-%d %H:%M"), channel, "是" if converted else "否", value])
            minute += 60 + int(dice.random() * 4 * 1440)
    rows.sort(key=lambda row: (row[1], row[0]))
    write_rows(folder / "data" / "journeys.csv", ["customer", "time", "channel", "converted", "value"], rows)


if __name__ == "__main__":
    promotion_journeys()
    budget_inputs()
    incentives()
    always_on()
