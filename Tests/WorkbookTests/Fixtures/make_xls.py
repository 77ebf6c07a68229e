#!/usr/bin/env python3
"""Writes the XLS workbooks beside this file, as the platforms hand them out; values are invented.

    python3 Tests/WorkbookTests/Fixtures/make_xls.py     (needs xlwt 1.3)
"""
import datetime
from pathlib import Path

import xlwt

HERE = Path(__file__).resolve().parent


def book(name, *sheets):
    """Each sheet is a name and its rows, None for a cell that is not there."""
    result = xlwt.Workbook(encoding="utf-8")
    for title, rows in sheets:
        sheet = result.add_sheet(title)
        for line, row in enumerate(rows):
            for column, cell in enumerate(row):
                if cell is not None:
                    sheet.write(line, column, cell)
    result.save(str(HERE / name))


# Every type of cell: text of both widths, whole numbers, fractions, dates, percents, truth, errors, formulas.
types = xlwt.Workbook(encoding="utf-8")
sheet = types.add_sheet("类型")
day, percent = xlwt.easyxf(num_format_str="YYYY-MM-DD"), xlwt.easyxf(num_format_str="0.00%")
moment, clock = xlwt.easyxf(num_format_str="yyyy/m/d h:mm"), xlwt.easyxf(num_format_str="h:mm:ss")
for column, cell in enumerate(["plain", "汉字", 42, -3, 0.1, 1234567.89, 612345678901, 1e-7]):
    sheet.write(0, column, cell)
sheet.write(1, 0, datetime.date(2026, 9, 1), day)
sheet.write(1, 1, datetime.datetime(2026, 9, 1, 13, 5), moment)
sheet.write(1, 2, datetime.time(0, 3, 25), clock)
sheet.write(1, 3, 0.0045, percent)
sheet.write(1, 4, True)
sheet.row(1).set_cell_error(5, "#DIV/0!")
sheet.write(1, 6, xlwt.Formula("C1*2"))
sheet.write_merge(3, 4, 0, 1, "合并")
sheet.write(3, 2, 5)
# Enough text to go over several records, at whose bounds it changes its width.
for line in range(400):
    sheet.write(6 + line, 0, f"{line}" + ("文字" if line % 3 else "text") * 20)
hidden = types.add_sheet("底稿")
hidden.write(0, 0, "x")
hidden.visibility = 1
types.save(str(HERE / "types.xls"))

dates = xlwt.Workbook(encoding="utf-8")
dates.dates_1904 = True
sheet = dates.add_sheet("A")
sheet.write(0, 0, datetime.date(2026, 9, 1), day)
dates.save(str(HERE / "types-1904.xls"))

# 生意参谋: four lines, the header on row 5, numbers and percents as text.
head = [["【生意参谋平台】"], ["数据类型：商品"], ["数据生成时间：2026-06-19 09:00:00"], ["统计周期：2026-06-18 至 2026-06-18"]]
book("shengyicanmou.xls", ("商品", head + [
    ["统计日期", "商品ID", "商品名称", "商品访客数", "商品浏览量", "商品加购件数", "支付买家数", "支付件数", "支付金额", "支付转化率", "客单价"],
    ["2026-06-18", "612345678901", "空气炸锅", "2,133", "4,020", "120", "27", "30", "14,414.00", "1.27%", "533.85"],
    ["2026-06-18", "612345678902", "破壁机", "-", "--", "0", "0", "0", "0.00", "-", "-"],
    ["2026-06-18", "612345678903", "电热饭盒", "1,000", 2000, 55, 10, 12, 1999.9, "1.00%", "199.99"],
]))
# Views of a week print 万 and 亿: no exact figures.
book("shengyicanmou-week.xls", ("店铺", head[:3] + [["统计周期：2026-06-15 至 2026-06-21"]] + [
    ["商品访客数", "商品浏览量", "支付金额"], ["2.5万", "12.3万", "1.2亿"],
]))
# 市场: ranges and indices.
book("shichang.xls", ("市场排行", head + [[]] + [
    ["统计日期", "店铺名称", "类目", "访客数", "支付金额", "交易指数"],
    ["2026-06-18", "甲店", "厨房小电", "200 ~ 400", "￥800 ~ ￥1,000", "1,234"],
    ["2026-06-18", "乙店", "厨房小电", "1,000 ~ 2,000", "￥5,000 ~ ￥8,000", "2,345"],
]))
# 巨量引擎 受众分析: a sheet for each cut of the audience, one of them empty.
measures = ["展示数", "点击数", "消耗", "展示数TGI", "点击TGI"]
book("juliang-audience_20260901-20260907.xls", *[
    (title, [[column] + measures] + [[value, 1000 * n, 20 * n, 30.5 * n, 98.5, 103.2] for n, value in enumerate(values, 1)])
    for title, column, values in [
        ("省级地域", "省级地域", ["广东", "浙江"]), ("地级市", "地级市", ["深圳", "杭州"]), ("性别", "性别", ["男", "女"]),
        ("年龄", "年龄", ["18-23", "24-30"]), ("设备", "设备", ["安卓", "苹果"]), ("兴趣", "兴趣分类", ["美食", "家居"]),
        ("人群包", "人群包", []),
    ]
])
