"""The options that say who the parties of a study are, and what is divided among them."""

from enum import StrEnum


class By(StrEnum):
    """Who plans alone."""

    REGION = "region"
    PARTY = "party"


class Among(StrEnum):
    """Who the parties are, where they may own other things than regions."""

    REGION = "region"
    PARTY = "party"
    OWNER = "owner"


class Divide(StrEnum):
    """How limits of the nation are divided among those who plan alone."""

    DEMAND = "demand"
    PURCHASES = "purchases"
    EQUAL = "equal"
    ALL = "all"
