"""Addresses made of names: what a reader can type and a file system can hold."""

from __future__ import annotations

import hashlib
import re
import unicodedata
from functools import lru_cache

LONGEST = 60
"""Letters of a slug; longer ones are cut and told apart by a hash of the whole."""


@lru_cache(8192)
def slug_from(text: str) -> str:
    """Lower-case letters, digits and single hyphens; never empty, never with a double hyphen.

    What has no Latin letter or digit, and what is too long, carries eight digits of its hash.
    """
    plain = unicodedata.normalize("NFKD", text).encode("ascii", "ignore").decode().lower()
    slug = "-".join(re.findall(r"[a-z0-9]+", re.sub(r"['`]", "", plain)))
    if slug and len(slug) <= LONGEST:
        return slug
    digest = hashlib.sha256(text.encode()).hexdigest()[:8]
    return "-".join(part for part in (slug[:LONGEST].rstrip("-"), digest) if part)


def anchor_of(name: str) -> str:
    """The id of a kecamatan on its kabupaten's page."""
    return f"kec-{slug_from(name)}"
