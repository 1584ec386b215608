//! The schema: numbered SQL migrations, each applied in one transaction together with its number. A new vault is made
//! by running them all, so that a migrated vault and a fresh one cannot differ.
//!
//! `application_id` says that a database is Kith's, `user_version` how far its schema is.

use rusqlite::{Connection, TransactionBehavior};

use crate::error::{Damage, VaultError};

/// "KITH", as the database header keeps it.
pub(crate) const APPLICATION_ID: i32 = 0x4B49_5448;

const MIGRATIONS: [(u32, &str); 10] = [
    (1, include_str!("migrations/0001_initial.sql")),
    (2, include_str!("migrations/0002_search.sql")),
    (3, include_str!("migrations/0003_forks.sql")),
    (4, include_str!("migrations/0004_by_document.sql")),
    (5, include_str!("migrations/0005_by_kind.sql")),
    (6, include_str!("migrations/0006_statements.sql")),
    (7, include_str!("migrations/0007_sections_elsewhere.sql")),
    (8, include_str!("migrations/0008_attachments.sql")),
    (9, include_str!("migrations/0009_attachments_by_content.sql")),
    (10, include_str!("migrations/0010_own_drafts.sql")),
];

/// The newest schema that this build knows.
pub const NEWEST: u32 = 10;

/// Says whether the database is one of ours that this build can read; writes nothing.
pub(crate) fn recognise(connection: &Connection) -> Result<(), VaultError> {
    let application: i32 = connection.pragma_query_value(None, "application_id", |row| row.get(0))?;
    if application != APPLICATION_ID {
        return Err(VaultError::Foreign);
    }
    let found = version(connection)?;
    match found {
        0 => Err(VaultError::damaged(Damage::Page)),
        found if found > NEWEST => Err(VaultError::Newer { found, supported: NEWEST }),
        _ => Ok(()),
    }
}

/// Brings a database, empty or of an older schema, to `target`; each step is one transaction.
pub(crate) fn migrate(connection: &mut Connection, target: u32) -> Result<(), VaultError> {
    for (number, sql) in MIGRATIONS {
        if number <= version(connection)? || number > target {
            continue;
        }
        let transaction = connection.transaction_with_behavior(TransactionBehavior::Immediate)?;
        transaction.execute_batch(sql)?;
        transaction.pragma_update(None, "application_id", APPLICATION_ID)?;
        transaction.pragma_update(None, "user_version", number)?;
        transaction.commit()?;
    }
    Ok(())
}

/// The number of the last migration applied.
pub(crate) fn version(connection: &Connection) -> Result<u32, VaultError> {
    Ok(connection.pragma_query_value(None, "user_version", |row| row.get(0))?)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn shape(connection: &Connection) -> Vec<(String, String, Option<String>)> {
        let mut statement =
            connection.prepare("SELECT type, name, sql FROM sqlite_schema ORDER BY type, name").unwrap();
        let rows = statement.query_map([], |row| Ok((row.get(0)?, row.get(1)?, row.get(2)?))).unwrap();
        rows.map(Result::unwrap).collect()
    }

    #[test]
    fn the_last_migration_is_the_newest_schema() {
        let numbers: Vec<u32> = MIGRATIONS.iter().map(|(number, _)| *number).collect();
        assert_eq!(numbers, (1..=NEWEST).collect::<Vec<_>>());
    }

    #[test]
    fn a_migrated_schema_equals_a_fresh_one() {
        let mut fresh = Connection::open_in_memory().unwrap();
        migrate(&mut fresh, NEWEST).unwrap();
        for start in 1..NEWEST {
            let mut migrated = Connection::open_in_memory().unwrap();
            migrate(&mut migrated, start).unwrap();
            assert_ne!(shape(&migrated), shape(&fresh), "schema {start} is an older one");
            migrate(&mut migrated, NEWEST).unwrap();
            assert_eq!(shape(&migrated), shape(&fresh));
            assert_eq!(version(&migrated).unwrap(), NEWEST);
        }
    }

    #[test]
    fn a_failed_migration_leaves_the_older_schema() {
        let mut connection = Connection::open_in_memory().unwrap();
        migrate(&mut connection, 1).unwrap();
        // The last statement of 0002 finds its name taken: everything before it must go again.
        connection.execute_batch("CREATE TABLE entry_by_visit (x)").unwrap();
        let before = shape(&connection);
        assert!(migrate(&mut connection, 2).is_err());
        assert_eq!(shape(&connection), before);
        assert_eq!(version(&connection).unwrap(), 1);
    }

    #[test]
    fn recognises_ours_only() {
        let mut ours = Connection::open_in_memory().unwrap();
        assert_eq!(recognise(&ours), Err(VaultError::Foreign));
        migrate(&mut ours, NEWEST).unwrap();
        assert_eq!(recognise(&ours), Ok(()));
        ours.pragma_update(None, "user_version", NEWEST + 1).unwrap();
        assert_eq!(recognise(&ours), Err(VaultError::Newer { found: NEWEST + 1, supported: NEWEST }));
    }
}
