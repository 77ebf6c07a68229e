#!/usr/bin/env python3
"""Writes the data files that the tests read: header lines as the platforms have them, values invented.

usage: make_fixtures.py   (writes beside itself; the outputs are committed)
"""
import csv
import io
import pathlib

HERE = pathlib.Path(__file__).parent


def table(rows, delimiter=",", quoting=csv.QUOTE_MINIMAL, end="\r\n"):
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter, quoting=quoting, lineterminator=end).writerows(rows)
    return out.getvalue()


def write(name, text, encoding="utf-8"):
    path = HERE / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(text if isinstance(text, bytes) else text.encode(encoding))


# Google Ads: title, range, thousands, total row.
google = "Campaign report\r\n\"September 1, 2026 - September 2, 2026\"\r\n" + table([
    ["Day", "Campaign", "Currency code", "Impr.", "Clicks", "CTR", "Cost", "Conversions", "Conv. value"],
    ["2026-09-01", "Brand, core", "CNY", "2,539,093", "112,736", "4.44%", "1,234.50", "1.50", "2,000.00"],
    ["2026-09-02", "Search", "CNY", "1,000", "44", "4.40%", "100.25", " --", "0.00"],
    ["Total: Account", " --", "CNY", "2,540,093", "112,780", "4.44%", "1,334.75", "1.50", "2,000.00"],
])
write("google-ads.csv", google)
write("google-ads-excel.csv", b"\xff\xfe" + google.replace('"', "").replace("\r\n", "\r\n").encode("utf-16-le")
      if False else b"\xff\xfe" + ("Campaign report\r\nSeptember 1, 2026 - September 2, 2026\r\n" + table([
          ["Day", "Campaign", "Impr.", "Clicks", "Cost"],
          ["2026-09-01", "Brand", "2,539,093", "112,736", "1,234.50"],
          ["Total: Account", "", "2,539,093", "112,736", "1,234.50"]], "\t")).encode("utf-16-le"))

# Meta: currency in the header, percent units without a sign, a summary row with blank names.
write("meta.csv", table([
    ["Reporting starts", "Reporting ends", "Campaign name", "Impressions", "Reach", "Link clicks",
     "CTR (link click-through rate)", "Amount spent (USD)", "Purchases", "Purchases conversion value"],
    ["2026-09-01", "2026-09-01", "Launch", "10000", "8000", "123", "1.23", "45.67", "3", "300.5"],
    ["2026-09-02", "2026-09-02", "Launch", "20000", "15000", "500", "2.5", "55.33", "7", "700"],
    ["", "", "", "30000", "20000", "623", "2.076667", "101", "10", "1000.5"],
]), "utf-8-sig")

# GA4 report: comments, fractions.
write("ga4.csv", """# ----------------------------------------
# Traffic acquisition: Session primary channel group (Default Channel Group)
# Account: Sample
# Property: Shop
# ----------------------------------------
#
# All Users
# Start date: 20260826
# End date: 20260827

Session primary channel group (Default Channel Group),Sessions,Engaged sessions,Engagement rate,Bounce rate,Average engagement time per session
Organic Search,1200,800,0.6666666667,0.3333333333,45.5
(other),300,90,0.3,0.7,12.25
""")

# GA4 overview: several tables, each with its header.
write("ga4-overview.csv", """# Start date: 20260901
# End date: 20260902

Date,Active users,New users
20260901,120,80
20260902,130,70

Session primary channel group (Default Channel Group),Sessions
Direct,90
Organic Search,210
""")

# GA4 exploration: the total row first, one cell longer than the header.
write("ga4-exploration.csv", """# ----------------------------------------
# Shop
# Free form-Free form 1
# 20260901-20260902
# ----------------------------------------

Date,Device category,Sessions,Total revenue
,,600,1234.5,Grand total
20260901,mobile,400,1000.25
20260902,desktop,200,234.25
""")

# 百度推广: GBK, preamble, no total row, dashes.
baidu = ["数据生成时间：2026-10-10 14:02", "数据生成条件：", "1. 时间范围：20260901-20260902", "2. 时间单位：分日", "3. 推广设备：移动设备，计算机",
         "4. 投放网络：全部", ""]
write("baidu-search.csv", "\r\n".join(baidu) + "\r\n" + table([
    ["日期", "账户", "推广计划", "展现", "点击", "消费", "点击率", "平均点击价格", "网页转化"],
    ["2026-09-01", "示例账户", "品牌词，核心", "1000", "50", "125.50", "5.00%", "2.51", "-"],
    ["2026-09-02", "示例账户", "竞品词", "2000", "60", "180.00", "3.00%", "3.00", "4"],
]), "gb18030")
write("baidu-feed.csv", "数据生成时间：2026-10-10 14:02\r\n数据生成条件：\r\n时间范围：20260901\r\n\r\n"
      + "日期\t,推广计划,展现量,点击量,消费\r\n2026-09-01\t,信息流计划,3000,30,60.00\r\n", "gb18030")
write("baidu-account.csv", "20260901-20260901\r\n推广计划名称,展现量,点击量,消费,计算机展现量,移动展现量\r\n示例账户\r\n"
      + "计划甲,100,10,20.5,40,60\r\n计划乙,200,20,30.5,80,120\r\n", "gb18030")

# 搜狗: a stray trailing comma; total row first, shorter than the header.
write("sogou-account.csv", "显示以下时间范围内的全部设备:2026/10/22 - 2026/10/22\r\n\r\n"
      + "日期,账户,消耗,展示数,点击数,\r\n2026/10/22,示例,4475.35,5000,375,\r\n")
write("daily-sogou-region.csv", "日期,省份,城市,账户,消耗,点击数,点击均价\r\n总计,--,--,4475.35,375,11.93\r\n"
      + "2026-10-22,广东,深圳,示例,4000.35,300,13.33\r\n2026-10-22,江苏,南京,示例,475,75,6.33\r\n")
write("shenma.csv", b"\xef\xbb\xbf" + table(
    [["时间", "账户", "推广计划", "展现量", "点击量", "消费"], ["2026-09-01", "示例", "计划", "900", "9", "18.9"]],
    quoting=csv.QUOTE_ALL).encode())

# 今日头条（旧版）: 广告组 is the campaign, 广告计划 the ad group.
write("toutiao.csv", table([
    ["时间", "广告计划id", "广告计划", "广告组id", "广告组", "展示数", "点击数", "点击率(%)", "平均点击价格(元)", "总花费(元)"],
    ["2026-09-01", "1699999999999999999", "计划A", "1600000000000000001", "组一", "10000", "150", "1.50", "0.80", "120.00"],
]), "utf-8-sig")
write("oceanengine-empty.csv", table([["时间-天", "素材ID", "素材名称", "消耗", "展示数", "点击率%"]]), "utf-8-sig")
write("qianchuan.csv", table([
    ["日期\t", "计划名称\n", "整体消耗(元)", "展示次数", "点击次数", "整体成交订单数", "整体成交金额(元)", "整体支付ROI"],
    ["2026-09-01", "直播\n计划", "1,000.00", "20000", "400", "25", "3,500.00", "3.50"],
], quoting=csv.QUOTE_ALL), "utf-8-sig")

# 微信: decimal percents, line breaks in quoted text, seconds with a unit.
write("wechat-articles.csv", table([
    ["内容标题", "发表时间", "总阅读人数", "总阅读次数", "总分享人数", "总分享次数", "阅读后关注人数", "送达人数", "公众号消息阅读次数", "送达阅读率",
     "首次分享次数", "分享产生阅读次数", "首次分享率", "每次分享带来阅读次数", "阅读完成率", "内容url"],
    ["新品上市", "20260901", "1000", "1500", "20", "30", "5", "20000", "900", "4.5%", "10", "200", "1.0%", "20", "65.2%",
     "http://example.com/a"],
]))
write("wechat-channels.csv", table([
    ["视频描述", "视频ID", "发布时间", "完播率", "平均播放时长", "播放量", "推荐", "喜欢", "评论量", "分享量", "关注量"],
    ["第一行\n第二行 \"引号\"", "export/UzFfAgtgekIEAQAAAA", "2026/06/23", "28.64%", "10.59秒", "1200", "30", "12", "3", "4", "-"],
]), "utf-8-sig")

# 小红书 as text: a banner row that repeats, its dates.
write("xiaohongshu.csv", table([
    ["最多导出排序后前1000条笔记"] * 13,
    ["笔记标题", "首次发布时间", "体裁", "曝光", "观看量", "封面点击率", "点赞", "评论", "收藏", "涨粉", "分享", "人均观看时长", "弹幕"],
    ["春日穿搭", "2026年06月25日14时50分00秒", "图文", "1000", "200", "0.2", "20", "3", "8", "1", "2", "15.20秒", "0"],
]))

# 阿里妈妈, 京准通.
write("alimama.csv", table([
    ["日期", "宝贝ID", "宝贝名称", "展现量", "点击量", "点击率", "花费", "总成交金额", "总成交笔数", "投入产出比"],
    ["46266", "612345678901", "示例商品", "1000", "42", "4.2", "84.00", "420.00", "6", "5"],
    ["2026-09-02", "612345678901", "示例商品", "2000", "50", "2.5", "100.00", "300.00", "4", "3"],
]), "gb18030")
write("jd.csv", table([
    ["日期", "账户名称", "产品线", "计划类型", "计划ID", "推广计划", "展现数", "点击数", "总费用", "直接订单行", "直接订单金额", "总订单行", "总订单金额"],
    ["20260813", "示例店", "快车", "普通", "10001", "夏季", "5000", "100", "250.00", "3", "450.00", "5", "700.00"],
]))
write("jd-shop.csv", table([
    ["时间", "SKU", "SKU名称", "成交金额", "成交商品件数", "成交单量", "成交客户数", "商品访客数", "商品浏览量", "下单客户数"],
    ["2026-09-01", "100012345678", "示例", "14,414.00", "30", "28", "27", "2,133", "4,000", "29"],
]))
# 账务明细: padded cells, comment lines before and after, trailing comma.
write("orders-alipay.csv", "#支付宝账务明细\r\n#账号：sample\r\n#起始日期：[2026-09-01]\r\n#----明细列表----\r\n"
      + "订单号\t,客户ID\t,支付时间\t,金额\t,\r\n'2026090100000000001\t,U001\t,2026-09-01 12:00:00\t,100.00\t,\r\n"
      + "'2026090100000000002\t,U002\t,2026-09-01 13:30:00\t,-20.50\t,\r\n"
      + "#----列表结束----\r\n#合计：2笔\r\n#导出时间：2026-09-03\r\n", "gb18030")

# Traits.
write("daily-gbk-cut.csv", "日期,渠道,展现,点击\r\n2026-09-01,搜索,100,广".encode("gb18030")[:-1])
write("daily-destroyed.csv", "日期,渠道,展现,点击\n2026-09-01,锟斤拷锟斤拷,100,1\n")
write("daily-subtotals.csv", table([
    ["日期", "渠道", "展现", "点击"],
    ["2026-09-01", "搜索", "100", "10"], ["2026-09-01", "信息流", "200", "20"], ["2026-09-01", "小计", "300", "30"],
    ["2026-09-02", "搜索", "110", "11"], ["2026-09-02", "小计", "110", "11"], ["合计", "", "410", "41"],
    ["共 3 条", "", "", ""],
]))
write("daily-merged.csv", "日期,渠道,展现,点击\r\n2026-09-01,搜索,100,10\r\n\r\n日期,渠道,展现,点击\r\n2026-09-02,搜索,110,11\r\n")
write("daily-european.csv", "Date;Campaign;Impressions;Cost (EUR)\n2026-09-01;A;1.200;12,50\n2026-09-02;B;2.400.000;1.234,56\n")
write("daily-dayfirst.csv", "Date,Campaign,Impressions,Clicks\n01/09/2026,A,100,1\n25/09/2026,A,200,2\n")
write("daily-ambiguous.csv", "Date,Campaign,Impressions,Clicks\n01/09/2026,A,100,1\n02/09/2026,A,200,2\n")
write("daily-cr.csv", "日期,渠道,展现,点击\r2026-09-01,搜索,100,10\r2026-09-02,搜索,110,11\r")

# 360, 腾讯广告 (ADQ), UC, 百度统计, TikTok.
write("360.csv", table([
    ["日期", "推广账户", "推广计划", "展示次数", "点击次数", "点击率", "总费用", "平均每次点击费用"],
    ["2026-09-01", "示例", "品牌", "1000", "25", "2.50%", "50.00", "2.00"],
    ["2026-09-02", "示例", "品牌", "800", "16", "2.00%", "40.00", "2.50"],
]), "gb18030")
write("tencent-adq.csv", table([
    ["日期", "账户ID", "广告组", "曝光次数", "点击次数", "点击率", "花费", "点击均价", "千次展现均价", "目标转化量", "目标转化成本"],
    ["2026-09-01", "20260901", "朋友圈", "10,000", "120", "1.20%", "240.00", "2.00", "24.00", "8", "30.00"],
    ["2026-09-02", "20260901", "视频号", "5,000", "50", "1.00%", "-", "-", "-", "-", "-"],
]))
write("uc.csv", table([
    ["日期", "时间", "推广计划", "展现数", "点击数", "消费"],
    ["2026-09-01", "9", "信息流", "700", "7", "3.50"], ["2026-09-01", "10", "信息流", "800", "9", "4.50"],
]), "utf-8-sig")
write("baidu-tongji.csv", "趋势分析(2026/09/01-2026/09/01)\r\n" + table([
    ["时间", "浏览量(PV)", "访客数(UV)", "IP数", "跳出率", "平均访问时长"],
    ["0:00 - 0:59", "120", "40", "38", "45.30%", "00:03:25"],
    ["1:00 - 1:59", "60", "--", "--", "--", "--"],
    ["全站统计", "180", "55", "50", "45.30%", "00:03:25"],
]), "gb18030")
write("tiktok.csv", table([
    ["By Day", "Campaign name", "Currency", "Cost", "Impressions", "Clicks (destination)", "CTR (destination)", "Complete payment",
     "Total complete payment value"],
    ["2026-09-01", "Launch", "USD", "100.50", "10000", "150", "1.50", "3", "310.00"],
    ["2026-09-02", "Launch", "USD", "99.50", "8000", "80", "1.00", "2", "190.00"],
    ["Total of 2 results", "-", "-", "200.00", "18000", "230", "1.28", "5", "500.00"],
]))
write("jd-kuaiche.csv", table([
    ["日期", "账户名称", "产品线", "计划类型", "计划ID", "推广计划", "单元ID", "推广单元", "创意ID", "推广创意", "品牌ID", "品牌名称", "类目ID", "类目名称",
     "跟单SKU ID", "人群ID", "人群名称", "广告定向类型", "展现数", "点击数", "总费用", "直接订单行", "直接订单金额", "间接订单行", "间接订单金额",
     "总订单行", "总订单金额", "直接购物车数", "间接购物车数", "总购物车数", "下单新客数"],
    ["2026-08-13", "示例店", "快车", "普通", "10001", "夏季", "20001", "单元一", "30001", "图一", "4", "示例", "5", "鞋", "100012345678", "6",
     "老客", "兴趣", "5000", "100", "250.00", "3", "450.00", "2", "250.00", "5", "700.00", "6", "4", "10", "2"],
]), "gb18030")

# GA4: a series counts the days from the start of the report.
write("ga4-nth-day.csv", """# Reports snapshot
# Start date: 20260830
# End date: 20260901

Nth day,Active users,New users
0000,120,80
0001,130,70
0002,90,30
""")

# 百度 API: the hour in the cell of the day; the first header alone is quoted.
write("baidu-api.csv", "\"时间\",账户ID,账户,推广计划ID,推广计划,展现,点击,消费,平均点击价格,点击率\r\n"
      + "\"2026-09-01 09时\",100001,示例账户,200001,品牌,1000,50,125.50,2.51,5.00%\r\n"
      + "\"2026-09-01 10时\",100001,示例账户,200001,品牌,800,20,50.00,2.50,2.50%\r\n")
# 百度推广 with one line more in front, and padded with commas by a spreadsheet.
padded = baidu[:5] + ["4. 投放网络：全部", "5. 投放物料：全部"]
write("baidu-hours.csv", "\r\n".join(line + ",,,,,,," for line in padded) + "\r\n,,,,,,,\r\n" + table([
    ["日期", "小时", "账户", "推广计划", "展现", "点击", "消费", "千次展现消费"],
    ["2026-09-01", "9", "示例账户", "品牌", "1000", "50", "125.50", "125.50"],
    ["2026-09-01", "10", "示例账户", "品牌", "500", "20", "50.00", "100.00"],
]), "gb18030")
write("baidu-search-terms.csv", "\r\n".join(baidu) + "\r\n" + table([
    ["日期", "账户", "推广计划", "推广单元", "搜索词", "触发模式", "展现", "点击", "消费"],
    ["2026-09-01", "示例账户", "品牌", "核心", "空气炸锅,家用", "短语匹配", "300", "12", "36.00"],
    ["2026-09-01", "示例账户", "品牌[已删除]", "核心", "炸锅 \"大容量\"", "智能匹配", "200", "8", "20.00"],
]), "gb18030")
# 搜狗 分时.
write("sogou-hours.csv", "日期,小时,账户,消耗,展示数,点击数\r\n总计,--,示例,100.5,3000,50\r\n"
      + "2026-10-22,9,示例,60.5,2000,30\r\n2026-10-22,10,示例,40,1000,20\r\n")
# 巨量引擎: projects with a day, materials without; the unit stands in the header without brackets.
write("juliang-projects.csv", table([
    ["时间-天", "项目ID", "项目名称", "消耗", "展示数", "点击数", "点击率%", "平均点击单价(元)", "转化数", "转化率%", "平均转化成本"],
    ["2026-09-01", "7300000000000000001", "新品首发", "1,200.00", "50000", "1500", "3.00", "0.80", "30", "2.00", "40.00"],
    ["2026-09-02", "7300000000000000001", "新品首发", "800.00", "40000", "1000", "2.50", "0.80", "-", "-", "-"],
]), "utf-8-sig")
write("juliang-materials_20260901-20260907.csv", table([
    ["素材ID", "素材名称", "素材类型", "消耗", "展示数", "点击数", "点击率%"],
    ["7300000000000000011", "开箱.mp4", "视频", "500.00", "20000", "400", "2.00"],
]), "utf-8-sig")
# 聚光, 专业号.
write("juguang.csv", table([
    ["日期", "计划名称", "单元名称", "消费", "展现量", "点击量", "点击率", "平均点击成本", "平均千次展现费用", "互动量", "私信留资数"],
    ["2026-09-01", "种草", "厨电", "900.00", "18,000", "360", "2.00%", "2.50", "50.00", "420", "6"],
    ["2026-09-02", "种草", "厨电", "450.00", "9,000", "180", "2.00%", "2.50", "50.00", "-", "-"],
]), "utf-8-sig")
# 万相台无界: UTF-8, ids of 12 digits, \\N for what is not there.
write("wanxiang.csv", table([
    ["日期", "场景名字", "计划ID", "计划名字", "主体ID", "主体类型", "主体名称", "展现量", "点击量", "点击率", "花费", "平均点击花费", "总成交笔数",
     "总成交金额", "投入产出比", "宝贝收藏数", "总购物车数"],
    ["2026-06-18", "关键词推广", "66000000001", "大促", "612345678901", "商品", "空气炸锅", "10000", "420", "4.20%", "630.00", "1.50", "21",
     "5,250.00", "8.33", "30", "60"],
    ["2026-06-19", "关键词推广", "66000000001", "大促", "612345678901", "商品", "空气炸锅", "8000", "240", "3.00%", "360.00", "1.50", "\\N",
     "\\N", "\\N", "12", "20"],
]), "utf-8-sig")
# 支付宝 with its long notes.
notes = ["#支付宝业务明细查询"] + [f"#{n}.说明文字，第{n}条" for n in range(1, 24)]
write("orders-alipay-notes.csv", "\r\n".join(notes) + "\r\n" + "订单号\t,客户ID\t,付款时间\t,金额\t,\r\n"
      + "2026090100000000003\t,U003\t,2026-09-01 08:00:00\t,88.80\t,\r\n#合计：1笔，88.80元\r\n", "gb18030")
# GA4 in Chinese headers; one dimension value is not set.
write("ga4-zh.csv", "# 流量获取\n# Start date: 20260901\n# End date: 20260907\n\n会话默认渠道组,会话数,互动会话数,互动率\n"
      + "Organic Search,1000,600,0.6\n(not set),50,10,0.2\n")
