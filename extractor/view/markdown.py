"""An article as Markdown: for people who want to see what was read."""

from __future__ import annotations

from extractor.records import Article, Block

__all__ = ["as_markdown"]

ESCAPED = str.maketrans({mark: "\\" + mark for mark in "\\`*_<>#"})


def as_markdown(article: Article) -> str:
    """Title, a line of what is known, the lead in bold, and the blocks.

    >>> from extractor.article.text import read_text
    >>> print(as_markdown(read_text("Tin khen thưởng của xã\\n\\nBà Lò Thị Hạp được tặng Giấy khen.")).split("\\n")[0])
    # Tin khen thưởng của xã
    """
    lines = []
    known = [part for part in (article.publisher, article.published, article.author, article.url) if part]
    title = article.title
    if title:
        lines.append(f"# {title.translate(ESCAPED)}\n")
    if known:
        lines.append(" · ".join(known) + "\n")
    table = False
    for block in article.blocks:
        words = block.span.of(article.text)
        if block.kind == "chrome" or (block.kind == "title" and words == title):
            continue
        row = block.kind == "row"
        lines.append(_line(block, words, first_row=row and not table))
        table = row
    return "\n".join(lines).rstrip("\n") + "\n"


def _line(block: Block, words: str, *, first_row: bool) -> str:
    if block.kind == "row":
        cells = words.split(" | ")
        rule = "\n|" + " --- |" * len(cells) if first_row else ""
        return "| " + " | ".join(cell.translate(ESCAPED) for cell in cells) + " |" + rule
    plain = words.translate(ESCAPED)
    if block.kind in {"heading", "title"}:
        return f"\n{'#' * min(6, max(2, block.level or 2))} {plain}\n"
    if block.kind == "item":
        return f"{'  ' * max(0, block.level - 1)}- {words.lstrip('-+*•– ').translate(ESCAPED)}"
    styled = {"lead": f"**{plain}**\n", "quote": f"> {plain}\n", "caption": f"*{plain}*\n", "byline": f"— {plain}\n"}
    return styled.get(block.kind, f"{plain}\n")
