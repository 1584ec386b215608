-- The key that a statement was found to be signed by: what held once holds for ever, and need not be verified at each
-- opening. NULL for one that has not been looked at yet, or does not count.
ALTER TABLE statement ADD COLUMN signed_by BLOB CHECK (length(signed_by) = 32);

-- What a screen of one record asks.
CREATE INDEX receipt_by_document ON receipt (document, device, feed, sequence, parcel);
