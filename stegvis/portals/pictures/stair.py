"""The steps: the one motif, as progress. Silent, because the words beside it say the same."""

from django.utils.html import format_html, format_html_join
from django.utils.safestring import SafeString

WIDTH, HEIGHT, LOWEST = 144.0, 36.0, 6.0


def stair(*, now: int, total: int) -> SafeString:
    """`total` steps; those before `now` (1 is the first) are done. More than 24 are drawn as 24."""
    drawn = max(1, min(total, 24))
    here = max(1, min(now, total)) if total <= 24 else max(1, round(now * drawn / total))
    pitch = (WIDTH + 3) / drawn
    steps = []
    for step in range(1, drawn + 1):
        height = LOWEST + (HEIGHT - LOWEST) * ((step - 1) / (drawn - 1) if drawn > 1 else 1)
        kind = "done" if step < here else "now" if step == here else ""
        name = format_html(' class="{}"', kind) if kind else ""
        steps.append((f"{(step - 1) * pitch:.1f}", f"{HEIGHT - height:.1f}", f"{pitch - 3:.1f}", f"{height:.1f}", name))
    return format_html(
        '<svg class="stair" viewBox="0 0 144 36" aria-hidden="true" focusable="false">{}</svg>',
        format_html_join("", '<rect x="{}" y="{}" width="{}" height="{}" rx="2"{}/>', steps),
    )
