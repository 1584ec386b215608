-- The key that a statement was found to be signed by: what held once holds for ever, and need not be verified at each
-- opening. NULL for one that has not been looked at yet, or does not count.
ALTER TABLE statement ADD COLUMN signed_by BLOB CHECK (length(signed_by) = 32);

-- What a screen of one record asks.
CREATE INDEX receipt_by_document ON receipt (document, device, feed, sequence, parcel);

-- Which statements another device said that it holds, in short: about a section, or about people where none is named.
CREATE TABLE statements_elsewhere (
    device   BLOB NOT NULL CHECK (length(device) = 16),
    document BLOB NOT NULL CHECK (length(document) IN (0, 16)),
    digest   BLOB NOT NULL CHECK (length(digest) = 16),
    PRIMARY KEY (device, document)
) STRICT, WITHOUT ROWID;
