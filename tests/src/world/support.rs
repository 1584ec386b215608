//! The support that people of such a world plan and give: contact, needs, strategies, places, information, feedback and decisions.

use chrono::TimeDelta;
use serde_json::{Value, json};

use super::World;
use super::chance::Chance;
use super::commands::{MODES, Scene, Stepped};
use super::phone::Trouble;
use super::said::{day, favourite, visit_time, voice};
use crate::model::Moment;
use crate::model::rules::{Asked, OUTCOMES};

/// The cards of support whose fields people change, each with a field that holds words.
pub(super) const FIELDS: [(&str, &str); 4] =
    [("need", "title"), ("need", "effect_on_me"), ("strategy", "name"), ("place", "access")];
/// The cards of support that people end and take up again.
pub(super) const ENDED: [&str; 3] = ["need", "strategy", "place"];

impl World {
    /// Something of the support is planned, or was given.
    pub(super) fn support(&mut self, chance: &mut Chance, scene: &Scene) -> Stepped {
        let shown = |kind: &str| self.shown(&scene.look, &scene.individual, kind, false);
        let (needs, strategies, places) = (shown("need"), shown("strategy"), shown("place"));
        let text = self.words(chance);
        // Few of each, so that two often write of the same.
        let (name, mut arguments) = match chance.below(8) {
            0 if needs.len() < 3 => (
                "add_need",
                json!({"title": text, "kind": chance.pick(&["new", "maintain", "difficult", "ending"]),
                "effect_on_me": self.words(chance), "voice": voice(chance)}),
            ),
            1 if strategies.len() < 3 => (
                "add_strategy",
                json!({"name": text, "kind": chance.pick(&["self_help", "conflict", "coping"]),
                "steps": [self.words(chance), "breathe"], "need": needs.first(), "voice": voice(chance)}),
            ),
            2 if places.len() < 2 => ("add_place", json!({"name": text, "access": self.words(chance)})),
            0 | 3 if !strategies.is_empty() => (
                "use_strategy",
                json!({"strategy": favourite(chance, &strategies), "rating": 1 + chance.below(5),
                "text": text, "voice": voice(chance), "occurred": {"at": visit_time(chance)}}),
            ),
            1 | 4 => (
                "give_information",
                json!({"topic": text, "format": "a leaflet", "said_back": self.words(chance),
                "understood": chance.one_in(2), "occurred": {"at": visit_time(chance)}}),
            ),
            5 => (
                "record_decision",
                json!({"what": text, "matter": "contact", "options": [{"what": self.words(chance), "for": ["near"],
                "against": [self.words(chance)]}], "support_tried": ["pictures"], "understand": true,
                "choice": {"text": self.words(chance), "lang": "en", "voice": voice(chance)},
                "occurred": {"at": visit_time(chance)}}),
            ),
            _ => (
                "give_feedback",
                json!({"text": text, "lang": "en", "voice": voice(chance), "from": "Nan",
                "about": needs.first().into_iter().chain(&strategies).collect::<Vec<_>>(),
                "occurred": {"at": visit_time(chance)}}),
            ),
        };
        arguments["individual"] = Value::String(scene.individual.clone());
        self.done(scene, name, arguments, false)
    }

    /// Support is agreed.
    pub(super) fn agree(&mut self, chance: &mut Chance, scene: &Scene) -> Stepped {
        let agree = json!({"individual": scene.individual, "purpose": self.words(chance), "support": ["listen"],
            "level": "weekly", "agreed": true, "how_agreed": "she nodded", "review": day(chance), "voice": voice(chance)});
        self.done(scene, "agree_support", agree, false)
    }

    /// Contact is planned; against the rules it cannot be.
    pub(super) fn plan(&mut self, chance: &mut Chance, scene: &Scene) -> Stepped {
        let people = self.people(scene);
        if people.is_empty() {
            return None;
        }
        let (people, mode) = (vec![chance.pick(&people)], chance.pick(&MODES));
        let mut plan = json!({"individual": scene.individual, "people": people, "mode": mode, "start": visit_time(chance)});
        let (daily, weekly) = (2 + chance.below(6), 2 + chance.below(2));
        let rule = chance.pick(&[None, Some(("DAILY", daily)), Some(("WEEKLY", weekly))]);
        if let Some((often, count)) = rule {
            plan["rrule"] = json!(format!("FREQ={often};COUNT={count}"));
        }
        let start: Moment = plan["start"].as_str().unwrap().parse().unwrap();
        let apart = if rule.is_some_and(|(often, _)| often == "WEEKLY") { 7 } else { 1 };
        let times = (0..rule.map_or(1, |(_, count)| count))
            .map(|number| start + TimeDelta::days(apart * i64::try_from(number).unwrap()));
        let refused = times.into_iter().any(|at| {
            let check = self.held(scene.phone).check(&Asked {
                individual: &scene.individual,
                person: &people[0],
                mode,
                at,
                now: at,
                furthest: None,
                reads_rules: self.phones[scene.phone].staff,
                waiting: self.waits(scene.phone, &scene.individual),
            });
            OUTCOMES[check.outcome] == "refused"
        });
        match self.perform(scene.phone, "plan_contact", plan.clone(), None) {
            Ok(_) => assert!(!refused, "planned against the rules: {plan}"),
            Err(Trouble::Refused(code)) if code == "contact_restricted" => {
                assert!(refused, "refused without a rule: {plan}");
            }
            Err(trouble) if self.excuses(&trouble) => return None,
            Err(trouble) => panic!("plan_contact {plan}: {trouble:?}"),
        }
        Some("plan_contact")
    }
}
