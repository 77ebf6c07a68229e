"""A handbook of any size, the same pages for Hugo and for Fupan, and a site of many campaigns.

usage: corpus.py handbook FOLDER PAGES     writes FOLDER/hugo and FOLDER/fupan
       corpus.py campaigns FOLDER COUNT    writes FOLDER with copies of the sample campaign
"""

import random
import shutil
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[2]
PER_SECTION = 50
WORDS = ("市场 推广 渠道 投放 素材 会员 转化 复购 预算 复盘 目标 人群 触达 内容 直播 门店 订单 客单 曝光 点击 "
         "指标 流程 负责人 节点 审批 归档 口径 基准 增量 留存").split()


def phrase(rng: random.Random, words: int) -> str:
    return "".join(rng.choices(WORDS, k=words))


def paragraph(rng: random.Random, page: int, pages: int, address) -> str:
    link = f"[{phrase(rng, 2)}]({address((page * 13 + rng.randrange(7)) % pages)})"
    return (f"{phrase(rng, 10)}，{phrase(rng, 8)}。**{phrase(rng, 2)}**：{phrase(rng, 12)}，见{link}；"
            f"{phrase(rng, 9)}，记作 `{rng.choice('abcdefgh')}_{page % 10}`。{phrase(rng, 14)}，{phrase(rng, 7)}。\n")


def body(page: int, pages: int, address) -> str:
    """About 4 KB: five sections with prose, a table, a task list, a nested list and a quotation."""
    rng = random.Random(page)
    blocks = [
        "| 渠道 | 曝光 | 点击 | 花费 | 订单 |\n|---|---:|---:|---:|---:|\n" + "".join(
            f"| {phrase(rng, 1)} | {rng.randrange(1000, 90000)} | {rng.randrange(10, 900)} "
            f"| {rng.randrange(100, 9000)}.{rng.randrange(10, 99)} | {rng.randrange(90)} |\n" for _ in range(6)),
        "".join(f"- [{rng.choice(' x')}] {phrase(rng, 5)}\n" for _ in range(5)),
        "".join(f"{step}. {phrase(rng, 5)}\n   - {phrase(rng, 4)}\n   - {phrase(rng, 3)}\n" for step in range(1, 5)),
        f"> {phrase(rng, 9)}，{phrase(rng, 6)}。\n> {phrase(rng, 8)}。\n",
        "",
    ]
    return "\n".join(
        f"## {phrase(rng, 2)} {number}\n\n{paragraph(rng, page, pages, address)}\n"
        f"{paragraph(rng, page, pages, address)}\n{block}" for number, block in enumerate(blocks, start=1))


def handbook(folder: Path, pages: int) -> None:
    hugo, fupan = folder / "hugo", folder / "fupan"

    def section(page):
        return f"part-{page // PER_SECTION:04}"

    for page in range(pages):
        rng = random.Random(-page - 1)
        front = (f'---\ntitle: "{phrase(rng, 3)} {page}"\nweight: {page + 1}\n'
                 f"tags: [{phrase(rng, 1)}, {phrase(rng, 1)}]\nowner: 市场部\n---\n\n")
        for place, address in (
            (hugo / "content" / section(page), lambda to: f"/{section(to)}/page-{to:05}/"),
            (fupan / "content/handbook" / section(page), lambda to: f"../{section(to)}/page-{to:05}.md"),
        ):
            place.mkdir(parents=True, exist_ok=True)
            (place / f"page-{page:05}.md").write_text(front + body(page, pages, address), "utf-8")
    (fupan / "content/site.yaml").write_text("name: 手册\n", "utf-8")
    hugo_site(hugo)


def hugo_site(folder: Path) -> None:
    """Hugo with a layout of the same parts: menu of the section, contents, neighbours; nothing but pages."""
    (folder / "hugo.toml").write_text(
        'baseURL = "https://handbook.example/"\ntitle = "手册"\nlanguageCode = "zh"\n'
        'disableKinds = ["RSS", "sitemap", "robotsTXT", "404", "taxonomy", "term"]\n', "utf-8")
    layouts = folder / "layouts/_default"
    layouts.mkdir(parents=True, exist_ok=True)
    (layouts / "baseof.html").write_text("""<!doctype html>
<html lang="zh"><head><meta charset="utf-8"><title>{{ .Title }} · {{ site.Title }}</title></head>
<body><header><a href="/">{{ site.Title }}</a></header>
<nav>{{ with .CurrentSection }}<ul>{{ range .RegularPages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>{{ end }}</ul>{{ end }}</nav>
<main>{{ block "main" . }}{{ end }}</main></body></html>
""", "utf-8")
    (layouts / "single.html").write_text(
        '{{ define "main" }}<h1>{{ .Title }}</h1><aside>{{ .TableOfContents }}</aside><article>{{ .Content }}</article>'
        '<footer>{{ with .PrevInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}'
        '{{ with .NextInSection }}<a href="{{ .RelPermalink }}">{{ .Title }}</a>{{ end }}</footer>{{ end }}\n', "utf-8")
    (layouts / "list.html").write_text(
        '{{ define "main" }}<h1>{{ .Title }}</h1><ul>{{ range .Pages }}<li><a href="{{ .RelPermalink }}">{{ .Title }}</a></li>'
        "{{ end }}</ul>{{ end }}\n", "utf-8")


def campaigns(folder: Path, count: int) -> None:
    """The sample campaign under many names, without its 50,000 orders. Its files are linked, not copied."""
    sample = ROOT / "content/campaigns/618-promotion"
    brief = (sample / "brief.md").read_text("utf-8").split("\n---\n", 1)[0]
    (folder / "content").mkdir(parents=True)
    (folder / "content/site.yaml").write_text("name: 活动\n", "utf-8")
    for number in range(count):
        id = f"promotion-{number:04}"
        place = folder / "content/campaigns" / id
        shutil.copytree(sample, place, copy_function=lambda source, target: Path(target).hardlink_to(source),
                        ignore=shutil.ignore_patterns("*.md", "orders*"))
        text = brief.replace("id: 618-promotion", f"id: {id}").replace("title: 618", f"title: 第 {number} 次 618")
        (place / "brief.md").write_text(text + "\n---\n\n正文。\n", "utf-8")


if __name__ == "__main__":
    kind, target, size = sys.argv[1:]
    {"handbook": handbook, "campaigns": campaigns}[kind](Path(target), int(size))
