#!/usr/bin/env python3
"""Writes the hours and heads of the two sample campaigns: content/campaigns/*/data/staff.csv, by period and role.

    python3 Tests/SampleData/lessons.py [CONTENT]

CONTENT is the folder to write into, content/ of this repository when absent. The figures are invented; no row is about
one person. Every run writes the same bytes: the random numbers are seeded, and only the four basic operations touch them.
Needs nothing but the standard library.
"""
import csv
import io
import random
import sys
from pathlib import Path

HEADER = ["期间", "角色", "工作类型", "工时", "人数"]

# Work of a role: what share of its hours goes where. The last number of a role is how many people it has in the
# baseline and in the campaign.
PROMOTION = {
    "营销策略": ({"项目统筹": 0.70, "数据与报表": 0.30}, 3, 3),
    "内容创意": ({"文案与脚本": 0.40, "海报与视觉": 0.35, "短视频与直播": 0.25}, 6, 6),
    "数字营销": ({"投放与优化": 0.75, "数据与报表": 0.15, "项目统筹": 0.10}, 7, 7),
    "活动执行": ({"短视频与直播": 0.70, "项目统筹": 0.30}, 7, 9),
    "客服": ({"客服与社群": 1.00}, 10, 12),
    "数据分析": ({"数据与报表": 0.85, "项目统筹": 0.15}, 3, 3),
}
# Periods of the baseline and the campaign with their working days; in the campaign live evenings are worked as well.
PROMOTION_PERIODS = [
    ("2026-05-04至2026-05-10", 5, 0), ("2026-05-11至2026-05-17", 5, 0), ("2026-05-18至2026-05-23", 5, 0),
    ("2026-06-01至2026-06-07", 6, 1), ("2026-06-08至2026-06-14", 6, 1), ("2026-06-15至2026-06-20", 6, 1),
]
PROMOTION_LOAD = {"短视频与直播": 1.30, "客服与社群": 1.18, "投放与优化": 1.10}

LAUNCH = {
    "营销策略": ({"项目统筹": 0.75, "数据与报表": 0.25}, 3, 3),
    "内容创意": ({"文案与脚本": 0.45, "海报与视觉": 0.25, "短视频与直播": 0.30}, 6, 7),
    "数字营销": ({"投放与优化": 0.60, "客服与社群": 0.25, "数据与报表": 0.15}, 6, 6),
    "活动执行": ({"项目统筹": 0.40, "线下活动": 0.60}, 5, 6),
    "数据分析": ({"数据与报表": 0.90, "项目统筹": 0.10}, 2, 2),
}
LAUNCH_PERIODS = [
    ("2026-W03", 5, 0), ("2026-W04", 5, 0), ("2026-W05", 5, 0),
    ("2026-W11", 5, 1), ("2026-W12", 6, 1), ("2026-W13", 5, 1),
]
LAUNCH_LOAD = {"短视频与直播": 1.25, "线下活动": 1.20}


def rows(staff, periods, load, seed):
    dice = random.Random(seed).random
    result = []
    for period, days, is_campaign in periods:
        for role, (mix, before, now) in staff.items():
            heads = now if is_campaign else before
            for work, share in mix.items():
                hours = heads * days * 8 * share * (0.96 + 0.08 * dice())
                if is_campaign:
                    hours *= load.get(work, 1)
                result.append([period, role, work, int(hours * 2 + 0.5) / 2, heads])
    return result


def write(path, body):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(HEADER)
    writer.writerows(body)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


def main():
    content = Path(sys.argv[1]) if len(sys.argv) > 1 else Path(__file__).resolve().parents[2] / "content"
    campaigns = content / "campaigns"
    write(campaigns / "618-promotion" / "data" / "staff.csv", rows(PROMOTION, PROMOTION_PERIODS, PROMOTION_LOAD, 61808))
    write(campaigns / "spring-launch" / "data" / "staff.csv", rows(LAUNCH, LAUNCH_PERIODS, LAUNCH_LOAD, 32908))


if __name__ == "__main__":
    main()
