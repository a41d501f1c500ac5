"""Backups: database, secret key, pictures and a manifest with their hashes, in one zip file.

    manifest.json   {"format": "guildhall/backup/2", "made_at": "2026-11-20T06:00:00Z", "revision": "0009",
                     "files": {"guildhall.db": "<SHA-256, hex>", "secret.key": "<SHA-256, hex>",
                               "pictures/<SHA-256, hex>": "<the same>"}}
    guildhall.db    a whole SQLite file of its own: nothing of it waits in a -wal
    secret.key      where the key is in a file; one that is in the operator's settings is theirs to keep
    pictures/…      every picture that this database names, unless it is missing or damaged itself

Those of before there were pictures are `guildhall/backup/1`, and can be put back as well.

Files appear under their names only when they are complete and on disk, readable by their owner alone.
"""

import errno
import hashlib
import io
import json
import logging
import os
import sqlite3
import tempfile
import zipfile
import zlib
from collections.abc import Callable, Mapping, Sequence
from contextlib import closing
from dataclasses import dataclass, replace
from datetime import UTC, datetime
from pathlib import Path
from typing import IO, Any, cast

from storage import checkup, lock, migrations, room, shelf
from storage.engine import BUSY_SECONDS
from storage.shelf import Shelf

log = logging.getLogger(__name__)

FORMAT = "guildhall/backup/2"
DATABASE = "guildhall.db"
KEY = "secret.key"
_FORMATS = frozenset({"guildhall/backup/1", FORMAT})
_MANIFEST = "manifest.json"
_PICTURES = f"{shelf.FOLDER}/"
_LARGEST_MANIFEST = 32 << 20  # some 200,000 pictures
_CHUNK = 1 << 20
_STEPS = 100_000  # of SQLite's machine, between two looks at whether to go on
_FEW = 5
_LEFTOVERS = ("-wal", "-shm", "-journal")


class NotMade(RuntimeError):
    """No backup was made; the message says why."""


_DAMAGED = (zipfile.BadZipFile, zlib.error)


class Unusable(RuntimeError):
    """This file cannot be restored; the message says why. Nothing was changed."""


class InUse(RuntimeError):
    """Another process has the database open. Nothing was changed."""


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a backup holds: `files` are SHA-256 in hex by name, `made_at` is aware UTC."""

    made_at: datetime
    revision: str
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Restored:
    """What was put back, and where the files that were there are now."""

    manifest: Manifest
    aside: tuple[Path, ...]


def backup(
    database: Path, key: Path, target: Path, *, now: datetime, unwanted: Callable[[], bool] = lambda: False
) -> Manifest:
    """Save database, key and pictures at `target`, also while the bot runs; an older backup there is replaced.

    What was written is read again before it gets its name. Whoever changes their mind answers `unwanted` with True.
    Raises `NotMade`, and `OSError` or `sqlite3.Error` when a file cannot be read or written.
    """
    revision = _revision_to_save(database)
    _check_target(target, (database, key))
    if short := room.short(database, target.parent):
        # Rather none than one that fills the disk which the bot writes to.
        raise NotMade(f"there is too little room: {short}")
    with tempfile.TemporaryDirectory(dir=target.parent, prefix=f".{target.name}-") as folder:
        copy = Path(folder, DATABASE)
        _copy(database, copy, unwanted)
        if found := checkup.faults(copy):
            raise NotMade(f"the database is damaged ({'; '.join(found)})")
        parts = {DATABASE: copy} | ({KEY: key} if key.exists() else {})
        manifest = Manifest(now, revision, {name: _sha256(path) for name, path in parts.items()})
        draft = Path(folder, target.name)
        manifest = _pack(draft, manifest, parts, _named_pictures(copy), shelf.beside(database))
        prove(draft)
        _stop_if(unwanted)
        draft.replace(target)
    _sync_folder(target.parent)
    return manifest


def prove(source: Path) -> Manifest:
    """Read every file in the backup at `source`, and return its manifest; raises `NotMade` when one is not as it says.

    That the database in it is sound was seen before it was packed: here it is the same, bit for bit.
    """
    try:
        with _open(source) as archive:
            manifest = _manifest(archive)
            for name, digest in manifest.files.items():
                with archive.open(name) as packed:
                    if _digest(packed) != digest:
                        raise NotMade(f"what was written cannot be read back: {name} in it is damaged")
    except (Unusable, OSError, EOFError, KeyError, RuntimeError, *_DAMAGED) as error:
        if isinstance(error, NotMade):
            raise
        raise NotMade(f"what was written cannot be read back ({error})") from error
    return manifest


def restore(source: Path, database: Path, key: Path, *, now: datetime) -> Restored:
    """Put the backup at `source` in place; the files that were there are moved aside, never deleted.

    The caller is `storage.lock.alone`; whoever else has the database open is found out. A crash on the way leaves
    the old database or the new one in place, never none and never parts of both; restoring again completes it.

    Raises `Unusable`, `InUse`, and `OSError` when a file cannot be written.
    """
    from storage import restoring  # loads the tables, which a start of the bot does not need

    for path in (database, key):
        path.parent.mkdir(parents=True, exist_ok=True)
    with tempfile.TemporaryDirectory(dir=database.parent, prefix=".restore-") as folder:
        manifest = _unpack(source, Path(folder))
        _check_database(Path(folder, DATABASE), manifest)
        _refuse_if_open(database)
        restoring.leave(Path(folder, DATABASE), manifest.made_at, now, database)
        # Pictures come first: those that no database names do no harm.
        aside = _put_pictures(Path(folder, shelf.FOLDER), shelf.beside(database), now)
        aside += _set_aside(database, now)
        Path(folder, DATABASE).replace(database)
        _sync_folder(database.parent)
        if KEY in manifest.files:
            aside += _put_key(Path(folder, KEY).read_bytes(), key, now)
    return Restored(manifest, tuple(aside))


def read_manifest(source: Path) -> Manifest:
    """What the backup at `source` says it holds; raises `Unusable`."""
    with _open(source) as archive:
        return _manifest(archive)


def _revision_to_save(database: Path) -> str:
    if not database.exists():
        raise NotMade(f"there is no database at {database} yet")
    revision = migrations.current(database)
    if revision is None:
        raise NotMade(f"{database} is empty")
    return revision


def _check_target(target: Path, ours: tuple[Path, ...]) -> None:
    if target.is_dir():
        raise NotMade(f"{target} is a folder; name a file in it, such as {target / 'guildhall.zip'}")
    if not target.parent.is_dir():
        raise NotMade(f"there is no folder {target.parent}")
    if target.resolve() in {path.resolve() for path in ours}:
        raise NotMade(f"{target} is what is to be saved; name another file")
    if target.exists():
        try:
            read_manifest(target)
        except Unusable:
            raise NotMade(f"{target} exists and is not a backup; name another file") from None


def _copy(database: Path, copy: Path, unwanted: Callable[[], bool]) -> None:
    """A file of its own with all that is committed; whoever writes meanwhile is not kept waiting."""
    with closing(sqlite3.connect(database, timeout=BUSY_SECONDS)) as connection:
        connection.set_progress_handler(lambda: int(unwanted()), _STEPS)
        try:
            # VACUUM INTO leaves behind what was deleted: an erased person is not in the copy either.
            connection.execute("VACUUM INTO ?", (str(copy),))
        except sqlite3.OperationalError:
            _stop_if(unwanted)
            raise


def _stop_if(unwanted: Callable[[], bool]) -> None:
    if unwanted():
        raise NotMade("it was broken off")


def _named_pictures(database: Path) -> list[str]:
    """The hashes of the pictures that a database names; one of before there were any names none."""
    with closing(sqlite3.connect(database)) as connection:
        tables = "SELECT name FROM sqlite_master WHERE type = 'table' AND name = 'pictures'"
        if connection.execute(tables).fetchone() is None:
            return []
        return [row[0] for row in connection.execute("SELECT DISTINCT sha256 FROM pictures ORDER BY sha256")]


def _pack(
    draft: Path, manifest: Manifest, parts: Mapping[str, Path], named: Sequence[str], pictures: Shelf
) -> Manifest:
    """Write everything into one file; returns what is in it, without the pictures that are lost."""
    files = dict(manifest.files)
    with (
        os.fdopen(os.open(draft, os.O_RDWR | os.O_CREAT | os.O_EXCL, 0o600), "w+b") as file,
        zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as archive,
    ):
        for name, path in parts.items():
            archive.write(path, name)
        for name in named:
            if (data := pictures.find(name)) is None:
                log.warning("a picture is missing or damaged, and not in the backup", extra={"picture": name})
                continue
            archive.writestr(f"{_PICTURES}{name}", data, compress_type=zipfile.ZIP_STORED)
            files[f"{_PICTURES}{name}"] = name
        said = {
            "format": FORMAT,
            "made_at": manifest.made_at.astimezone(UTC).strftime("%Y-%m-%dT%H:%M:%SZ"),
            "revision": manifest.revision,
            "files": files,
        }
        archive.writestr(_MANIFEST, json.dumps(said, indent=2) + "\n")
        archive.close()
        file.flush()
        os.fsync(file.fileno())
        if hasattr(os, "posix_fadvise"):  # so that reading it again reads the disk
            os.posix_fadvise(file.fileno(), 0, 0, os.POSIX_FADV_DONTNEED)
    return replace(manifest, files=files)


def _manifest(archive: zipfile.ZipFile) -> Manifest:
    try:
        if archive.getinfo(_MANIFEST).file_size > _LARGEST_MANIFEST:
            raise Unusable("its manifest is too large")
        said: dict[str, Any] = json.loads(archive.read(_MANIFEST))
        if said["format"] not in _FORMATS:
            raise Unusable(f"it is of a format that this version does not know: {said['format']!r}")
        made_at = datetime.strptime(said["made_at"], "%Y-%m-%dT%H:%M:%SZ").replace(tzinfo=UTC)
        files = {str(name): str(digest) for name, digest in cast("dict[str, str]", said["files"]).items()}
        revision = str(said["revision"])
    except (
        OSError,
        EOFError,
        KeyError,
        ValueError,
        TypeError,
        AttributeError,
        NotImplementedError,
        *_DAMAGED,
    ) as error:
        raise Unusable("it has no manifest that can be read; was it made with `backup`?") from error
    others = [name for name in files.keys() - {DATABASE, KEY} if not _is_picture(name, files[name])]
    if DATABASE not in files or others:
        raise Unusable(f"it holds other files than a backup does: {', '.join((others or list(files))[:_FEW])}")
    return Manifest(made_at, revision, files)


def _is_picture(name: str, digest: str) -> bool:
    return name.startswith(_PICTURES) and shelf.is_name(digest) and name == f"{_PICTURES}{digest}"


def _open(source: Path) -> zipfile.ZipFile:
    try:
        return zipfile.ZipFile(source)
    except FileNotFoundError:
        raise Unusable("there is no such file") from None
    except (OSError, zipfile.BadZipFile, NotImplementedError) as error:
        raise Unusable(f"it is damaged or not a backup ({error})") from error


def _unpack(source: Path, folder: Path) -> Manifest:
    """Write what the backup holds to the folder, each file as its hash says."""
    with _open(source) as archive:
        manifest = _manifest(archive)
        Path(folder, shelf.FOLDER).mkdir()
        for name, digest in manifest.files.items():
            try:
                with archive.open(name) as packed:
                    written = _write(packed, folder / name)
            except (KeyError, EOFError, RuntimeError, *_DAMAGED) as error:
                raise Unusable(f"{name} in it is damaged ({error})") from error
            except OSError as error:
                if error.errno != errno.EINVAL:
                    raise
                # Its place in the file, which a flipped bit can put before the beginning.
                raise Unusable(f"{name} in it is damaged ({error})") from error
            if written != digest:
                raise Unusable(f"{name} in it is not the file that its manifest names")
    return manifest


def _write(packed: IO[bytes], path: Path) -> str:
    """Write it through to the disk; returns its SHA-256 in hex."""
    digest = hashlib.sha256()
    with os.fdopen(os.open(path, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as file:
        while chunk := packed.read(_CHUNK):
            digest.update(chunk)
            file.write(chunk)
        file.flush()
        os.fsync(file.fileno())
    return digest.hexdigest()


def _check_database(path: Path, manifest: Manifest) -> None:
    if found := checkup.faults(path):
        raise Unusable(f"its database is damaged ({'; '.join(found)})")
    revision = migrations.current(path)
    if revision != manifest.revision:
        raise Unusable(f"its database is at revision {revision}, and its manifest says {manifest.revision}")
    known = {script.name.split("_")[0] for script in (migrations.SCRIPTS / "versions").glob("[0-9]*.py")}
    if revision not in known:
        raise Unusable(f"it was made by a newer version (revision {revision}; this one knows {migrations.head()})")


def _refuse_if_open(database: Path) -> None:
    """Ask SQLite itself, which knows of other programs too; a database that is damaged may be replaced."""
    if database.exists() and lock.is_open(database):
        raise InUse(f"{database} is open in another program")


def _set_aside(database: Path, now: datetime) -> list[Path]:
    """Keep the database under another name while it stays in place, and take what lies beside it out of the way.

    What SQLite left beside it must neither be lost with it nor be taken for the new one's.
    """
    if not database.exists():
        return []
    name = _free_name(database, now)
    os.link(database, name)
    kept = [name]
    for ending in _LEFTOVERS:
        leftover = Path(f"{database}{ending}")
        if leftover.exists():
            kept.append(leftover.rename(f"{name}{ending}"))
    return kept


def _put_pictures(unpacked: Path, pictures: Shelf, now: datetime) -> list[Path]:
    """Put the pictures beside those that are there, which are kept under another name too.

    What the old database names and the new one does not is tidied away some day, and must not be lost with it.
    """
    kept: list[Path] = []
    if there := list(pictures.names()):
        kept.append(_free_name(pictures.folder, now))
        kept[0].mkdir(mode=0o700)
        for name in there:
            os.link(pictures.folder / name, kept[0] / name)
    if fresh := list(unpacked.iterdir()):
        pictures.folder.mkdir(mode=0o700, parents=True, exist_ok=True)
        for path in fresh:
            path.replace(pictures.folder / path.name)
        _sync_folder(pictures.folder)
    return kept


def _put_key(content: bytes, key: Path, now: datetime) -> list[Path]:
    """Put the key in place, which may be on another disk than the database."""
    kept: list[Path] = []
    if key.exists() and key.read_bytes() != content:
        kept.append(_free_name(key, now))
        os.link(key, kept[0])
    with tempfile.TemporaryDirectory(dir=key.parent, prefix=".restore-") as folder:
        draft = Path(folder, KEY)
        _write(io.BytesIO(content), draft)
        draft.replace(key)
    _sync_folder(key.parent)
    return kept


def _free_name(path: Path, now: datetime) -> Path:
    stem = f"{path.stem}-before-{now.astimezone(UTC):%Y%m%dT%H%M%SZ}"
    names = (path.with_name(f"{stem}{again}{path.suffix}") for again in ("", *(f"-{n}" for n in range(2, 1000))))
    return next(name for name in names if not name.exists())


def _sha256(path: Path) -> str:
    with path.open("rb") as file:
        return hashlib.file_digest(file, "sha256").hexdigest()


def _digest(packed: IO[bytes]) -> str:
    digest = hashlib.sha256()
    while chunk := packed.read(_CHUNK):
        digest.update(chunk)
    return digest.hexdigest()


def _sync_folder(folder: Path) -> None:
    """Make renames in it survive the plug."""
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)
