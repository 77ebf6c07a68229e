"""A daily KPI file of any length with Chinese headers and dimensions, the same bytes at every run.

usage: kpi_rows.py ROWS FILE
"""

import datetime
import random
import sys

CHANNELS = ("搜索广告", "信息流", "短视频", "直播", "私域", "电商站内", "线下")
REGIONS = ("华东", "华南", "华北", "西南", "东北")
SEGMENTS = ("新客", "老客", "会员")


def write(rows: int, path: str) -> None:
    rng = random.Random(5)
    per_day = len(CHANNELS) * len(REGIONS) * len(SEGMENTS)
    combinations = [f"{c},{r},{s}" for c in CHANNELS for r in REGIONS for s in SEGMENTS]
    days = 366
    accounts = -(-rows // (days * per_day))
    first = datetime.date(2026, 1, 1)
    with open(path, "w", encoding="utf-8") as file:
        file.write("日期,账户,渠道,地区,客群,曝光量,点击量,媒介花费,订单数,销售额\n")
        written = 0
        for day in range(days):
            date = (first + datetime.timedelta(days=day)).isoformat()
            lines = []
            for account in range(accounts):
                for combination in combinations:
                    if written == rows:
                        break
                    impressions = rng.randrange(100, 100_000)
                    clicks = impressions * rng.randrange(5, 60) // 1000
                    orders = clicks * rng.randrange(5, 90) // 1000
                    lines.append(
                        f"{date},店{account:03},{combination},{impressions},{clicks},{clicks * rng.randrange(40, 300) / 100:.2f},"
                        f"{orders},{orders * rng.randrange(8000, 40000) / 100:.2f}\n")
                    written += 1
            file.write("".join(lines))


if __name__ == "__main__":
    write(int(sys.argv[1]), sys.argv[2])
