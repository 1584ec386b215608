-- What an individual is writing in their own view and has not said yet: kept apart from the drafts of whoever holds the device.
CREATE TABLE own_draft (
    individual BLOB NOT NULL CHECK (length(individual) = 16),
    key        TEXT NOT NULL,
    json       TEXT NOT NULL,
    PRIMARY KEY (individual, key)
) STRICT, WITHOUT ROWID;
