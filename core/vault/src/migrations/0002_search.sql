-- Full-text search over the texts. The index holds no copy of them; triggers keep it in step, and what is deleted
-- from it is overwritten.
CREATE VIRTUAL TABLE search USING fts5 (
    words,
    content = 'text',
    content_rowid = 'number',
    tokenize = 'unicode61 remove_diacritics 2',
    prefix = '2 3'
);
INSERT INTO search (search, rank) VALUES ('secure-delete', 1);

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

INSERT INTO search (search) VALUES ('rebuild');

-- The entries of one visit.
CREATE INDEX entry_by_visit ON entry (visit, occurred_ms, id, digest) WHERE visit IS NOT NULL;
