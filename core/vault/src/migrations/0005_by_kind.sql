-- A card is kept under every kind that it was made under: making it once more as something else hides nothing. The read
-- model is a function of the parcels, and is made again by whoever opens the vault next.
DROP TABLE card;
CREATE TABLE card (
    id         BLOB NOT NULL CHECK (length(id) = 16),
    document   BLOB NOT NULL CHECK (length(document) = 16),
    individual BLOB NOT NULL CHECK (length(individual) = 16),
    kind       TEXT NOT NULL,
    ended      INTEGER NOT NULL CHECK (ended IN (0, 1)),
    differs    INTEGER NOT NULL CHECK (differs IN (0, 1)),
    json       TEXT NOT NULL,
    PRIMARY KEY (id, document, kind)
) STRICT;
CREATE INDEX card_by_individual ON card (individual, kind, id, document);
CREATE INDEX card_by_kind ON card (kind, id, document);

INSERT OR REPLACE INTO setting (name, value)
    SELECT 'read_model_stale', x'01' WHERE EXISTS (SELECT 1 FROM statement) OR EXISTS (SELECT 1 FROM parcel);
