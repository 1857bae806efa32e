"""Errors of the model: an instance that cannot be put into mathematics."""


class ModelError(ValueError):
    """Base of the errors that building a model raises."""


class UnboundedPurchaseError(ModelError):
    """A yes-no decision about a chip stands over purchases that nothing limits."""

    def __init__(self, region: str, chip: str) -> None:
        """Say which region and which chip."""
        super().__init__(
            f"purchases of {chip} in {region} have no limit, which their adoption needs: "
            "state a supply limit, or power and halls"
        )


class UnboundedCapacityError(ModelError):
    """Pooled capacity that nothing limits."""

    def __init__(self, region: str, chip: str) -> None:
        """Say which region and which chip."""
        super().__init__(
            f"the number of {chip} in {region} has no limit, which pooling needs: "
            "state a supply limit, or power and halls"
        )


class UnknownBestCostError(ModelError):
    """Regret is to be small, but what it is measured from is not known."""

    def __init__(self, leaf: str) -> None:
        """Say of which future."""
        super().__init__(f"regret is measured from the best plan for each future alone; that of {leaf} is not known")


class SameNameError(ModelError):
    """An outage with the name of a slice: both are operating states, and their results could not be told apart."""

    def __init__(self, name: str) -> None:
        """Say which name."""
        super().__init__(f"{name} is the name of a slice and of an outage; give one of them another name")
