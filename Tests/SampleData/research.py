#!/usr/bin/env python3
"""Writes surveys, listening, benchmarks and experiments of the two sample campaigns into content/campaigns/.

    python3 Tests/SampleData/research.py

The figures are invented. Totals are stated here and divided by seeded weights, so that shares and rates come out as the
briefs, reviews and `actuals` say; every run writes the same bytes. Standard library only.
"""
import csv
import datetime
import io
import random
from pathlib import Path

CAMPAIGNS = Path(__file__).resolve().parents[2] / "content" / "campaigns"
PROMOTION = CAMPAIGNS / "618-promotion" / "data"
LAUNCH = CAMPAIGNS / "spring-launch" / "data"


def write(path, header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


def days(start, count):
    first = datetime.date.fromisoformat(start)
    return [(first + datetime.timedelta(days=i)).isoformat() for i in range(count)]


def divide(total, weights):
    """Whole parts that add up to `total`, by largest remainder; equal remainders go to the earlier part."""
    whole = sum(weights)
    exact = [total * w / whole for w in weights]
    parts = [int(e) for e in exact]
    order = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in order[: total - sum(parts)]:
        parts[i] += 1
    return parts


# ---------------------------------------------------------------- experiments

EXPERIMENT_HEAD = ["实验", "实验组", "访客数", "转化人数", "计划占比", "是否对照", "收入", "收入平方和"]


def spending(orders, mean, spread):
    """Revenue of so many orders and the sum of the squares, those who buy nothing adding nothing."""
    return [f"{orders * mean:.2f}", f"{orders * (mean * mean + spread * spread):.2f}"]


def experiments():
    none = ["", ""]
    write(PROMOTION / "experiments.csv", EXPERIMENT_HEAD, [
        # A winner that was adopted.
        ["618-X1", "A", 10540, 233, "50%", "是"] + none,
        ["618-X1", "B", 10487, 303, "50%", "否"] + none,
        # A winner that was not: more orders, each too dear.
        ["618-X2", "A", 13580, 246, "50%", "是"] + spending(246, 291.4, 118.0),
        ["618-X2", "B", 13611, 338, "50%", "否"] + spending(338, 268.6, 121.5),
        # No difference.
        ["618-X3", "A", 16602, 465, "50%", "是"] + none,
        ["618-X3", "B", 16655, 474, "50%", "否"] + none,
        # Stopped at less than half of the planned sample.
        ["618-X4", "A", 2954, 178, "50%", "是"] + none,
        ["618-X4", "B", 2961, 207, "50%", "否"] + none,
        # Part of B's visitors lost their mark.
        ["618-X5", "A", 15960, 321, "50%", "是"] + none,
        ["618-X5", "B", 14520, 349, "50%", "否"] + none,
    ])
    write(LAUNCH / "experiments.csv", EXPERIMENT_HEAD[:6], [
        ["SL-X1", "A", 139870, 3493, "50%", "是"],
        ["SL-X1", "B", 140212, 3908, "50%", "否"],
    ])


# ---------------------------------------------------------------- surveys

SCALE = [5, 4, 3, 2, 1]
POINTS = list(range(10, -1, -1))


def answers(metric, kind, wave, options, counts):
    return [[metric, kind, wave, option, count] for option, count in zip(options, counts)]


def nps(wave, promoters, passives, detractors):
    counts = (
        divide(promoters, [9, 11]) + divide(passives, [13, 9]) + divide(detractors, [14, 10, 5, 3, 2, 1, 2]))
    return answers("nps", "净推荐值", wave, POINTS, counts)


def surveys():
    head = ["指标", "类型", "期次", "选项", "人数"]
    rows = []
    for wave, many, aware, liked, would, named in [
        ("2025-07", 1000, 296, 528, 388, 121), ("2025-10", 1000, 309, 536, 395, 118),
        ("2026-01", 1000, 318, 541, 402, 126), ("2026-03", 1000, 372, 584, 447, 171),
    ]:
        rows += answers("brand-awareness", "占比", wave, ["知道", "不知道"], [aware, many - aware])
        top = divide(liked, [21, 34])
        rows += answers("brand-favorability", "占比", wave, SCALE, top + divide(many - liked, [31, 9, 4]))
        rows += answers("brand-recommendation", "占比", wave, ["愿意", "说不准", "不愿意"], [would] + divide(many - would, [41, 17]))
        rows += answers("brand-association", "占比", wave, ["提到", "没提到"], [named, many - named])
        if wave >= "2026":
            rows += nps(wave, *((262, 441, 297) if wave < "2026-02" else (301, 438, 261)))
    write(LAUNCH / "survey-品牌追踪.csv", head, rows)

    rows = []
    for wave, satisfied, other, score in [
        ("2026-03", (301, 398), [62, 24, 11], (127, 161, 110)), ("2026-05", (318, 412), [60, 23, 11], (139, 165, 108)),
        ("2026-06", (342, 436), [59, 22, 13], (182, 160, 94)),
    ]:
        good, many = satisfied
        rows += answers("satisfaction", "占比", wave, SCALE, divide(good, [43, 57]) + divide(many - good, other))
        rows += nps(wave, *score)
    write(PROMOTION / "survey-购后回访.csv", head, rows)
    write(
        PROMOTION / "survey-服务评分.csv",
        ["指标", "类型", "前测", "后测", "前测样本数", "后测样本数", "前测标准差", "后测标准差"],
        [
            ["客服评分（5 分制）", "均值", 4.12, 4.31, 412, 436, 0.91, 0.82],
            ["物流时效满意", "占比", "81.3%", "76.1%", 412, 436, "", ""],
            ["以旧换新流程满意", "占比", "62.5%", "71.4%", 24, 28, "", ""],
        ])


# ---------------------------------------------------------------- listening

LISTENING_HEAD = ["日期", "品牌", "自家", "提及量", "正面", "中性", "负面"]


def voice(random_, dates, totals, lift):
    """Rows of each day and brand. `totals`: brand to mentions, positive, negative; `lift`: brand to day to weight."""
    rows = []
    for brand, (mentions, positive, negative) in totals.items():
        weights = [(1 + 0.25 * (random_() - 0.5)) * lift.get(brand, {}).get(day, 1) for day in dates]
        bad = [w * (1 + 0.3 * (random_() - 0.5)) * lift.get(brand + "负面", {}).get(day, 1) for w, day in zip(weights, dates)]
        count, down = divide(mentions, weights), divide(negative, bad)
        # Never more than all that is left of the day.
        up = [min(p, c - d) for p, c, d in zip(divide(positive, weights), count, down)]
        short = positive - sum(up)
        for i in range(len(dates)):
            more = min(short, count[i] - down[i] - up[i])
            up[i] += more
            short -= more
        for day, c, p, n in zip(dates, count, up, down):
            rows.append([day, brand, "是" if brand == "炊朵" else "否", c, p, c - p - n, n])
    return sorted(rows, key=lambda row: (row[0], row[1] != "炊朵", row[1]))


def listening():
    dice = random.Random(20260309).random
    # 1,974 of 21,000 are 9.4 %, 3,840 of 30,000 are 12.8 %; net sentiment 46.0 % and 52.0 %.
    before = {
        "炊朵": (1974, 1186, 278), "品牌甲": (9660, 4927, 1835), "品牌乙": (6216, 3543, 870), "品牌丙": (3150, 1386, 788)}
    after = {
        "炊朵": (3840, 2380, 383), "品牌甲": (12450, 6350, 2490), "品牌乙": (9060, 5165, 1268), "品牌丙": (4650, 2046, 1163)}
    lift = {
        "炊朵": {"2026-03-09": 2.1, "2026-03-10": 1.6, "2026-03-21": 1.5, "2026-03-22": 1.6},
        "品牌乙": {day: 1.5 for day in days("2026-03-16", 6)}}
    write(
        LAUNCH / "listening.csv", LISTENING_HEAD,
        voice(dice, days("2026-01-12", 21), before, {}) + voice(dice, days("2026-03-09", 21), after, lift))

    before = {
        "炊朵": (2260, 1288, 294), "品牌甲": (10120, 5060, 2024), "品牌乙": (5480, 3124, 767), "品牌丙": (4140, 1822, 1035)}
    after = {
        "炊朵": (4788, 2586, 862), "品牌甲": (17640, 8644, 3704), "品牌乙": (7812, 4375, 1172), "品牌丙": (9660, 4057, 2608)}
    # The payment page failed on the evening of June 12.
    lift = {
        "炊朵": {"2026-06-01": 1.7, "2026-06-12": 1.5, "2026-06-13": 1.6, "2026-06-16": 1.6, "2026-06-17": 1.8, "2026-06-18": 2.2},
        "炊朵负面": {"2026-06-12": 4.5, "2026-06-13": 5.5, "2026-06-14": 2.2},
        "品牌甲": {"2026-06-03": 1.6, "2026-06-18": 1.7}}
    write(
        PROMOTION / "listening.csv", LISTENING_HEAD,
        voice(dice, days("2026-05-04", 20), before, {}) + voice(dice, days("2026-06-01", 20), after, lift))


# ---------------------------------------------------------------- benchmarks


def benchmarks():
    head = ["指标", "对标对象", "期间", "对标值", "来源"]
    shop, panel, report = "店铺公开成交榜（示例数据）", "第三方消费者样本（示例数据）", "平台小家电商家月报（示例数据）"
    write(PROMOTION / "benchmarks.csv", head, [
        ["aov", "品牌甲", "2026-06", 236.4, shop], ["aov", "品牌乙", "2026-06", 462.0, shop],
        ["aov", "品牌丙", "2026-06", 121.8, shop], ["aov", "行业均值", "2026-06", 274.5, report],
        ["conversion-rate", "品牌甲", "2026-06", "3.42%", panel], ["conversion-rate", "品牌乙", "2026-06", "2.71%", panel],
        ["conversion-rate", "品牌丙", "2026-06", "3.05%", panel], ["conversion-rate", "行业均值", "2026-06", "2.96%", report],
        ["cac", "品牌甲", "2026-06", 168, panel], ["cac", "品牌丙", "2026-06", 96, panel],
        ["cac", "行业均值", "2026-06", 152, report],
        ["new-customer-share", "行业均值", "2026-06", "44%", report],
        # Nobody knows where it comes from, so it is not shown.
        ["repurchase-rate", "品牌甲", "2026-06", "21%", ""],
    ])
    wave, industry = "品牌追踪调研同卷（示例数据）", "内容平台品类周报（示例数据）"
    write(LAUNCH / "benchmarks.csv", head, [
        ["brand-awareness", "品牌甲", "2026-03", "58.3%", wave], ["brand-awareness", "品牌乙", "2026-03", "41.5%", wave],
        ["brand-awareness", "品牌丙", "2026-03", "27.6%", wave],
        ["brand-favorability", "品牌甲", "2026-03", "55.2%", wave], ["brand-favorability", "品牌乙", "2026-03", "63.8%", wave],
        ["brand-favorability", "品牌丙", "2026-03", "41.9%", wave],
        ["engagement-rate", "行业均值", "2026-03", "2.61%", industry], ["cpm", "行业均值", "2026-03", 24.8, industry],
    ])


if __name__ == "__main__":
    experiments()
    surveys()
    listening()
    benchmarks()
