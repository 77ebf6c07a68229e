#!/usr/bin/env python3
"""Writes the sample registers whose figures are drawn by chance: feedback and keywords.

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
    keywords()
