//! The week: what Aled and Bethan record with Megan and Idris, apart and then together.

use kith::{Arg, Imported, Kith, KithError};
use serde_json::{Value, json};

use super::device::{Device, id};
use super::story::Story;
use crate::files;

/// The people of the story, by their ids.
pub(crate) struct People {
    pub(crate) megan: String,
    idris: String,
    mum: String,
    tom: String,
    craig: String,
    with_tom: String,
    craigs_rule: String,
    bethan: String,
    aled: String,
}

fn own(method: &str) -> Value {
    json!({"speaker": "individual", "how": "own_words", "method": method})
}

fn observed() -> Value {
    json!({"speaker": "worker", "how": "observed", "method": "behaviour"})
}

/// Founding, two records, a second worker, and the first bundle.
pub(crate) fn begin(story: &mut Story, aled: &Device, bethan: &Device) -> Result<People, KithError> {
    let start = "2026-03-01T17:00:00+00:00";
    let (kith, founded) =
        Kith::init(&aled.home, &aled.unlock(), "Bryn Community Support", "Aled Pugh", aled.opening(start)?)?;
    story.tell("demo-founds");
    let mut people = two_records(&kith)?;
    drop(kith);

    let requested = Kith::request(&bethan.home, &bethan.unlock(), "Bethan Rees", bethan.opening(start)?)?;
    let admitted = aled.at(start)?.admit(&requested.file, "worker", &[])?;
    let (_, joined) = Kith::accept(&bethan.home, &bethan.unlock(), &admitted.file, bethan.opening(start)?)?;
    story.tell("demo-joins");
    story.tell_with("demo-fingerprint-bethan", &[("fingerprint", requested.fingerprint.into())]);
    story.tell_with("demo-fingerprint-aled", &[("fingerprint", admitted.fingerprint.into())]);
    people.bethan = joined.member;
    people.aled = founded.member;
    carry(story, aled, bethan, &people.bethan, "2026-03-01T18:00:00+00:00", "first.kith")?;
    Ok(people)
}

/// Megan's and Idris's records, with the people in their lives, one agreed rule and one plan.
fn two_records(kith: &Kith) -> Result<People, KithError> {
    let add = |name: &str, arguments: Value| kith.perform(name, &arguments);
    let megan = id(
        &add(
            "add_individual",
            json!({"name": "Megan Ellis", "preferred_name": "Megan", "languages": ["en", "cy"],
                   "how_i_say_yes": "I smile and tap the table", "how_i_say_no": "I look away",
                   "communication_methods": ["spoken", "symbols"]}),
        )?,
        "individual",
    );
    let idris = id(
        &add(
            "add_individual",
            json!({"name": "Idris Khan", "languages": ["en"], "preferred_name": "Idris"}),
        )?,
        "individual",
    );
    let person = |individual: &str, name: &str, kind: &str| -> Result<String, KithError> {
        Ok(id(&add("add_person", json!({"individual": individual, "name": name, "kind": kind}))?, "person"))
    };
    let mum = person(&megan, "Carys (Mum)", "person")?;
    let tom = person(&megan, "Tom", "person")?;
    let choir = person(&megan, "Thursday choir", "group")?;
    let pip = person(&megan, "Pip the cat", "pet")?;
    let craig = person(&idris, "Craig", "person")?;
    let amina = person(&idris, "Amina", "person")?;
    let tie = |individual: &str, to: &str, kind: &str, circle: &str, quality: &str, gives: &str| {
        let view = json!({"individual": individual, "to": to, "kind": kind, "circle": circle,
                          "quality": quality, "gives_support": gives, "voice": own("spoken")});
        Ok::<String, KithError>(id(&add("add_relationship", view)?, "relationship"))
    };
    tie(&megan, &mum, "parent", "intimacy", "strong", "both")?;
    let with_tom = tie(&megan, &tom, "ex_partner", "friendship", "stressful", "neither")?;
    tie(&megan, &choir, "faith", "participation", "strong", "to_me")?;
    tie(&megan, &pip, "pet", "intimacy", "strong", "both")?;
    tie(&idris, &craig, "friend", "friendship", "tenuous", "from_me")?;
    tie(&idris, &amina, "sibling", "intimacy", "ordinary", "both")?;
    add(
        "add_relationship",
        json!({"individual": megan, "from": mum, "to": tom, "kind": "other_relative", "quality": "stressful"}),
    )?;
    let craigs_rule = id(
        &add(
            "set_restriction",
            json!({"individual": idris, "person": craig, "effect": "limit", "force": "agreed",
                   "kind": "agreed_plan", "from": "2026-02-01", "state": "active",
                   "modes": {"phone": {"rule": "conditional", "condition": "not after nine in the evening"},
                             "in_person": {"rule": "supervised", "supervised_by": "a worker"}}}),
        )?,
        "restriction",
    );
    add(
        "plan_contact",
        json!({"individual": megan, "people": [mum], "mode": "phone", "start": "2026-03-02T18:00:00+00:00",
               "rrule": "FREQ=DAILY;COUNT=30"}),
    )?;
    let (bethan, aled) = (String::new(), String::new());
    Ok(People { megan, idris, mum, tom, craig, with_tom, craigs_rule, bethan, aled })
}

/// Makes a bundle on one phone and takes it in on the other.
fn carry(
    story: &mut Story,
    from: &Device,
    to: &Device,
    member: &str,
    at: &str,
    name: &str,
) -> Result<(), KithError> {
    let (bytes, exported) = from.at(at)?.export_bundle(&[member.to_owned()])?;
    files::write_private(&from.home.join(name), &bytes)?;
    let imported = to.at(at)?.import_bundle(&bytes)?;
    let args =
        [("name", name.into()), ("parcels", exported.parcels.into()), ("bytes", exported.bytes.into())];
    story.tell_with("demo-carried", &args);
    story.tell_with("demo-taken", &taken_in(&imported));
    Ok(())
}

/// What became of a file that was taken in.
fn taken_in(imported: &Imported) -> [(&'static str, Arg); 4] {
    [
        ("new", imported.new.into()),
        ("held", imported.duplicate.into()),
        ("waiting", imported.waiting.len().into()),
        ("aside", imported.quarantined.len().into()),
    ]
}

/// Monday to Sunday, apart.
pub(crate) fn record(
    story: &mut Story,
    aled: &Device,
    bethan: &Device,
    people: &People,
) -> Result<(), KithError> {
    let days = [
        (2, 3, "Walked to the shop. Megan paid by herself.", 3, 4),
        (3, 2, "Phoned Mum together.", 3, 5),
        (4, 2, "Megan was upset about Tom. We sat and talked.", 2, 4),
        (5, 3, "Choir practice, then tea.", 4, 5),
        (6, 3, "Made a poster for the choir.", 4, 5),
        (7, 3, "A quiet day.", 3, 4),
    ];
    for (day, morning, line, before, after) in days {
        let device = if day % 2 == 0 { aled } else { bethan };
        device.at(&time(day, 10))?.perform(
            "observe",
            &json!({"individual": people.megan, "occurred": {"at": time(day, 9)}, "scale": "five_faces",
                    "value": morning, "voice": own("symbols")}),
        )?;
        visit(&device.at(&time(day, 16))?, people, &time(day, 14), line, (before, after))?;
        match day {
            4 => wednesday(story, aled, people)?,
            5 => thursday(story, bethan, people)?,
            _ => {}
        }
    }
    story.tell("demo-visits");
    Ok(())
}

fn time(day: u32, hour: u32) -> String {
    format!("2026-03-{day:02}T{hour:02}:00:00+00:00")
}

fn visit(
    kith: &Kith,
    people: &People,
    at: &str,
    line: &str,
    (before, after): (u32, u32),
) -> Result<(), KithError> {
    kith.perform(
        "record_visit",
        &json!({
            "individual": people.megan,
            "occurred": {"at": at},
            "happened": {"outcome": "happened"},
            "line": line,
            "support": ["listen", "be_there"],
            "contacts": [{"person": people.mum, "mode": "phone", "outcome": "happened"}],
            "observations": [
                {"scale": "five_faces", "value": before, "voice": own("symbols"), "phase": "before"},
                {"scale": "five_faces", "value": after, "voice": own("symbols"), "phase": "after"},
            ],
            "words": [{"text": "Mum made me laugh.", "lang": "en", "voice": own("spoken")}],
            "worry": "no",
            "follow_ups": [],
        }),
    )?;
    Ok(())
}

/// Aled's Wednesday: the court's order about Tom, and Craig's rule made stricter on the phone.
fn wednesday(story: &mut Story, aled: &Device, people: &People) -> Result<(), KithError> {
    let kith = aled.at(&time(4, 17))?;
    kith.perform(
        "set_restriction",
        &json!({"individual": people.megan, "person": people.tom, "effect": "prohibit",
                "force": "legal_verified", "kind": "non_molestation_order", "bound": [people.tom],
                "protected": ["individual"], "modes": {}, "from": "2026-03-04", "until": "2027-03-03",
                "authority": "Family Court at Caernarfon", "reference": "CF26P00123",
                "verified": {"by": "Aled Pugh", "when": "2026-03-04"}, "state": "active"}),
    )?;
    story.tell("demo-wednesday");
    let seen = seen(&kith, &people.idris)?;
    kith.perform(
        "set_restriction",
        &json!({"individual": people.idris, "person": people.craig, "id": people.craigs_rule,
                "effect": "limit", "force": "agreed", "kind": "agreed_plan", "from": "2026-02-01",
                "modes": {"phone": {"rule": "none"},
                          "in_person": {"rule": "supervised", "supervised_by": "a worker"}},
                "state": "active", "reason": "Craig rang at midnight for money", "seen": seen}),
    )?;
    story.tell("demo-no-calls");
    let seen = self::seen(&kith, &people.megan)?;
    kith.perform(
        "set_field",
        &json!({"card": people.with_tom, "field": "status", "value": "kept_away_from", "voice": observed(),
                "seen": seen, "reason": "The order of today"}),
    )?;
    kith.perform(
        "note",
        &json!({"individual": people.megan, "text": "Copy of the order is in the office safe.",
                "people": [people.tom]}),
    )?;
    Ok(())
}

/// Bethan's Thursday: she has seen nothing of it. She plans a walk with Tom, sees Craig's rule otherwise, and is
/// worried about Idris.
fn thursday(story: &mut Story, bethan: &Device, people: &People) -> Result<(), KithError> {
    let kith = bethan.at(&time(5, 17))?;
    let planned = kith.perform(
        "plan_contact",
        &json!({"individual": people.megan, "people": [people.tom], "mode": "in_person",
                "start": "2026-03-14T11:00:00+00:00",
                "prepare": {"fears": "That he shouts", "coping_steps": ["Sit near the door"], "distress": 6}}),
    )?;
    let outcome = planned.shown.as_ref().and_then(|shown| shown.get("outcome")).and_then(Value::as_str);
    let outcome = story.option("check", outcome.unwrap_or_default()).to_lowercase();
    story.tell("demo-thursday");
    story.tell_with("demo-knows-not", &[("outcome", outcome.into())]);
    let seen = seen(&kith, &people.megan)?;
    kith.perform(
        "set_field",
        &json!({"card": people.with_tom, "field": "status", "value": "existing", "voice": own("spoken"),
                "seen": seen, "reason": "Megan says they are friends again"}),
    )?;
    let seen = self::seen(&kith, &people.idris)?;
    kith.perform(
        "set_restriction",
        &json!({"individual": people.idris, "person": people.craig, "id": people.craigs_rule,
                "effect": "limit", "force": "agreed", "kind": "agreed_plan", "from": "2026-02-01",
                "modes": {"phone": {"rule": "free"}, "in_person": {"rule": "none"}},
                "state": "active", "reason": "Idris was shaken after Craig's visit", "seen": seen}),
    )?;
    story.tell("demo-no-visits");
    story.tell("demo-neither");
    kith.perform(
        "observe",
        &json!({"individual": people.idris, "occurred": {"at": time(5, 15)},
                "behaviour": {"before": "The bell rang", "what": "Idris hid in the kitchen",
                              "after": "He came out when he saw it was Bethan"},
                "person": people.craig, "voice": observed()}),
    )?;
    kith.perform(
        "say",
        &json!({"individual": people.idris, "kind": "wish", "text": "I want my own key back.", "lang": "en",
                "voice": own("spoken"), "people": [people.craig]}),
    )?;
    kith.perform(
        "raise_concern",
        &json!({"individual": people.idris, "what": "Craig keeps Idris's door key and takes money.",
                "their_words": "He just comes in.", "kind": "harm_to_individual", "harms": ["financial"],
                "danger": "short", "recipients": ["manager"], "wishes": "Get the key back, no police yet."}),
    )?;
    story.tell("demo-concern");
    Ok(())
}

/// The token of what a record's screen showed.
fn seen(kith: &Kith, individual: &str) -> Result<String, KithError> {
    let shown = kith.show("individual", &json!({ "individual": individual }))?.data;
    Ok(shown.get("seen").and_then(Value::as_str).unwrap_or_default().to_owned())
}

/// What each writes on Sunday, between their two files.
fn sunday_words(device: &Device, people: &People) -> Result<(), KithError> {
    let words = json!({"individual": people.megan, "text": "I liked this week.", "lang": "en",
                       "voice": own("spoken"), "occurred": {"at": time(8, 15)}});
    device.at(&time(8, 17))?.perform("say", &words)?;
    Ok(())
}

/// Two bundles each way, each pair taken in the wrong way round.
pub(crate) fn exchange(
    story: &mut Story,
    aled: &Device,
    bethan: &Device,
    people: &People,
) -> Result<(), KithError> {
    for (from, to, member, name) in
        [(aled, bethan, &people.bethan, "Aled"), (bethan, aled, &people.aled, "Bethan")]
    {
        let early = from.at(&time(6, 20))?.export_bundle(std::slice::from_ref(member))?.0;
        sunday_words(from, people)?;
        let late = from.at(&time(8, 18))?.export_bundle(std::slice::from_ref(member))?.0;
        for (bytes, which) in [(&late, 2_u32), (&early, 1)] {
            files::write_private(&from.home.join(format!("file-{which}.kith")), bytes)?;
            let imported = to.at(&time(8, 18))?.import_bundle(bytes)?;
            let args = [("name", name.into()), ("which", which.into()), ("bytes", bytes.len().into())];
            story.tell_with("demo-file", &args);
            story.tell_with("demo-taken", &taken_in(&imported));
        }
    }
    Ok(())
}

/// The hash of each record on each phone, and what the doctor says of both vaults.
pub(crate) fn compare(
    story: &mut Story,
    aled: &Device,
    bethan: &Device,
    people: &People,
) -> Result<Value, KithError> {
    let mut hashes = serde_json::Map::new();
    for (name, individual) in [("Megan", &people.megan), ("Idris", &people.idris)] {
        let hash = |device: &Device| -> Result<String, KithError> {
            let shown = device.sunday()?.show("hash", &json!({ "individual": individual }))?.data;
            Ok(shown.get("hash").and_then(Value::as_str).unwrap_or_default().to_owned())
        };
        let (one, other) = (hash(aled)?, hash(bethan)?);
        let key = if one == other { "demo-hash-same" } else { "demo-hash-other" };
        let args = [("name", name.into()), ("hash", one.get(..16).unwrap_or_default().into())];
        story.tell_with(key, &args);
        hashes.insert(name.to_lowercase(), json!({"aled": one, "bethan": other, "equal": one == other}));
    }
    for (name, device) in [("Aled", aled), ("Bethan", bethan)] {
        let found = device.sunday()?.doctor()?;
        let args = [
            ("name", name.into()),
            ("parcels", found.parcels.into()),
            ("problems", found.problems.len().into()),
        ];
        story.tell_with("demo-vault", &args);
        story.tell(if found.caches_equal { "demo-caches-same" } else { "demo-caches-other" });
    }
    Ok(Value::Object(hashes))
}

/// The screens of Sunday evening.
pub(crate) fn look(story: &mut Story, device: &Device, people: &People) -> Result<(), KithError> {
    let kith = device.sunday()?;
    story.show(&kith, "today", &json!({}))?;
    story.show(&kith, "map", &json!({ "individual": people.megan }))?;
    story.show(&kith, "needs_look", &json!({}))?;
    let tom = json!({"individual": people.megan, "person": people.tom, "mode": "in_person",
                     "at": "2026-03-14T11:00:00+00:00"});
    story.show(&kith, "check", &tom)?;
    for mode in ["phone", "in_person"] {
        let craig = json!({"individual": people.idris, "person": people.craig, "mode": mode,
                           "at": "2026-03-09T11:00:00+00:00"});
        story.show(&kith, "check", &craig)?;
    }
    story.show(&kith, "trends", &json!({"individual": people.megan, "scale": "five_faces"}))?;
    let effect =
        json!({"individual": people.megan, "person": people.mum, "scale": "five_faces", "window_hours": 6});
    story.show(&kith, "effect", &effect)?;
    story.show(&kith, "timeline", &json!({"individual": people.megan, "limit": 6}))?;
    story.show(&kith, "who_can_see", &json!({ "individual": people.idris }))?;
    story.show(&kith, "pending", &json!({}))?;
    Ok(())
}
