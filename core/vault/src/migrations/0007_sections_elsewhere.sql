-- Whose record a section is of that another device names and that is not known here, as that device says.
CREATE TABLE section_elsewhere (
    device     BLOB NOT NULL CHECK (length(device) = 16),
    document   BLOB NOT NULL CHECK (length(document) = 16),
    individual BLOB NOT NULL CHECK (length(individual) = 16),
    PRIMARY KEY (device, document)
) STRICT, WITHOUT ROWID;
CREATE INDEX section_elsewhere_by_individual ON section_elsewhere (individual, document, device);

-- The amendments of a record, which whatever reads its entries as they are now asks for.
CREATE INDEX entry_amending ON entry (individual, occurred_ms, id, digest, document) WHERE kind = 'amendment';

-- Nothing asks for it.
DROP INDEX card_by_kind;
