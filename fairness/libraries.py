"""The two libraries that a check may need beyond Python's own; each loads when first needed."""

from types import TracebackType

BLS = "py-arkworks-bls12381==0.5.0"
ED25519 = "PyNaCl==1.6.2"


class LibraryMissing(Exception):
    """A check cannot be done here; `command` installs what it needs."""

    def __init__(self, package: str) -> None:
        super().__init__(f"{package} is not installed")
        self.command = f"pip install {package}"


class Needing:
    """`with Needing(package):` around imports turns their ImportError into LibraryMissing."""

    def __init__(self, package: str) -> None:
        self._package = package

    def __enter__(self) -> None:
        return None

    def __exit__(self, kind: object, error: BaseException | None, trace: TracebackType | None) -> None:
        if isinstance(error, ImportError):
            raise LibraryMissing(self._package) from error
