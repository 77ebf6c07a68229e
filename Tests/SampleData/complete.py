#!/usr/bin/env python3
"""Completes the reviews of the smaller sample campaigns: surveys, benchmarks, tests, funnels, paths, milestones, feedback.

    python3 Tests/SampleData/complete.py

Paths and funnels agree with the orders and revenue of the campaigns' daily files. The figures are invented; every run
writes the same bytes. Standard library only; run it after change.py and money.py.
"""
import csv
from decimal import Decimal

import lessons
from research import EXPERIMENT_HEAD, LISTENING_HEAD, PROMOTION, SCALE, answers, days, divide, nps, random, voice, write

CAMPAIGNS = PROMOTION.parents[1]
LAST, ALWAYS, LAUNCH = (CAMPAIGNS / name for name in ("618-2025", "always-on-2026", "spring-launch"))
SAMPLE = "（示例数据）"


def daily(campaign, first, last):
    with open(campaign / "data" / "daily.csv", encoding="utf-8-sig", newline="") as file:
        return [row for row in csv.DictReader(file) if first <= row["日期"] <= last]


def total(rows, column):
    return sum(int(row[column]) for row in rows if row[column])


def surveys(campaign, waves):
    rows = []
    for wave, (good, many), other, score in waves:
        rows += answers("satisfaction", "占比", wave, SCALE, divide(good, [43, 57]) + divide(many - good, other))
        rows += nps(wave, *score)
    write(campaign / "data" / "survey-购后回访.csv", ["指标", "类型", "期次", "选项", "人数"], rows)


def benchmarks(campaign, period, aov, conversion):
    shop, report = "店铺公开成交榜" + SAMPLE, "平台小家电商家月报" + SAMPLE
    write(campaign / "data" / "benchmarks.csv", ["指标", "对标对象", "期间", "对标值", "来源"], [
        ["aov", "品牌甲", period, aov[0], shop], ["aov", "行业均值", period, aov[1], report],
        ["conversion-rate", "品牌甲", period, conversion[0], shop], ["conversion-rate", "行业均值", period, conversion[1], report]])


def funnel(campaign, first, last, stages):
    """Stages between are shares of the one before; those of the daily file are its sums."""
    rows, result, before = daily(campaign, first, last), [], 0
    for name, source in stages:
        before = total(rows, source) if isinstance(source, str) else int(before * source)
        result.append([name, before])
    write(campaign / "data" / "funnel.csv", ["stage", "count"], result)


def journeys(campaign, first, last, openers):
    """Each channel's orders and revenue by its last touch: alone, or after one of the channels that open a way."""
    rows = daily(campaign, first, last)
    channels = list(dict.fromkeys(row["渠道"] for row in rows))
    result = []
    for channel in channels:
        own = [row for row in rows if row["渠道"] == channel]
        orders, revenue = total(own, "订单数"), sum(Decimal(row["销售额"]) for row in own)
        paths = [channel] + [f"{opener} > {channel}" for opener in openers if opener != channel]
        counts = divide(orders, [6, 3, 2][:len(paths)])
        left = revenue
        for place, (path, count) in enumerate(zip(paths, counts)):
            value = left if place == len(paths) - 1 else (revenue * count / orders).quantize(Decimal("0.01"))
            left -= value
            result.append([path, count, value, count * (31 if place == 0 else 17)])
    write(campaign / "data" / "journeys.csv", ["path", "conversions", "value", "nulls"], result)


def registers(campaign, name, header, rows):
    write(campaign / "registers" / f"{name}.csv", header, rows)


PLAN = [
    "编号", "测试名称", "假设", "主指标", "方案 A（现状）", "方案 B", "基准转化率", "想看出的提升", "日流量", "同时投放", "开始日期", "结束日期", "负责人",
    "状态", "学到什么", "后续调整", "承接测试"]
RISKS = ["编号", "风险", "类别", "概率", "影响", "触发条件", "对策", "负责人", "状态", "应急预案", "备注"]
# Work of a role, and how many people it has in the baseline and in the campaign; see lessons.py.
STAFF = {
    "数字营销": ({"投放与优化": 0.80, "数据与报表": 0.20}, 6, 6), "内容创意": ({"文案与脚本": 0.55, "海报与视觉": 0.45}, 5, 5),
    "客服": ({"客服与社群": 1.00}, 8, 9)}
MILESTONES = ["编号", "节点", "类别", "负责人", "计划日", "实际日", "交付物", "验收标准"]
FEEDBACK = ["日期", "来源渠道", "类别", "情感", "条数", "摘要", "处理角色", "状态", "处理日期", "对应改进项", "备注"]


def last_year():
    surveys(LAST, [
        ("2025-05", (236, 322), [54, 22, 10], (98, 137, 87)), ("2025-06", (241, 335), [57, 25, 12], (104, 136, 95))])
    benchmarks(LAST, "2025-06", (228.5, 262.0), ("3.06%", "2.74%"))
    write(LAST / "data" / "experiments.csv", EXPERIMENT_HEAD[:6], [
        ["618-25-X1", "A", 9120, 219, "50%", "是"], ["618-25-X1", "B", 9064, 228, "50%", "否"]])
    funnel(LAST, "2025-05-30", "2025-06-18", [
        ("曝光", "曝光量"), ("点击", "点击量"), ("访问", "访问次数"), ("加购", 0.104), ("下单", "转化数"), ("支付", "订单数")])
    journeys(LAST, "2025-05-30", "2025-06-18", ["短视频", "信息流"])
    registers(LAST, "experiment_plans", PLAN, [[
        "618-25-X1", "商品页首图", "因为来的人先看大小，首图放实物对照会使转化率提高", "conversion-rate", "首图放成品", "首图放实物对照", "2.4%", "40%", 1400,
        "是", "2025-06-02", "2025-06-14", "数字营销", "保留 A", "看不出差别，首图不是卡点" + SAMPLE, "改测详情页第二屏", ""]])
    registers(LAST, "risks", RISKS, [
        ["R-1", "短视频流量不转化", "市场", 4, 2, "短视频转化率低于 1.5%", "不加投，转去种草", "数字营销", "已发生", "", "示例数据"],
        ["R-2", "赠品断货", "供应", 2, 3, "余量不足三天", "换等值赠品", "后勤与供应链", "关闭", "", "示例数据"]])
    lessons.write(LAST / "data" / "staff.csv", lessons.rows(
        STAFF, [("2025-05-09至2025-05-18", 6, 0), ("2025-05-19至2025-05-28", 8, 0), ("2025-05-30至2025-06-08", 8, 1),
                ("2025-06-09至2025-06-18", 8, 1)], {"投放与优化": 1.12}, 61825))
    dice = random.Random(20250618).random
    before = {"炊朵": (1610, 886, 209), "品牌甲": (8940, 4470, 1788), "品牌乙": (4700, 2679, 658)}
    after = {"炊朵": (3120, 1716, 436), "品牌甲": (15210, 7453, 3194), "品牌乙": (6980, 3909, 1047)}
    write(LAST / "data" / "listening.csv", LISTENING_HEAD, voice(dice, days("2025-05-09", 20), before, {}) + voice(
        dice, days("2025-05-30", 20), after, {"炊朵": {"2025-05-30": 1.6, "2025-06-18": 1.9}}))
    registers(LAST, "milestones", MILESTONES, [
        ["M-1", "方案定稿", "定稿", "项目负责人", "2025-05-12", "2025-05-13", "方案终稿", "营销负责人与财务会签"],
        ["M-2", "预热上线", "预热", "数字营销", "2025-05-27", "2025-05-27", "预热内容清单", "首批内容全部过审"],
        ["M-3", "开门红", "执行", "活动执行", "2025-05-30", "2025-05-30", "首日战报", "首日发货正常"],
        ["M-4", "复盘会", "复盘", "数据分析", "2025-06-27", "2025-06-30", "复盘纪要", "行动有负责人与期限"]])
    registers(LAST, "wins_gaps", ["编号", "类型", "内容", "证据指标", "证据说明", "对应教训", "提出角色"], [
        ["618-25-W1", "有效做法", "留出西南作对照，增量说得清", "sales-lift", "净增量扣除对照组后仍为正", "618-25-L1", "数据分析"],
        ["618-25-G1", "不足", "短视频放量拉低了整体转化率", "conversion-rate", "各渠道都升，整体反而降", "618-25-L2", "数字营销"]])
    registers(LAST, "lessons", ["编号", "情境", "教训", "建议", "依据", "相关指标", "适用阶段", "来源活动", "标签", "可信程度"], [
        ["618-25-L1", "第一次做大促，说不清多少是大促带来的", "没有对照就只能和基准期比，季节也算成了功劳", "能留对照区就留，哪怕只有一个大区", "复盘第 7 章", "sales-lift", "C1", "618-2025", "目标、对照", "一次观察"],
        ["618-25-L2", "短视频放量后整体转化率下降，会上一度要求停投", "结构变了，不是变差了", "转化率按渠道设目标，整体只作参考", "复盘第 5 章", "conversion-rate", "C5", "618-2025", "渠道、目标", "多次验证"]])
    registers(LAST, "feedback", FEEDBACK, [
        ["2025-06-02", "客服工单", "物流", "负面", 31, "西南不参加，问为什么没有赠品", "客服", "已处理", "2025-06-04", "618-25-A1", "示例数据"],
        ["2025-06-09", "商品评价", "产品", "正面", 64, "水壶保温好", "产品与研发", "已处理", "2025-06-12", "", "示例数据"],
        ["2025-06-16", "商品评价", "规则", "负面", 12, "整点加赠抢不到", "活动执行", "已处理", "2025-06-18", "", "示例数据"]])


def always_on():
    surveys(ALWAYS, [
        ("2026-06", (342, 436), [59, 22, 13], (182, 160, 94)), ("2026-08", (351, 441), [58, 20, 12], (188, 163, 90))])
    benchmarks(ALWAYS, "2026-08", (231.0, 268.0), ("2.55%", "2.41%"))
    write(ALWAYS / "data" / "experiments.csv", EXPERIMENT_HEAD[:6], [
        ["AO-X1", "A", 21240, 511, "50%", "是"], ["AO-X1", "B", 21305, 604, "50%", "否"]])
    registers(ALWAYS, "experiment_plans", PLAN, [[
        "AO-X1", "搜索落地页直达单品", "因为搜索的人已经选好品类，直达单品会使转化率提高", "conversion-rate", "落到会场", "落到单品", "2.4%", "20%", 1500,
        "是", "2026-07-20", "2026-08-16", "数字营销", "采用 B", "搜索来的人不需要会场" + SAMPLE, "搜索计划全部改落单品", ""]])
    registers(ALWAYS, "risks", RISKS, [
        ["R-1", "花费不按安排执行", "其他", 3, 3, "单日偏差超过 10%", "当天补记原因，次日不补", "数字营销", "关闭", "", "示例数据"],
        ["R-2", "夏季断货", "供应", 2, 3, "可售天数低于 7 天", "暂停该品投放", "后勤与供应链", "关闭", "", "示例数据"]])
    lessons.write(ALWAYS / "data" / "staff.csv", lessons.rows(
        STAFF, [("2026-06-22至2026-07-05", 10, 0), ("2026-07-06至2026-07-26", 15, 1), ("2026-07-27至2026-08-16", 15, 1),
                ("2026-08-17至2026-09-06", 15, 1)], {}, 70609))
    dice = random.Random(20260706).random
    before = {"炊朵": (1510, 868, 181), "品牌甲": (6020, 3010, 1144), "品牌乙": (3920, 2234, 549)}
    after = {"炊朵": (6440, 3735, 708), "品牌甲": (26080, 13040, 4955), "品牌乙": (17360, 9895, 2430)}
    write(ALWAYS / "data" / "listening.csv", LISTENING_HEAD,
          voice(dice, days("2026-06-22", 14), before, {}) + voice(dice, days("2026-07-06", 63), after, {}))
    registers(ALWAYS, "milestones", MILESTONES, [
        ["M-1", "花费安排定稿", "定稿", "数据分析", "2026-06-26", "2026-06-25", "63 天花费表", "每个渠道的变化幅度够拟合"],
        ["M-2", "首周上线", "预热", "数字营销", "2026-07-06", "2026-07-06", "首周日报", "花费与安排相差不超过 3%"],
        ["M-3", "中期核对", "执行", "数据分析", "2026-08-07", "2026-08-10", "中期曲线", "五条曲线都能拟合"],
        ["M-4", "复盘会", "复盘", "数据分析", "2026-09-14", "2026-09-14", "复盘纪要", "调拨方案有负责人与期限"]])
    registers(ALWAYS, "feedback", FEEDBACK, [
        ["2026-07-20", "客服工单", "产品", "负面", 18, "内胆刮花", "产品与研发", "已处理", "2026-07-24", "", "示例数据"],
        ["2026-08-11", "商品评价", "物流", "正面", 41, "次日送达", "后勤与供应链", "已处理", "2026-08-12", "", "示例数据"],
        ["2026-08-25", "问卷", "价格", "负面", 15, "平日价比大促高", "营销策略", "已处理", "2026-08-31", "", "示例数据"]])


def launch():
    """A brand campaign's way ends at the page of the product: it sells little by itself."""
    funnel(LAUNCH, "2026-03-09", "2026-03-29", [
        ("曝光", "曝光量"), ("点击", "点击量"), ("浏览新品页", 0.83), ("看完参数", 0.41), ("收藏或加购", 0.19)])


if __name__ == "__main__":
    last_year()
    always_on()
    launch()
