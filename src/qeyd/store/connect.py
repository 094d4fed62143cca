"""Opening the database file of a casebook, locked or plain, and saying in words what can go wrong with it."""

import os
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import cast

from qeyd.errors import CasebookBusy, NoCasebook, NoRoom, StoreError, WrongPassphrase
from qeyd.store.database import Database

FILE = "casebook.sqlite"  #: the one file of a casebook folder
PLAIN_HEADER = b"SQLite format 3\x00"
SALT_BYTES = 16
CACHE_KIB = 32 * 1024  #: of the file, in memory, for each open casebook

# Argon2id, RFC 9106 section 4: three passes; 128 MiB instead of its 64 MiB, since it runs once when a
# casebook is opened. Measured at 0.2 s on two cores. See decision 3 before changing: a file does not name its
# cost, so a change needs the old values to be tried as well.
ARGON2_PASSES = 3
ARGON2_LANES = 4
ARGON2_KIB = 128 * 1024


def derive_key(passphrase: str, salt: bytes) -> bytes:
    """The 32 bytes that lock a casebook, from its passphrase and the 16 bytes its file begins with.

    The passphrase is taken in Unicode's composed form, so that another keyboard or system opens it as well.
    """
    import unicodedata

    from cryptography.hazmat.primitives.kdf.argon2 import Argon2id

    kdf = Argon2id(salt=salt, length=32, iterations=ARGON2_PASSES, lanes=ARGON2_LANES, memory_cost=ARGON2_KIB)
    return kdf.derive(unicodedata.normalize("NFC", passphrase).encode("utf-8"))


def salt_of(file: Path) -> bytes | None:
    """The salt that a locked casebook begins with; None for a plain casebook."""
    with speaking_of(file.parent):
        try:
            with file.open("rb") as stream:
                head = stream.read(SALT_BYTES)
        except FileNotFoundError as missing:
            raise NoCasebook(
                f'{file.parent}: there is no casebook here. Make one with "qeyd new {file.parent}".'
            ) from missing
    return None if head == PLAIN_HEADER else head


def connect(
    file: Path, *, key: bytes | None, salt: bytes | None, wait: float, writable: bool, create: bool = False
) -> Database:
    """A connection to the database file, with every setting that a casebook's promises rest on.

    ``key`` and ``salt`` are None for a plain casebook. ``wait`` is how many seconds to wait for another
    writer. Raises the errors of ``speaking_of``.
    """
    import apsw

    flags = apsw.SQLITE_OPEN_READWRITE if writable else apsw.SQLITE_OPEN_READONLY
    if create:
        flags |= apsw.SQLITE_OPEN_CREATE
    with speaking_of(file.parent):
        name = str(file)
        if not writable and not os.access(file.parent, os.W_OK) and not Path(f"{file}-wal").exists():
            # Nobody can write there, so nobody does: SQLite need not make its file of shared memory.
            name, flags = f"{file.absolute().as_uri()}?immutable=1", flags | apsw.SQLITE_OPEN_URI
        connection = apsw.Connection(name, flags=flags)
        try:
            connection.set_busy_timeout(round(wait * 1000))
            if key is not None and salt is not None:
                # SQLCipher 4's page format (AES-256-CBC, HMAC-SHA512 a page), see decision 3.
                for setting in ("cipher = 'sqlcipher'", "legacy = 4", "legacy_page_size = 4096"):
                    connection.execute(f"PRAGMA {setting}")
                connection.pragma("key", f"x'{key.hex()}{salt.hex()}'")
            connection.execute("PRAGMA temp_store = MEMORY")
            # Every page outside it is unsealed and decrypted anew: SQLite's 2 MiB hold the indexes of 10,000 reports.
            connection.execute(f"PRAGMA cache_size = -{CACHE_KIB}")
            connection.execute("PRAGMA secure_delete = ON")
            connection.execute("PRAGMA foreign_keys = ON")
            connection.execute("PRAGMA cell_size_check = ON")
            connection.execute("PRAGMA trusted_schema = OFF")
            connection.execute("SELECT count(*) FROM sqlite_schema").fetchall()
            if writable:
                connection.execute("PRAGMA journal_mode = WAL").fetchall()
                connection.execute("PRAGMA synchronous = FULL")
        except BaseException:
            connection.close()
            raise
    return cast(Database, connection)


@contextmanager
def speaking_of(folder: Path) -> Iterator[None]:
    """Turn what SQLite or the system says into where, what, what to do.

    Raises CasebookBusy, NoRoom, NoCasebook, WrongPassphrase or StoreError.
    """
    import apsw

    try:
        yield
    except (apsw.BusyError, apsw.LockedError) as problem:
        raise CasebookBusy(
            f"{folder}: another program is writing to this casebook. Wait for it to finish, or close it, "
            "and try again."
        ) from problem
    except (apsw.FullError, apsw.NoMemError) as problem:
        raise NoRoom(
            f"{folder}: there is no room left on the disk; nothing was half-written. Free some space, and "
            "run the same command again."
        ) from problem
    except (apsw.ReadOnlyError, apsw.PermissionsError, apsw.AuthError, PermissionError) as problem:
        raise NoRoom(
            f"{folder}: this folder cannot be written. Change its permissions, or copy the casebook elsewhere."
        ) from problem
    except apsw.CantOpenError as problem:
        if (folder / FILE).exists() and not os.access(folder, os.W_OK):
            raise NoRoom(
                f"{folder}: this folder cannot be written. Change its permissions, or copy the casebook "
                "elsewhere."
            ) from problem
        raise NoCasebook(
            f"{folder}: the casebook's file cannot be opened. Look whether {FILE} is there and may be read."
        ) from problem
    except apsw.NotADBError as problem:
        raise WrongPassphrase(
            f"{folder}: this passphrase does not open the casebook, or {FILE} is damaged. Try the passphrase "
            "again; if it is surely right, go back to a copy of the folder."
        ) from problem
    except apsw.CorruptError as problem:
        raise StoreError(
            f'{folder}: {FILE} is damaged ({problem}). Go back to a copy of the folder; "qeyd check" says '
            "what can still be read."
        ) from problem
    except apsw.IOError as problem:
        raise NoRoom(
            f"{folder}: the disk refused a read or write ({problem}). Check the disk and its free space, and "
            "run the same command again."
        ) from problem
    except OSError as problem:
        raise NoRoom(
            f"{folder}: {problem.strerror or problem}. Check the folder, and run the command again."
        ) from problem
