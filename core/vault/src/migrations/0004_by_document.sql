-- What the read model knows of an entry or a text is of one document: what somebody writes in one section can neither
-- hide nor change what another section holds under the same id. An entry keeps every feed that carried it.
--
-- The read model is a function of the parcels: it is emptied here, and made again by whoever opens the vault next.
INSERT INTO search (search) VALUES ('delete-all');
DROP TABLE text;
DROP TABLE entry_about;
DROP TABLE entry;
DELETE FROM card;
DELETE FROM document_cache;
DELETE FROM section;

CREATE TABLE entry (
    id          BLOB NOT NULL CHECK (length(id) = 16),
    digest      BLOB NOT NULL CHECK (length(digest) = 32),
    document    BLOB NOT NULL CHECK (length(document) = 16),
    individual  BLOB NOT NULL CHECK (length(individual) = 16),
    kind        TEXT NOT NULL,
    occurred_ms INTEGER NOT NULL,
    recorded_ms INTEGER NOT NULL,
    feeds       BLOB NOT NULL CHECK (length(feeds) % 16 = 0),
    visit       BLOB CHECK (length(visit) = 16),
    about       BLOB NOT NULL CHECK (length(about) % 16 = 0),
    json        TEXT NOT NULL,
    problem     TEXT,
    PRIMARY KEY (id, digest, document)
) STRICT;
CREATE INDEX entry_by_time ON entry (individual, occurred_ms, id, digest, document);
CREATE INDEX entry_by_visit ON entry (visit, occurred_ms, id, digest, document) WHERE visit IS NOT NULL;

-- One row for each thing an entry is about: the index over entry.about.
CREATE TABLE entry_about (
    about    BLOB NOT NULL CHECK (length(about) = 16),
    id       BLOB NOT NULL,
    digest   BLOB NOT NULL,
    document BLOB NOT NULL,
    PRIMARY KEY (about, id, digest, document),
    FOREIGN KEY (id, digest, document) REFERENCES entry (id, digest, document) ON DELETE CASCADE
) STRICT, WITHOUT ROWID;
CREATE INDEX entry_about_by_entry ON entry_about (id, digest, document);

CREATE TABLE text (
    number     INTEGER PRIMARY KEY,
    ref_kind   TEXT NOT NULL,
    ref_id     BLOB NOT NULL CHECK (length(ref_id) = 16),
    individual BLOB NOT NULL CHECK (length(individual) = 16),
    document   BLOB NOT NULL CHECK (length(document) = 16),
    words      TEXT NOT NULL,
    UNIQUE (ref_kind, ref_id, document)
) STRICT;
CREATE INDEX text_by_document ON text (document);

CREATE TRIGGER text_added AFTER INSERT ON text BEGIN
    INSERT INTO search (rowid, words) VALUES (new.number, new.words);
END;
CREATE TRIGGER text_removed AFTER DELETE ON text BEGIN
    INSERT INTO search (search, rowid, words) VALUES ('delete', old.number, old.words);
END;
CREATE TRIGGER text_changed AFTER UPDATE ON text BEGIN
    INSERT INTO search (search, rowid, words) VALUES ('delete', old.number, old.words);
    INSERT INTO search (rowid, words) VALUES (new.number, new.words);
END;

-- The newest time that anything of a feed was recorded at: whose clock was how far.
CREATE TABLE newest (
    document    BLOB NOT NULL CHECK (length(document) = 16),
    feed        BLOB NOT NULL CHECK (length(feed) = 16),
    recorded_ms INTEGER NOT NULL,
    PRIMARY KEY (document, feed)
) STRICT, WITHOUT ROWID;

INSERT INTO setting (name, value)
    SELECT 'read_model_stale', x'01' WHERE EXISTS (SELECT 1 FROM statement) OR EXISTS (SELECT 1 FROM parcel);
