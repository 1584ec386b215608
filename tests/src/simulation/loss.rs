//! What befalls a device: a backup is made, an old one is restored, a vault is copied and both copies go on.

use kith::Life as Place;

use super::Life;
use crate::world::{Phone, World};

/// Backups kept.
const BACKUPS: usize = 4;
/// A world has no more phones than this, copies too.
const PHONES: usize = 5;

impl Life {
    pub(super) fn befall(&mut self, phone: usize) {
        if self.chance.one_in(5) {
            let backup = self.copied(phone);
            self.backups.push((phone, backup));
            if self.backups.len() > BACKUPS {
                self.backups.remove(0);
            }
        }
        if self.chance.one_in(14) && !self.backups.is_empty() {
            let (phone, backup) = self.backups.remove(self.chance.below(self.backups.len()));
            self.restore(phone, backup);
        }
        if self.chance.one_in(40) && self.world.phones.len() < PHONES {
            self.copy(phone);
        }
    }

    /// An old backup takes the place of the vault: what was recorded since and sent nowhere is lost with the device.
    fn restore(&mut self, phone: usize, mut backup: Phone) {
        self.world.log.push(format!("phone {phone} is restored"));
        backup.clock = self.world.phones[phone].clock;
        self.world.phones[phone] = backup;
        self.world.tally.add("restores");
    }

    /// A vault is copied, and both go on.
    fn copy(&mut self, phone: usize) {
        let copy = self.copied(phone);
        self.world.phones[phone].indistinct |= copy.indistinct;
        self.world.log.push(format!("phone {phone} is copied, to phone {}", self.world.phones.len()));
        self.world.joined_by(phone, copy);
        self.world.tally.add("copies");
    }

    /// A copy of a vault in memory may be one of the whole machine, with the place of every file: then neither the one
    /// nor the other can know, and both go on in one feed.
    fn copied(&mut self, phone: usize) -> Phone {
        self.lives += 1;
        let place = if self.chance.one_in(3) { Place::Same } else { Place::Another(self.lives) };
        self.world.copied(phone, place, self.lives)
    }
}

impl World {
    /// A copied phone is one more phone of its member: it reads what the member reads.
    fn joined_by(&mut self, phone: usize, copy: Phone) {
        let number = self.phones.len();
        self.phones.push(copy);
        for readers in self.readers.values_mut().filter(|readers| readers.contains(&phone)) {
            readers.insert(number);
        }
    }
}
