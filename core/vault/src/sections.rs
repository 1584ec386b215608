//! Which sections there are and whose record they belong to, and the documents as last assembled. Part of the read
//! model: rebuilt from the parcels at will. What other devices say of sections that are not known here is not: it is kept.

use kith_domain::id::{DeviceId, DocumentId, IndividualId};
use rusqlite::{Row, params};

use crate::error::{Damage, VaultError};
use crate::vault::{Read, Write};

/// How hard a document is compressed: it is written anew with each change, so little.
const DOCUMENT_LEVEL: i32 = 1;
/// What a compressed document begins with. Those of older versions were kept as they were given.
const COMPRESSED: [u8; 4] = [0x28, 0xB5, 0x2F, 0xFD];

/// One section of an individual's record.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub struct SectionRow {
    /// The document of the section.
    pub document: DocumentId,
    /// The individual whose record it is.
    pub individual: IndividualId,
    /// What the section is for: `shared`, `team`, …
    pub kind: String,
}

fn section_row(row: &Row<'_>) -> rusqlite::Result<SectionRow> {
    Ok(SectionRow {
        document: DocumentId::from_bytes(row.get(0)?),
        individual: IndividualId::from_bytes(row.get(1)?),
        kind: row.get(2)?,
    })
}

impl Read<'_> {
    /// The sections of an individual, by kind and document.
    pub fn sections(&self, individual: IndividualId) -> Result<Vec<SectionRow>, VaultError> {
        let sql =
            "SELECT document, individual, kind FROM section WHERE individual = ?1 ORDER BY kind, document";
        self.all(sql, [individual.to_bytes()], section_row)
    }

    /// The section of a document.
    pub fn section_of(&self, document: DocumentId) -> Result<Option<SectionRow>, VaultError> {
        let sql = "SELECT document, individual, kind FROM section WHERE document = ?1";
        self.first(sql, [document.to_bytes()], section_row)
    }

    /// Everyone of whom there is a section, by id.
    pub fn individuals(&self) -> Result<Vec<IndividualId>, VaultError> {
        self.all("SELECT DISTINCT individual FROM section ORDER BY individual", [], |row| {
            Ok(IndividualId::from_bytes(row.get(0)?))
        })
    }

    /// The sections of an individual of which nothing is known here but that another device named them, with each that did,
    /// by document and device.
    pub fn sections_elsewhere(
        &self,
        individual: IndividualId,
    ) -> Result<Vec<(DocumentId, DeviceId)>, VaultError> {
        let sql = "SELECT document, device FROM section_elsewhere
                   WHERE individual = ?1 AND document NOT IN (SELECT document FROM section)
                   ORDER BY document, device";
        self.all(sql, [individual.to_bytes()], |row| {
            Ok((DocumentId::from_bytes(row.get(0)?), DeviceId::from_bytes(row.get(1)?)))
        })
    }

    /// The document as last assembled: the bytes given to [`Write::put_document_cache`].
    pub fn document_cache(&self, document: DocumentId) -> Result<Option<Vec<u8>>, VaultError> {
        let sql = "SELECT saved FROM document_cache WHERE document = ?1";
        let kept: Option<Vec<u8>> = self.first(sql, [document.to_bytes()], |row| row.get(0))?;
        let plain = |kept: Vec<u8>| {
            if kept.starts_with(&COMPRESSED) { zstd::decode_all(kept.as_slice()) } else { Ok(kept) }
        };
        kept.map(plain).transpose().map_err(|_| VaultError::Damaged { detail: Damage::Row })
    }

    /// The heads of the document as last assembled, in ascending order; none if it never was.
    pub fn document_heads(&self, document: DocumentId) -> Result<Vec<[u8; 32]>, VaultError> {
        let sql = "SELECT heads FROM document_cache WHERE document = ?1";
        let heads: Vec<u8> = self.first(sql, [document.to_bytes()], |row| row.get(0))?.unwrap_or_default();
        let (heads, _) = heads.as_chunks::<32>();
        Ok(heads.to_vec())
    }
}

impl Write<'_> {
    /// Names the section of a document, in place of what was said of it before.
    pub fn put_section(
        &mut self,
        document: DocumentId,
        individual: IndividualId,
        kind: &str,
    ) -> Result<(), VaultError> {
        let sql = "INSERT INTO section (document, individual, kind) VALUES (?1, ?2, ?3)
                   ON CONFLICT (document) DO UPDATE SET individual = excluded.individual, kind = excluded.kind";
        self.change(sql, params![document.to_bytes(), individual.to_bytes(), kind]).map(drop)
    }

    /// Notes whose record a section is of, as another device says, in place of what it said of it before.
    pub fn put_section_elsewhere(
        &mut self,
        device: DeviceId,
        document: DocumentId,
        individual: IndividualId,
    ) -> Result<(), VaultError> {
        let sql =
            "INSERT OR REPLACE INTO section_elsewhere (device, document, individual) VALUES (?1, ?2, ?3)";
        self.change(sql, params![device.to_bytes(), document.to_bytes(), individual.to_bytes()]).map(drop)
    }

    /// Keeps a document as assembled, with its heads in any order.
    pub fn put_document_cache(
        &mut self,
        document: DocumentId,
        heads: &[[u8; 32]],
        saved: &[u8],
    ) -> Result<(), VaultError> {
        let mut heads = heads.to_vec();
        heads.sort_unstable();
        let saved = zstd::bulk::compress(saved, DOCUMENT_LEVEL)?;
        let sql = "INSERT INTO document_cache (document, heads, saved) VALUES (?1, ?2, ?3)
                   ON CONFLICT (document) DO UPDATE SET heads = excluded.heads, saved = excluded.saved";
        self.change(sql, params![document.to_bytes(), heads.as_flattened(), saved]).map(drop)
    }
}
