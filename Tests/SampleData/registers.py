#!/usr/bin/env python3
"""Writes those registers of the sample site whose figures nobody would type: counts, stock, shipments, scores.

    python3 Tests/SampleData/registers.py [CONTENT]

CONTENT is the folder to write into, content/ of this repository when absent. The figures are invented; where the
campaign's data files say how many units were sold, they agree with them. Every run writes the same bytes: the random
numbers are seeded, only the four basic operations touch them, and the workbook's clock is fixed.
Needs openpyxl 3.1 for the one workbook; everything else is the standard library.
"""
import csv
import datetime
import io
import random
import re
import sys
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.styles import Alignment, Font

REGIONS = {"华东": 0.36, "华南": 0.27, "华北": 0.22, "西南": 0.15}
MARKS = {"华东": "东", "华南": "南", "华北": "北", "西南": "西"}


class Dice:
    """Seeded noise from `random.random` alone, whose sequence Python guarantees."""

    def __init__(self, seed):
        self.random = random.Random(seed).random

    def near(self, spread):
        """About 1, give or take `spread`; never further than 2.5 times that."""
        r = self.random
        return 1 + spread * 1.25 * (r() + r() + r() + r() - 2)

    def below(self, count):
        """A whole number from 0 up to, but not, `count`."""
        return int(self.random() * count)


def write_rows(path, header, rows):
    out = io.StringIO()
    writer = csv.writer(out, lineterminator="\r\n")
    writer.writerow(header)
    writer.writerows(rows)
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(out.getvalue().encode("utf-8-sig"))


def divide(whole, shares):
    """Whole numbers in proportion to `shares` that add up to `whole`: the largest remainders get what is left."""
    total = sum(shares)
    exact = [whole * share / total for share in shares]
    parts = [int(x) for x in exact]
    by_rest = sorted(range(len(parts)), key=lambda i: (parts[i] - exact[i], i))
    for i in by_rest[: whole - sum(parts)]:
        parts[i] += 1
    return parts


# ---------------------------------------------------------------- the site

SUPPLIERS = [
    # name, kind, admitted, chosen by, quotes, centre of the four scores, note
    ("印务甲", "印刷", "2024-03-11", "比价", 4, (82, 91, 90, 86), ""),
    ("印务乙", "印刷", "2025-06-20", "比价", 4, (88, 78, 74, 80), "备用厂，先保华东与华南"),
    ("赠品厂甲", "赠品", "2024-08-05", "招标", 5, (80, 86, 88, 84), ""),
    ("赠品厂乙", "赠品", "2025-10-14", "比价", 3, (90, 72, 70, 76), "备用厂，只做配件包"),
    ("快运甲", "配送", "2023-11-02", "框架协议", 3, (78, 84, 80, 82), "华南干线高潮期须提前加车"),
    ("快运乙", "配送", "2025-01-16", "框架协议", 3, (84, 80, 86, 78), ""),
    ("搭建公司", "搭建", "2025-12-08", "招标", 4, (76, 85, 92, 88), ""),
    ("搭建乙", "搭建", "2026-01-22", "比价", 3, (86, 74, 76, 80), ""),
    ("影像工作室", "影像", "2025-02-24", "比价", 3, (74, 92, 78, 86), "补拍要写进合同"),
    ("影像乙", "影像", "2026-03-05", "比价", 3, (88, 79, 84, 82), ""),
]


def suppliers(content):
    dice = Dice("suppliers")
    rows = []
    for name, kind, admitted, chosen, quotes, scores, note in SUPPLIERS:
        given = [min(100, round(score * dice.near(0.015))) for score in scores]
        rows.append([name, kind, admitted, chosen, quotes, *given, "2026-07-06", "后勤与供应链", note])
    write_rows(
        content / "registers" / "suppliers.csv",
        ["供应商", "品类", "准入日", "选定方式", "报价家数", "价格分", "质量分", "交期分", "服务分", "评分日", "管理人", "备注"], rows)


def industry_figures(content):
    """Tenths of a hundred million yuan, so that no fraction is rounded twice."""
    dice = Dice("industry")
    rows = []
    for market, first, growths, share in (
        ("空气炸锅", 412, (0.31, 0.22, 0.09, 0.05, 0.04), (0.9, 1.4, 1.8, 1.9, 2.1)),
        ("破壁机", 655, (0.06, 0.04, 0.02, 0.03, 0.02), (1.1, 1.2, 1.4, 1.6, 1.7)),
        ("养生壶", 288, (0.08, 0.07, 0.05, 0.04, 0.04), (1.4, 1.6, 1.8, 1.8, 1.9)),
    ):
        size = first
        for i, year in enumerate(range(2021, 2027)):
            if i:
                size = round(size * (1 + growths[i - 1] * dice.near(0.1)))
            forecast = year == 2026
            # The share is per mille of the market; three products make nine tenths of the 38.6 million yuan of 2025.
            own = "" if forecast else f"{size * share[i] / 10000:.3f}"
            source = "自行推算（示例数据）" if forecast else f"行业年报 {year + 1} 年版（示例数据）"
            rows.append([market, year, f"{size // 10}.{size % 10}", own, "是" if forecast else "否", source])
    write_rows(
        content / "registers" / "industry_figures.csv", ["市场", "年份", "市场规模", "自家销售额", "预测值", "出处"], rows)


# ---------------------------------------------------------------- 618 promotion

PROMOTION = Path("campaigns") / "618-promotion"
UNITS_SOLD = 16704  # what the daily files of the campaign add up to
DAYS = 20
PRODUCTS = [
    # name, share of the units sold, unit cost, substitute
    ("可视窗空气炸锅", 0.25, 208, "标准款空气炸锅"),
    ("轻音破壁机", 0.25, 178, "标准款破壁机"),
    ("养生壶", 0.35, 102, "小容量养生壶"),
    ("其他小家电", 0.15, 78, ""),
]


def sold_units():
    """(product, region) -> units sold in the campaign."""
    by_product = divide(UNITS_SOLD, [share for _, share, _, _ in PRODUCTS])
    return {
        (name, region): units
        for (name, _, _, _), whole in zip(PRODUCTS, by_product)
        for region, units in zip(REGIONS, divide(whole, list(REGIONS.values())))}


def inventory(content):
    dice = Dice("inventory")
    rows = []
    for (name, region), sold in sold_units().items():
        cost, substitute = next((p[2], p[3]) for p in PRODUCTS if p[0] == name)
        left = round(sold * 0.16 * dice.near(0.25))
        rows.append([
            name, region + "仓", "2026-06-20", sold + left, left, 0, f"{sold / DAYS:.1f}", cost, sold, substitute])
    write_rows(
        content / PROMOTION / "registers" / "inventory.csv",
        ["商品", "仓库", "盘点日", "期初库存", "库存", "在途", "日均销量", "单位成本", "期内销量", "替代款"], rows)


def shipments(content):
    """Two batches a product and region into the warehouses' regions, one of them late on the line to the south."""
    dice = Dice("shipments")
    rows = []
    for (name, region), sold in sold_units().items():
        if name == "其他小家电":
            continue
        for batch, (day, share) in enumerate((("2026-06-03", 0.3), ("2026-06-09", 0.3), ("2026-06-15", 0.4)), start=1):
            shipped = datetime.date.fromisoformat(day) + datetime.timedelta(days=dice.below(2))
            promised = shipped + datetime.timedelta(days={"华东": 1, "华南": 2, "华北": 2, "西南": 3}[region])
            late = 1 if (region, batch, name) == ("华南", 3, "养生壶") or dice.random() < 0.05 else 0
            carrier = "快运甲" if region in ("华南", "华东") else "快运乙"
            rows.append([
                f"W-{shipped:%m%d}-{MARKS[region]}{len(rows) + 1:02}", name, region, carrier, shipped, promised,
                promised + datetime.timedelta(days=late), round(sold * share)])
    write_rows(
        content / PROMOTION / "registers" / "shipments.csv",
        ["批次", "商品", "区域", "承运商", "发出日", "承诺到达", "实际到达", "件数"], rows)


# Question, options with their score, and the weights of the two waves.
QUESTIONS = [
    ("不下单的首要顾虑", [
        ("用完难洗", "", 34, 21), ("怕不合适退不了", "", 24, 20), ("买贵了", "", 17, 19), ("机身太大", "", 14, 15),
        ("权益看不懂", "", 6, 14), ("没有顾虑", "", 5, 11)]),
    ("愿不愿意在大促换新", [
        ("很愿意", 5, 18, 27), ("愿意", 4, 33, 37), ("说不准", 3, 28, 21), ("不愿意", 2, 14, 10), ("很不愿意", 1, 7, 5)]),
    ("首单最想要什么", [
        ("配件包", "", 41, 38), ("减 30 元", "", 33, 34), ("延长试用", "", 18, 19), ("积分加倍", "", 8, 9)]),
]


def survey_responses(content):
    dice = Dice("survey")
    rows = []
    for wave, base, weight in (("活动前", 412, 2), ("活动后", 436, 3)):
        for question, options in QUESTIONS:
            counts = divide(base, [option[weight] * dice.near(0.04) for option in options])
            for (option, score, _, _), count in zip(options, counts):
                rows.append([wave, question, option, score, count, base, "否"])
    write_rows(
        content / PROMOTION / "registers" / "survey_responses.csv",
        ["期次", "题目", "选项", "分值", "份数", "有效样本", "多选题"], rows)


MATERIALS = [
    # item, kind, how many came in, share that was used, share that is the safety stock, supplier
    ("开箱卡", "印刷品", 16000, 0.93, 0.03, "印务甲"),
    ("配件包", "赠品", 5200, 0.90, 0.05, "赠品厂甲"),
    ("以旧换新回寄袋", "包装", 1400, 0.82, 0.10, "印务甲"),
    ("直播间道具套装", "道具", 24, 0.83, 0.00, "搭建公司"),
]


def materials(content):
    dice = Dice("materials")
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "物料台账"
    headers = ["物料", "品类", "区域", "入库", "领用", "余量", "安全量", "供应商", "保管"]
    sheet.append(headers)
    for item, kind, count, used, safe, supplier in MATERIALS:
        for region, received in zip(REGIONS, divide(count, list(REGIONS.values()))):
            taken = min(received, round(received * used * dice.near(0.01)))
            sheet.append([
                item, kind, region, received, taken, received - taken, int(received * safe), supplier, "后勤与供应链"])
    for cell in sheet[1]:
        cell.font = Font(bold=True)
        cell.alignment = Alignment(horizontal="center")
    for row in sheet.iter_rows(min_row=2, min_col=4, max_col=7):
        for cell in row:
            cell.number_format = "#,##0"
    sheet.freeze_panes = "D2"
    sheet.column_dimensions["A"].width = 18
    save_workbook(book, content / PROMOTION / "registers" / "materials.xlsx")


def save_workbook(book, path):
    """openpyxl stamps the current time into the properties and the archive; both are set to a fixed day."""
    raw = io.BytesIO()
    book.save(raw)
    path.parent.mkdir(parents=True, exist_ok=True)
    with zipfile.ZipFile(raw) as source, zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as target:
        for name in source.namelist():
            data = source.read(name)
            if name == "docProps/core.xml":
                data = re.sub(rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-06-22T01:00:00Z", data)
            entry = zipfile.ZipInfo(name, (2026, 6, 22, 9, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            target.writestr(entry, data)


def main():
    here = Path(__file__).resolve().parents[2] / "content"
    content = Path(sys.argv[1]) if len(sys.argv) > 1 else here
    for write in (suppliers, industry_figures, inventory, shipments, survey_responses, materials):
        write(content)


if __name__ == "__main__":
    main()
