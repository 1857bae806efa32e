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
