//! The plain summary of a rule about contact, which the individual may always see: it follows the rule itself, whatever
//! command changed it.

use kith_document::Heads;
use kith_domain::card::{Card, Ending, LIFECYCLE, Lifecycle, Standing};
use kith_domain::fact::Fact;
use kith_domain::fields::CardKind;
use kith_domain::id::{CardId, IndividualId};
use kith_domain::restriction::Terms;
use kith_domain::section::SectionKind;
use kith_domain::voice::Voice;
use serde_json::{Value, json};

use crate::audience::was_staff;
use crate::change::Change;
use crate::error::KithError;
use crate::seen::Seen;
use crate::session::Session;

/// What became of the rule.
#[derive(Clone, Copy)]
pub(crate) enum Rule<'a> {
    /// It was lifted.
    Lifted,
    /// It is in use again, as it was.
    Reopened,
    /// These are its terms.
    Says(&'a Terms),
    /// Something else was said of it: whoever lifts it meanwhile has not seen that, and it stays.
    Touched,
}

impl Session {
    /// Lets every summary of a rule follow it, against what was seen (`None`: what is held now).
    #[expect(clippy::too_many_arguments, reason = "one change of a rule, told to the shared section")]
    pub(crate) fn summary_follows(
        &mut self,
        change: &mut Change,
        individual: IndividualId,
        restriction: CardId,
        rule: Rule<'_>,
        seen: Option<&Seen>,
        voice: &Voice,
        why: &str,
    ) -> Result<(), KithError> {
        let shared = self.section(individual, SectionKind::Shared)?;
        let heads: Option<Heads> = seen.and_then(|seen| seen.heads(shared).ok());
        for held in self.cards(individual, CardKind::RuleSummary.name())? {
            if !is_about(&held, restriction) {
                continue;
            }
            // As the screen showed it: what came since was not seen, and stays.
            let shown = match &heads {
                Some(heads) => self.card_at(shared, held.id, heads)?,
                None => held,
            };
            for (field, value) in self.followed(individual, restriction, &shown, rule)? {
                let at = heads.clone();
                let why = Some(why.to_owned());
                self.say_unchecked(change, shared, shown.id, field.to_owned(), value, voice, at, why);
            }
            if matches!(rule, Rule::Lifted) && !self.is_lifted(&shown) {
                let at = heads.clone();
                self.end_card(change, shared, &shown, Ending::Lift, voice, at, why.to_owned());
            }
        }
        Ok(())
    }

    /// What is said of a summary that stands as shown, for it to follow its rule.
    fn followed(
        &self,
        individual: IndividualId,
        restriction: CardId,
        shown: &Card,
        rule: Rule<'_>,
    ) -> Result<Vec<(&'static str, Value)>, KithError> {
        let mut said = Vec::new();
        let is_open = shown.standing() == Standing::Open && self.is_by_staff(shown, &[LIFECYCLE]);
        if matches!(rule, Rule::Reopened | Rule::Says(_)) && !is_open {
            said.push((LIFECYCLE, json!(Lifecycle::Reopened)));
        }
        if let Rule::Says(terms) = rule {
            let is_unsaid = |(field, value): &(&'static str, Value)| {
                let told = shown.field(field);
                value.is_null() && told.visible().iter().all(|fact| fact.value.is_null())
            };
            said.extend(self.rule_summary(individual, terms)?.into_iter().filter(|part| !is_unsaid(part)));
        }
        let is_said =
            shown.field("restriction").visible().iter().all(|fact| fact.value == json!(restriction));
        if matches!(rule, Rule::Touched) || !is_said {
            said.push(("restriction", json!(restriction)));
        }
        Ok(said)
    }

    /// Whether staff lifted the rule that a summary tells of. Whoever reads the shared section can write into it with an app of
    /// their own, and no rule ends by that.
    pub(crate) fn is_lifted(&self, summary: &Card) -> bool {
        summary.standing() == Standing::Ended && self.is_by_staff(summary, &[LIFECYCLE])
    }

    /// Whether all that stands in these fields of a card was recorded by staff.
    pub(crate) fn is_by_staff(&self, card: &Card, fields: &[&str]) -> bool {
        let by_staff =
            |fact: &&Fact| self.author(fact.feed).is_some_and(|member| was_staff(&self.membership, member));
        fields.iter().flat_map(|field| card.field(field).visible()).all(|fact| by_staff(&fact))
    }
}

/// Whether a summary is about this rule, or once was: whoever says of it that it is about another does not part it from its rule.
pub(crate) fn is_about(summary: &Card, restriction: CardId) -> bool {
    summary.field("restriction").all().iter().any(|fact| fact.value == json!(restriction))
}
