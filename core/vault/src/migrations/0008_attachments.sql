-- The truth: sealed pieces of attachments, as made or received, each under the hash of what was sealed. Never updated.
CREATE TABLE piece (
    address BLOB NOT NULL PRIMARY KEY CHECK (length(address) = 32),
    bytes   BLOB NOT NULL
) STRICT;

-- The state of this device: attachments that are being taken in and that no entry tells of yet. What they hold after the last whole
-- piece lies open here, as drafts do: the whole vault is encrypted.
CREATE TABLE staged (
    id    BLOB NOT NULL PRIMARY KEY CHECK (length(id) = 16),
    json  TEXT NOT NULL,
    rest  BLOB NOT NULL
) STRICT;

-- How much of an attachment another device said that it holds; no byte for all of it.
CREATE TABLE attachment_elsewhere (
    device   BLOB NOT NULL CHECK (length(device) = 16),
    document BLOB NOT NULL CHECK (length(document) = 16),
    entry    BLOB NOT NULL CHECK (length(entry) = 16),
    held     BLOB NOT NULL,
    PRIMARY KEY (device, document, entry)
) STRICT, WITHOUT ROWID;

-- Attachments of which the last bundle of a device brought something: what is held of them is to be told it.
CREATE TABLE attachment_owed (
    device   BLOB NOT NULL CHECK (length(device) = 16),
    document BLOB NOT NULL CHECK (length(document) = 16),
    entry    BLOB NOT NULL CHECK (length(entry) = 16),
    PRIMARY KEY (device, document, entry)
) STRICT, WITHOUT ROWID;

-- The attachments of a record, which each bundle asks for.
CREATE INDEX entry_attaching ON entry (individual, occurred_ms, id, digest, document) WHERE kind = 'attachment';
