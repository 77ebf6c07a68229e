"""The raw files of a sample campaign, read with nothing but csv and openpyxl. Amounts are exact fractions."""

import csv
import datetime
import io
from dataclasses import dataclass, field
from fractions import Fraction
from pathlib import Path

import openpyxl
import yaml

MEASURES = {
    "曝光量": "impressions", "展现": "impressions", "点击量": "clicks", "点击": "clicks", "访问次数": "visits",
    "浏览量": "pv", "跳出次数": "bounces", "停留总秒数": "dwell_seconds", "互动次数": "interactions",
    "注册数": "registrations", "转化数": "conversions", "转化": "conversions", "目标转化量": "conversions",
    "订单数": "orders", "新客成交单数": "new_buyer_orders", "首购客户数": "new_buyers", "件数": "units",
    "销售额": "revenue", "毛利": "gross_profit", "归因收入": "attributed_revenue", "成交金额": "attributed_revenue",
    "媒介花费": "media_cost", "消费": "media_cost",
}
DIMENSIONS = {
    "渠道": "channel", "地区": "region", "地域": "region", "客群": "segment", "人群": "segment", "账户": "account",
    "推广计划": "campaign",
}
Period = tuple[datetime.date, datetime.date]


@dataclass
class Row:
    """A row of a daily file."""

    file: str
    day: datetime.date
    dimensions: dict[str, str]
    values: dict[str, Fraction] = field(default_factory=dict)


def text_table(text: str, header_line: int = 1) -> list[dict[str, str]]:
    lines = list(csv.reader(io.StringIO(text)))[header_line - 1:]
    header = [cell.strip() for cell in lines[0]]
    return [dict(zip(header, line)) for line in lines[1:] if line]


def read_csv(path: Path) -> list[dict[str, str]]:
    return text_table(path.read_text("utf-8-sig"))


def baidu_table(path: Path) -> list[dict[str, str]]:
    """A Baidu export: lines of notes, the table, a total row, which is compared and left out."""
    text = path.read_bytes().decode("gb18030")
    lines = list(csv.reader(io.StringIO(text)))
    header_line = next(i for i, line in enumerate(lines) if line and line[0].strip() == "日期") + 1
    rows = text_table(text, header_line)
    totals = [row for row in rows if row["日期"] == "合计"]
    rows = [row for row in rows if row["日期"] != "合计"]
    for total in totals:
        for column in ("展现", "点击", "消费", "成交金额"):
            assert sum(Fraction(row[column]) for row in rows) == Fraction(total[column]), (path.name, column)
    return rows


def xlsx_table(path: Path) -> list[dict]:
    lines = list(openpyxl.load_workbook(path, read_only=True).active.iter_rows(values_only=True))
    start = next(i for i, line in enumerate(lines) if line[0] == "日期")
    return [dict(zip(lines[start], line)) for line in lines[start + 1:]]


def day_of(cell) -> datetime.date:
    return cell.date() if isinstance(cell, datetime.datetime) else datetime.date.fromisoformat(cell)


def amount(cell) -> Fraction | None:
    """An empty cell is missing. A spreadsheet's number is what its shortest decimal says."""
    if cell is None or cell == "":
        return None
    return Fraction(repr(cell) if isinstance(cell, float) else str(cell))


def daily_rows(data: Path) -> list[Row]:
    tables = [(path, read_csv(path)) for path in sorted(data.glob("daily*.csv"))]
    tables += [(path, baidu_table(path)) for path in sorted(data.glob("daily/*/*.csv"))]
    tables += [(path, xlsx_table(path)) for path in sorted(data.glob("daily*.xlsx"))]
    result = []
    for path, table in tables:
        # A folder like 渠道=信息流 says what the file leaves out.
        fixed = dict([path.parent.name.split("=")]) if "=" in path.parent.name else {}
        for cells in table:
            cells = {**fixed, **cells}
            row = Row(str(path.relative_to(data)), day_of(cells["日期"]), {
                DIMENSIONS[header]: cell for header, cell in cells.items() if header in DIMENSIONS and cell})
            for header, cell in cells.items():
                if header in MEASURES and (value := amount(cell)) is not None:
                    row.values[MEASURES[header]] = value
            result.append(row)
    return result


class Campaign:
    """Brief, rows and registers of one campaign."""

    def __init__(self, folder: Path):
        self.folder, self.id = folder, folder.name
        self.brief = yaml.safe_load((folder / "brief.md").read_text("utf-8").split("---\n")[1])
        self.period: Period = (self.brief["start"], self.brief["end"])
        self.baseline: Period = (self.brief["baseline"]["start"], self.brief["baseline"]["end"])
        data, registers = folder / "data", folder / "registers"
        self.rows = daily_rows(data)
        self.totals = [row for path in sorted(data.glob("totals*.csv")) for row in read_csv(path)]
        self.actuals = read_csv(data / "actuals.csv") if (data / "actuals.csv").exists() else []
        self.stages = read_csv(data / "funnel.csv") if (data / "funnel.csv").exists() else []
        self.budget = read_csv(registers / "budget.csv")
        self.spend = read_csv(registers / "spend.csv")
        self.events = read_csv(registers / "events.csv")

    @property
    def measures(self) -> set[str]:
        return {measure for row in self.rows for measure in row.values}

    def days(self, period: Period) -> list[datetime.date]:
        return [period[0] + datetime.timedelta(days=n) for n in range((period[1] - period[0]).days + 1)]

    def matching(self, measure: str, period: Period, part: dict[str, str]) -> list[Row]:
        return [
            row for row in self.rows
            if measure in row.values and period[0] <= row.day <= period[1]
            and all(row.dimensions.get(key) == value for key, value in part.items())
        ]

    def total(self, measure: str, period: Period, part: dict[str, str] | None = None) -> Fraction | None:
        """A measure's sum over daily rows, a register's sum, or the row of totals.csv; None is missing."""
        part = part or {}
        if measure == "cost":
            if period != self.period:
                # The register holds what the campaign spent; media cost alone would not compare with it.
                return None
            return self._register(self.spend, "amount", part)
        if measure == "planned_budget":
            return self._register(self.budget, "planned", part) if period == self.period else None
        if measure == "attributed_profit":
            revenue = self.total("attributed_revenue", period, part)
            margin = self.brief.get("gross_margin")
            return None if revenue is None or margin is None else revenue * Fraction(str(margin))
        if measure == "promo_cost":
            stated = [Fraction(row["促销成本"]) for row in self.totals if row.get("促销成本") and not part]
            types = [Fraction(row["amount"]) for row in self.spend if row["cost_type"] in ("促销", "赠品")]
            return None if period != self.period else sum(types) if types else stated[0] if stated else None
        rows = self.matching(measure, period, part)
        if rows:
            return sum(row.values[measure] for row in rows)
        for row in self.totals:
            dimensions = {key: row[key] for key in ("channel", "region", "segment") if row.get(key)}
            if (row["start"], row["end"]) == tuple(map(str, period)) and dimensions == part and row.get(measure):
                return Fraction(row[measure])
        return None

    def _register(self, rows, column: str, part: dict[str, str]) -> Fraction | None:
        found = [row for row in rows if all(row.get(key) == value for key, value in part.items())]
        return sum((Fraction(row[column]) for row in found), Fraction(0)) if found else None

    def values_of(self, dimension: str, measure: str) -> set[str]:
        """The values of a dimension, of which None stands for the rows without."""
        return {
            row.dimensions.get(dimension) for row in self.matching(measure, self.period, {})}

    def series(self, measure: str, part: dict[str, str] | None = None, period: Period | None = None):
        """(day, sum or None) for every day of a period."""
        sums: dict[datetime.date, Fraction] = {}
        for row in self.matching(measure, period or self.period, part or {}):
            sums[row.day] = sums.get(row.day, Fraction(0)) + row.values[measure]
        return [(day, sums.get(day)) for day in self.days(period or self.period)]

    def actual(self, kpi: str, period: Period) -> Fraction | None:
        """The latest ready-made value dated inside the period."""
        found = [row for row in self.actuals
                 if row["kpi"] == kpi and str(period[0]) <= row["date"] <= str(period[1])]
        return Fraction(max(found, key=lambda row: row["date"])["value"]) if found else None

    def stage_count(self, stage: str, segment: str = "") -> Fraction | None:
        for row in self.stages:
            if row["stage"] == stage and (row.get("segment") or "") == segment:
                return Fraction(row["count"])
        return None
