"""The tables of a casebook, as numbered steps from nothing to the version of today.

A step is never changed once released; what must become otherwise is a new step (see decision 2).
Names of people stand in one table, ``names``, under the report, incident or reading they belong to and their
number there. It has no index by name and nothing asks it for one (CODEBOOK §8). The index of words leaves names out.
"""

from pathlib import Path

from qeyd.errors import UnknownVersion
from qeyd.store.database import Database, transaction

STEPS: tuple[str, ...] = (
    """
    CREATE TABLE meta (key TEXT PRIMARY KEY, value BLOB NOT NULL) WITHOUT ROWID, STRICT;

    CREATE TABLE reports (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        content TEXT NOT NULL,
        url TEXT, outlet TEXT, title TEXT, published TEXT, language TEXT, given_id TEXT,
        first_seen TEXT NOT NULL, archived_at TEXT NOT NULL,
        republished_from TEXT NOT NULL,
        previous TEXT,             -- the version before it at the same address
        text BLOB NOT NULL,        -- compressed
        text_digest TEXT NOT NULL,
        media TEXT NOT NULL,
        masked INTEGER NOT NULL DEFAULT 0  -- 1: a name was forgotten in it, its bytes are gone
    ) STRICT;
    CREATE INDEX reports_by_url ON reports (url);
    CREATE INDEX reports_by_content ON reports (content);

    CREATE TABLE archive (report INTEGER PRIMARY KEY REFERENCES reports (number), bytes BLOB NOT NULL) STRICT;

    CREATE TABLE readings (
        report INTEGER PRIMARY KEY REFERENCES reports (number),
        read_by TEXT NOT NULL,
        read_at TEXT NOT NULL,
        unread_why TEXT,
        relevance REAL NOT NULL,
        accounts INTEGER NOT NULL,
        body BLOB NOT NULL         -- compressed; quotes without their words, people by number
    ) STRICT;
    CREATE INDEX readings_by_reader ON readings (read_by);

    CREATE TABLE accounts (
        report INTEGER NOT NULL REFERENCES reports (number),
        number INTEGER NOT NULL,
        act TEXT NOT NULL, stage TEXT NOT NULL, stance TEXT NOT NULL, background INTEGER NOT NULL,
        country TEXT, admin1 TEXT, start TEXT, end TEXT, low INTEGER, high INTEGER,
        PRIMARY KEY (report, number)
    ) WITHOUT ROWID, STRICT;
    CREATE INDEX accounts_by_act ON accounts (act, start);

    CREATE TABLE names (
        owner TEXT NOT NULL,       -- a report id, or an incident id
        number INTEGER NOT NULL,
        name TEXT NOT NULL,
        PRIMARY KEY (owner, number)
    ) WITHOUT ROWID, STRICT;

    CREATE TABLE incidents (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        affair TEXT NOT NULL,
        act TEXT NOT NULL, stage TEXT NOT NULL, stance TEXT NOT NULL, background INTEGER NOT NULL,
        grade TEXT NOT NULL, target_group TEXT, country TEXT, admin1 TEXT, place TEXT,
        start TEXT, end TEXT, low INTEGER, high INTEGER, best INTEGER,
        reports INTEGER NOT NULL, outlets INTEGER NOT NULL, origins INTEGER NOT NULL,
        body BLOB NOT NULL
    ) STRICT;
    CREATE INDEX incidents_by_start ON incidents (start DESC, id);
    CREATE INDEX incidents_by_act ON incidents (act, start DESC, id);
    CREATE INDEX incidents_by_country ON incidents (country, admin1, start DESC, id);
    CREATE INDEX incidents_by_grade ON incidents (grade, start DESC, id);
    CREATE INDEX incidents_by_affair ON incidents (affair, start);

    CREATE TABLE incident_accounts (
        report TEXT NOT NULL, number INTEGER NOT NULL, incident TEXT NOT NULL,
        PRIMARY KEY (report, number)
    ) WITHOUT ROWID, STRICT;
    CREATE INDEX incident_accounts_by_incident ON incident_accounts (incident);

    CREATE TABLE affairs (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE, why TEXT NOT NULL, open TEXT NOT NULL, incidents TEXT NOT NULL
    ) STRICT;

    CREATE TABLE known_ids (
        id TEXT PRIMARY KEY,
        since TEXT NOT NULL,       -- when the incident got this id
        became TEXT                -- the id it goes by now, after a merge; null: gone or unchanged
    ) WITHOUT ROWID, STRICT;

    CREATE TABLE coders (coder TEXT PRIMARY KEY, public BLOB NOT NULL, private BLOB NOT NULL)
        WITHOUT ROWID, STRICT;

    CREATE TABLE judgements (
        number INTEGER PRIMARY KEY,
        id TEXT NOT NULL UNIQUE,
        about TEXT NOT NULL, verdict TEXT NOT NULL, coder TEXT NOT NULL, at TEXT NOT NULL,
        previous TEXT NOT NULL, signature BLOB NOT NULL,
        -- What may have to be forgotten stands beside its salted digest; the id covers the digests alone.
        subjects TEXT, subjects_salt BLOB, subjects_digest TEXT NOT NULL,
        value TEXT, value_salt BLOB, value_digest TEXT NOT NULL,
        note TEXT, note_salt BLOB, note_digest TEXT NOT NULL
    ) STRICT;

    CREATE TABLE forgotten (
        digest TEXT PRIMARY KEY, sort TEXT NOT NULL, words INTEGER NOT NULL, at TEXT NOT NULL
    ) WITHOUT ROWID, STRICT;
    """,
    """
    -- How the bytes of a report were taken. Goes with them, when a name was forgotten in them.
    CREATE TABLE captures (
        report INTEGER PRIMARY KEY REFERENCES reports (number),
        author TEXT, published_from TEXT, encoding TEXT,
        headers TEXT NOT NULL,     -- of the site's answer, as JSON
        tool TEXT NOT NULL
    ) STRICT;

    -- Files that were taken in whole, by salted digest of bytes and mapping, so that a run goes on where it ended.
    CREATE TABLE imported (digest TEXT PRIMARY KEY, at TEXT NOT NULL, pages INTEGER NOT NULL) WITHOUT ROWID, STRICT;

    -- The coverage log: an outlet was looked at, and so much came. why: it was not, and for this reason (a gap).
    CREATE TABLE looked (
        number INTEGER PRIMARY KEY,
        outlet TEXT NOT NULL, at TEXT NOT NULL, stories INTEGER NOT NULL, new INTEGER NOT NULL,
        start TEXT, end TEXT, why TEXT
    ) STRICT;
    CREATE INDEX looked_by_outlet ON looked (outlet, at);
    CREATE INDEX reports_by_outlet ON reports (outlet, published);
    """,
    """
    ALTER TABLE reports ADD COLUMN sort TEXT NOT NULL DEFAULT 'article';

    -- What was told to the keeper of the casebook. What it may be used for is a judgement about it (consent).
    CREATE TABLE testimonies (
        report INTEGER PRIMARY KEY REFERENCES reports (number),
        how TEXT NOT NULL, recorded_by TEXT NOT NULL, recorded_at TEXT NOT NULL, received TEXT, note TEXT
    ) STRICT;

    -- Which judgements are about a report, incident, affair, lesson, judgement. Follows from the chain, holds no name.
    CREATE TABLE judged (
        thing TEXT NOT NULL, judgement INTEGER NOT NULL REFERENCES judgements (number),
        PRIMARY KEY (thing, judgement)
    ) WITHOUT ROWID, STRICT;
    CREATE INDEX judged_by_judgement ON judged (judgement);
    INSERT INTO judged
        SELECT DISTINCT each.value, judgements.number FROM judgements, json_each(subjects) AS each
        WHERE about <> 'forgotten'
        AND (each.key = 0 OR about IN ('affair', 'taken back') OR (each.key = 2 AND about IN ('same', 'origin')));

    -- How far the review of each reading is. Follows from readings and judgements; stale: to be worked out anew.
    CREATE TABLE desk (
        report INTEGER PRIMARY KEY REFERENCES reports (number),
        relevance REAL NOT NULL, confidence REAL NOT NULL, accounts INTEGER NOT NULL,
        open INTEGER NOT NULL, disputed INTEGER NOT NULL, unsure INTEGER NOT NULL, added INTEGER NOT NULL,
        seen INTEGER NOT NULL,     -- somebody said that nothing is missing in it
        stale INTEGER NOT NULL
    ) STRICT;
    INSERT INTO desk
        SELECT report, relevance, relevance, accounts, accounts, 0, 0, 0, 0,
            EXISTS (SELECT 1 FROM judged JOIN reports ON reports.id = thing WHERE reports.number = report)
        FROM readings WHERE unread_why IS NULL;
    CREATE INDEX desk_open ON desk (relevance DESC, confidence DESC, report) WHERE open > 0;
    CREATE INDEX desk_by_relevance ON desk (relevance DESC, confidence DESC, report);
    CREATE INDEX desk_stale ON desk (report) WHERE stale > 0;
    CREATE INDEX desk_disputed ON desk (relevance DESC, report) WHERE disputed > 0;

    -- Two coders on one report, blind: until both have answered, what they answer is held.
    CREATE TABLE pairs (
        id TEXT PRIMARY KEY, report TEXT NOT NULL, one TEXT NOT NULL, other TEXT NOT NULL,
        assigned_by TEXT NOT NULL, at TEXT NOT NULL, since INTEGER NOT NULL,  -- the last judgement before it
        one_done TEXT, other_done TEXT
    ) WITHOUT ROWID, STRICT;
    CREATE INDEX pairs_by_report ON pairs (report);

    CREATE TABLE logins (
        coder TEXT PRIMARY KEY, hash TEXT NOT NULL, role TEXT NOT NULL, disabled INTEGER NOT NULL,
        failures INTEGER NOT NULL, locked_until TEXT, since TEXT NOT NULL, added_by TEXT NOT NULL
    ) WITHOUT ROWID, STRICT;
    CREATE TABLE sessions (
        digest TEXT PRIMARY KEY,   -- of the token, which only the coder's browser has
        coder TEXT NOT NULL REFERENCES logins (coder), csrf TEXT NOT NULL,
        started TEXT NOT NULL, last_seen TEXT NOT NULL, ends TEXT NOT NULL
    ) WITHOUT ROWID, STRICT;
    CREATE INDEX sessions_by_coder ON sessions (coder);

    ALTER TABLE incidents ADD COLUMN doubted INTEGER NOT NULL DEFAULT 0;  -- 1: possibly the same as another
    CREATE INDEX incidents_doubted ON incidents (number) WHERE doubted = 1;

    -- What judgements would teach. Takes effect only by a judgement (learned) that counts.
    CREATE TABLE lessons (id TEXT PRIMARY KEY, at TEXT NOT NULL, body TEXT NOT NULL) WITHOUT ROWID, STRICT;
    """,
    """
    -- All reports by the day of publication ('': not told), to list them without opening them.
    CREATE TABLE listed (
        report INTEGER PRIMARY KEY REFERENCES reports (number),
        start TEXT NOT NULL, end TEXT NOT NULL, language TEXT, outlet TEXT, sort TEXT NOT NULL
    ) STRICT;
    INSERT INTO listed
        SELECT number,
            CASE length(published) WHEN 4 THEN published || '-01-01' WHEN 7 THEN published || '-01'
                ELSE coalesce(substr(published, 1, 10), '') END,
            CASE length(published) WHEN 4 THEN published || '-12-31' WHEN 7 THEN published || '-31'
                ELSE coalesce(substr(published, -10), '') END,
            language, outlet, sort
        FROM reports;
    CREATE INDEX listed_by_start ON listed (start DESC, report DESC, end, language, outlet, sort);

    -- Keys of the words of each report, without the names of persons and without where they stood (CODEBOOK §8).
    CREATE VIRTUAL TABLE words USING fts5 (
        word, content = '', contentless_delete = 1, detail = none, tokenize = 'ascii'
    );
    -- Reports whose words are not indexed yet.
    CREATE TABLE words_wanted (report INTEGER PRIMARY KEY REFERENCES reports (number)) STRICT;
    INSERT INTO words_wanted SELECT number FROM reports;
    """,
    """
    -- What incidents are counted and narrowed by where one has several values: authority, outlet, language.
    -- Follows from the incidents, holds no name of a person. 'facets lack' in meta: to be filled in once.
    CREATE TABLE facets (
        kind TEXT NOT NULL, value TEXT NOT NULL, incident INTEGER NOT NULL REFERENCES incidents (number),
        PRIMARY KEY (kind, value, incident)
    ) WITHOUT ROWID, STRICT;
    CREATE INDEX facets_by_incident ON facets (incident, kind, value);
    CREATE TRIGGER facets_go_with_incidents BEFORE DELETE ON incidents
        BEGIN DELETE FROM facets WHERE incident = old.number; END;
    -- Whatever a list is narrowed, counted or sorted by, so that no body has to be opened for it.
    CREATE INDEX incidents_in_short ON incidents (
        start DESC, id, end, act, stage, stance, grade, background, target_group, country, admin1, place, affair,
        origins, reports, low, high, best
    );
    INSERT INTO meta SELECT 'facets lack', x'01' WHERE EXISTS (SELECT 1 FROM incidents);
    """,
    """
    -- What the linker keeps between two runs, by report, account or incident; of names and keys digests alone.
    CREATE TABLE link_state (
        part TEXT NOT NULL, key BLOB NOT NULL, value BLOB NOT NULL, PRIMARY KEY (part, key)
    ) WITHOUT ROWID, STRICT;
    -- Reports whose readings came, changed or went since the last linking.
    CREATE TABLE link_wanted (number INTEGER PRIMARY KEY AUTOINCREMENT, report TEXT NOT NULL UNIQUE) STRICT;
    """,
)

VERSION = len(STEPS)


def bring_up_to_date(connection: Database, folder: Path, *, writable: bool) -> None:
    """Carry an older casebook to the version of today, whole or not at all.

    Raises UnknownVersion for a casebook of a later qeyd, or of an older one that may only be read here.
    """
    version = int(connection.pragma("user_version"))
    if version > VERSION or version < 0:
        raise UnknownVersion(
            f"{folder}: this casebook has version {version}, this qeyd knows versions up to {VERSION}. "
            "Open it with the newer qeyd that wrote it; nothing was changed."
        )
    if version == VERSION:
        return
    if not writable:
        raise UnknownVersion(
            f"{folder}: this casebook has version {version} and must be brought to version {VERSION}. "
            "Open it once where it may be written."
        )
    with transaction(connection):
        # Read again under the lock: another process may have done it while this one waited for its turn.
        for number in range(int(connection.pragma("user_version")), VERSION):
            connection.execute(STEPS[number])
            connection.execute(f"PRAGMA user_version = {number + 1}")
