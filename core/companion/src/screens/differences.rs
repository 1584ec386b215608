//! What people recorded differently in one record, who said what, and what is in force until somebody settles it.

use kith_domain::card::{Card, LIFECYCLE, Standing};
use kith_domain::concern::{DANGER, Gravity, STATUS};
use kith_domain::consent::{self, CONSENT};
use kith_domain::fact::Fact;
use kith_domain::fields;
use kith_domain::id::{CardId, DocumentId, FactId, IndividualId};
use kith_domain::lists::ContactMode;
use kith_domain::restriction::{self, Force, TERMS};
use kith_domain::ruling::{Outcome, Rule};
use kith_domain::section::SectionKind;
use kith_vault::CardRow;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::{Value, json};
use sha2::{Digest, Sha256};

use super::Screen;
use super::outline::{Line, Mark, Outline};
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::rule_summary;
use crate::session::{Session, card_of};

/// What people recorded differently.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Differences {
    /// In whose record.
    individual: String,
}

/// One difference: a field of a card of which different things are said at once.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct Difference {
    /// Its name, for settling: another one as soon as anything more is said.
    pub id: String,
    /// The card.
    pub card: String,
    /// The card's kind.
    pub kind: String,
    /// What the card is about, in words.
    pub about: String,
    /// The field.
    pub field: String,
    /// The field in words.
    pub field_label: String,
    /// What was said, in the fixed order.
    pub values: Vec<SaidValue>,
    /// What is in force until it is settled.
    pub in_force: Value,
    /// The same in words, where it is more than what each said.
    pub holds: Vec<String>,
    /// Why that.
    pub why: String,
    /// Whether it is a guarded fact.
    pub guarded: bool,
}

/// One of the things said.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct SaidValue {
    /// The fact, to be named when settling.
    pub fact_id: String,
    /// The field that it is of: where a card was ended and changed, several stand here.
    pub field: String,
    /// The field in words.
    pub field_label: String,
    /// The value.
    pub value: Value,
    /// The value in words.
    pub text: String,
    /// Whose voice.
    pub voice: Value,
    /// Who recorded it, by name.
    pub author: String,
    /// When, by their device's clock, RFC 3339.
    pub recorded: String,
    /// The same in words.
    pub recorded_text: String,
    /// The reason given.
    pub reason: Option<String>,
}

/// A difference as the core handles it.
pub(crate) struct Found {
    pub(crate) id: String,
    pub(crate) document: DocumentId,
    pub(crate) card: CardId,
    pub(crate) field: String,
    pub(crate) facts: Vec<FactId>,
}

impl Screen for Differences {
    type Answer = Vec<Difference>;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        session.individual_card(individual)?;
        let differences = session.differences(individual)?;
        let strings = &session.strings;
        let lines = differences.iter().map(|difference| difference.line(session)).collect::<Vec<_>>();
        let lines = if lines.is_empty() { vec![Line::plain(strings.say("differences-none"))] } else { lines };
        let outline = Outline::new(strings.say("screen-differences")).block(None, lines);
        Ok((differences, outline))
    }
}

impl Difference {
    /// The difference as lines: what it is about, what each said, what is in force and why.
    pub(crate) fn line(&self, session: &Session) -> Line {
        let strings = &session.strings;
        let heading = strings.with(
            "differences-line",
            &[("about", self.about.as_str().into()), ("field", self.field_label.as_str().into())],
        );
        let mark = if self.guarded { Mark::Guarded } else { Mark::Plain };
        let mut line = Line::new(mark, heading).about(&self.id);
        for said in &self.values {
            let value = if said.field == self.field {
                said.text.clone()
            } else {
                format!("{}: {}", said.field_label, said.text)
            };
            let text = strings.with(
                "differences-said",
                &[
                    ("author", said.author.as_str().into()),
                    ("date", said.recorded_text.as_str().into()),
                    ("value", value.into()),
                ],
            );
            line = line.under(match &said.reason {
                Some(reason) => {
                    let args = [("said", text.into()), ("reason", reason.as_str().into())];
                    strings.with("differences-reason", &args)
                }
                None => text,
            });
        }
        let line = self.holds.iter().fold(line, |line, holds| line.under(holds.clone()));
        line.under(self.why.clone())
    }
}

impl Session {
    /// All differences of a record: guarded facts first, then by card and field.
    pub(crate) fn differences(&self, individual: IndividualId) -> Result<Vec<Difference>, KithError> {
        let mut differences = Vec::new();
        for (found, card) in self.found(individual)? {
            differences.push(self.describe(individual, &found, &card)?);
        }
        differences.sort_by(|a, b| (!a.guarded, &a.card, &a.field).cmp(&(!b.guarded, &b.card, &b.field)));
        Ok(differences)
    }

    /// The difference of that name, in any record held here.
    pub(crate) fn difference(&self, id: &str) -> Result<Found, KithError> {
        for individual in self.vault.read().individuals()? {
            if let Some((found, _)) = self.found(individual)?.into_iter().find(|(found, _)| found.id == id) {
                return Ok(found);
            }
        }
        Err(KithError::unknown("difference"))
    }

    /// What people said differently, with the card that it is about.
    pub(crate) fn found(&self, individual: IndividualId) -> Result<Vec<(Found, Card)>, KithError> {
        let mut all = Vec::new();
        // A plain summary says what its rule says: whoever reads the rule is told of the difference there.
        let reads_rules = self.reads(individual, SectionKind::Team)?;
        let rows = self.vault.read().cards(individual, None)?;
        let rules = rows.iter().filter(|row| row.kind == "restriction" && row.differs);
        let rules: Vec<CardId> = rules.map(|row| row.id).collect();
        let told_there =
            |card: &Card| reads_rules && rules.iter().any(|rule| rule_summary::is_about(card, *rule));
        for row in rows.iter().filter(|row| row.differs) {
            let card = card_of(row)?;
            if self.is_concerned(row.document, &card) || (row.kind == "rule_summary" && told_there(&card)) {
                continue;
            }
            if card.standing() == Standing::EndedChangedMeanwhile {
                // Everything the card now shows is what has to be seen before it can be settled.
                let mut facts: Vec<FactId> = card.visible_facts().into_iter().collect();
                facts.extend(card.field(LIFECYCLE).visible().iter().map(|fact| fact.id));
                facts.sort();
                all.push((Found::new(row, LIFECYCLE, facts), card.clone()));
            }
            for (name, register) in &card.fields {
                if name != LIFECYCLE && register.differs() {
                    let facts = register.visible().iter().map(|fact| fact.id).collect();
                    all.push((Found::new(row, name, facts), card.clone()));
                }
            }
        }
        Ok(all)
    }

    fn describe(
        &self,
        individual: IndividualId,
        found: &Found,
        card: &Card,
    ) -> Result<Difference, KithError> {
        let (field, _) = fields::split_slot(&found.field);
        let guarded = is_guarded(&card.kind, field);
        let (in_force, why) = self.in_force(card, &found.field)?;
        let values = if found.field == LIFECYCLE {
            self.said_of_whole(individual, card)
        } else {
            let register = card.field(&found.field);
            register
                .visible()
                .into_iter()
                .map(|fact| self.said(individual, card, &found.field, fact))
                .collect()
        };
        Ok(Difference {
            id: found.id.clone(),
            card: card.id.to_string(),
            kind: card.kind.clone(),
            about: self.card_title(individual, card)?,
            field: found.field.clone(),
            field_label: self.field_label(&found.field),
            values,
            holds: self.holds(individual, card, &found.field, &in_force),
            in_force,
            why,
            guarded,
        })
    }

    /// For a card that one ended and another changed: every visible fact, the ending among them.
    fn said_of_whole(&self, individual: IndividualId, card: &Card) -> Vec<SaidValue> {
        let mut said = Vec::new();
        for (name, register) in &card.fields {
            said.extend(register.visible().into_iter().map(|fact| self.said(individual, card, name, fact)));
        }
        said
    }

    fn said(&self, individual: IndividualId, card: &Card, field: &str, fact: &Fact) -> SaidValue {
        SaidValue {
            fact_id: fact.id.to_string(),
            field: field.to_owned(),
            field_label: self.field_label(field),
            value: fact.value.clone(),
            text: self.field_text(individual, &card.kind, field, &fact.value),
            voice: json!(fact.voice),
            author: self.author_name(fact.feed),
            recorded: fact.recorded.to_rfc3339(),
            recorded_text: self.strings.date_time(fact.recorded),
            reason: fact.reason.clone(),
        }
    }

    /// What is in force of a field that differs, and why.
    fn in_force(&self, card: &Card, field: &str) -> Result<(Value, String), KithError> {
        let strings = &self.strings;
        let visible: Vec<Value> = card.field(field).visible().iter().map(|fact| fact.value.clone()).collect();
        Ok(match (card.kind.as_str(), field) {
            (_, LIFECYCLE) => {
                let stays =
                    if is_guarded_kind(&card.kind) { "why-stays-in-force" } else { "why-ended-changed" };
                (json!("ended_changed_meanwhile"), strings.say(stays))
            }
            ("restriction", TERMS) => {
                let own_wish = visible
                    .iter()
                    .filter_map(restriction::read_terms)
                    .all(|terms| terms.force == Force::OwnWish);
                let why = if own_wish { "why-own-wish" } else { "why-strictest" };
                (self.terms_in_force(card, &visible), strings.say(why))
            }
            ("consent", CONSENT) => {
                let joined = consent::in_force(card).map(|(consented, _)| json!(consented));
                (joined.unwrap_or(Value::Null), strings.say("why-consent"))
            }
            ("concern", STATUS) => (json!(Gravity::of(card).status), strings.say("why-most-serious")),
            ("concern", DANGER) => (json!(Gravity::of(card).danger), strings.say("why-most-serious")),
            _ => (json!({ "all_of": visible }), strings.say("why-both-shown")),
        })
    }
}

impl Session {
    /// What is in force, in words: of a rule, for each person what it says of each way of contact.
    fn holds(&self, individual: IndividualId, card: &Card, field: &str, in_force: &Value) -> Vec<String> {
        let strings = &self.strings;
        let option =
            |list: &str| in_force.as_str().map(|name| strings.option(list, name)).into_iter().collect();
        match (card.kind.as_str(), field) {
            ("restriction", TERMS) => in_force
                .as_object()
                .into_iter()
                .flatten()
                .flat_map(|(person, ways)| self.ways_by_rule(individual, person, ways))
                .collect(),
            ("consent", CONSENT) if !in_force.is_null() => vec![self.value_text(individual, field, in_force)],
            ("concern", STATUS) => option("concern-status"),
            ("concern", DANGER) => option("danger"),
            _ => Vec::new(),
        }
    }

    /// What to do, in the words of the contact check, and where that does not say it what the rule is: the strictest first.
    fn ways_by_rule(&self, individual: IndividualId, person: &str, ways: &Value) -> Vec<String> {
        let strings = &self.strings;
        let read = ways.as_object().into_iter().flatten().filter_map(|(mode, ruling)| {
            let part = |name: &str| ruling.get(name).cloned().unwrap_or_default();
            let outcome: Outcome = serde_json::from_value(part("outcome")).ok()?;
            let rule: Rule = serde_json::from_value(part("rule")).ok()?;
            Some(((outcome, rule), mode.as_str()))
        });
        let told = self.strictest_first(read).into_iter().map(|((outcome, rule), modes)| {
            let is_said = matches!(
                (outcome, &rule),
                (Outcome::Allowed, Rule::Free)
                    | (Outcome::Conditions, Rule::Conditional)
                    | (Outcome::Refused, Rule::None)
            );
            let holds = if is_said { "differences-holds" } else { "differences-holds-rule" };
            let args = [
                ("person", self.party_name(individual, person).into()),
                ("outcome", strings.option("check", outcome.name()).into()),
                ("rule", strings.option("rule", rule.name()).into()),
                ("modes", modes.into()),
            ];
            strings.with(holds, &args)
        });
        told.collect()
    }

    /// What a rule comes to now, for each person it names and each way of contact.
    fn terms_in_force(&self, card: &Card, visible: &[Value]) -> Value {
        let now = self.now();
        let terms: Vec<_> = visible.iter().filter_map(restriction::read_terms).collect();
        let people: std::collections::BTreeSet<CardId> =
            terms.iter().flat_map(|terms| terms.people.iter().copied()).collect();
        let rule = restriction::Reading::of(card);
        let mut by_person = serde_json::Map::new();
        for person in people {
            let mut by_mode = serde_json::Map::new();
            for mode in ContactMode::ALL {
                if let Some(found) = rule.in_force(person, mode, now) {
                    by_mode.insert(
                        mode.name().to_owned(),
                        json!({
                            "rule": found.ruling.rule,
                            "outcome": found.ruling.outcome,
                            "conditions": found.ruling.conditions,
                            "supervised_by": found.ruling.supervised_by,
                        }),
                    );
                }
            }
            by_person.insert(person.to_string(), Value::Object(by_mode));
        }
        Value::Object(by_person)
    }
}

impl Found {
    fn new(row: &CardRow, field: &str, facts: Vec<FactId>) -> Self {
        let mut sorted = facts.clone();
        sorted.sort();
        let mut hash = Sha256::new();
        hash.update(row.document.to_bytes());
        hash.update(row.id.to_bytes());
        hash.update(field);
        for fact in sorted {
            hash.update(fact.to_bytes());
        }
        let mut id = [0; 16];
        id.copy_from_slice(hash.finalize().first_chunk::<16>().unwrap_or(&[0; 16]));
        let id = CardId::from_random(id).to_string();
        Self { id, document: row.document, card: row.id, field: field.to_owned(), facts }
    }
}

/// Whether a field of a kind of card is guarded.
pub(crate) fn is_guarded(kind: &str, field: &str) -> bool {
    field == LIFECYCLE && is_guarded_kind(kind)
        || fields::CardKind::from_name(kind)
            .and_then(|kind| kind.field(field))
            .is_some_and(|spec| spec.guarded)
}

fn is_guarded_kind(kind: &str) -> bool {
    matches!(kind, "restriction" | "consent" | "concern")
}
