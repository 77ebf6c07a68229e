#!/usr/bin/env python3
"""Writes the workbooks beside this file.

    python3 Tests/WorkbookTests/Fixtures/make_fixtures.py

Two come from openpyxl, as ordinary programs write them. The others are put together part by part, because they hold
what no ordinary program writes. The archives carry a fixed time, so that every run gives the same bytes.
"""
import datetime
import io
import re
import zipfile
from pathlib import Path

import openpyxl
from openpyxl.cell.rich_text import CellRichText, TextBlock
from openpyxl.cell.text import InlineFont

HERE = Path(__file__).resolve().parent
MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATIONS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
STRICT_MAIN = "http://purl.oclc.org/ooxml/spreadsheetml/main"
STRICT_RELATIONS = "http://purl.oclc.org/ooxml/officeDocument/relationships"
HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def archive(name, parts):
    with zipfile.ZipFile(HERE / name, "w") as target:
        for part, content in parts.items():
            entry = zipfile.ZipInfo(part, (2026, 1, 1, 0, 0, 0))
            entry.compress_type = zipfile.ZIP_DEFLATED
            target.writestr(entry, content)


def from_openpyxl(name, book):
    raw = io.BytesIO()
    book.save(raw)
    with zipfile.ZipFile(raw) as source:
        parts = {n: source.read(n) for n in source.namelist()}
    parts["docProps/core.xml"] = re.sub(
        rb"\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ", b"2026-01-01T00:00:00Z", parts["docProps/core.xml"])
    archive(name, parts)


def parts(sheets, strings=None, styles=None, book="", main=MAIN, relations=RELATIONS, prefix=""):
    """The parts of a workbook; `sheets` are (name, state, xml of the worksheet's inside)."""
    p = prefix + ":" if prefix else ""
    ns = f'xmlns{":" + prefix if prefix else ""}="{main}" xmlns:r="{relations}"'
    rel = "http://schemas.openxmlformats.org/package/2006/relationships"
    listed = "".join(
        f'<{p}sheet name="{n}" sheetId="{i}" {"state=" + chr(34) + s + chr(34) if s else ""} r:id="rId{i}"/>'
        for i, (n, s, _) in enumerate(sheets, 1))
    related = "".join(
        f'<Relationship Id="rId{i}" Type="{relations}/worksheet" Target="worksheets/sheet{i}.xml"/>'
        for i in range(1, len(sheets) + 1))
    result = {
        "_rels/.rels": f'{HEAD}<Relationships xmlns="{rel}"><Relationship Id="rId1" '
                       f'Type="{relations}/officeDocument" Target="xl/workbook.xml"/></Relationships>',
        "xl/workbook.xml": f"{HEAD}<{p}workbook {ns}>{book}<{p}sheets>{listed}</{p}sheets></{p}workbook>",
    }
    if strings is not None:
        related += f'<Relationship Id="rId90" Type="{relations}/sharedStrings" Target="/xl/sharedStrings.xml"/>'
        result["xl/sharedStrings.xml"] = f"{HEAD}<{p}sst {ns}>{strings}</{p}sst>"
    if styles is not None:
        related += f'<Relationship Id="rId91" Type="{relations}/styles" Target="styles.xml"/>'
        result["xl/styles.xml"] = f"{HEAD}<{p}styleSheet {ns}>{styles}</{p}styleSheet>"
    for i, (_, _, inside) in enumerate(sheets, 1):
        result[f"xl/worksheets/sheet{i}.xml"] = f"{HEAD}<{p}worksheet {ns}>{inside}</{p}worksheet>"
    result["xl/_rels/workbook.xml.rels"] = f'{HEAD}<Relationships xmlns="{rel}">{related}</Relationships>'
    return result


def data(rows):
    return f"<sheetData>{rows}</sheetData>"


def ordinary():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "店铺日报"
    sheet.append(["店铺日报", None, None, None])
    sheet.merge_cells("A1:D1")
    sheet.append(["日期", "渠道", "订单数", "销售额"])
    sheet.append([datetime.date(2026, 6, 18), "直播", 170, 45683.5])
    sheet.append([datetime.date(2026, 6, 19), "短视频", 84, 0.1 + 0.2])
    sheet.append([datetime.datetime(2026, 6, 20, 8, 30), "私域 <&> \"", True, "=1/0"])
    sheet["A3"].number_format = "yyyy-mm-dd"
    sheet["A4"].number_format = 'yyyy"年"m"月"d"日"'
    sheet.row_dimensions[4].hidden = True
    hidden = book.create_sheet("底稿")
    hidden.append(["不应读到"])
    hidden.sheet_state = "hidden"
    deep = book.create_sheet("更深")
    deep.append(["不应读到"])
    deep.sheet_state = "veryHidden"
    book.create_sheet("空表")
    from_openpyxl("ordinary.xlsx", book)


def rich():
    book = openpyxl.Workbook()
    sheet = book.active
    sheet["B2"] = CellRichText("销售", TextBlock(InlineFont(b=True), "额"), "（元）")
    sheet["B3"] = "'00123"
    sheet["B4"] = "1,234"
    sheet["B5"] = "第一行\n第二行"
    from_openpyxl("rich.xlsx", book)


def formats():
    """One number in many number formats: A the builtin ones, B custom ones."""
    builtin = [0, 1, 2, 4, 9, 10, 11, 14, 17, 18, 21, 22, 27, 31, 33, 36, 45, 46, 47, 49, 50, 57, 58]
    codes = [
        "General", "0.00_ ", '#,##0.00"元"', "0.00E+00", "[Red]#,##0;[Blue]-#,##0", "[$￥-804]#,##0.00", '"y"0.0"d"',
        "yyyy/m/d", "yyyy\\-mm\\-dd", '[$-F800]dddd", "mmmm" "dd", "yyyy', 'm"月"d"日"', "mmm-yy", "aaaa", "h:mm AM/PM",
        "上午/下午h:mm", "[h]:mm:ss", "[mm]:ss", "mm:ss.0", "yyyy/m/d h:mm", "@", "0%", '0.0,"万"',
    ]
    xfs = "".join(f'<xf numFmtId="{i}"/>' for i in builtin)
    xfs += "".join(f'<xf numFmtId="{200 + i}"/>' for i in range(len(codes)))
    escape = lambda t: t.replace("&", "&amp;").replace('"', "&quot;").replace("<", "&lt;")
    fmts = "".join(f'<numFmt numFmtId="{200 + i}" formatCode="{escape(c)}"/>' for i, c in enumerate(codes))
    styles = (
        f'<numFmts>{fmts}</numFmts><cellStyleXfs><xf numFmtId="14"/></cellStyleXfs><cellXfs>{xfs}</cellXfs>'
        '<dxfs><dxf><numFmt numFmtId="200" formatCode="yyyy"/></dxf></dxfs>')
    rows = ""
    for r in range(max(len(builtin), len(codes))):
        cells = ""
        if r < len(builtin):
            cells += f'<c r="A{r + 1}" s="{r}"><v>46191.25</v></c>'
        if r < len(codes):
            cells += f'<c r="B{r + 1}" s="{len(builtin) + r}"><v>46191.25</v></c>'
        rows += f'<row r="{r + 1}">{cells}</row>'
    archive("formats.xlsx", parts([("格式", "", data(rows))], styles=styles))


def serials():
    styles = '<cellXfs><xf numFmtId="0"/><xf numFmtId="14"/><xf numFmtId="22"/><xf numFmtId="21"/><xf numFmtId="46"/></cellXfs>'
    values = ["1", "59", "61", "25569", "46191", "2958465"]
    rows = "".join(f'<row r="{i}"><c r="A{i}" s="1"><v>{v}</v></c></row>' for i, v in enumerate(values, 1))
    more = [(2, "46191.999999"), (3, "0.00237268518518519"), (4, "1.5"), (3, "46191.5")]
    rows += "".join(
        f'<row r="{i}"><c r="A{i}" s="{s}"><v>{v}</v></c></row>' for i, (s, v) in enumerate(more, len(values) + 1))
    archive("serials-1900.xlsx", parts([("S", "", data(rows))], styles=styles))
    archive(
        "serials-1904.xlsx",
        parts([("S", "", data('<row><c s="1"><v>0</v></c><c s="1"><v>44729</v></c></row>'))], styles=styles,
              book='<workbookPr date1904="1"/>'))
    bad = "".join(f'<row r="{i}"><c r="A{i}" s="1"><v>{v}</v></c></row>' for i, v in enumerate(["60", "0", "-1", "2958466"], 1))
    archive("serials-bad.xlsx", parts([("S", "", data(bad + '<row r="9"><c r="B9"><v>7</v></c></row>'))], styles=styles))


def numbers():
    values = [
        "0.30000000000000004", "1E2", "1.5E-3", "-0", "1.10222302462516E-16", "123456789.12", "1e400", "abc", "NaN",
        "1.2345678901234567E+18", "0012", "9.9999999999999995", "-1234.5", "  7 ", "1e-30",
    ]
    rows = "".join(f'<row r="{i}"><c r="A{i}"><v>{v}</v></c></row>' for i, v in enumerate(values, 1))
    archive("numbers.xlsx", parts([("N", "", data(rows))]))


def cells():
    strings = (
        "<si><t>渠道</t></si>"
        '<si><r><t>東</t></r><r><rPr><b/></rPr><t xml:space="preserve">京 </t></r>'
        '<rPh sb="0" eb="2"><t>トウキョウ</t></rPh><phoneticPr fontId="1"/></si>'
        "<si><t>a_x000D_b_x005F_x0041_</t></si><si><t/></si>")
    rows = (
        '<row r="1"><c r="A1" t="s"><v>0</v></c><c r="C1" t="s"><v>1</v></c><c r="D1" t="s"><v>2</v></c>'
        '<c r="E1" t="s"><v>3</v></c></row>'
        '<row r="3" hidden="1"><c r="A3" t="inlineStr"><is><r><t>内</t></r><r><t>嵌</t></r></is></c>'
        '<c r="B3" t="b"><v>1</v></c><c r="C3" t="e"><v>#DIV/0!</v></c><c r="D3" t="str"><f>A1</f><v>算出</v></c>'
        '<c r="E3" t="str"><f>""</f><v></v></c><c r="F3" t="n"><f>1+1</f><v>2</v></c></row>'
        '<row r="4"><c r="A4"><f>1+1</f></c><c r="B4" t="s"><v>99</v></c><c t="d"><v>2026-06-18T08:30:00</v></c>'
        '<c><v><![CDATA[12]]></v></c><c r="XFD4"><v>1</v></c></row>'
        '<row r="5"><c r="A5"><f>1+1</f></c></row>'
        '<row r="1048576"><c r="A1048576"><v>5</v></c></row>')
    extra = '<extLst><ext><sheetData><row r="2"><c r="A2"><v>666</v></c></row></sheetData></ext></extLst>'
    archive("cells.xlsx", parts([("C", "", '<dimension ref="A1:A1"/>' + data(rows) + extra)], strings=strings))


def merged():
    rows = "".join(
        f'<row r="{r}">' + "".join(f'<c r="{c}{r}"><v>{r}{i}</v></c>' for i, c in enumerate("ABC", 1)) + "</row>"
        for r in range(1, 5))
    areas = '<mergeCells count="2"><mergeCell ref="A1:C1"/><mergeCell ref="A2:B3"/></mergeCells>'
    archive("merged.xlsx", parts([("M", "", data(rows) + areas)]))


def variants():
    row = '<row r="1"><c r="A1" t="d"><v>2026-06-18</v></c><c r="B1"><v>3</v></c></row>'
    archive("strict.xlsx", parts([("S", "", data(row))], main=STRICT_MAIN, relations=STRICT_RELATIONS))
    prefixed = data(row).replace("</", "\0").replace("<", "<x:").replace("\0", "</x:")
    archive("prefixed.xlsx", parts([("S", "", prefixed)], prefix="x"))


def damaged():
    row = '<row r="1"><c r="A1"><v>1</v></c></row>'
    sound = parts([("S", "", data(row))])
    sheet = "xl/worksheets/sheet1.xml"
    archive("doctype.xlsx", sound | {
        sheet: '<?xml version="1.0"?>\n<!-- a --><!DOCTYPE b [<!ENTITY a "ha"><!ENTITY b "&a;&a;">]>'
               f'<worksheet xmlns="{MAIN}">{data(row)}</worksheet>'})
    archive("unclosed.xlsx", sound | {sheet: f'<worksheet xmlns="{MAIN}">\n<sheetData>\n<row r="1">'})
    archive("deep.xlsx", sound | {sheet: "<a>" * 100_000})
    whole_sheet = f'<worksheet xmlns="{MAIN}">{data(row)}</worksheet>'
    archive("deep-closed.xlsx", sound | {
        sheet: whole_sheet.replace("</worksheet>", "<a>" * 100_000 + "</a>" * 100_000 + "</worksheet>")})
    archive("mismatched.xlsx", sound | {sheet: whole_sheet.replace("</row>", "</raw>")})
    archive("not-utf8.xlsx", sound | {
        sheet: whole_sheet.replace("<v>1", '<v>1</v></c><c t="str"><v>@').encode().replace(b"@", b"\xc8\xd5")})
    archive("unknown-entity.xlsx", sound | {sheet: whole_sheet.replace("<v>1", "<v>1&boom;")})
    archive("after-the-end.xlsx", sound | {sheet: whole_sheet + whole_sheet})
    archive("hidden-doctype.xlsx", sound | {
        sheet: '<?xml version="1.0" encoding="UTF-7"?>+ADwAIQ-DOCTYPE a+AD4' + whole_sheet})
    archive("no-xml.xlsx", sound | {sheet: "   "})
    utf16 = '<?xml version="1.0" encoding="UTF-16"?>' + whole_sheet.replace("<v>1</v>", "<v>16</v>")
    archive("utf16.xlsx", sound | {sheet: utf16.encode("utf-16")})
    archive("no-sheet.xlsx", {k: v for k, v in sound.items() if k != sheet})
    archive("no-workbook.xlsx", {"mimetype": "text/plain"})
    archive("bomb.xlsx", sound | {sheet: b" " * (40 << 20)})
    for name, inside in {
        "outside-column": '<row r="1"><c r="XFE1"><v>1</v></c><c r="B1"><v>2</v></c></row>',
        "outside-row": '<row r="1048577"><c r="A1048577"><v>1</v></c></row>',
        "wrong-row": '<row r="1"><c r="A2"><v>1</v></c><c r="B1"><v>2</v></c></row>',
        "twice": '<row r="1"><c r="A1"><v>1</v></c><c r="A1"><v>2</v></c></row>',
        "row-order": '<row r="2"><c r="A2"><v>1</v></c></row><row r="1"><c r="A1"><v>2</v></c></row>',
    }.items():
        archive(f"{name}.xlsx", parts([("S", "", data(inside))]))
    whole = (HERE / "ordinary.xlsx").read_bytes()
    (HERE / "truncated.xlsx").write_bytes(whole[:len(whole) // 2])
    # One byte of the packed first sheet is another: the checksum must tell.
    with zipfile.ZipFile(HERE / "ordinary.xlsx") as z:
        at = z.getinfo("xl/worksheets/sheet1.xml").header_offset
    flipped = bytearray(whole)
    flipped[at + 200] ^= 0xFF
    (HERE / "flipped.xlsx").write_bytes(flipped)
    # An entry whose header says that it is encrypted.
    secret = bytearray((HERE / "strict.xlsx").read_bytes())
    for mark, offset in ((b"PK\x03\x04", 6), (b"PK\x01\x02", 8)):
        secret[secret.index(mark) + offset] |= 1
    (HERE / "encrypted-entry.xlsx").write_bytes(secret)


def table_reader_books():
    """Workbooks as people and platforms hand them out, for the whole way from bytes to tables."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "日报"
    sheet.append(["广告日报"])
    sheet.merge_cells("A1:E1")
    sheet.append([])
    sheet.append(["日期", "渠道", "展现", "点击", "花费(元)"])
    sheet.append([datetime.date(2026, 9, 1), "搜索", "1,000", 10, 12.5])
    sheet.append([datetime.date(2026, 9, 2), "信息流", "2,000", 20, "￥27.50"])
    sheet.append(["合计", None, 3000, 30, 40])
    sheet.append([])
    sheet.append(["日期", "访客数", "订单数"])
    sheet.append([datetime.datetime(2026, 9, 1), 90, 3])
    sheet.append([datetime.datetime(2026, 9, 2), 80, "-"])
    notes = book.create_sheet("说明")
    notes.append(["口径：花费含税"])
    notes.append(["联系人：市场部"])
    from_openpyxl("two-tables.xlsx", book)

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["最多导出排序后前1000条笔记"] * 13)
    sheet.append(["笔记标题", "首次发布时间", "体裁", "曝光", "观看量", "封面点击率", "点赞", "评论", "收藏", "涨粉", "分享",
                  "人均观看时长", "弹幕"])
    sheet.append(["春日穿搭", "2026年06月25日14时50分00秒", "图文", 1000, 200, 0.2, 20, 3, 8, 1, 2, 15.2, 0])
    sheet.append(["夏日出行", "2026年06月26日20时", "视频", 500, 100, 0.1, 9, 1, 2, 0, 1, "8.50秒", 4])
    from_openpyxl("xiaohongshu.xlsx", book)

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "商品"
    for line in ["【生意参谋平台】商品", "统计周期：2026-06-18 ~ 2026-06-18", "终端：全部", "数据来源：生意参谋"]:
        sheet.append([line])
    sheet.append(["统计日期", "商品ID", "商品名称", "商品访客数", "商品浏览量", "支付买家数", "支付件数", "支付金额", "支付转化率"])
    sheet.append(["2026-06-18", "612345678901", "示例商品", "2,133", "4,000", "27", "30", "14,414.00", "1.27%"])
    sheet.append(["2026-06-18", "612345678902", "另一商品", "-", "12", "0", "0", "0.00", "0.00%"])
    from_openpyxl("shengyicanmou.xlsx", book)


def platform_books():
    """Exports of platforms that hand out XLSX; header lines are theirs, values invented."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "直播明细"
    sheet.append(["直播间标题", "开播时间", "直播时长", "直播间曝光次数", "直播间观看人数", "直播间观看次数", "成交金额", "成交订单数", "成交人数", "千次观看成交金额"])
    sheet.append(["会员日专场", "2026-09-01 08:00:00", "2小时", "120,000", "8,000", "10,000", "56,780.00", "210", "198", "5,678.00"])
    sheet.append(["新品首发", "2026-09-02 20:00:00", "1小时30分", "90,000", "6,000", "8,000", "40,000.00", "150", "-", "5,000.00"])
    from_openpyxl("compass-live.xlsx", book)

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "作品分析"
    sheet.append(["作品名称", "发布时间", "体裁", "播放量", "完播率", "5s完播率", "平均播放时长", "点赞量", "分享量", "评论量", "收藏量", "粉丝增量"])
    sheet.append(["三分钟早餐", "2026-09-01 07:30", "视频", 12000, "16.93%", "40.10%", "4秒", 300, 20, 15, 80, 12])
    sheet.append(["厨房收纳", "2026-09-03 19:00", "视频", 8000, "20.00%", "45.00%", "00:18", 150, 9, 7, 60, 5])
    trend = book.create_sheet("粉丝趋势")
    trend.append(["日期", "新增粉丝数"])
    trend.append(["2026-09-01", 12])
    from_openpyxl("douyin-creator.xlsx", book)

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["时间", "SKU", "SKU名称", "一级类目", "二级类目", "三级类目", "成交金额", "成交商品件数", "成交单量", "成交客户数", "商品访客数",
                  "商品浏览量", "搜索曝光次数", "搜索点击次数", "商品曝光次数", "商品曝光人数", "加购客户数", "下单金额", "下单单量", "下单客户数",
                  "取消及售后退款金额"])
    sheet.append(["2026-09-01", "100012345678", "空气炸锅", "家电", "厨房小电", "空气炸锅", 14414, 30, 28, 27, 2133, 4000, 900, 80, 20000,
                  9000, 60, 15000, 31, 29, 586])
    from_openpyxl("jd-shangzhi.xlsx", book)

    # A platform that merges its title over the table and stores figures as text.
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.append(["推广计划日报（2026-09-01 至 2026-09-02）"])
    sheet.merge_cells("A1:E1")
    sheet.append(["日期", "推广计划", "曝光次数", "点击次数", "花费"])
    sheet.append([datetime.date(2026, 9, 1), "朋友圈", "10,000", "120", "240.00"])
    sheet.append([datetime.date(2026, 9, 2), "朋友圈", "5,000", "50", "-"])
    sheet.append(["合计", None, "15,000", "170", "240.00"])
    from_openpyxl("adq-merged.xlsx", book)


def register_books():
    """Registers as people keep them in a spreadsheet, and what goes wrong with them."""
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "风险登记"
    sheet.append(["六月大促风险登记"])
    sheet.merge_cells("A1:G1")
    sheet.append(["编号", "事项", "概率", "损失（万元）", "提出日期", "最近更新", "应对进度", "负责 人"])
    sheet.append(["# 例", "写一句话说明风险", 3, 1, "2026-06-01", "", "", ""])
    sheet.append(["R1", "支付页证书过期\n直播间无法付款", "3", "1.5", datetime.date(2026, 6, 1),
                  datetime.datetime(2026, 6, 12, 14, 5), "50%", "店长"])
    sheet.append(["R2", "全部", 4, 2, "2026/6/3", "2026-06-13 09:00", 0.25, "-"])
    sheet.append(["R3", "汇总", "很高", "1,200.5", "六月中", None, "12.5%", "无"])
    sheet["C7"] = "=C4+1"
    sheet["A7"], sheet["B7"], sheet["E7"] = "R4", "缺货", "#N/A"
    sheet["E8"] = datetime.date(2026, 6, 5)
    sheet["G8"] = 1.25
    sheet["G8"].number_format = "0.0%"
    sheet["A8"] = 5
    sheet.append(["合计", None, None, 1204.0])
    lists = book.create_sheet("选项")
    lists.append(["概率"])
    for value in range(1, 6):
        lists.append([value])
    from_openpyxl("register.xlsx", book)

    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "任务"
    sheet.append(["编号", "事项", "概率"])
    for number in range(1, 6):
        sheet.append([f"R{number}", "预热" if number < 4 else "收尾", number])
    sheet.merge_cells("B2:B4")
    sheet.append(["合计", None, 15])
    sheet.merge_cells("A7:B7")
    from_openpyxl("register-merged.xlsx", book)

    book = openpyxl.Workbook()
    book.epoch = openpyxl.utils.datetime.CALENDAR_MAC_1904
    sheet = book.active
    sheet.append(["编号", "提出日期"])
    sheet.append(["R1", datetime.date(2026, 6, 18)])
    from_openpyxl("register-1904.xlsx", book)

    # A dimension that lies about the size of the sheet.
    rows = "".join(
        f'<row r="{row}"><c r="A{row}" t="inlineStr"><is><t>{key}</t></is></c>'
        f'<c r="B{row}" t="inlineStr"><is><t>{text}</t></is></c></row>'
        for row, key, text in [(1, "编号", "事项"), (2, "R1", "缺货"), (3, "R2", "差评")])
    archive("register-dimension.xlsx", parts([("S", "", '<dimension ref="A1:A1"/>' + data(rows))]))
    archive("register-no-rows.xlsx", parts([("S", "", data(
        '<row r="1"><c r="A1" t="inlineStr"><is><t>编号</t></is></c>'
        '<c r="B1" t="inlineStr"><is><t>事项</t></is></c></row>'))]))


if __name__ == "__main__":
    ordinary()
    rich()
    formats()
    serials()
    numbers()
    cells()
    merged()
    variants()
    damaged()
    table_reader_books()
    platform_books()
    register_books()
