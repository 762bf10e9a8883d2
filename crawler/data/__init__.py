"""The tables: rules and facts as data, each rule with an example that is its test."""

from pathlib import Path

DATA = Path(__file__).parent
