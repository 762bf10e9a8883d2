"""What tests of several rooms share: one headless Chromium, since Playwright starts once in a process, and how long things
may take before they count as hanging: long enough for a machine that is busy with other work."""

from __future__ import annotations

import os
from collections.abc import Iterator

import pytest
from hypothesis import HealthCheck, settings
from playwright.sync_api import Browser, Error, expect, sync_playwright

from tests.theme.conftest import CHROMIUM_FLAGS, PATIENCE, chromium_path

# The same examples each time, however long they take: a run is not red or green by chance. `--hypothesis-profile=default`
# looks for new ones.
settings.register_profile("steady", derandomize=True, deadline=None, suppress_health_check=[HealthCheck.too_slow])
settings.load_profile("steady")
expect.set_options(timeout=PATIENCE)


@pytest.fixture(scope="session")
def browser() -> Iterator[Browser]:
    """A headless Chromium: $CHROMIUM, the system's, or Playwright's own. Without one CI fails, others skip."""
    with sync_playwright() as playwright:
        try:
            chromium = playwright.chromium.launch(executable_path=chromium_path(), args=CHROMIUM_FLAGS)
        except Error as error:
            reason = f"no Chromium could be started: {str(error).splitlines()[0]}"
            if os.environ.get("CI"):
                pytest.fail(reason)
            pytest.skip(reason)
        yield chromium
        chromium.close()
