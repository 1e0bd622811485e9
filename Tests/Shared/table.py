"""Figures side by side, as Markdown has them."""


def head(*titles):
    row(*titles)
    print("|---" * len(titles) + "|")


def row(*figures):
    print("".join(f"| {figure} " for figure in figures) + "|", flush=True)
