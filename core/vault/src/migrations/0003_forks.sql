-- A receipt names the parcel that the other device holds, not only its number: where a feed has forked, the number fits
-- two. What was noted before goes: sending something twice costs nothing, and the next bundle proves it again.
DROP TABLE receipt;
CREATE TABLE receipt (
    device   BLOB NOT NULL CHECK (length(device) = 16),
    document BLOB NOT NULL CHECK (length(document) = 16),
    feed     BLOB NOT NULL CHECK (length(feed) = 16),
    sequence INTEGER NOT NULL,
    parcel   BLOB NOT NULL CHECK (length(parcel) = 32),
    PRIMARY KEY (device, document, feed, parcel)
) STRICT, WITHOUT ROWID;

-- Applied parcels of which there is something to tell.
CREATE INDEX parcel_noted ON parcel (document, feed, sequence) WHERE state = 0 AND code IS NOT NULL;
