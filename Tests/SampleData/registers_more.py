#!/usr/bin/env python3
"""Writes the sample registers whose figures are drawn by chance: feedback, interactions, loyalty and keywords.

    python3 Tests/SampleData/registers_more.py

The figures are invented and seeded, as in generate.py. The other sample registers are written by hand.
"""
import datetime

from generate import CAMPAIGNS, LAUNCH, PROMOTION, Dice, write_rows

SAMPLE = "示例数据"
FEEDBACK = ["日期", "来源渠道", "类别", "情感", "条数", "摘要", "处理角色", "状态", "处理日期", "对应改进项", "备注"]


def feedback(campaign, seed, weeks, topics):
    """One row a week and topic. A topic is its channel, category, sentiment, the expected number in each week,
    a summary, who handles it, days until that is done (None where nothing is to be done), and the action's id."""
    dice = Dice(seed)
    rows = []
    for week, day in enumerate(weeks):
        for channel, category, sentiment, expected, summary, owner, days, action in topics:
            number = dice.whole(expected[week] * dice.near(0.12))
            if number == 0:
                continue
            status = "无需处理" if days is None else "已处理"
            closed = ""
            if days is not None:
                closed = (datetime.date.fromisoformat(day) + datetime.timedelta(days=days)).isoformat()
            rows.append([day, channel, category, sentiment, number, summary, owner, status, closed, action, SAMPLE])
    write_rows(CAMPAIGNS / campaign / "registers" / "feedback.csv", FEEDBACK, rows)


def promotion_feedback():
    feedback(
        PROMOTION, 618, ["2026-06-07", "2026-06-14", "2026-06-21"],
        [
            ("客服工单", "规则", "负面", [22, 8, 10], "看不懂满减与加赠能否叠加", "客服", 2, "618-A8"),
            ("客服工单", "支付", "负面", [0, 86, 4], "直播间下单后付不了款", "技术", 1, "618-A2"),
            ("商品评价", "物流", "负面", [6, 9, 14], "预售商品发货比写明的晚", "运营", 3, ""),
            ("商品评价", "质量", "负面", [5, 6, 6], "内胆边角有划痕，要求换新", "客服", 4, ""),
            ("社媒评论", "价格", "负面", [9, 7, 12], "担心刚买完又降价", "客服", 1, ""),
            ("商品评价", "质量", "正面", [48, 62, 75], "水洗内胆省事，照片与实物一致", "产品与研发", None, ""),
            ("社媒评论", "赠品", "正面", [21, 16, 30], "加赠的烤架实用", "活动执行", None, ""),
            ("直播间留言", "使用", "中性", [34, 41, 52], "问容量够几个人用", "客服", 0, ""),
        ])


def launch_feedback():
    feedback(
        LAUNCH, 309, ["2026-03-15", "2026-03-22", "2026-03-29"],
        [
            ("小红书评论", "清洗", "正面", [52, 74, 61], "水洗内胆比老款省事", "产品与研发", None, ""),
            ("小红书评论", "价格", "负面", [18, 21, 16], "比老款贵三成，不清楚贵在哪里", "内容创意", 5, "SL-A3"),
            ("抖音评论", "可视窗", "正面", [66, 83, 70], "看得见熟度，不用反复开盖", "产品与研发", None, ""),
            ("抖音评论", "使用", "中性", [37, 45, 33], "问一次能做几个人的量", "客服", 1, ""),
            ("微博评论", "抽奖", "负面", [11, 6, 0], "抽奖规则写得太长", "内容创意", 2, ""),
            ("快闪店问卷", "体验", "正面", [44, 58, 0], "现场出餐，味道比想的好", "活动执行", None, ""),
            ("快闪店问卷", "排队", "负面", [7, 9, 0], "周末下午排队超过二十分钟", "活动执行", 0, ""),
        ])


INTERACTIONS = ["收到时间", "平台", "类型", "摘要", "状态", "回复时间", "回复角色"]


def interactions():
    """Two messages a day; on the day of the fault complaints on top, answered once the fault was noticed at 17:35."""
    dice = Dice(2026)
    gists = [
        ("抖音", "咨询", "问容量够几个人用", "客服"),
        ("公众号", "咨询", "问老机型怎么换新", "客服"),
        ("抖音", "表扬", "晒出做好的菜", "数字营销"),
        ("企业微信", "咨询", "问会员加赠何时到账", "客服"),
        ("公众号", "建议", "希望规则写短一些", "活动执行"),
        ("抖音", "闲聊", "猜今晚直播做什么菜", "数字营销"),
    ]
    rows = []

    def add(moment, platform, kind, gist, owner, wait):
        silent = kind == "闲聊"
        replied = "" if silent else (moment + datetime.timedelta(minutes=wait)).strftime("%Y-%m-%d %H:%M")
        rows.append([
            moment.strftime("%Y-%m-%d %H:%M"), platform, kind, gist, "无需回复" if silent else "已回复", replied,
            "" if silent else owner])

    for number in range(20):
        for part in range(2):
            day = datetime.datetime(2026, 6, 1 + number, 10 + 9 * part)
            platform, kind, gist, owner = gists[(number * 2 + part) % len(gists)]
            add(day + datetime.timedelta(minutes=dice.whole(100 * dice.near(0.3))), platform, kind, gist, owner,
                5 + dice.whole(40 * dice.near(0.4)))
        if number == 11:
            for minutes in (9, 26, 48, 95, 170):
                add(datetime.datetime(2026, 6, 12, 14) + datetime.timedelta(minutes=minutes), "抖音", "投诉",
                    "直播间下单后付不了款", "客服", 220 - minutes + dice.whole(30 * dice.near(0.3)))
    rows.sort(key=lambda row: row[0])
    write_rows(CAMPAIGNS / PROMOTION / "registers" / "interaction_log.csv", INTERACTIONS, rows)


LOYALTY = [
    "月份", "会员等级", "人数", "活跃人数", "购买人数", "复购人数", "发放积分", "兑换积分", "备注"]


def loyalty():
    dice = Dice(12)
    # Per level: people in May, growth a month, share that is active, that bought, that bought again; points.
    levels = [
        ("普卡", 41200, 1.031, 0.21, 0.34, 0.22, 11.0, 0.27),
        ("银卡", 9600, 1.022, 0.34, 0.61, 0.37, 34.0, 0.38),
        ("金卡", 2100, 1.015, 0.52, 0.83, 0.58, 92.0, 0.49),
        ("非会员", 156000, 1.012, None, 0.11, 0.09, None, None),
    ]
    rows = []
    for index, month in enumerate(["2026-05", "2026-06", "2026-07", "2026-08"]):
        for level, people, growth, active, bought, again, points, redeemed in levels:
            for _ in range(index):
                people = people * growth
            people = int(people)
            busy = 1.25 if month == "2026-06" else 1
            buyers = dice.whole(people * bought * dice.near(0.01))
            row = [month, level, people, "", buyers, dice.whole(buyers * again * dice.near(0.02)), "", "", SAMPLE]
            if active is not None:
                row[3] = dice.whole(people * active * busy * dice.near(0.02))
                row[6] = dice.whole(people * points * busy * dice.near(0.02))
                row[7] = dice.whole(row[6] * redeemed * dice.near(0.03))
            rows.append(row)
    write_rows(CAMPAIGNS.parent / "registers" / "loyalty.csv", LOYALTY, rows)


KEYWORDS = ["关键词", "月份", "类别", "月搜索量", "竞争度", "排名", "目标页", "备注"]


def keywords():
    dice = Dice(10)
    terms = [
        ("炊朵", "品牌词", 5200, "0.12", [2, 1, 1], "/"),
        ("炊朵 空气炸锅", "品牌词", 2600, "0.18", [3, 2, 1], "/products/air-fryer"),
        ("空气炸锅", "品类词", 88000, "0.86", [46, 38, 33], "/products/air-fryer"),
        ("破壁机 静音", "品类词", 21000, "0.71", [None, 58, 49], "/products/blender"),
        ("可视 空气炸锅", "长尾词", 6400, "0.42", [19, 12, 9], "/products/air-fryer"),
        ("空气炸锅 水洗内胆", "长尾词", 1900, "0.28", [14, 8, 6], "/products/air-fryer"),
        ("一人食 空气炸锅 做法", "场景词", 9300, "0.37", [31, 24, 17], "/recipes"),
        ("小户型 厨房 收纳", "场景词", 15600, "0.55", [None, None, 71], "/recipes"),
    ]
    rows = []
    for index, month in enumerate(["2026-06", "2026-07", "2026-08"]):
        for term, category, volume, competition, ranks, page in terms:
            number = dice.whole(volume * dice.near(0.05) / 10) * 10
            rank = "" if ranks[index] is None else ranks[index]
            rows.append([term, month, category, number, competition, rank, page, SAMPLE])
    write_rows(CAMPAIGNS.parent / "registers" / "keywords.csv", KEYWORDS, rows)


if __name__ == "__main__":
    promotion_feedback()
    launch_feedback()
    interactions()
    loyalty()
    keywords()
