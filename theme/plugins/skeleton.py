"""The skeleton of a kind of page: what is the same on all of them, rendered once, and the blocks that are not.

A template that can be filled into one says `{% extends layout or "base.html" %}`; rendered alone it gives the same.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from jinja2 import Environment

CUT = "\x05"
"""Mark around the number of a block; no text of a record holds control characters."""


class Skeleton:
    """Pages of one template that differ in some blocks, in their name below one folder, and in nothing else.

    `values` are all that the rest of the page sees.
    """

    def __init__(
        self, environment: Environment, template: str, blocks: Sequence[str], folder: str, values: Mapping[str, object]
    ) -> None:
        marked = "".join(f"{{% block {name} %}}{CUT}{at}{CUT}{{% endblock %}}" for at, name in enumerate(blocks))
        whole = environment.from_string(f'{{% extends "{template}.html" %}}{marked}')
        path = f"{folder}{CUT}{len(blocks)}{CUT}"
        self._pieces = whole.render(values, output_file=path).split(CUT)
        self._order = [int(number) for number in self._pieces[1::2]]
        self._layout = environment.from_string(CUT.join(f"{{% block {name} %}}{{% endblock %}}" for name in blocks))
        self._template = environment.get_template(f"{template}.html")
        self._values, self._folder, self._many = values, folder, len(blocks)

    def fill(self, name: str, values: Mapping[str, object]) -> str:
        """The page of that name with what only it has."""
        path = f"{self._folder}{name}"
        blocks = self._template.render(self._values, layout=self._layout, output_file=path, **values).split(CUT)
        if len(blocks) != self._many:  # a mark where none can be
            return self._template.render(self._values, output_file=path, **values)
        blocks.append(name)
        pieces = self._pieces.copy()
        pieces[1::2] = [blocks[number] for number in self._order]
        return "".join(pieces)
