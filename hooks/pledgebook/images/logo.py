"""Logo of a site: the picture that stands for the site's own mark, in pages, cards, records in one file and PDFs."""

from __future__ import annotations

import base64
import io
import tempfile
from dataclasses import dataclass, field
from functools import lru_cache
from pathlib import Path

import typst
from PIL import Image

from .picture import VECTOR, media_type_of, suffix_of

# A drawing says itself what it is like in the dark; all else is drawn for paper.
_SCHEME = b"prefers-color-scheme"
_FINE = 4


@dataclass(frozen=True, slots=True)
class Logo:
    """A logo as it is published: its URL and its file."""

    url: str
    data: bytes = field(repr=False)

    @property
    def is_for_paper(self) -> bool:
        """Whether it needs a light ground also in the dark."""
        return _SCHEME not in self.data

    @property
    def data_url(self) -> str:
        """The picture itself as a URL, for a file that stands alone."""
        return f"data:{media_type_of(self.url)};base64,{base64.b64encode(self.data).decode()}"


# A site has one, and every card of it has it in the same size.
@lru_cache(maxsize=4)
def draw_logo(logo: Logo, room: tuple[int, int]) -> Image.Image:
    """A logo as large as it gets in so much room, with what is seen through it."""
    data = _rasterise(logo.data, room[1] * _FINE) if suffix_of(logo.url) == VECTOR else logo.data
    image = Image.open(io.BytesIO(data))
    scale = min(room[0] / image.width, room[1] / image.height)
    size = (max(1, round(image.width * scale)), max(1, round(image.height * scale)))
    return image.convert("RGBA").resize(size, Image.Resampling.LANCZOS)


def _rasterise(drawing: bytes, height: int) -> bytes:
    """A drawing of a height in pixels as PNG. Words in it are in the typesetter's own fonts, as in PDFs."""
    with tempfile.TemporaryDirectory() as name:
        Path(name, "logo.svg").write_bytes(drawing)
        source = Path(name, "logo.typ")
        page = "#set page(width: auto, height: auto, margin: 0pt, fill: none)\n"
        source.write_text(f'{page}#image("logo.svg", height: {height}pt)', encoding="utf-8")
        made = typst.compile(str(source), root=name, format="png", ppi=72, ignore_system_fonts=True)
    assert isinstance(made, bytes), "one page"
    return made
