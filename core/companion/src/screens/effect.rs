//! The effect of contact on wellbeing: the individual's own ratings with or soon after contact against those without,
//! as non-overlap of all pairs with its interval and both counts. Never worded as cause.

use kith_domain::effect::{self, METHOD, Rating, WINDOW_HOURS};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};

use super::Screen;
use super::figures::EffectFigure;
use super::outline::{Line, Mark, Outline};
use crate::arguments::parse_id;
use crate::error::KithError;
use crate::session::Session;

/// The widest window that may be asked for: four weeks.
const WIDEST_HOURS: u32 = 28 * 24;

/// The effect of contact with one person.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct EffectScreen {
    /// Whose wellbeing.
    individual: String,
    /// Contact with whom.
    person: String,
    /// On which scale.
    scale: String,
    /// How long after contact still counts, in hours, 0 to 672; 24 where nothing is said.
    #[uniffi(default = None)]
    window_hours: Option<u32>,
}

impl Screen for EffectScreen {
    type Answer = EffectFigure;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let individual = parse_id(&self.individual, "individual")?;
        let person = session.card_of_kind(individual, parse_id(&self.person, "person")?, &["person"])?.id;
        let window = self.window_hours.unwrap_or(WINDOW_HOURS);
        if window > WIDEST_HOURS {
            return Err(KithError::invalid("window_hours", "out_of_range"));
        }
        let figure = session.effect_figure(individual, person, &self.scale, window)?;
        let mut lines = vec![Line::plain(figure.text.clone())];
        lines.push(Line::new(Mark::Quiet, session.effect_figures_text(&figure)));
        if figure.amended > 0 {
            let args = [("count", figure.amended.into())];
            lines.push(Line::new(Mark::Quiet, session.strings.with("ratings-amended", &args)));
        }
        Ok((figure.clone(), Outline::new(figure.title).block(None, lines)))
    }
}

impl Session {
    /// The effect of contact with one person, on one scale, within so many hours.
    pub(crate) fn effect_figure(
        &self,
        individual: kith_domain::id::IndividualId,
        person: kith_domain::id::CardId,
        scale: &str,
        window: u32,
    ) -> Result<EffectFigure, KithError> {
        let (scale, made) = self.ratings(individual, scale, Some(person))?;
        let amended = made.iter().filter(|made| made.amended).count();
        let ratings: Vec<Rating> = made.into_iter().map(|made| made.rating).collect();
        let contacts: Vec<_> = self
            .contacts_with(individual, person)?
            .into_iter()
            .filter(|made| made.outcome.was_contact())
            .map(|made| made.at)
            .collect();
        let (with, without) = effect::split(effect::own(&ratings), &contacts, window);
        let found = effect::effect(&with, &without, &scale);
        let strings = &self.strings;
        let name = self.person_name(individual, person);
        let title = strings.with(
            "effect-title",
            &[("person", name.as_str().into()), ("scale", self.scale_label(individual, &scale.id)?.into())],
        );
        let key = match (found.too_few, found.low, found.high) {
            (true, _, _) | (_, None, _) | (_, _, None) => "effect-too-few",
            (false, Some(low), _) if low > 0.5 => "effect-better",
            (false, _, Some(high)) if high < 0.5 => "effect-worse",
            _ => "effect-no-difference",
        };
        Ok(EffectFigure {
            title,
            scale: scale.id.clone(),
            n_with: count(found.n_with),
            n_without: count(found.n_without),
            nap: found.nap,
            low: found.low,
            high: found.high,
            method: METHOD.to_owned(),
            too_few: found.too_few,
            amended: count(amended),
            text: strings.with(key, &[("person", name.into())]),
        })
    }

    /// The figures behind the words, one tap away.
    pub(crate) fn effect_figures_text(&self, figure: &EffectFigure) -> String {
        let share = |share: Option<f64>| share.map_or_else(|| "–".to_owned(), |share| format!("{share:.2}"));
        self.strings.with(
            "effect-figures",
            &[
                ("with", figure.n_with.into()),
                ("without", figure.n_without.into()),
                ("nap", share(figure.nap).into()),
                ("low", share(figure.low).into()),
                ("high", share(figure.high).into()),
                ("method", figure.method.as_str().into()),
            ],
        )
    }
}

fn count(count: usize) -> u32 {
    u32::try_from(count).unwrap_or(u32::MAX)
}
