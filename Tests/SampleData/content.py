#!/usr/bin/env python3
"""Writes what content, accounts, mail and live streams of the sample campaigns brought, and behaviour on their pages.

    python3 Tests/SampleData/content.py

The figures are invented. What live streams sold is, day by day, what the shop's own report says of that channel, so
that both agree. Every run writes the same bytes: the random numbers are seeded and only the four basic operations
touch them. Needs openpyxl (through facts.py) to read the shop's report.
"""
import csv
import datetime
import io
import random
from decimal import Decimal
from pathlib import Path

import facts

CAMPAIGNS = Path(__file__).resolve().parents[2] / "content" / "campaigns"
REGISTERS = CAMPAIGNS.parent / "registers"
PROMOTION, LAUNCH = "618-promotion", "spring-launch"


class Dice:
    """Seeded noise from `random.random` alone, whose sequence Python guarantees."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def near(self, spread):
        """About 1, give or take `spread`; never further than 2.5 times that."""
        r = self.random
        return 1 + spread * 1.25 * (r() + r() + r() + r() - 2)

    def whole(self, expected):
        return int(expected + self.random())


def write(path, header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


def days(start, count):
    first = datetime.date.fromisoformat(start)
    return [first + datetime.timedelta(days=i) for i in range(count)]


# ---------------------------------------------------------------- content

# id, title, platform, day, hour, views, completion (of videos), seconds, likes, comments, shares, favourites a
# thousand views each, leads a thousand views
PIECES = {
    PROMOTION: [
        ("618-N01", "一锅三菜的工作日晚饭", "抖音", "2026-05-29", 19, 186000, 0.31, None, 21, 1.9, 4.1, 9.0, 1.6),
        ("618-N02", "老机型怎么换新", "公众号", "2026-05-30", 20, 14800, None, 96, 8, 2.1, 9.5, 4.0, 11.2),
        ("618-N03", "一页看懂会员权益", "企业微信", "2026-05-31", 12, 9600, None, 71, 5, 1.2, 3.3, 6.2, 8.4),
        ("618-N04", "静音实测：破壁机放在客厅", "抖音", "2026-05-31", 20, 241000, 0.36, None, 26, 3.4, 7.8, 14.0, 2.9),
        ("618-N05", "小户型台面收纳", "抖音", "2026-06-03", 19, 158000, 0.28, None, 19, 1.6, 3.7, 11.0, 1.2),
        ("618-N06", "旧锅回收流程", "公众号", "2026-06-05", 20, 12100, None, 88, 7, 2.6, 8.8, 3.6, 9.8),
        ("618-N07", "水洗内胆连洗三十次", "抖音", "2026-06-08", 20, 263000, 0.39, None, 28, 4.0, 8.6, 15.0, 3.1),
        ("618-N08", "专属客服怎么找", "企业微信", "2026-06-09", 12, 7300, None, 44, 4, 0.9, 1.4, 3.0, 5.1),
        ("618-N09", "夏天不开火的三道菜", "抖音", "2026-06-11", 19, 171000, 0.30, None, 22, 1.8, 5.0, 12.0, 1.4),
        ("618-N10", "支付故障说明与补发优惠券", "公众号", "2026-06-13", 20, 21400, None, 62, 3, 6.8, 2.2, 1.0, 3.4),
        ("618-N11", "高潮三天的会员安排", "企业微信", "2026-06-15", 12, 10400, None, 69, 6, 1.1, 2.8, 5.6, 9.0),
        ("618-N12", "三款空气炸锅怎么选", "抖音", "2026-06-16", 20, 298000, 0.34, None, 24, 4.6, 9.1, 18.0, 3.8),
    ],
    LAUNCH: [
        ("SL-N01", "看得见熟度的一周", "小红书", "2026-03-09", 20, 118000, None, 41, 34, 5.2, 6.0, 28.0, 2.2),
        ("SL-N02", "15 秒做一道菜：鸡翅", "抖音", "2026-03-09", 19, 386000, 0.42, None, 25, 2.2, 6.9, 10.0, 0.9),
        ("SL-N03", "一锅春天话题与抽奖", "微博", "2026-03-09", 12, 204000, None, 12, 9, 6.4, 11.0, 1.0, 0.6),
        ("SL-N04", "水洗内胆的七天记录", "小红书", "2026-03-12", 20, 142000, None, 46, 38, 6.1, 7.2, 33.0, 2.8),
        ("SL-N05", "上海快闪店第一个周末", "抖音", "2026-03-14", 20, 215000, 0.33, None, 21, 2.9, 5.1, 6.0, 0.7),
        ("SL-N06", "15 秒做一道菜：时蔬", "抖音", "2026-03-17", 19, 352000, 0.40, None, 23, 2.0, 6.2, 9.0, 0.8),
        ("SL-N07", "老款与新款的清洗时间", "小红书", "2026-03-19", 20, 126000, None, 44, 35, 5.8, 6.6, 30.0, 2.6),
        ("SL-N08", "达人到店直播预告", "微博", "2026-03-20", 12, 98000, None, 9, 6, 2.8, 4.0, 0.6, 0.4),
        ("SL-N09", "从外面看一只鸡翅变色", "小红书", "2026-03-25", 20, 109000, None, 39, 31, 4.4, 5.1, 24.0, 1.9),
    ],
}


def content(campaign, seed):
    dice = Dice(seed)
    header = ["内容ID", "内容标题", "平台", "发布日期", "时段", "播放量", "完播率", "平均停留时长", "点赞", "评论", "分享", "收藏", "线索"]
    rows = []
    for (item, title, platform, day, hour, views, done, seconds, *rates) in PIECES[campaign]:
        seen = dice.whole(views * dice.near(0.02))
        counts = [dice.whole(seen / 1000 * rate * dice.near(0.03)) for rate in rates]
        rows.append([
            item, title, platform, day, hour, seen, "" if done is None else f"{done:.2%}",
            "" if seconds is None else f"{seconds}秒", *counts,
        ])
    write(CAMPAIGNS / campaign / "data" / "content.csv", header, rows)


# ---------------------------------------------------------------- accounts

# platform: followers before the campaign, gained a day, reads a day, interactions a thousand reads
ACCOUNTS = {
    PROMOTION: ("2026-05-31", 21, 618, {
        "抖音": (84200, 310, 96000, 31), "公众号": (31500, 38, 5200, 19), "小红书": (18600, 92, 14800, 46)}),
    LAUNCH: ("2026-03-08", 22, 309, {
        "小红书": (9400, 148, 31000, 52), "抖音": (61800, 205, 72000, 33), "微博": (22700, 61, 24000, 21)}),
}


def social(campaign):
    start, count, seed, accounts = ACCOUNTS[campaign]
    dice = Dice(seed)
    rows = []
    for platform, (followers, gain, reads, rate) in accounts.items():
        for number, day in enumerate(days(start, count)):
            if number:
                followers += dice.whole(gain * (1 + 0.04 * (number % 7)) * dice.near(0.15))
            seen = dice.whole(reads * dice.near(0.10))
            acted = seen / 1000 * rate * dice.near(0.06)
            rows.append([
                day.isoformat(), platform, followers, seen, dice.whole(acted * 0.72), dice.whole(acted * 0.12), dice.whole(acted * 0.16)])
    write(CAMPAIGNS / campaign / "data" / "social.csv", ["日期", "平台", "粉丝数", "阅读量", "点赞", "评论", "分享"], rows)


# ---------------------------------------------------------------- mail, live streams

MAILS = [
    # id, subject, kind, rule, recipients, day, sent, delivered, opened, clicked, unsubscribed, orders, revenue
    ("M01", "会员提前一小时：6 月 1 日开门红", "群发", "", "会员", "2026-05-31", 18240, 17930, 5021, 878, 27, 96, "27840.00"),
    ("M02", "三款空气炸锅怎么选", "群发", "", "新客", "2026-06-08", 22600, 21880, 4157, 503, 61, 41, "11398.00"),
    ("M03", "高潮三天的会员安排", "群发", "", "会员", "2026-06-15", 18310, 17990, 4678, 792, 33, 118, "35164.00"),
    ("T01", "您的购物车还有一台空气炸锅", "触发", "加购后 24 小时未下单", "全体", "2026-06-20", 4120, 4058, 1745, 609, 6, 152, "41496.00"),
    ("T02", "旧锅可以换了：补贴还剩三天", "触发", "上次购买满 540 天", "老客", "2026-06-20", 2680, 2626, 893, 218, 9, 37, "11692.00"),
]

HOSTS = ["店铺自播 A 组", "店铺自播 B 组", "厨房小夏", "一锅到底"]


def live():
    """One line a day and host; what they sold adds up to what the shop says of the channel on that day."""
    dice = Dice(6181)
    sold = {}
    for file, row in facts.rows_of(PROMOTION):
        if row["渠道"] == "直播" and row.get("销售额") not in (None, "") and "2026-06-01" <= row["日期"] <= "2026-06-20":
            revenue, orders = sold.get(row["日期"], (Decimal(0), 0))
            sold[row["日期"]] = (revenue + Decimal(row["销售额"]), orders + int(row["订单数"]))
    rows = []
    for number, day in enumerate(sorted(sold)):
        revenue, orders = sold[day]
        # Creators come on five days; on the others both teams of the shop share the day.
        guest = {0: 2, 2: 3, 9: 2, 16: 3, 17: 2}.get(number)
        hosts = [number % 2, guest if guest is not None else 1 - number % 2]
        share = Decimal(repr(round(0.62 - 0.10 * (guest is not None) + 0.05 * (dice.random() - 0.5), 3)))
        first = (revenue * share).quantize(Decimal("0.01"))
        first_orders = int(orders * float(share))
        parts = [(first, first_orders), (revenue - first, orders - first_orders)]
        for part, (host, (net, count)) in enumerate(zip(hosts, parts)):
            refunds = (net * Decimal(repr(round(0.05 + 0.03 * dice.random(), 3)))).quantize(Decimal("0.01"))
            creator = host >= 2
            viewers = dice.whole(max(count, 1) / 0.011 * dice.near(0.08))
            fixed = 6800 if host == 3 else 5200
            cost = Decimal(fixed) + (net * Decimal("0.20")).quantize(Decimal("0.01")) if creator else Decimal(dice.whole(3900 * dice.near(0.06)))
            rows.append([
                f"Z{number + 1:02d}{'AB'[part]}", day, "达人直播" if creator else "店铺自播", "抖音", HOSTS[host],
                "2小时" if creator else "3小时", viewers, dice.whole(viewers * 0.15 * dice.near(0.1)), count, net + refunds, refunds,
                cost.quantize(Decimal("0.01")), "示例数据"])
    write(
        CAMPAIGNS / PROMOTION / "registers" / "live_sessions.csv",
        ["场次编号", "日期", "形式", "平台", "主播或达人", "时长", "观看人数", "互动次数", "成交单数", "平台成交额", "退款", "费用", "备注"], rows)


def mail():
    write(
        CAMPAIGNS / PROMOTION / "registers" / "emails.csv",
        ["编号", "邮件主题", "类型", "触发规则", "收件客群", "发送日期", "发送", "送达", "打开", "点击", "退订", "订单", "销售额"], MAILS)


# ---------------------------------------------------------------- pages, copy, specifications

ZONES = {
    "618 主会场": [("首屏主图", 148000, 0.112, 9), ("领券条", 139000, 0.087, 6), ("三款主推", 121000, 0.164, 14), ("规则说明", 64000, 0.021, 11), ("换新入口", 52000, 0.038, 8)],
    "商品页": [("首屏主图", 96000, 0.034, 12), ("领券条", 91000, 0.142, 5), ("三款主推", 38000, 0.058, 7), ("规则说明", 27000, 0.016, 9), ("换新入口", 31000, 0.047, 8)],
    "短视频落地页": [("首屏主图", 83000, 0.041, 7), ("领券条", 61000, 0.052, 5), ("三款主推", 44000, 0.083, 10), ("规则说明", 12000, 0.012, 6), ("换新入口", 9000, 0.019, 5)],
}

MOVES = [
    ("618 主会场", "商品页", 61200), ("618 主会场", "领券中心", 18400), ("618 主会场", "离开", 52700), ("618 主会场", "换新页", 4900),
    ("短视频落地页", "商品页", 21800), ("短视频落地页", "618 主会场", 8600), ("短视频落地页", "离开", 46900),
    ("商品页", "购物车", 27300), ("商品页", "618 主会场", 11900), ("商品页", "离开", 48200),
    ("购物车", "提交订单", 17600), ("购物车", "商品页", 3800), ("购物车", "离开", 5900),
    ("提交订单", "支付成功", 14300), ("提交订单", "离开", 3300),
]


def pages():
    dice = Dice(6182)
    rows = [
        [page, zone, dice.whole(views * dice.near(0.01)), 0, f"{seconds}秒"]
        for page, zones in ZONES.items() for zone, views, _, seconds in zones]
    rates = [rate for zones in ZONES.values() for _, _, rate, _ in zones]
    for row, rate in zip(rows, rates):
        row[3] = dice.whole(row[2] * rate * dice.near(0.02))
    folder = CAMPAIGNS / PROMOTION / "registers"
    write(folder / "page_behaviour.csv", ["页面", "区块", "区块曝光", "点击", "平均停留"], rows)
    write(folder / "page_moves.csv", ["从", "到", "会话"], MOVES)


ADS = [
    ("A01", "搜索广告", "空气炸锅", "可视空气炸锅，熟没熟看得见", "水洗内胆，30 天试用，立即领取 60 元券", "", "是", "是", "是", "数字营销"),
    ("A02", "搜索广告", "静音破壁机", "静音破壁机，客厅可用", "夜里打豆浆不吵人，点击看实测视频", "", "是", "否", "是", "数字营销"),
    ("A03", "信息流", "", "台面只剩一尺，放什么", "一台顶三台，6 月 1 日至 20 日限量加赠，马上抢购", "是", "是", "是", "否", "数字营销"),
    ("A04", "信息流", "", "用了三年的锅，可以换了", "旧锅上门回收，换新补贴 80 元，预约即领", "是", "是", "是", "是", "数字营销"),
    ("A05", "短视频", "", "洗三十次，涂层怎么样", "实测全程不剪辑，点击看完再决定", "是", "是", "否", "否", "内容创意"),
    ("A06", "电商站内", "空气炸锅 可视", "空气炸锅 可视大窗", "会员价 499 元起，今晚八点下单加赠烤架", "", "否", "是", "是", "数字营销"),
]

SPECS = [
    ("抖音", "短视频", 30, 1080, 1920, "60秒", "内容组核对的创作者规范（示例）", "2026-08-15"),
    ("公众号", "图文", 64, 900, 383, "", "内容组核对的图文规范（示例）", "2026-08-15"),
    ("企业微信", "图文", 64, 1068, 455, "", "内容组核对的图文规范（示例）", "2026-08-15"),
    ("小红书", "图文", 20, 1080, 1440, "", "内容组核对的笔记规范（示例）", "2026-08-15"),
    ("微博", "话题", 140, 1080, 1080, "", "内容组核对的话题规范（示例）", "2026-08-15"),
]

# group: items; the twelve of technique, content and experience, then the four outside the page.
SEO = {
    "技术": ["页面能被抓取与收录", "加载不超过 3 秒", "移动端适配", "网址短而可读"],
    "内容": ["标题含目标词且唯一", "描述写明页面能解决什么", "只有一个一级标题", "图片有替代文字"],
    "体验": ["首屏说清卖点", "内链指向相关页面", "没有遮挡内容的弹窗", "跳出率低于全站均值"],
    "站外": ["外链来自相关站点", "本地商户信息一致", "商品结构化数据有效", "每季度审计一次"],
}


def lists():
    write(
        CAMPAIGNS / PROMOTION / "registers" / "ad_copies.csv",
        ["编号", "渠道", "关键词", "标题", "正文", "相关", "差异", "紧迫", "扩展", "检查人"], ADS)
    write(REGISTERS / "platform_specs.csv", ["平台", "形式", "标题最多", "图片宽", "图片高", "视频最长", "依据", "核对日"], SPECS)
    failed = {
        ("/products/air-fryer", "加载不超过 3 秒"): "手机上 3.8 秒，主图未压缩",
        ("/products/air-fryer", "图片有替代文字"): "详情图 12 张缺 7 张",
        ("/products/blender", "标题含目标词且唯一"): "与旧款页面标题相同",
        ("/guide/replace", "内链指向相关页面"): "没有链到三款主推",
    }
    rows = []
    for page in ["/products/air-fryer", "/products/blender", "/guide/replace"]:
        for group, items in SEO.items():
            for item in items:
                finding = failed.get((page, item), "")
                rows.append([page, group, item, "否" if finding else "是", finding, "技术" if group == "技术" else "数字营销", "2026-09-15"])
    write(REGISTERS / "seo_checks.csv", ["页面", "组", "检查项", "通过", "发现", "负责人", "检查日期"], rows)


if __name__ == "__main__":
    content(PROMOTION, 6183)
    content(LAUNCH, 3091)
    social(PROMOTION)
    social(LAUNCH)
    live()
    mail()
    pages()
    lists()
