//! The plain summary of a rule about contact, which the individual may always see: it follows the rule itself, whatever
//! command changed it.

use kith_document::Heads;
use kith_domain::card::{Card, Ending, LIFECYCLE, Lifecycle, Standing};
use kith_domain::fields::CardKind;
use kith_domain::id::{CardId, IndividualId};
use kith_domain::restriction::Terms;
use kith_domain::section::SectionKind;
use kith_domain::voice::Voice;
use serde_json::json;

use crate::change::Change;
use crate::error::KithError;
use crate::seen::Seen;
use crate::session::Session;

/// What became of the rule.
pub(crate) enum Rule<'a> {
    /// It was lifted.
    Lifted,
    /// It is in use again, as it was.
    Reopened,
    /// These are its terms.
    Says(&'a Terms),
}

impl Session {
    /// Lets the summary of a rule follow it, against what was seen (`None`: what is held now).
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
        let summaries = self.cards(individual, CardKind::RuleSummary.name())?;
        let Some(held) = summaries.iter().find(|card| is_about(card, restriction)) else { return Ok(()) };
        let heads: Option<Heads> = seen.and_then(|seen| seen.heads(shared).ok());
        // As the screen showed it: what came since was not seen, and stays.
        let shown = match &heads {
            Some(heads) => self.card_at(shared, held.id, heads)?,
            None => held.clone(),
        };
        let ended = shown.standing() == Standing::Ended;
        match rule {
            Rule::Lifted if ended => return Ok(()),
            Rule::Lifted => {
                self.end_card(change, shared, &shown, Ending::Lift, voice, heads, why.to_owned());
                return Ok(());
            }
            Rule::Reopened | Rule::Says(_) => {}
        }
        let because = || Some(why.to_owned());
        if shown.standing() != Standing::Open {
            let (field, reopened) = (LIFECYCLE.to_owned(), json!(Lifecycle::Reopened));
            self.say_unchecked(change, shared, held.id, field, reopened, voice, heads.clone(), because());
        }
        if let Rule::Says(terms) = rule {
            for (field, value) in self.rule_summary(individual, terms)? {
                let (at, kind) = (heads.clone(), CardKind::RuleSummary);
                let told = shown.field(field);
                if value.is_null() && told.visible().iter().all(|fact| fact.value.is_null()) {
                    continue;
                }
                self.say(change, shared, held.id, kind, field, value, voice, at, because())?;
            }
        }
        Ok(())
    }
}

pub(crate) fn is_about(summary: &Card, restriction: CardId) -> bool {
    summary.field("restriction").visible().iter().any(|fact| fact.value == json!(restriction))
}
