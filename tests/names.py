"""Names of invented people: no one bears them, and whoever reads them sees that."""

from __future__ import annotations

FIRST = (
    "Anselmus", "Brigita", "Cornelis", "Dorotea", "Efraim", "Flora", "Gaspar", "Hermina", "Ignas", "Yuliana",
    "Paskalis", "Regina", "Stanis", "Tarsi",
)  # fmt: skip
LAST = (
    "Contohan", "Misalnya", "Andaian", "Umpama", "Rekaan", "Karangan", "Percontohan", "Ibarat", "Seumpama", "Khayali",
    "Bayangan", "Tiruan",
)  # fmt: skip
