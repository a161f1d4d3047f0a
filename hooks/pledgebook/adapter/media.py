"""Media files: what stands beside records, pictures, and social cards."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from functools import partial
from hashlib import sha256
from pathlib import Path

from mkdocs.config.defaults import MkDocsConfig
from mkdocs.structure.files import File, Files

from ..files.resources import DOCS
from ..images.camera_data import strip_camera_data
from ..images.picture import PictureError, is_picture
from ..images.publish import PublishedPicture, publish_picture
from ..images.social_card import draw_card, list_parts
from ..names import Language
from ..onefile.build import has_one_file
from ..problem import Mark, Problem
from ..site.opengraph import SocialPreview, make_social_preview, name_card
from .build import Build


def add_attachments(build: Build, files: Files, config: MkDocsConfig) -> None:
    """What stands beside records; of pictures, copies, and of those that are documents also the whole picture."""
    for item in build.book.attachments:
        folder = build.renderer.site.path(build.book.record_in[item.folder])
        source = build.project.settings.root / item.path
        is_document = (item.folder, item.name) in build.book.documents
        published = _publish(build, source, item.path, is_document) if is_picture(item.name) else None
        if published:
            build.output.pictures[folder + item.name] = published.shown
            _add_files(build, published.files, folder, files, config, item.path)
        if is_document and is_picture(item.name):
            whole = {item.name: strip_camera_data(source.read_bytes(), item.name)}
            _add_files(build, whole, folder, files, config, item.path)
        elif not published:
            build.output.claim(folder + item.name, item.path)
            files.append(File.generated(config, folder + item.name, abs_src_path=str(source)))


def replace_pictures(build: Build, files: Files, config: MkDocsConfig) -> None:
    """Put copies in the place of the pictures in the docs folder."""
    # Once for all languages.
    while build.pictures:
        build.pictures.popleft().result()
    for file in list(files):
        path = f"{build.project.settings.docs}/{file.src_uri}"
        if file.src_dir not in (config.docs_dir, str(DOCS)) or file.generated_by or file.is_documentation_page():
            continue
        if not is_picture(file.src_uri) or not file.is_media_file():
            build.output.claim(file.dest_uri, path)
            continue
        published = _publish(build, Path(str(file.abs_src_path)), path)
        if published:
            folder = file.dest_uri.rpartition("/")[0]
            build.output.pictures[file.dest_uri] = published.shown
            files.remove(file)
            _add_files(build, published.files, f"{folder}/".lstrip("/"), files, config, path)


def begin_cards(build: Build, language: Language, site_name: str) -> None:
    """Ask for the pictures that pages in this language are shared with."""
    if not build.project.settings.site_url:
        return
    shown = [page for page in build.alternates.pages.values() if has_one_file(page, language)]
    for page in (None, *shown):
        drawn = build.renderer.card(page, language, site_name)
        card = replace(drawn, accent=build.accent.light, logo=build.logo)
        job = build.pool.submit(list_parts(card), partial(draw_card, card))
        build.output.cards[name_card(language, page.path if page else "")] = job


def preview(build: Build, language: Language, path: str, site_name: str) -> SocialPreview | None:
    """What a page is shared with; one that is not translated, as in the language that it is shown in."""
    if not build.project.settings.site_url:
        return None
    page = build.alternates.pages.get(path)
    is_record = bool(page and page.record)
    languages = [code for code in build.book.languages if build.alternates.is_translated(path, code)]
    language = language if language in languages else build.book.original
    catalogues = build.project.catalogues
    return make_social_preview(
        build.renderer.card(page, language, site_name),
        build.project.settings.site_url + name_card(language, (page.original or path) if page and is_record else ""),
        is_record,
        catalogues[language].locale,
        [catalogues[code].locale for code in languages if code != language],
    )


def _publish(build: Build, source: Path, path: str, is_document: bool = False) -> PublishedPicture | None:
    data = source.read_bytes()
    key = (sha256(data).digest(), source.name, is_document)
    try:
        if key not in build.published:
            build.published[key] = publish_picture(data, source.name, is_document, build.cache)
        return build.published[key]
    except PictureError as error:
        # A document that no page shows may be of any size; the check has seen to all others beside records.
        if not is_document:
            problem = Problem(Mark(path), error.code, found=source.name, details={"part": error.part})
            build.output.problems.append(problem)
    return None


def _add_files(
    build: Build, made: Mapping[str, bytes], folder: str, files: Files, config: MkDocsConfig, path: str
) -> None:
    for name, data in made.items():
        build.output.claim(folder + name, path)
        build.output.copies[folder + name] = data
        files.append(File.generated(config, folder + name, content=data))
