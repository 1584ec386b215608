-- An attachment is known by what it is made of, and no longer by the entry that tells of it: two can come under one entry. What
-- was known of either is let go: whoever holds pieces says so again, and until then they are sent again.
DROP TABLE attachment_elsewhere;
DROP TABLE attachment_owed;

-- How much of an attachment another device said that it holds; no byte for all of it.
CREATE TABLE attachment_elsewhere (
    device     BLOB NOT NULL CHECK (length(device) = 16),
    document   BLOB NOT NULL CHECK (length(document) = 16),
    attachment BLOB NOT NULL CHECK (length(attachment) = 16),
    held       BLOB NOT NULL,
    PRIMARY KEY (device, document, attachment)
) STRICT, WITHOUT ROWID;

-- Attachments of which the last bundle of a device brought something: what is held of them is to be told it.
CREATE TABLE attachment_owed (
    device     BLOB NOT NULL CHECK (length(device) = 16),
    document   BLOB NOT NULL CHECK (length(document) = 16),
    attachment BLOB NOT NULL CHECK (length(attachment) = 16),
    PRIMARY KEY (device, document, attachment)
) STRICT, WITHOUT ROWID;
