-- The truth: parcels as received, statements as received. Nothing here is ever updated but a parcel's state.
CREATE TABLE parcel (
    id       BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    document BLOB NOT NULL CHECK (length(document) = 16),
    feed     BLOB NOT NULL CHECK (length(feed) = 16),
    sequence INTEGER NOT NULL,
    bytes    BLOB NOT NULL,
    state    INTEGER NOT NULL CHECK (state IN (0, 1, 2)),
    code     TEXT,
    received INTEGER NOT NULL
) STRICT;
CREATE INDEX parcel_by_document ON parcel (document, feed, sequence, id, state);
CREATE INDEX parcel_by_feed ON parcel (feed, sequence, id) WHERE state = 0;
CREATE INDEX parcel_not_applied ON parcel (state, received, id) WHERE state <> 0;
CREATE INDEX parcel_by_received ON parcel (received);

CREATE TABLE statement (
    id    BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 32),
    kind  TEXT NOT NULL,
    bytes BLOB NOT NULL
) STRICT, WITHOUT ROWID;

-- The state of this device: never rebuilt, never part of the read model's digest.
CREATE TABLE section_key (
    document BLOB NOT NULL CHECK (length(document) = 16),
    epoch    INTEGER NOT NULL,
    key      BLOB NOT NULL CHECK (length(key) = 32),
    PRIMARY KEY (document, epoch)
) STRICT, WITHOUT ROWID;

CREATE TABLE setting (
    name  TEXT NOT NULL PRIMARY KEY,
    value BLOB NOT NULL
) STRICT, WITHOUT ROWID;

CREATE TABLE receipt (
    device   BLOB NOT NULL CHECK (length(device) = 16),
    document BLOB NOT NULL CHECK (length(document) = 16),
    feed     BLOB NOT NULL CHECK (length(feed) = 16),
    sequence INTEGER NOT NULL,
    PRIMARY KEY (device, document, feed)
) STRICT, WITHOUT ROWID;

CREATE TABLE draft (
    key  TEXT NOT NULL PRIMARY KEY,
    json TEXT NOT NULL
) STRICT, WITHOUT ROWID;

-- How long the database file was after the last checkpoint, in bytes: it never shrinks, so a shorter one was cut.
CREATE TABLE checkpoint (
    only   INTEGER PRIMARY KEY CHECK (only = 1),
    length INTEGER NOT NULL
) STRICT;

-- The read model: a function of the admitted parcels, rebuilt at will.
CREATE TABLE section (
    document   BLOB NOT NULL PRIMARY KEY CHECK (length(document) = 16),
    individual BLOB NOT NULL CHECK (length(individual) = 16),
    kind       TEXT NOT NULL
) STRICT, WITHOUT ROWID;
CREATE INDEX section_by_individual ON section (individual, kind, document);

CREATE TABLE document_cache (
    document BLOB NOT NULL PRIMARY KEY CHECK (length(document) = 16),
    heads    BLOB NOT NULL CHECK (length(heads) % 32 = 0),
    saved    BLOB NOT NULL
) STRICT;

CREATE TABLE entry (
    id          BLOB NOT NULL CHECK (length(id) = 16),
    digest      BLOB NOT NULL CHECK (length(digest) = 32),
    document    BLOB NOT NULL CHECK (length(document) = 16),
    individual  BLOB NOT NULL CHECK (length(individual) = 16),
    kind        TEXT NOT NULL,
    occurred_ms INTEGER NOT NULL,
    recorded_ms INTEGER NOT NULL,
    feed        BLOB NOT NULL CHECK (length(feed) = 16),
    visit       BLOB CHECK (length(visit) = 16),
    about       BLOB NOT NULL CHECK (length(about) % 16 = 0),
    json        TEXT NOT NULL,
    problem     TEXT,
    PRIMARY KEY (id, digest)
) STRICT;
CREATE INDEX entry_by_time ON entry (individual, occurred_ms, id, digest);

-- One row for each thing an entry is about: the index over entry.about.
CREATE TABLE entry_about (
    about  BLOB NOT NULL CHECK (length(about) = 16),
    id     BLOB NOT NULL,
    digest BLOB NOT NULL,
    PRIMARY KEY (about, id, digest),
    FOREIGN KEY (id, digest) REFERENCES entry (id, digest) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_about_by_entry ON entry_about (id, digest);

CREATE TABLE card (
    id         BLOB NOT NULL CHECK (length(id) = 16),
    document   BLOB NOT NULL CHECK (length(document) = 16),
    individual BLOB NOT NULL CHECK (length(individual) = 16),
    kind       TEXT NOT NULL,
    ended      INTEGER NOT NULL CHECK (ended IN (0, 1)),
    differs    INTEGER NOT NULL CHECK (differs IN (0, 1)),
    json       TEXT NOT NULL,
    PRIMARY KEY (id, document)
) STRICT;
CREATE INDEX card_by_individual ON card (individual, kind, id, document);
CREATE INDEX card_by_kind ON card (kind, id, document);

CREATE TABLE text (
    number     INTEGER PRIMARY KEY,
    ref_kind   TEXT NOT NULL,
    ref_id     BLOB NOT NULL CHECK (length(ref_id) = 16),
    individual BLOB NOT NULL CHECK (length(individual) = 16),
    document   BLOB NOT NULL CHECK (length(document) = 16),
    words      TEXT NOT NULL,
    UNIQUE (ref_kind, ref_id)
) STRICT;
CREATE INDEX text_by_document ON text (document);
