//! The fields of each kind of card, as tables.

use super::{CardKind, FieldSpec, Shape};
use crate::lists::{
    Barrier, Circle, ConcernKind, ConcernRecipient, ContactMode, GivesSupport, Harm, NeedKind, NeedStatus,
    PersonKind, Quality, RelationshipKind, RelationshipStatus, StrategyKind, SupportType,
};
use crate::restriction::Effect;
use crate::voice::Method;

const fn field(name: &'static str, shape: Shape) -> FieldSpec {
    FieldSpec::new(name, shape)
}

const CHANGES: &[FieldSpec] = &[
    field("what", Shape::Text).required(),
    field("change", Shape::Text),
    field("owner", Shape::Name),
    field("by", Shape::Date),
];

const BARRIERS: &[FieldSpec] = &[
    field("barrier", Shape::OneOf(Barrier::LIST)).required(),
    field("words", Shape::Text),
    field("change", Shape::Text),
    field("owner", Shape::Name),
    field("by", Shape::Date),
];

const DATES: &[FieldSpec] =
    &[field("date", Shape::Date), field("every_year", Shape::Flag), field("what", Shape::Text).required()];

const WAYS: &[FieldSpec] = &[
    field("mode", Shape::OneOf(ContactMode::LIST)).required(),
    field("detail", Shape::Text).required(),
    field("note", Shape::Text),
];

const ANSWERS: &[FieldSpec] = &[
    field("from", Shape::Name).required(),
    field("at", Shape::Timestamp),
    field("text", Shape::Text).required(),
    field("action", Shape::Text),
];

pub(super) const INDIVIDUAL: &[FieldSpec] = &[
    field("name", Shape::Name).required(),
    field("preferred_name", Shape::Name),
    field("other_names", Shape::Names),
    field("pronouns", Shape::Name),
    field("date_of_birth", Shape::Date),
    field("languages", Shape::Names),
    field("interpreter", Shape::Text),
    field("communication_methods", Shape::Several(Method::LIST)),
    field("how_i_say_yes", Shape::Text),
    field("how_i_say_no", Shape::Text),
    field("passport", Shape::Text),
    field("what_matters_to_me", Shape::Text).per_voice(),
    field("faith_and_culture", Shape::Text).per_voice(),
    field("dates_that_matter", Shape::Objects(DATES)),
    field("barriers", Shape::Objects(BARRIERS)).per_voice(),
    field("support_makes_harder", Shape::Objects(CHANGES)).per_voice(),
    field("not_to_talk_about", Shape::Texts),
    field("emergency", Shape::Text),
    field("ways_to_reach", Shape::Objects(WAYS)),
    field("address", Shape::Text),
    field("symbol", Shape::Name),
    field("photo", Shape::Name),
];

pub(super) const PERSON: &[FieldSpec] = &[
    field("name", Shape::Name).required(),
    field("kind", Shape::OneOf(PersonKind::LIST)).required(),
    field("preferred_name", Shape::Name),
    field("other_names", Shape::Names),
    field("pronouns", Shape::Name),
    field("symbol", Shape::Name),
    field("photo", Shape::Name),
    field("languages", Shape::Names),
    field("communication_methods", Shape::Several(Method::LIST)),
    field("ways_to_reach", Shape::Objects(WAYS)),
    field("address", Shape::Text),
    field("cared_for_by", Shape::Text),
    field("dates_that_matter", Shape::Objects(DATES)),
    field("born", Shape::Date),
    field("died", Shape::Date),
    field("not_to_talk_about", Shape::Flag),
    field("hidden_from_my_map", Shape::Flag),
    // What another program said of it that has no field here, under that program's own names.
    field("imported", Shape::Any),
];

pub(super) const RELATIONSHIP: &[FieldSpec] = &[
    field("from", Shape::Party),
    field("to", Shape::Reference(CardKind::Person)).required(),
    field("kind", Shape::OneOf(RelationshipKind::LIST)).required(),
    // Where the tie is to a place and not to a person.
    field("place", Shape::Reference(CardKind::Place)),
    field("circle", Shape::OneOf(Circle::LIST)).per_voice(),
    field("circle_to_me", Shape::OneOf(Circle::LIST)).per_voice(),
    field("quality", Shape::OneOf(Quality::LIST)).per_voice(),
    field("gives_support", Shape::OneOf(GivesSupport::LIST)).per_voice(),
    field("status", Shape::OneOf(RelationshipStatus::LIST)),
    field("benefits", Shape::Texts).per_voice(),
    field("harms", Shape::Texts).per_voice(),
    field("view", Shape::Text).per_voice(),
    field("since", Shape::Date),
    field("until", Shape::Date),
    field("live_together", Shape::Flag),
    field("not_to_talk_about", Shape::Flag),
    field("hidden_from_my_map", Shape::Flag),
    // What another program said of it that has no field here, under that program's own names.
    field("imported", Shape::Any),
];

pub(super) const NEED: &[FieldSpec] = &[
    field("title", Shape::Text).required(),
    field("kind", Shape::OneOf(NeedKind::LIST)).required(),
    field("status", Shape::OneOf(NeedStatus::LIST)),
    field("relationships", Shape::References(CardKind::Relationship)),
    field("people", Shape::References(CardKind::Person)),
    field("effect_on_me", Shape::Text).per_voice(),
    field("effect_on_others", Shape::Text).per_voice(),
    field("since", Shape::Date),
    field("until", Shape::Date),
];

pub(super) const RESTRICTION: &[FieldSpec] = &[
    field("terms", Shape::Any).required().guarded(),
    field("review", Shape::Date),
    field("authority", Shape::Name),
    field("reference", Shape::Name),
    field("exact_words", Shape::Text),
    field("original_seen_by", Shape::Name),
    field("original_seen_when", Shape::When),
    field("explained_when", Shape::When),
    field("explained_how", Shape::Text),
    field("view", Shape::Text).per_voice(),
    field("note", Shape::Text),
];

pub(super) const RULE_SUMMARY: &[FieldSpec] = &[
    field("text", Shape::Text).required(),
    field("restriction", Shape::Reference(CardKind::Restriction)),
    field("people", Shape::References(CardKind::Person)),
    field("modes", Shape::Several(ContactMode::LIST)),
    // What the rule does and each way of contact by what it says of it, for the individual's own words.
    field("effect", Shape::OneOf(Effect::LIST)),
    field("ways_free", Shape::Several(ContactMode::LIST)),
    field("ways_conditional", Shape::Several(ContactMode::LIST)),
    field("ways_supervised", Shape::Several(ContactMode::LIST)),
    field("ways_none", Shape::Several(ContactMode::LIST)),
    field("from", Shape::When),
    field("until", Shape::When),
    field("explained_when", Shape::When),
    field("explained_how", Shape::Text),
    field("view", Shape::Text).per_voice(),
];

pub(super) const PLACE: &[FieldSpec] = &[
    field("name", Shape::Name).required(),
    field("address", Shape::Text),
    field("access", Shape::Text),
    field("cost", Shape::Text),
    field("privacy", Shape::Text),
    field("supervision", Shape::Text),
    field("safety", Shape::Text),
    field("view", Shape::Text).per_voice(),
    field("symbol", Shape::Name),
    // What another program said of it that has no field here, under that program's own names.
    field("imported", Shape::Any),
];

pub(super) const CONTACT_PLAN: &[FieldSpec] = &[
    field("people", Shape::References(CardKind::Person)).required(),
    field("mode", Shape::OneOf(ContactMode::LIST)).required(),
    field("start", Shape::Timestamp).required(),
    field("rrule", Shape::Recurrence),
    field("minutes", Shape::Number(1, 7 * 24 * 60)),
    field("every_days", Shape::Number(1, 3660)),
    field("place", Shape::Reference(CardKind::Place)),
    field("supported_by", Shape::Names),
    field("support", Shape::Several(SupportType::LIST)),
    field("transport", Shape::Text),
    field("purpose", Shape::Text),
    field("need", Shape::Reference(CardKind::Need)),
    field("between_contacts", Shape::Text),
    field("fears", Shape::Text).per_voice(),
    field("coping_steps", Shape::Texts),
    field("rehearsal", Shape::Text),
    field("distress_before", Shape::Number(0, 10)).per_voice(),
    field("distress_after", Shape::Number(0, 10)).per_voice(),
    // What the contact check said when it was planned, and the heads it used, to be run again after a merge.
    field("check", Shape::Any),
    field("until", Shape::Date),
];

pub(super) const SUPPORT_AGREEMENT: &[FieldSpec] = &[
    field("purpose", Shape::Text).required(),
    field("need", Shape::Reference(CardKind::Need)),
    field("support", Shape::Several(SupportType::LIST)),
    field("level", Shape::Text),
    field("my_part", Shape::Text),
    field("your_part", Shape::Text),
    field("limits", Shape::Text),
    field("agreed", Shape::Flag).per_voice(),
    field("how_agreed", Shape::Text).per_voice(),
    field("from", Shape::Date),
    field("until", Shape::Date),
    field("review", Shape::Date),
];

pub(super) const STRATEGY: &[FieldSpec] = &[
    field("name", Shape::Name).required(),
    field("kind", Shape::OneOf(StrategyKind::LIST)),
    field("steps", Shape::Texts),
    field("when_to_use", Shape::Text),
    field("need", Shape::Reference(CardKind::Need)),
    field("people", Shape::References(CardKind::Person)),
    field("works", Shape::Text).per_voice(),
];

pub(super) const CONCERN: &[FieldSpec] = &[
    field("status", Shape::Any).required().guarded(),
    field("danger", Shape::Any).guarded(),
    field("kind", Shape::OneOf(ConcernKind::LIST)).required(),
    field("what", Shape::Text).required(),
    field("their_words", Shape::Text),
    field("harms", Shape::Several(Harm::LIST)),
    field("people", Shape::References(CardKind::Person)),
    // Whom the concern is about: members by their ids, people of the map by theirs. They are never told of it.
    field("concerned", Shape::Parties),
    field("danger_now", Shape::Text),
    field("wishes", Shape::Text).per_voice(),
    field("recipients", Shape::Several(ConcernRecipient::LIST)),
    field("sent", Shape::Timestamp),
    field("answer_due", Shape::Timestamp),
    field("answers", Shape::Objects(ANSWERS)),
    field("escalated_to", Shape::OneOf(ConcernRecipient::LIST)),
    field("actions", Shape::Texts),
    field("second_person", Shape::Name),
    field("entry", Shape::Entry),
];

pub(super) const CONSENT: &[FieldSpec] = &[
    field("consent", Shape::Any).required().guarded(),
    field("asked_when", Shape::When),
    field("explained_how", Shape::Text),
    field("decision", Shape::Entry),
    field("words", Shape::Text).per_voice(),
    field("review", Shape::Date),
];

pub(super) const FOLLOW_UP: &[FieldSpec] = &[
    field("what", Shape::Text).required(),
    field("who", Shape::Name),
    field("when", Shape::When),
    field("done", Shape::Flag),
    field("done_when", Shape::When),
    field("visit", Shape::Entry),
    field("need", Shape::Reference(CardKind::Need)),
    field("people", Shape::References(CardKind::Person)),
];
