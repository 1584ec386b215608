//! What people do in such a world: commands by chance, on screens that were looked at before something else arrived.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::chance::Chance;
use super::phone::Trouble;
use super::said::{day, favourite, terms, visit_time, voice, with, words_of};
use super::{Look, World, support};
use crate::model::Moment;

/// The ways of contact that the worlds use.
pub const MODES: [&str; 4] = ["in_person", "phone", "letter", "gift"];
/// The words that people write.
pub const WORDS: [&str; 6] = ["tea", "teapot", "choir", "Mam", "walk", "walking"];

/// What a step of a world is: the command by its name, or nothing where it could not be done.
pub type Stepped = Option<&'static str>;

impl World {
    pub(super) fn words(&mut self, chance: &mut Chance) -> String {
        let word = chance.pick(&WORDS);
        // Often the same words as another's, sometimes words that nobody else has.
        if chance.one_in(2) { word.to_owned() } else { format!("{word} zq{}", self.acts) }
    }

    /// Something happens: a command, or a bundle is made, arrives, arrives twice, or is lost.
    pub fn step(&mut self, chance: &mut Chance) -> Stepped {
        match chance.below(18) {
            0 => {
                let phone = chance.below(self.phones.len());
                let others: Vec<usize> = (0..self.phones.len()).filter(|other| *other != phone).collect();
                let first = chance.pick(&others);
                // One bundle for several is for those who read the same: it is one sealed whole.
                let same = |other: &usize| {
                    self.readers.values().all(|readers| readers.contains(other) == readers.contains(&first))
                };
                let to: Vec<usize> = others.into_iter().filter(same).collect();
                let bundle = self.export(phone, &to);
                self.under_way.push(bundle);
                Some("export")
            }
            1 => self.deliver(chance, None),
            2..=5 => self.at_once(chance),
            _ => {
                if chance.one_in(14) {
                    let phone = chance.below(self.phones.len());
                    let days = i64::try_from(chance.below(800)).unwrap() - 400;
                    self.phones[phone].clock += TimeDelta::days(days);
                }
                self.command(chance)
            }
        }
    }

    /// A bundle under way arrives; it may come again, or be lost.
    fn deliver(&mut self, chance: &mut Chance, to: Option<usize>) -> Stepped {
        let fits = |to: Option<usize>, bundle: &super::Bundle| to.is_none_or(|to| bundle.to.contains(&to));
        let places: Vec<usize> =
            (0..self.under_way.len()).filter(|place| fits(to, &self.under_way[*place])).collect();
        if places.is_empty() {
            return None;
        }
        let place = chance.pick(&places);
        let bundle = self.under_way[place].clone();
        let to = to.unwrap_or_else(|| chance.pick(&bundle.to));
        if chance.one_in(2) {
            self.under_way.remove(place);
        }
        if !chance.one_in(8) {
            self.import(to, &bundle);
        }
        Some("deliver")
    }

    fn command(&mut self, chance: &mut Chance) -> Stepped {
        let phone = chance.below(self.phones.len());
        self.command_on(phone, chance)
    }

    /// Somebody does something on a phone, on a screen that something may have arrived behind.
    pub fn command_on(&mut self, phone: usize, chance: &mut Chance) -> Stepped {
        let staff = self.phones[phone].staff;
        let individual = if staff { chance.pick(&self.individuals) } else { self.individuals[0].clone() };
        let look = self.look(phone, &individual);
        // Between looking and saving: somebody else's work arrives, or this phone writes something itself.
        if chance.one_in(4) {
            let elsewhere = |other: &usize| !self.phones[*other].is_device(&self.phones[phone]);
            let from: Vec<usize> = (0..self.phones.len()).filter(elsewhere).collect();
            match chance.below(3) {
                0 => drop(self.deliver(chance, Some(phone))),
                1 => {
                    let from = chance.pick(&from);
                    let bundle = self.export(from, &[phone]);
                    self.import(phone, &bundle);
                }
                _ => {
                    let aside =
                        json!({"individual": individual, "text": self.words(chance), "voice": voice(chance)});
                    let outcome = self.perform(phone, "say", aside, None);
                    assert!(
                        outcome.as_ref().err().is_none_or(|trouble| self.excuses(trouble)),
                        "{outcome:?}"
                    );
                }
            }
        }
        let scene = Scene { phone, individual, look };
        if self.people(&scene).len() < 2
            || self.held(phone).cards(&scene.individual, Some("relationship")).is_empty()
        {
            return self.add(chance, &scene);
        }
        match chance.below(if staff { 24 } else { 13 }) {
            0 => self.add(chance, &scene),
            1 | 2 => self.set_field(chance, &scene),
            3 => self.end_or_reopen(chance, &scene),
            4 => self.settle(chance, &scene),
            5 => self.consent(chance, &scene),
            6 => self.visit(chance, &scene),
            7 => self.entry(chance, &scene),
            8 => self.plan(chance, &scene),
            9 | 16 => self.settle(chance, &scene),
            10 if !staff => self.concern(chance, &scene),
            11 | 12 if !staff => self.support(chance, &scene),
            10..=12 => self.restrict(chance, &scene),
            13 | 14 => self.concern(chance, &scene),
            15 => self.entry(chance, &scene),
            17 | 18 => self.set_field(chance, &scene),
            19 => self.restrict(chance, &scene),
            20 => self.agree(chance, &scene),
            _ => self.support(chance, &scene),
        }
    }

    /// Two phones write of the same sort of card, neither having seen the other.
    fn at_once(&mut self, chance: &mut Chance) -> Stepped {
        let staff: Vec<usize> = (0..self.phones.len()).filter(|phone| self.phones[*phone].staff).collect();
        let individual = self.individuals[0].clone();
        let what = chance.below(5);
        let mut stepped = None;
        for phone in [staff[0], staff[1]] {
            let look = self.look(phone, &individual);
            let scene = Scene { phone, individual: individual.clone(), look };
            stepped = match what {
                0 | 1 => self.restrict(chance, &scene),
                2 => self.consent(chance, &scene),
                3 => self.end_or_reopen(chance, &scene),
                _ => self.set_field(chance, &scene),
            };
        }
        stepped
    }

    pub(super) fn done(
        &mut self,
        scene: &Scene,
        command: &'static str,
        arguments: Value,
        seen: bool,
    ) -> Stepped {
        let (arguments, look) = if seen {
            (with(arguments, json!({"seen": scene.look.seen})), Some(&scene.look))
        } else {
            (arguments, None)
        };
        let told = arguments.clone();
        match self.perform(scene.phone, command, arguments, look) {
            Ok(_) => Some(command),
            Err(trouble) if self.excuses(&trouble) => None,
            // What was planned is moved, or planned again, to when a rule is against it.
            Err(Trouble::Refused(code))
                if code == "contact_restricted" && ["set_field", "reopen"].contains(&command) =>
            {
                None
            }
            Err(trouble) => panic!("{command} {told}: {trouble:?}"),
        }
    }

    fn add(&mut self, chance: &mut Chance, scene: &Scene) -> Stepped {
        let individual = &scene.individual;
        let people = self.held(scene.phone).cards(individual, Some("person"));
        let people: Vec<String> = people.into_iter().map(|(id, _)| id.clone()).collect();
        let ties = self.held(scene.phone).cards(individual, Some("relationship")).len();
        // Few people and ties, so that two often write of the same.
        if people.len() > 3 && ties > 3 {
            return self.entry(chance, scene);
        }
        if people.len() < 2 || (people.len() < 4 && chance.one_in(3)) {
            let name = self.words(chance);
            return self.done(
                scene,
                "add_person",
                json!({"individual": individual, "name": name, "kind": "person"}),
                false,
            );
        }
        let tie = json!({"individual": individual, "to": chance.pick(&people),
            "kind": chance.pick(&["friend", "sibling"]), "circle": chance.pick(&["intimacy", "exchange"]),
            "voice": voice(chance)});
        self.done(scene, "add_relationship", tie, false)
    }

    fn set_field(&mut self, chance: &mut Chance, scene: &Scene) -> Stepped {
        let mut choices = vec![
            ("person", "address"),
            ("person", "preferred_name"),
            ("relationship", "quality"),
            ("relationship", "status"),
            ("relationship", "view"),
            ("individual", "what_matters_to_me"),
            ("individual", "emergency"),
            ("follow_up", "done"),
            ("follow_up", "when"),
            ("consent", "words"),
        ];
        choices.extend(support::FIELDS);
        if self.phones[scene.phone].staff {
            choices.extend([("restriction", "note"), ("restriction", "review"), ("contact_plan", "start")]);
        }
        // Two thirds are about a few fields, so that two often write of the same.
        let few = [("person", "address"), ("relationship", "status"), ("individual", "emergency")];
        let (kind, field) = if chance.one_in(3) { chance.pick(&choices) } else { chance.pick(&few) };
        let cards = self.shown(&scene.look, &scene.individual, kind, false);
        if cards.is_empty() {
            return None;
        }
        let value = match field {
            "quality" => json!(chance.pick(&["strong", "stressful"])),
            "status" => json!(chance.pick(&["existing", "ended", "wanted"])),
            "done" => json!(chance.one_in(2)),
            "when" | "review" => json!(day(chance)),
            "start" => json!(visit_time(chance)),
            _ => json!(self.words(chance)),
        };
        let set = json!({"card": favourite(chance, &cards), "field": field, "value": value, "voice": voice(chance),
            "reason": chance.pick(&["they said so", "it was wrong"])});
        self.done(scene, "set_field", set, true)
    }

    fn end_or_reopen(&mut self, chance: &mut Chance, scene: &Scene) -> Stepped {
        let mut kinds = vec!["relationship", "consent", "contact_plan", "follow_up", "support_agreement"];
        kinds.extend(support::ENDED);
        if self.phones[scene.phone].staff {
            kinds.push("restriction");
        }
        let reopen = chance.one_in(2);
        let of = |kind: &&str| self.shown(&scene.look, &scene.individual, kind, reopen);
        let cards: Vec<String> = kinds.iter().flat_map(of).collect();
        if cards.is_empty() {
            return None;
        }
        let end = json!({"card": chance.pick(&cards), "reason": "as agreed"});
        self.done(scene, if reopen { "reopen" } else { "end" }, end, true)
    }

    fn settle(&mut self, chance: &mut Chance, scene: &Scene) -> Stepped {
        let kith = self.phones[scene.phone].at(self.phones[scene.phone].clock);
        let shown = kith.show("differences", &json!({"individual": scene.individual})).unwrap().data;
        drop(kith);
        let shown = shown.as_array().unwrap();
        if shown.is_empty() {
            return None;
        }
        let difference = chance.pick(shown);
        let facts: Vec<Value> =
            difference["values"].as_array().unwrap().iter().map(|said| said["fact_id"].clone()).collect();
        let value = match (difference["kind"].as_str().unwrap(), difference["field"].as_str().unwrap()) {
            (_, "lifecycle") => json!(chance.pick(&["ended", "open"])),
            ("concern", "status" | "danger") => difference["in_force"].clone(),
            // To answer later than anybody said is for a second person too.
            ("concern", "answer_due") => {
                let due = difference["values"].as_array().unwrap().iter().map(|said| &said["value"]);
                due.min_by_key(|due| due.as_str().unwrap().parse::<Moment>().unwrap()).unwrap().clone()
            }
            _ => chance.pick(difference["values"].as_array().unwrap())["value"].clone(),
        };
        let settle = json!({"difference": difference["id"], "fact_ids": facts, "value": value,
            "reason": "we talked about it", "voice": voice(chance)});
        if difference["kind"] == "rule_summary" && !self.phones[scene.phone].staff {
            // What a rule says is not settled by whoever cannot read the rule.
            let refused = self.perform(scene.phone, "settle", settle, None);
            assert!(refused.is_err(), "a summary was settled without its rule");
            return None;
        }
        self.done(scene, "settle", settle, false)
    }

    fn consent(&mut self, chance: &mut Chance, scene: &Scene) -> Stepped {
        let held = self.shown(&scene.look, &scene.individual, "consent", false);
        let mut consent = json!({"individual": scene.individual, "purpose": chance.pick(&["share", "photo"]),
            "decision": chance.pick(&["given", "given", "withdrawn", "refused", "unknown"]),
            "scope": chance.some(&["map", "contacts", "plans"]), "recipients": chance.some(&["GP", "school"]),
            "voice": voice(chance)});
        if chance.one_in(3) {
            consent["until"] = json!(day(chance));
        }
        if held.is_empty() || chance.one_in(12) {
            // The same may have been asked of the same people before: then the card is there already.
            return match self.perform(scene.phone, "give_consent", consent.clone(), None) {
                Err(Trouble::Refused(code)) if code == "consent_is_there" => {
                    assert!(self.was_asked(scene.phone, &consent), "no such consent is there: {consent}");
                    None
                }
                Ok(_) => Some("give_consent"),
                Err(trouble) if self.excuses(&trouble) => None,
                Err(trouble) => panic!("give_consent: {trouble:?}"),
            };
        }
        let consent = with(consent, json!({"id": favourite(chance, &held), "reason": "asked again"}));
        self.done(scene, "give_consent", consent, true)
    }

    pub(super) fn people(&self, scene: &Scene) -> Vec<String> {
        let people = self.held(scene.phone).cards(&scene.individual, Some("person"));
        people.into_iter().map(|(id, _)| id.clone()).collect()
    }

    fn visit(&mut self, chance: &mut Chance, scene: &Scene) -> Stepped {
        let people = self.people(scene);
        let mut contacts = Vec::new();
        for person in people {
            if chance.one_in(3) {
                let outcome = chance.pick(&["happened", "was_not_brought", "late"]);
                contacts.push(json!({"person": person, "mode": chance.pick(&MODES), "outcome": outcome}));
            }
        }
        let follow_ups = if chance.one_in(3) {
            json!([{"what": self.words(chance), "who": "Aled", "when": day(chance)}])
        } else {
            json!([])
        };
        let visit = json!({"individual": scene.individual, "occurred": {"at": visit_time(chance)},
            "happened": {"outcome": "happened"}, "line": self.words(chance), "contacts": contacts,
            "observations": [{"scale": "five_faces", "value": 1 + chance.below(5), "voice": voice(chance)}],
            "words": [{"text": self.words(chance), "lang": "en", "voice": voice(chance)}],
            "worry": "no", "follow_ups": follow_ups});
        self.done(scene, "record_visit", visit, false)
    }

    fn entry(&mut self, chance: &mut Chance, scene: &Scene) -> Stepped {
        let (individual, people) = (&scene.individual, self.people(scene));
        let text = self.words(chance);
        let held = self.held(scene.phone).entries(individual);
        let amendable: Vec<(String, &str)> =
            held.into_iter().filter_map(|entry| Some((entry.id.clone(), words_of(&entry.kind)?))).collect();
        let staff = self.phones[scene.phone].staff;
        match chance.below(6) {
            0 => {
                let seen = json!({"individual": individual, "occurred": {"at": visit_time(chance)},
                    "behaviour": {"before": "rain", "what": text, "after": "sun"}, "feelings": chance.some(&["happy", "numb"]),
                    "voice": voice(chance)});
                self.done(scene, "observe", seen, false)
            }
            1 if staff => self.done(scene, "note", json!({"individual": individual, "text": text}), false),
            2 if !amendable.is_empty() => {
                let (entry, part) = chance.pick(&amendable);
                let amend = json!({"entry": entry, "changes": {*part: text}, "reason": "a slip"});
                self.done(scene, "amend", amend, false)
            }
            3 if !amendable.is_empty() => {
                let voice = voice(chance);
                let disagree = json!({"entry": chance.pick(&amendable).0, "voice": voice, "text": text});
                self.done(scene, "disagree", disagree, false)
            }
            4 if !people.is_empty() => {
                let view = json!({"individual": individual, "card": chance.pick(&people), "view": "mixed",
                    "text": text, "voice": voice(chance)});
                self.done(scene, "view_good_for_me", view, false)
            }
            _ => {
                let say =
                    json!({"individual": individual, "kind": "wish", "text": text, "voice": voice(chance)});
                self.done(scene, "say", say, false)
            }
        }
    }

    fn restrict(&mut self, chance: &mut Chance, scene: &Scene) -> Stepped {
        let people = self.people(scene);
        if people.is_empty() {
            return None;
        }
        let ended = chance.one_in(5);
        let held = self.shown(&scene.look, &scene.individual, "restriction", ended);
        let terms = with(terms(chance), json!({"individual": scene.individual}));
        if held.is_empty() || (held.len() < 2 && chance.one_in(3)) {
            return self.done(
                scene,
                "set_restriction",
                with(terms, json!({"person": chance.pick(&people)})),
                false,
            );
        }
        let id = favourite(chance, &held);
        let about = self.model.cards[&id].facts.iter().find(|fact| fact.key.field == "terms").unwrap();
        let person = about.value["people"][0].clone();
        // A rule may be here before the person that it is about.
        if !people.iter().any(|known| person == known.as_str()) {
            return None;
        }
        let state = if !ended && chance.one_in(5) { "lifted" } else { "active" };
        let revised =
            with(terms, json!({"id": id, "person": person, "state": state, "reason": "it changed"}));
        if state == "lifted" {
            // What a lifted rule would have said is not written.
            let lift = json!({"card": id, "reason": "lifted"});
            return if chance.one_in(2) {
                self.done(scene, "end", lift, true)
            } else {
                self.lift(scene, revised)
            };
        }
        self.done(scene, "set_restriction", revised, true)
    }

    fn lift(&mut self, scene: &Scene, revised: Value) -> Stepped {
        let bare = json!({"individual": revised["individual"], "id": revised["id"], "person": revised["person"],
            "state": "lifted", "reason": "it was lifted", "effect": "limit", "force": "agreed", "kind": "agreed_plan",
            "from": "2026-01-01"});
        self.done(scene, "set_restriction", bare, true)
    }

    fn concern(&mut self, chance: &mut Chance, scene: &Scene) -> Stepped {
        let held = self.shown(&scene.look, &scene.individual, "concern", false);
        if held.is_empty() || chance.one_in(4) {
            let staff = self.phones.iter().filter(|phone| phone.staff).map(|phone| phone.member.clone());
            let staff: Vec<String> =
                staff.filter(|member| *member != self.phones[scene.phone].member).collect();
            let readers = if staff.is_empty() { Vec::new() } else { chance.some(&staff) };
            let raise = json!({"individual": scene.individual, "what": self.words(chance),
                "kind": "harm_to_individual", "danger": chance.pick(&["none", "long", "medium", "short"]),
                "recipients": ["manager"], "readers": readers});
            return self.done(scene, "raise_concern", raise, false);
        }
        let concern = favourite(chance, &held);
        match chance.below(3) {
            0 => {
                let answer = json!({"concern": concern, "from": "Dewi", "text": self.words(chance)});
                self.done(scene, "answer_concern", answer, true)
            }
            1 => {
                let escalate = json!({"concern": concern, "to": "safeguarding_lead", "reason": "no answer",
                    "danger": "imminent"});
                self.done(scene, "escalate_concern", escalate, false)
            }
            _ => {
                let lower = json!({"concern": concern, "status": chance.pick(&["closed", "answered", "sent"]),
                    "danger": chance.pick(&["none", "long"]), "reason": "it was solved", "second_person": "Nia"});
                self.done(scene, "lower_concern", lower, true)
            }
        }
    }
}

/// Who writes, in whose record, on which screen.
pub(super) struct Scene {
    pub(super) phone: usize,
    pub(super) individual: String,
    pub(super) look: Look,
}
