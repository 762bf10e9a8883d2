"""XML from the web: no entities, no network, no huge trees; broken parts are passed over."""

from __future__ import annotations

import gzip
import io
import re
import zlib
from typing import Any

from lxml import etree

from crawler.fetch.discovery.links import NotAListing

_LARGEST = 10 * 1024 * 1024
_NAMED = re.compile("[&%][A-Za-z_]")


def parse_xml(body: bytes) -> etree._Element:
    """The root element of an XML document, gzipped or not. Raises NotAListing with the reason."""
    parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=True, huge_tree=False)
    try:
        root = etree.fromstring(_unzipped(body).lstrip(), parser)
    except etree.XMLSyntaxError as error:
        raise NotAListing(f"no XML ({error.msg})") from error
    if root is None:
        raise NotAListing("no XML")
    if _multiplies(root):
        raise NotAListing("entities made of entities")
    return root


def _multiplies(root: etree._Element) -> bool:
    """Whether the document declares entities that name others, as only bombs do. They are never put in, but whoever
    mends a source should see why it shows nothing."""
    declared: Any = root.getroottree().docinfo.internalDTD
    entities = declared.entities() if declared is not None else ()  # not in the stubs of lxml
    return any(_NAMED.search(entity.content or "") is not None for entity in entities)


def local(element: etree._Element) -> str:
    """The element's name without its namespace; empty for comments and instructions."""
    # Not etree.QName, which raises for a name that only a broken document has: "<locHhttps://…".
    return element.tag.rpartition("}")[2] if isinstance(element.tag, str) else ""


def text_of(element: etree._Element, *names: str) -> str | None:
    """The text of the first descendant of one of these names, blanks squeezed, or None."""
    for name in names:
        for found in element.iter(f"{{*}}{name}"):
            if text := " ".join("".join(str(piece) for piece in found.itertext()).split()):
                return text
    return None


def _unzipped(body: bytes) -> bytes:
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        with gzip.GzipFile(fileobj=io.BytesIO(body)) as stream:
            plain = stream.read(_LARGEST + 1)
    except (OSError, EOFError, zlib.error) as error:
        raise NotAListing(f"broken gzip ({error})") from error
    if len(plain) > _LARGEST:
        raise NotAListing(f"larger than {_LARGEST} bytes when decompressed")
    return plain
