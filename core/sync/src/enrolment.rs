//! Enrolment by two files. The newcomer's device writes a request with its public keys; a person of the organisation
//! compares the fingerprint with the newcomer by voice, and answers with an admission sealed to that device.
//!
//! The request is signed by its own key: that proves nothing about who it is, which is what the comparison is for, but
//! it holds name, ids and keys together, so that what was compared is what is admitted. In the other direction
//! the newcomer compares [`AdmissionContents::fingerprint`]: anyone who saw the request could answer it with a root of
//! their own.

use kith_domain::id::{DeviceId, MemberId, OrganisationId};
use kith_wire::{FileKind, frame, unframe};
use rand_core::CryptoRng;
use serde::{Deserialize, Serialize};

use crate::codec::{self, pieces};
use crate::keys::{self, DeviceKeys, DevicePublic, OrganisationKeys};
use crate::sealed_file;
use crate::signing::{self, Purpose};
use crate::statements::is_device_of;
use crate::{Membership, SignedStatement, SyncError};

/// The longest name in a request, in bytes.
pub const NAME_LIMIT_BYTES: usize = 1024;

/// A newcomer's request, read and found whole.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Request {
    /// The device that asks.
    pub device: DeviceId,
    /// Whose it is.
    pub member: MemberId,
    /// The newcomer's name, as they wrote it.
    pub name: String,
    /// The device's public keys: what [`crate::fingerprint`] is taken of.
    pub public: DevicePublic,
}

impl AsRef<DevicePublic> for Request {
    fn as_ref(&self) -> &DevicePublic {
        &self.public
    }
}

#[derive(Serialize, Deserialize)]
struct RequestBody {
    #[serde(rename = "d")]
    device: DeviceId,
    #[serde(rename = "m")]
    member: MemberId,
    #[serde(rename = "n")]
    name: String,
    #[serde(rename = "g", with = "serde_bytes")]
    sign: [u8; 32],
    #[serde(rename = "l", with = "serde_bytes")]
    seal: Vec<u8>,
}

/// Writes the request of a device (`.kreq`).
///
/// # Errors
/// [`SyncError::TooLarge`] for a name beyond [`NAME_LIMIT_BYTES`], [`SyncError::BadKey`] when the request names other
/// public keys than those of `keys`.
pub fn write_request(request: &Request, keys: &DeviceKeys) -> Result<Vec<u8>, SyncError> {
    let Request { device, member, name, public } = request.clone();
    if name.len() > NAME_LIMIT_BYTES {
        return Err(SyncError::TooLarge);
    }
    if public != keys.public() {
        return Err(SyncError::BadKey);
    }
    let DevicePublic { sign, seal } = public;
    let body = codec::encode(&RequestBody { device, member, name, sign, seal })?;
    let signature = keys.sign(Purpose::Request, &[], &body);
    Ok(frame(FileKind::Request, &[signature.as_slice(), &body].concat())?)
}

/// Reads a request file.
///
/// # Errors
/// [`SyncError::OtherKind`], [`SyncError::Newer`], [`SyncError::Truncated`], [`SyncError::Damaged`],
/// [`SyncError::TooLarge`], [`SyncError::BadSignature`] or [`SyncError::BadKey`].
pub fn read_request(bytes: &[u8]) -> Result<Request, SyncError> {
    let content = unframe(FileKind::Request, bytes)?;
    let (signature, signed) = content.split_first_chunk().ok_or(SyncError::Damaged)?;
    let body: RequestBody = codec::decode(signed)?;
    if !signing::is_signed_by(&body.sign, Purpose::Request, &[], signed, signature) {
        return Err(SyncError::BadSignature);
    }
    if body.name.len() > NAME_LIMIT_BYTES {
        return Err(SyncError::TooLarge);
    }
    let public = DevicePublic { sign: body.sign, seal: body.seal };
    keys::check_public(&public)?;
    if !is_device_of(body.device, body.member, &public.sign, &public.seal) {
        return Err(SyncError::BadKey);
    }
    Ok(Request { device: body.device, member: body.member, name: body.name, public })
}

/// What an admission carries.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct AdmissionContents {
    /// The organisation.
    #[serde(rename = "o")]
    pub organisation: OrganisationId,
    /// Its public root, which signs the admission.
    #[serde(rename = "r", with = "serde_bytes")]
    pub root: [u8; 32],
    /// All signed statements that the newcomer needs, their own certificates first of all.
    #[serde(rename = "s", with = "pieces")]
    pub statements: Vec<Vec<u8>>,
}

impl AdmissionContents {
    /// What the newcomer compares by voice with the person who admitted them.
    #[must_use]
    pub fn fingerprint(&self) -> String {
        keys::root_fingerprint(&self.root)
    }
}

/// Writes the answer to a request (`.kadm`), sealed to the device that asked.
///
/// # Errors
/// [`SyncError::BadKey`] when `contents` names another root than `root`, [`SyncError::Incomplete`] when its statements
/// do not admit the device, [`SyncError::TooLarge`].
pub fn write_admission(
    contents: &AdmissionContents,
    request: &Request,
    root: &OrganisationKeys,
    rng: &mut dyn CryptoRng,
) -> Result<Vec<u8>, SyncError> {
    if contents.root != root.public() {
        return Err(SyncError::BadKey);
    }
    if !admits(contents, request.device, &request.public) {
        return Err(SyncError::Incomplete);
    }
    let encoded = codec::encode(contents)?;
    let recipients = [(request.device, request.public.seal.clone())];
    let sign = |sealed_to: &[u8; 32], contents: &[u8]| root.sign(Purpose::Admission, sealed_to, contents);
    sealed_file::write(FileKind::Admission, encoded, &recipients, sign, rng)
}

/// Opens the answer to this device's own request and checks that it admits the device, with the keys it has.
///
/// # Errors
/// As [`crate::read_bundle`]; [`SyncError::BadSignature`] when the root it names did not sign it,
/// [`SyncError::Incomplete`] when its statements do not admit this device.
pub fn read_admission(
    bytes: &[u8],
    device: DeviceId,
    keys: &DeviceKeys,
) -> Result<AdmissionContents, SyncError> {
    let opened = sealed_file::read(FileKind::Admission, bytes, device, keys)?;
    let contents: AdmissionContents = codec::decode(&opened.contents)?;
    let is_signed = signing::is_signed_by(
        &contents.root,
        Purpose::Admission,
        &opened.sealed_to,
        &opened.contents,
        &opened.signature,
    );
    if !is_signed {
        return Err(SyncError::BadSignature);
    }
    if admits(&contents, device, &keys.public()) { Ok(contents) } else { Err(SyncError::Incomplete) }
}

/// Whether the statements make the device, with these keys, one of the organisation's.
fn admits(contents: &AdmissionContents, device: DeviceId, public: &DevicePublic) -> bool {
    let statements: Vec<SignedStatement> =
        contents.statements.iter().filter_map(|bytes| SignedStatement::from_bytes(bytes).ok()).collect();
    let membership = Membership::new(contents.root, &statements);
    let is_named = membership.organisation().is_some_and(|named| named.id == contents.organisation);
    let known = membership.device(device);
    is_named && known.is_some_and(|known| known.sign == public.sign && known.seal == public.seal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::{Office, Person, bit_flips};

    fn request(person: &Person, name: &str) -> Request {
        let public = person.keys.public();
        Request { device: person.device, member: person.member, name: name.to_owned(), public }
    }

    fn request_of(person: &Person) -> Vec<u8> {
        write_request(&request(person, "Rhian"), &person.keys).unwrap()
    }

    fn answer(office: &Office) -> AdmissionContents {
        AdmissionContents {
            organisation: office.id,
            root: office.root.public(),
            statements: office.statements.iter().map(SignedStatement::to_bytes).collect(),
        }
    }

    #[test]
    fn a_newcomer_asks_is_compared_and_is_admitted() {
        let mut office = Office::new(50);
        let newcomer = office.stranger();
        let bytes = request_of(&newcomer);
        let request = read_request(&bytes).unwrap();
        assert_eq!((request.member, request.name.as_str()), (newcomer.member, "Rhian"));
        assert_eq!(keys::fingerprint(&request), keys::fingerprint(&newcomer.keys.public()));
        let fingerprint = keys::fingerprint(&request);
        let groups: Vec<&str> = fingerprint.split(' ').collect();
        assert!(groups.len() == 6 && groups.iter().all(|g| g.len() == 5 && g.parse::<u32>().is_ok()));

        office.admit(&newcomer);
        let contents = answer(&office);
        let admission = write_admission(&contents, &request, &office.root, &mut office.rng).unwrap();
        let read = read_admission(&admission, newcomer.device, &newcomer.keys).unwrap();
        assert_eq!(read, contents);
        assert_eq!(read.fingerprint(), keys::root_fingerprint(&office.root.public()));
    }

    #[test]
    fn a_request_changed_cut_or_extended_is_refused() {
        let newcomer = Office::new(51).stranger();
        let bytes = request_of(&newcomer);
        for (at, flipped) in bit_flips(&bytes, 1).enumerate() {
            assert!(read_request(&flipped).is_err(), "{at}");
        }
        for length in 1..bytes.len() {
            assert_eq!(read_request(&bytes[..length]), Err(SyncError::Truncated), "{length}");
        }
        assert_eq!(read_request(&[bytes.as_slice(), b"\n"].concat()), Err(SyncError::Damaged));
        let long = "é".repeat(NAME_LIMIT_BYTES);
        let refused = write_request(&request(&newcomer, &long), &newcomer.keys);
        assert_eq!(refused, Err(SyncError::TooLarge));
    }

    #[test]
    fn an_admission_changed_cut_or_extended_is_refused() {
        let mut office = Office::new(52);
        let newcomer = office.member();
        let request = read_request(&request_of(&newcomer)).unwrap();
        let contents = answer(&office);
        let bytes = write_admission(&contents, &request, &office.root, &mut office.rng).unwrap();
        let read = |bytes: &[u8]| read_admission(bytes, newcomer.device, &newcomer.keys);
        assert!(read(&bytes).is_ok());
        for (at, flipped) in bit_flips(&bytes, 7).enumerate() {
            assert!(read(&flipped).is_err(), "{at}");
        }
        for length in 1..bytes.len() {
            assert_eq!(read(&bytes[..length]), Err(SyncError::Truncated), "{length}");
        }
        assert_eq!(read(&[bytes.as_slice(), b"\n"].concat()), Err(SyncError::Damaged));
    }

    #[test]
    fn an_admission_that_does_not_admit_is_refused() {
        let mut office = Office::new(53);
        let [newcomer, other] = [office.stranger(), office.stranger()];
        let request = read_request(&request_of(&newcomer)).unwrap();
        let unready = answer(&office);
        let write = |contents: &AdmissionContents, office: &mut Office| {
            write_admission(contents, &request, &office.root, &mut office.rng)
        };
        assert_eq!(write(&unready, &mut office), Err(SyncError::Incomplete));
        office.admit(&newcomer);
        let contents = answer(&office);
        let wrong_root = AdmissionContents { root: [1; 32], ..contents.clone() };
        assert_eq!(write(&wrong_root, &mut office), Err(SyncError::BadKey));
        let good = write(&contents, &mut office).unwrap();
        let by_other = read_admission(&good, other.device, &other.keys);
        assert_eq!(by_other, Err(SyncError::NotForYou));

        // Made by hand, past the checks of the writer.
        let seal = |contents: &AdmissionContents, root: &OrganisationKeys, office: &mut Office| {
            let encoded = codec::encode(contents).unwrap();
            let sign = |to: &[u8; 32], contents: &[u8]| root.sign(Purpose::Admission, to, contents);
            let to = [newcomer.recipient()];
            sealed_file::write(FileKind::Admission, encoded, &to, sign, &mut office.rng).unwrap()
        };
        let rogue = OrganisationKeys::generate(&mut office.rng);
        let root = OrganisationKeys::from_secret_bytes(&office.root.to_secret_bytes()).unwrap();
        let rows = [
            ("no certificate", seal(&unready, &root, &mut office), SyncError::Incomplete),
            ("signed by another root", seal(&contents, &rogue, &mut office), SyncError::BadSignature),
            (
                "statements of another root",
                seal(&AdmissionContents { root: rogue.public(), ..contents }, &rogue, &mut office),
                SyncError::Incomplete,
            ),
        ];
        for (name, bytes, expected) in rows {
            let read = read_admission(&bytes, newcomer.device, &newcomer.keys);
            assert_eq!(read, Err(expected), "{name}");
        }
    }
}
