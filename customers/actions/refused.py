"""Why a correction was not made."""


class CorrectionRefused(Exception):
    """Nothing was corrected; `code` says why."""

    def __init__(self, code: str) -> None:
        self.code = code
        super().__init__(code)
