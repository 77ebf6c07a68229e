"""Fupan beside Hugo and DuckDB on the same inputs: medians of wall time, processor time and peak memory of clean
runs, taken in turns.

usage: FUPAN=PROGRAM bench.py [--scale 1.0] [--runs 5] [--work FOLDER]
"""

import argparse
import os
import platform
import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from importlib.metadata import version
from pathlib import Path

sys.path.insert(0, str(Path(__file__).parent))
import corpus
import kpi_rows

FUPAN = os.environ.get("FUPAN", str(corpus.ROOT / ".build/release/fupan"))
TOOLS = Path(sys.executable).parent
TODAY = "2026-07-05"


def measure(command: list[str], cwd: Path, clean: Path | None) -> tuple[float, float, float]:
    """(seconds, seconds of processors, peak MB) of one run into an output folder that is new.

    The last run's output is moved aside and not deleted: ext4 is slow to make files for half a minute after many were
    deleted. What other runs left to be written to the disk is written first.
    """
    if clean and clean.exists():
        clean.rename(clean.with_name(f"{clean.name}-{time.monotonic_ns()}"))
    os.sync()
    start = time.perf_counter()
    with subprocess.Popen(command, cwd=cwd, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE) as process:
        errors = process.stderr.read()
        _, status, usage = os.wait4(process.pid, 0)
        seconds = time.perf_counter() - start
        process.returncode = os.waitstatus_to_exitcode(status)
    if process.returncode:
        sys.exit(f"{' '.join(command)}\n{errors.decode()[-2000:]}")
    return seconds, usage.ru_utime + usage.ru_stime, usage.ru_maxrss / 1024


def compare(title: str, runs: int, contenders: dict[str, tuple[list[str], Path, Path | None]]) -> list[str]:
    """One line for each contender; ratios are to the first."""
    results: dict[str, list[tuple[float, ...]]] = {name: [] for name in contenders}
    for _ in range(runs):
        for name, contender in contenders.items():
            results[name].append(measure(*contender))
    lines, base = [], None
    for name, found in results.items():
        seconds, processors, memory = (statistics.median(values) for values in zip(*found))
        base = base or (seconds, processors, memory)
        spread = f"{min(run[0] for run in found):.2f}–{max(run[0] for run in found):.2f}"
        lines.append(f"| {title} | {name} | {seconds:.2f} s ({spread}) | {processors:.2f} s | {memory:.0f} MB "
                     f"| {seconds / base[0]:.2f} | {processors / base[1]:.2f} | {memory / base[2]:.2f} |")
        print(lines[-1], file=sys.stderr, flush=True)
    return lines


def machine() -> str:
    cpu = next((line.split(":")[1].strip() for line in Path("/proc/cpuinfo").read_text().splitlines()
                if line.startswith("model name")), platform.processor())
    return f"{os.cpu_count()} cores, {cpu}, load {os.getloadavg()[0]:.1f}"


def main() -> None:
    parser = argparse.ArgumentParser()
    parser.add_argument("--scale", type=float, default=1.0)
    parser.add_argument("--runs", type=int, default=5)
    parser.add_argument("--work", type=Path)
    options = parser.parse_args()
    # Beside the sources: hard links of the sample data need the same file system, and /tmp may be memory.
    work = options.work or Path(tempfile.mkdtemp(prefix=".bench-", dir=corpus.ROOT / ".build"))
    pages, campaigns, rows = (int(count * options.scale) for count in (10_000, 1_000, 5_000_000))
    print(f"machine: {machine()}; Hugo {version('hugo')}, DuckDB {version('duckdb-cli')}", file=sys.stderr)
    try:
        lines = run(work, options.runs, pages, campaigns, rows)
    finally:
        if not options.work:
            shutil.rmtree(work, ignore_errors=True)
    print(f"\n{machine()}; Hugo {version('hugo')}, DuckDB {version('duckdb-cli')}; median of {options.runs} runs in turns\n")
    print("| input | program | wall (least–most) | processors | peak memory | × Fupan's wall | × processors | × memory |")
    print("|---|---|---|---|---|---|---|---|")
    print("\n".join(lines))


def run(work: Path, runs: int, pages: int, campaigns: int, rows: int) -> list[str]:
    corpus.handbook(work / "handbook", pages)
    fupan, hugo = work / "handbook/fupan", work / "handbook/hugo"
    lines = compare(f"{pages:,} pages", runs, {
        "Fupan": ([FUPAN, "build", str(fupan), "--today", TODAY], fupan, fupan / "output"),
        "Hugo": ([str(TOOLS / "hugo"), "--quiet"], hugo, hugo / "public"),
    })
    shutil.rmtree(work / "handbook")

    site = work / "campaigns"
    corpus.campaigns(site, campaigns)
    lines += compare(f"{campaigns:,} campaigns", runs, {
        "Fupan": ([FUPAN, "build", str(site), "--today", TODAY], site, site / "output"),
    })
    shutil.rmtree(site)

    # The table is the only data of a campaign, whose review breaks it down by day, account, channel, region and segment.
    folder = work / "content/campaigns/large"
    table = folder / "data/daily.csv"
    table.parent.mkdir(parents=True)
    kpi_rows.write(rows, str(table))
    (work / "content/site.yaml").write_text("name: 活动\n", "utf-8")
    (folder / "brief.md").write_text("---\ntitle: 全年\nstart: 2026-01-01\nend: 2027-01-01\n---\n\n正文。\n", "utf-8")
    groups = ("日期", "渠道", "地区", "客群", "账户")
    sums = "sum(曝光量), sum(点击量), sum(媒介花费), sum(订单数), sum(销售额)"
    script = work / "groups.sql"
    # Money as decimals, as Fupan adds it; read once, as Fupan does, then the same breakdowns.
    script.write_text(
        f"CREATE TABLE t AS SELECT * FROM read_csv('{table}', types={{'媒介花费': 'DECIMAL(18,2)', '销售额': 'DECIMAL(18,2)'}});\n"
        + "".join(f'SELECT "{group}", {sums} FROM t GROUP BY ALL;\n' for group in groups), "utf-8")
    lines += compare(f"{rows:,} KPI rows", runs, {
        "Fupan report (five breakdowns)": ([FUPAN, "report", "large", "--json", "--today", TODAY], work, None),
        "Fupan data (import report)": ([FUPAN, "data", str(table)], work, None),
        "DuckDB, five group-bys": ([str(TOOLS / "duckdb"), "-f", str(script)], work, None),
    })
    return lines


if __name__ == "__main__":
    main()
