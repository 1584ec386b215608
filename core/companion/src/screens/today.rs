//! Today: rules and alerts first, then what is overdue, then what is planned, then what is pending. Everything is
//! derived from the record each time; a plan that a merge has made forbidden is raised here.

use chrono::{NaiveTime, TimeDelta};
use kith_domain::card::{Card, Standing};
use kith_domain::concern::{Gravity, STATUS, awaits_answer, earliest_due};
use kith_domain::consent::{CONSENT, ConsentValue, Decision};
use kith_domain::due::{self, Dated, Due, DueKind, Plan, Recorded, Sources, Unverified};
use kith_domain::entries::contacts_of;
use kith_domain::id::{CardId, IndividualId};
use kith_domain::restriction::{self, Force, TERMS};
use kith_domain::time::{Timestamp, When};
use kith_vault::EntryQuery;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use serde_json::Value;

use super::Screen;
use super::outline::{Line, Mark, Outline};
use crate::contact_check::KnownRules;
use crate::error::KithError;
use crate::plans::{HeldPlan, LOOK_BACK};
use crate::session::Session;
use crate::view::View;
use crate::wording::CheckAnswer;

/// How far ahead a rule that ends is announced.
const LOOK_AHEAD: TimeDelta = TimeDelta::days(14);

/// Today.
#[derive(Debug, Serialize, Deserialize, JsonSchema, uniffi::Record)]
#[serde(deny_unknown_fields)]
pub struct Today {}

/// What there is today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct TodayAnswer {
    /// The day, YYYY-MM-DD.
    pub day: String,
    /// What must be known first: plans that became forbidden, guarded facts that differ, what waits.
    pub alerts: Vec<TodayItem>,
    /// What is overdue or due, guarded facts first.
    pub due: Vec<TodayItem>,
    /// Contacts planned for today.
    pub planned: Vec<TodayItem>,
    /// How many parcels made here no other device has proved to hold.
    pub unproved: u32,
    /// How many drafts wait.
    pub drafts: u32,
}

/// One thing of today.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, JsonSchema, uniffi::Record)]
pub struct TodayItem {
    /// What sort of thing, a stable name.
    pub what: String,
    /// Whose record.
    pub individual: String,
    /// The card it is about.
    pub card: Option<String>,
    /// When, RFC 3339 or a day.
    pub when: Option<String>,
    /// Whether that is past.
    pub overdue: bool,
    /// In words.
    pub text: String,
    /// What the rules about contact say of a planned contact, as they are known now.
    pub check: Option<CheckAnswer>,
    /// Whether it stands out: past its time, or not simply allowed.
    #[uniffi(default = false)]
    pub is_alert: bool,
}

/// What must be known first, whoever it is about.
const ALERTS: [&str; 5] = ["concern", "guarded_differs", "plan_forbidden", "waiting", "no_legal_basis"];

impl Screen for Today {
    type Answer = TodayAnswer;

    fn answer(self, session: &mut Session) -> Result<(Self::Answer, Outline), KithError> {
        let now = session.now();
        let pending = super::pending::Pending {}.answer(session)?.0;
        let mut answer = TodayAnswer {
            day: now.date_naive().to_string(),
            alerts: Vec::new(),
            due: Vec::new(),
            planned: Vec::new(),
            unproved: pending.unproved,
            drafts: pending.drafts,
        };
        for individual in session.vault.read().individuals()? {
            session.today_of(individual, now, &mut answer)?;
        }
        answer.alerts.sort_by_key(|alert| ALERTS.iter().position(|what| *what == alert.what));
        let outline = answer.outline(session, now);
        Ok((answer, outline))
    }
}

impl TodayAnswer {
    fn outline(&self, session: &Session, now: Timestamp) -> Outline {
        let strings = &session.strings;
        let lines = |items: &[TodayItem], mark: Mark| -> Vec<Line> {
            items
                .iter()
                .map(|item| {
                    let mark = if item.is_alert { Mark::Alert } else { mark };
                    let about = item.card.as_ref().unwrap_or(&item.individual);
                    let mut line = Line::new(mark, item.text.clone()).about(about);
                    if let Some(check) = &item.check {
                        line = line.under(check.text.clone());
                        line.detail.extend(check.because.iter().chain(&check.conditions).cloned());
                    }
                    line
                })
                .collect()
        };
        let mut rest = Vec::new();
        if self.unproved > 0 {
            rest.push(Line::plain(strings.with("pending-unproved", &[("count", self.unproved.into())])));
        }
        if self.drafts > 0 {
            rest.push(Line::plain(strings.with("pending-drafts", &[("count", self.drafts.into())])));
        }
        let outline = Outline::new(strings.with("today-title", &[("date", strings.date(now).into())]))
            .block(strings.say("today-alerts"), lines(&self.alerts, Mark::Guarded))
            .block(strings.say("today-due"), lines(&self.due, Mark::Plain))
            .block(strings.say("today-planned"), lines(&self.planned, Mark::Plain))
            .block(strings.say("today-pending"), rest);
        if outline.blocks.is_empty() {
            return outline.block(None, vec![Line::plain(strings.say("today-nothing"))]);
        }
        outline
    }
}

impl Session {
    fn today_of(
        &self,
        individual: IndividualId,
        now: Timestamp,
        answer: &mut TodayAnswer,
    ) -> Result<(), KithError> {
        let name = self.individual_name(individual);
        let plans = self.plans(individual, now)?;
        let rules = self.known_rules(individual)?;
        self.alerts(individual, &name, &plans, &rules, answer)?;
        for item in self.due_of(individual, now, &plans)? {
            let mut shown = self.due_item(individual, &name, &item)?;
            if let (DueKind::Contact, When::Moment(at)) = (item.what, item.when) {
                // One that is overdue is not made in the past: it is asked of the rules as of now.
                let at = if at.date_naive() < now.date_naive() { now } else { at };
                let plan = plans.iter().find(|held| held.card.id == item.card);
                let check = plan.map(|held| rules.check_plan(held, &[at])).transpose()?;
                let shown_check = check.flatten().map(|check| self.check_answer(individual, &check));
                shown.check = shown_check.transpose()?;
                shown.is_alert |= shown.check.as_ref().is_some_and(|check| check.is_alert);
            }
            let of_today = matches!(item.when, When::Moment(at) if at.date_naive() == now.date_naive());
            if item.what == DueKind::Contact && of_today {
                answer.planned.push(shown);
            } else {
                answer.due.push(shown);
            }
        }
        Ok(())
    }

    /// What must be known first.
    fn alerts(
        &self,
        individual: IndividualId,
        name: &str,
        plans: &[HeldPlan],
        rules: &KnownRules,
        answer: &mut TodayAnswer,
    ) -> Result<(), KithError> {
        let item = |what: &str, card: Option<CardId>, text: String| TodayItem {
            what: what.to_owned(),
            individual: individual.to_string(),
            card: card.map(|card| card.to_string()),
            when: None,
            overdue: false,
            text,
            check: None,
            is_alert: false,
        };
        for held in plans {
            if rules.forbid(held)? {
                let (card, title) = (&held.card, self.card_title(individual, &held.card)?);
                let args = [("name", name.into()), ("plan", title.into())];
                let text = self.strings.with("today-plan-forbidden", &args);
                answer.alerts.push(item("plan_forbidden", Some(card.id), text));
            }
        }
        for concern in self.concerns_due(individual)? {
            if awaits_answer(&concern.status) {
                let (_, card) = self.card_where(concern.card, |row| row.individual == individual)?;
                let title = self.card_title(individual, &card)?;
                let args = [("name", name.into()), ("concern", title.into())];
                let text = self.strings.with("today-concern", &args);
                let mut told = item("concern", Some(concern.card), text);
                told.when = Some(concern.answer_due.to_rfc3339());
                told.overdue = concern.answer_due < self.now();
                told.is_alert = told.overdue;
                answer.alerts.push(told);
            }
        }
        let guarded = self.differences(individual)?.into_iter().filter(|found| found.guarded).count();
        if guarded > 0 {
            let args = [("name", name.into()), ("count", guarded.into())];
            answer.alerts.push(item(
                "guarded_differs",
                None,
                self.strings.with("today-guarded-differs", &args),
            ));
        }
        let waiting = rules.waiting();
        if waiting > 0 {
            let args = [("name", name.into()), ("count", waiting.into())];
            answer.alerts.push(item("waiting", None, self.strings.with("today-waiting", &args)));
        }
        for card in self.cards(individual, "restriction")? {
            let staff_rule = card.standing() != Standing::Ended
                && card.field(TERMS).visible().iter().any(|fact| {
                    restriction::read_terms(&fact.value).is_some_and(|terms| terms.force == Force::StaffRule)
                });
            if staff_rule {
                let title = self.card_title(individual, &card)?;
                let args = [("name", name.into()), ("rule", title.into())];
                let text = self.strings.with("today-staff-rule", &args);
                answer.alerts.push(item("no_legal_basis", Some(card.id), text));
            }
        }
        Ok(())
    }

    /// Everything due in a record.
    pub(crate) fn due_of(
        &self,
        individual: IndividualId,
        now: Timestamp,
        plans: &[HeldPlan],
    ) -> Result<Vec<Due>, KithError> {
        let plans: Vec<Plan> = plans.iter().map(|held| held.plan.clone()).collect();
        let contacts = self.contacts_for(individual, now, &plans)?;
        let concerns = self.concerns_due(individual)?;
        let (unverified, mut dated) = self.rules_due(individual, now)?;
        dated.extend(self.reviews_due(individual, now)?);
        let sources = Sources {
            plans: &plans,
            contacts: &contacts,
            concerns: &concerns,
            unverified: &unverified,
            dated: &dated,
            monitoring: &[],
        };
        let end = (now.date_naive().and_time(NaiveTime::MIN) + TimeDelta::days(1) - TimeDelta::seconds(1))
            .and_local_timezone(*now.offset())
            .single()
            .unwrap_or(now);
        // A rule about to end is told in good time; everything else on its day.
        let mut found = due::due(&sources, now, now + LOOK_AHEAD);
        found.retain(|item| item.what == DueKind::RestrictionExpiry || !item.when.is_after(end));
        Ok(found)
    }

    /// The contacts that decide when these plans come round next. An occurrence is open unless contact was made on its day
    /// or later: what was before the first one that is looked at changes nothing, however long the history is. Only a plan
    /// that is due so many days after the last contact asks for all of it.
    fn contacts_for(
        &self,
        individual: IndividualId,
        now: Timestamp,
        plans: &[Plan],
    ) -> Result<Vec<Recorded>, KithError> {
        if plans.is_empty() {
            return Ok(Vec::new());
        }
        let by_last = plans.iter().any(|plan| plan.every_days.is_some());
        // A day more, as its day may have begun elsewhere.
        let first = now - LOOK_BACK - TimeDelta::days(1);
        let query = EntryQuery {
            kinds: &["visit", "contact"],
            from_ms: (!by_last).then_some(first.timestamp_millis()),
            ..EntryQuery::of(individual)
        };
        let entries = self.current_entries(&query)?;
        let made = entries.iter().flat_map(|read| contacts_of(&read.entry));
        Ok(made.map(|made| Recorded::from(&made)).collect())
    }

    fn concerns_due(&self, individual: IndividualId) -> Result<Vec<due::Concern>, KithError> {
        let mut concerns = Vec::new();
        for card in self.cards(individual, "concern")? {
            if !card.field(STATUS).visible().is_empty() {
                // One whose date cannot be read is due now: no date that somebody wrote makes it vanish.
                let answer_due = earliest_due(&card).unwrap_or_else(|| self.now());
                concerns.push(due::Concern { card: card.id, status: Gravity::of(&card).status, answer_due });
            }
        }
        Ok(concerns)
    }

    fn rules_due(
        &self,
        individual: IndividualId,
        now: Timestamp,
    ) -> Result<(Vec<Unverified>, Vec<Dated>), KithError> {
        let (mut unverified, mut dated) = (Vec::new(), Vec::new());
        for card in self.cards(individual, "restriction")? {
            if card.standing() == Standing::Ended {
                continue;
            }
            for fact in card.field(TERMS).visible() {
                let Some(terms) = restriction::read_terms(&fact.value) else { continue };
                if terms.force == Force::LegalUnverified {
                    unverified.push(Unverified { card: card.id, recorded: fact.recorded });
                }
                // One that ended long ago was told then, and is told by every check.
                if let Some(when) = terms.ends().filter(|when| !when.is_over(now - LOOK_BACK)) {
                    dated.push(Dated { what: DueKind::RestrictionExpiry, card: card.id, when });
                }
            }
            dated.extend(dates_of(&card, "review", DueKind::RestrictionReview));
        }
        Ok((unverified, dated))
    }

    fn reviews_due(&self, individual: IndividualId, now: Timestamp) -> Result<Vec<Dated>, KithError> {
        let kinds = [
            ("support_agreement", "review", DueKind::AgreementReview),
            ("support_agreement", "until", DueKind::AgreementEnd),
            ("follow_up", "when", DueKind::FollowUp),
            ("consent", "review", DueKind::Consent),
        ];
        let mut dated = Vec::new();
        for (kind, field, what) in kinds {
            for card in self.cards(individual, kind)? {
                let done = View::default().values(&card, "done").contains(&Value::Bool(true));
                if card.standing() != Standing::Ended && !done {
                    dated.extend(dates_of(&card, field, what));
                }
            }
        }
        for card in self.cards(individual, "consent")? {
            // What was said at once may end at different times; a consent that was not given has no end to tell.
            let ends = View::default().values(&card, CONSENT).into_iter().filter_map(|value| {
                let consent: ConsentValue = serde_json::from_value(value).ok()?;
                consent.until.filter(|_| consent.decision == Decision::Given)
            });
            if card.standing() != Standing::Ended {
                let what = DueKind::Consent;
                dated.extend(ends.map(|when| Dated { what, card: card.id, when }));
            }
        }
        dated.retain(|dated| !dated.when.is_after(now + LOOK_AHEAD));
        Ok(dated)
    }

    fn due_item(&self, individual: IndividualId, name: &str, due: &Due) -> Result<TodayItem, KithError> {
        let (_, card) = self.card_where(due.card, |row| row.individual == individual)?;
        let title = self.card_title(individual, &card)?;
        let what = serde_json::to_value(due.what).ok().and_then(|what| what.as_str().map(str::to_owned));
        let what = what.unwrap_or_default();
        let text = self.strings.with(
            "today-line",
            &[
                ("name", name.into()),
                ("what", self.strings.option("due", &what).into()),
                ("about", title.into()),
                ("when", self.when_text(due.when).into()),
            ],
        );
        Ok(TodayItem {
            what,
            individual: individual.to_string(),
            card: Some(due.card.to_string()),
            when: serde_json::to_value(due.when).ok().and_then(|when| when.as_str().map(str::to_owned)),
            overdue: due.overdue,
            text,
            check: None,
            is_alert: due.overdue,
        })
    }
}

/// The dates that anybody says of a field, as things due.
fn dates_of(card: &Card, field: &str, what: DueKind) -> Vec<Dated> {
    View::default()
        .names(card, field)
        .iter()
        .filter_map(|date| date.parse::<When>().ok())
        .map(|when| Dated { what, card: card.id, when })
        .collect()
}
