//! One concern: what was seen, where it stands, whom it went to, answers, and when one is due.

use kith_domain::card::Card;
use kith_domain::concern::{Gravity, danger_is_said, earliest_due, is_overdue};
use kith_domain::id::{CardId, DocumentId};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::individual::ShownField;
use super::outline::{Line, Mark, Outline};
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::session::Session;

/// One concern.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct ConcernScreen {
    /// The concern.
    concern: String,
}

/// A concern and where it stands.
#[derive(Debug, Clone, PartialEq, Serialize, JsonSchema, uniffi::Record)]
pub struct ConcernAnswer {
    /// The concern.
    pub concern: String,
    /// Whose record.
    pub individual: String,
    /// The most serious status of all that was said at once.
    pub status: String,
    /// The greatest danger of all that was said at once; `unsaid` where nobody has said.
    pub danger: String,
    /// When an answer is due, RFC 3339.
    pub answer_due: Option<String>,
    /// Whether that is past.
    pub overdue: bool,
    /// Everything on the card.
    pub fields: Vec<ShownField>,
    /// The token of what this screen showed.
    pub seen: String,
}

impl Screen for ConcernScreen {
    type Answer = ConcernAnswer;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let id: CardId = parse_id(&self.concern, "concern")?;
        let (document, card) = session.concern(id)?;
        let (row, _) = session.card_where(id, |row| row.document == document)?;
        let gravity = Gravity::of(&card);
        let due = earliest_due(&card);
        let overdue = due.is_some_and(|due| is_overdue(&gravity.status, due, session.now()));
        let answer = ConcernAnswer {
            concern: card.id.to_string(),
            individual: row.individual.to_string(),
            status: gravity.status.name().to_owned(),
            danger: if danger_is_said(&card) { gravity.danger.name() } else { "unsaid" }.to_owned(),
            answer_due: due.map(|due| due.to_rfc3339()),
            overdue,
            fields: session.shown_fields(row.individual, &card),
            seen: session.seen(row.individual)?,
        };
        let strings = &session.strings;
        let mut head = vec![
            Line::new(Mark::Guarded, strings.option("concern-status", &answer.status)).about(&answer.concern),
        ];
        head.push(Line::new(Mark::Guarded, strings.option("danger", &answer.danger)));
        if overdue {
            head.push(Line::new(Mark::Alert, strings.say("concern-overdue")));
        }
        // Status and danger stand above, the most serious of what was said.
        let fields = answer
            .fields
            .iter()
            .filter(|field| !matches!(field.field.as_str(), "status" | "danger"))
            .map(|field| Line::plain(format!("{}: {}", field.label, field.text)))
            .collect();
        let outline = Outline::new(strings.say("screen-concern")).block(None, head).block(None, fields);
        Ok((answer, outline))
    }
}

impl Session {
    /// A concern that this member may read, and its section.
    pub(crate) fn concern(&self, id: CardId) -> Result<(DocumentId, Card), KithError> {
        let found = self.card_where(id, |row| row.kind == "concern");
        let (row, card) = found.map_err(|error| match error {
            KithError::UnknownId { .. } => KithError::unknown("concern"),
            other => other,
        })?;
        Ok((row.document, card))
    }
}
