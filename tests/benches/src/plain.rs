//! Plain SQLite, and SQLCipher by itself: the same rows, the same durability, nothing else. No key where none is given,
//! no signature, no history: what a program pays that only keeps rows.

use std::path::Path;

use rusqlite::{Connection, params};
use serde_json::Value;

use crate::caseload::now;
use crate::rows;

const DAY_MS: i64 = 24 * 3600 * 1000;

const SCHEMA: &str = "
    CREATE TABLE card (id TEXT PRIMARY KEY, individual TEXT NOT NULL, kind TEXT NOT NULL, json TEXT NOT NULL) STRICT;
    CREATE INDEX card_by_kind ON card (kind, individual);
    CREATE TABLE entry (number INTEGER PRIMARY KEY, id TEXT NOT NULL UNIQUE, individual TEXT NOT NULL, kind TEXT NOT NULL,
        at INTEGER NOT NULL, recorded INTEGER NOT NULL, visit TEXT, json TEXT NOT NULL) STRICT;
    CREATE INDEX entry_by_time ON entry (individual, at);
    CREATE VIRTUAL TABLE search USING fts5 (words, tokenize = 'unicode61 remove_diacritics 2', prefix = '2 3');";

/// A database of its own.
pub(crate) struct Plain(Connection);

impl Plain {
    /// Opens the file, which is made where it is not there. As Kith: log, a full sync at each commit, no checkpoint inside
    /// of one, and as much memory for its pages.
    pub(crate) fn open(file: &Path, key: bool) -> Self {
        let connection = Connection::open(file).unwrap();
        if key {
            let digits = "0123456789abcdef".repeat(4);
            connection.execute_batch(&format!("PRAGMA key = \"x'{digits}'\"")).unwrap();
        }
        connection
            .execute_batch(
                "PRAGMA locking_mode = EXCLUSIVE; PRAGMA journal_mode = WAL; PRAGMA synchronous = FULL;
                 PRAGMA wal_autocheckpoint = 0; PRAGMA temp_store = MEMORY; PRAGMA mmap_size = 0; PRAGMA cache_size = -16384;",
            )
            .unwrap();
        connection.set_prepared_statement_cache_capacity(32);
        Self(connection)
    }

    /// Fills a new file with the rows of a folder.
    pub(crate) fn build(file: &Path, key: bool, folder: &Path) {
        let plain = Self::open(file, key);
        plain.0.execute_batch(SCHEMA).unwrap();
        plain.0.execute_batch("BEGIN").unwrap();
        for card in rows::read(&folder.join("cards.jsonl")) {
            let sql = "INSERT INTO card (id, individual, kind, json) VALUES (?1, ?2, ?3, ?4)";
            let values = [&card["id"], &card["individual"], &card["kind"], &card["json"]].map(text);
            plain.0.prepare_cached(sql).unwrap().execute(values).unwrap();
        }
        for entry in rows::read(&folder.join("entries.jsonl")) {
            plain.add(&entry, text(&entry["id"]));
        }
        plain.0.execute_batch("COMMIT; PRAGMA wal_checkpoint(TRUNCATE);").unwrap();
    }

    fn add(&self, entry: &Value, id: &str) {
        let sql = "INSERT INTO entry (id, individual, kind, at, recorded, visit, json) VALUES (?1, ?2, ?3, ?4, ?5, ?6, ?7)";
        let values = params![
            id,
            text(&entry["individual"]),
            text(&entry["kind"]),
            entry["at"].as_i64(),
            entry["recorded"].as_i64(),
            entry["visit"].as_str(),
            text(&entry["json"]),
        ];
        self.0.prepare_cached(sql).unwrap().execute(values).unwrap();
        let sql = "INSERT INTO search (rowid, words) VALUES (last_insert_rowid(), ?1)";
        self.0.prepare_cached(sql).unwrap().execute([text(&entry["text"])]).unwrap();
    }

    /// One visit's rows under new ids, durable when it returns.
    pub(crate) fn record(&self, visit: &[Value], number: i64) {
        self.0.execute_batch("BEGIN IMMEDIATE").unwrap();
        for (place, entry) in visit.iter().enumerate() {
            self.add(entry, &format!("new-{number}-{place}-{}", text(&entry["id"])));
        }
        self.0.execute_batch("COMMIT").unwrap();
    }

    /// What Today needs of such rows: the cards that have dates, and when each person planned for was last in contact.
    pub(crate) fn today(&self) -> Vec<String> {
        let sql = "SELECT kind, individual, json FROM card WHERE kind IN
                   ('contact_plan', 'restriction', 'support_agreement', 'follow_up', 'consent', 'individual')";
        let mut statement = self.0.prepare_cached(sql).unwrap();
        let cards: Vec<(String, String, String)> = statement
            .query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?)))
            .unwrap()
            .map(Result::unwrap)
            .collect();
        let from = now().timestamp_millis() - 60 * DAY_MS;
        let last =
            "SELECT json FROM entry WHERE individual = ?1 AND at > ?2 AND kind = 'contact' ORDER BY at DESC";
        let mut lines = Vec::new();
        for (kind, individual, json) in cards {
            let card: Value = serde_json::from_str(&json).unwrap();
            let mut line = format!("{kind} {individual} {}", card["id"]);
            if kind == "contact_plan" {
                let mut statement = self.0.prepare_cached(last).unwrap();
                let contacts =
                    statement.query_map(params![individual, from], |row| row.get::<_, String>(0)).unwrap();
                let contacts =
                    contacts.map(|contact| serde_json::from_str::<Value>(&contact.unwrap()).unwrap());
                let happened = contacts.filter(|contact| contact["body"]["outcome"] == "happened").count();
                line.push_str(&format!(" {happened}"));
            }
            lines.push(line);
        }
        lines
    }

    /// The best fifty for words as typed, each as a beginning.
    pub(crate) fn search(&self, typed: &str) -> usize {
        let words: Vec<String> = typed.split(' ').map(|word| format!("\"{word}\"*")).collect();
        let sql = "SELECT entry.id, entry.json, snippet(search, 0, '', '', '…', 12)
                   FROM search JOIN entry ON entry.number = search.rowid
                   WHERE search MATCH ?1 ORDER BY rank LIMIT 50";
        let mut statement = self.0.prepare_cached(sql).unwrap();
        let rows = statement.query_map([words.join(" ")], |row| {
            Ok((row.get::<_, String>(0)?, row.get::<_, String>(1)?, row.get::<_, String>(2)?))
        });
        rows.unwrap().map(Result::unwrap).count()
    }

    /// How many rows have these words: that both sides find the same.
    pub(crate) fn entries(&self) -> i64 {
        self.0.query_row("SELECT count(*) FROM entry", [], |row| row.get(0)).unwrap()
    }
}

fn text(value: &Value) -> &str {
    value.as_str().unwrap()
}
