//! The option lists: what a person picks from, each under a stable name.
//!
//! Every list keeps a name that it does not have, as `Other`: it is what somebody said in their own words, or an option
//! of a newer app, and is handed on unchanged. A list that is *open* lets this app write such words too; one that is not
//! only reads them, because a drawing or a rule depends on the option. Other words are words: with an underscore in them
//! they are a slip in the name of an option, and are not written.

/// A list as a table: what a screen offers and what a field accepts.
#[derive(Debug, PartialEq, Eq)]
pub struct List {
    /// The name of the list, for messages.
    pub name: &'static str,
    /// The names of its options, in the order in which they are offered.
    pub options: &'static [&'static str],
    /// Whether something else, in words, is an answer too.
    pub open: bool,
}

impl List {
    /// Whether `name` is one of the options; what is said in other words is not.
    #[must_use]
    pub fn has(&self, name: &str) -> bool {
        self.options.contains(&name)
    }
}

macro_rules! lists {
    ($($(#[$doc:meta])* $open:ident $name:ident { $($variant:ident = $text:literal),* $(,)? })*) => {$(
        $(#[$doc])*
        #[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum $name {
            $(#[doc = concat!("`", $text, "`.")] $variant,)*
            /// In other words, or an option of a newer app.
            Other(String),
        }

        impl $name {
            /// Every option, in the order in which they are offered.
            pub const ALL: &'static [Self] = &[$(Self::$variant),*];
            /// The list as a table.
            pub const LIST: &'static $crate::lists::List = &$crate::lists::List {
                name: stringify!($name),
                options: &[$($text),*],
                open: lists!(@$open),
            };

            /// The stable name, or the words.
            #[must_use]
            pub fn name(&self) -> &str {
                match self {
                    $(Self::$variant => $text,)*
                    Self::Other(words) => words,
                }
            }

            /// The option of that name; any other name is kept as `Other`.
            #[must_use]
            pub fn from_name(name: &str) -> Self {
                match name {
                    $($text => Self::$variant,)*
                    words => Self::Other(words.to_owned()),
                }
            }

            /// Whether it is an option this version knows.
            #[must_use]
            pub fn is_known(&self) -> bool {
                !matches!(self, Self::Other(_))
            }
        }

        impl serde::Serialize for $name {
            fn serialize<S: serde::Serializer>(&self, to: S) -> Result<S::Ok, S::Error> {
                to.serialize_str(self.name())
            }
        }

        impl<'de> serde::Deserialize<'de> for $name {
            fn deserialize<D: serde::Deserializer<'de>>(from: D) -> Result<Self, D::Error> {
                let name = <std::borrow::Cow<'de, str>>::deserialize(from)?;
                Ok(Self::from_name(&name))
            }
        }
    )*};
    (@open) => { true };
    (@closed) => { false };
}
pub(crate) use lists;

lists! {
    /// What two people are to each other.
    open RelationshipKind {
        Partner = "partner", ExPartner = "ex_partner", Parent = "parent", StepParent = "step_parent",
        FosterCarer = "foster_carer", AdoptiveFamily = "adoptive_family", BirthFamily = "birth_family",
        Child = "child", Sibling = "sibling", HalfSibling = "half_sibling", Grandparent = "grandparent",
        OtherRelative = "other_relative", Friend = "friend", Neighbour = "neighbour", Housemate = "housemate",
        Colleague = "colleague", Faith = "faith", Group = "group", OnlineOnly = "online_only", Pet = "pet",
        Carer = "carer", PaidWorker = "paid_worker", Service = "service",
    }
    /// The four circles of support, the closest first.
    closed Circle {
        Intimacy = "intimacy", Friendship = "friendship", Participation = "participation", Exchange = "exchange",
    }
    /// How a relationship is, as an ecomap draws it.
    open Quality {
        Strong = "strong", Ordinary = "ordinary", Tenuous = "tenuous", Stressful = "stressful",
        NotInTouch = "not_in_touch",
    }
    /// In which direction support goes.
    open GivesSupport { ToMe = "to_me", FromMe = "from_me", Both = "both", Neither = "neither" }
    /// A way of being in contact.
    open ContactMode {
        InPerson = "in_person", Phone = "phone", Video = "video", Text = "text", SocialMedia = "social_media",
        Letter = "letter", Letterbox = "letterbox", Gift = "gift", ThroughSomeone = "through_someone",
    }
    /// What came of a contact, without blame: who and why are told beside it.
    open ContactOutcome {
        Happened = "happened", Shortened = "shortened", Late = "late", ChangedMode = "changed_mode",
        CancelledByIndividual = "cancelled_by_individual", CancelledByOtherPerson = "cancelled_by_other_person",
        CancelledByCarer = "cancelled_by_carer", CancelledByService = "cancelled_by_service",
        CancelledByCourt = "cancelled_by_court", WasNotBrought = "was_not_brought",
        OtherPersonDidNotCome = "other_person_did_not_come", IndividualChoseNotTo = "individual_chose_not_to",
        Unplanned = "unplanned", Prevented = "prevented",
    }
    /// What a worker did to support.
    open SupportType {
        Listen = "listen", Information = "information", Plan = "plan", Practise = "practise",
        Transport = "transport", BeThere = "be_there", Supervise = "supervise", Technology = "technology",
        Introduce = "introduce", Communicate = "communicate", Mediate = "mediate", Advocacy = "advocacy",
        Safety = "safety", Afterwards = "afterwards",
    }
    /// A feeling; each has a symbol on screen.
    open Feeling {
        Happy = "happy", Calm = "calm", Excited = "excited", Proud = "proud", Loved = "loved",
        Worried = "worried", Sad = "sad", Angry = "angry", Lonely = "lonely", Confused = "confused",
        Tired = "tired", Numb = "numb",
    }
    /// What makes a relationship harder.
    open Barrier {
        Communication = "communication", Confidence = "confidence", Anxiety = "anxiety", Health = "health",
        Access = "access", Transport = "transport", Money = "money", TimeAndRota = "time_and_rota",
        Staffing = "staffing", Rules = "rules", Stigma = "stigma", Distance = "distance", Digital = "digital",
        Trauma = "trauma", Bereavement = "bereavement",
    }
    /// A kind of harm.
    open Harm {
        Physical = "physical", Sexual = "sexual", Emotional = "emotional",
        DomesticAbuseOrCoerciveControl = "domestic_abuse_or_coercive_control", Financial = "financial",
        Neglect = "neglect", SelfNeglect = "self_neglect", Discriminatory = "discriminatory",
        Organisational = "organisational", ModernSlavery = "modern_slavery",
        ExploitationOrCuckooing = "exploitation_or_cuckooing", Online = "online", Radicalisation = "radicalisation",
        ForcedMarriage = "forced_marriage", Fgm = "fgm", SoCalledHonourBased = "so_called_honour_based",
    }
    /// What sort of rule about contact it is; order titles as in England and Wales.
    open RestrictionKind {
        NonMolestationOrder = "non_molestation_order", OccupationOrder = "occupation_order",
        Undertaking = "undertaking", Dvpn = "dvpn", Dvpo = "dvpo", Dapn = "dapn", Dapo = "dapo",
        RestrainingOrder = "restraining_order", StalkingProtectionOrder = "stalking_protection_order",
        Shpo = "shpo", BailCondition = "bail_condition", LicenceCondition = "licence_condition",
        ChildArrangementsOrder = "child_arrangements_order", ProhibitedStepsOrder = "prohibited_steps_order",
        S34ContactOrder = "s34_contact_order", EpoOrExclusionRequirement = "epo_or_exclusion_requirement",
        S26S51aAdoptionContact = "s26_s51a_adoption_contact", InherentJurisdiction = "inherent_jurisdiction",
        CourtOfProtectionOrder = "court_of_protection_order",
        MentalHealthActCondition = "mental_health_act_condition",
        ForcedMarriageProtectionOrder = "forced_marriage_protection_order", AgreedPlan = "agreed_plan",
        OwnWish = "own_wish", StaffRule = "staff_rule",
    }
    /// Whom a concern is told to.
    open ConcernRecipient {
        Emergency999 = "999", Police101 = "101", Manager = "manager", SafeguardingLead = "safeguarding_lead",
        AdultSocialCare = "adult_social_care", ChildrensSocialCare = "childrens_social_care",
        OutOfHoursTeam = "out_of_hours_team", Lado = "lado", CqcOrCiw = "cqc_or_ciw",
        SocialWorkerOrIro = "social_worker_or_iro", Prevent = "prevent", Ico = "ico",
        WhistleblowingAdvice = "whistleblowing_advice",
    }
    /// What a concern is about.
    open ConcernKind {
        HarmToIndividual = "harm_to_individual", HarmByIndividual = "harm_by_individual",
        StaffOrServicePractice = "staff_or_service_practice", Discrimination = "discrimination",
        ResourcesOrOperations = "resources_or_operations", DataBreach = "data_breach",
    }
    /// Where a relationship stands.
    closed RelationshipStatus {
        Existing = "existing", Wanted = "wanted", Ended = "ended", Estranged = "estranged",
        KeptAwayFrom = "kept_away_from", Died = "died", Unknown = "unknown",
    }
    /// Who or what stands on the map.
    closed PersonKind {
        Person = "person", Group = "group", Pet = "pet", Service = "service", PlaceOfFaith = "place_of_faith",
        OnlineOnly = "online_only",
    }
    /// What one piece of work is about.
    open NeedKind { New = "new", Maintain = "maintain", Difficult = "difficult", Ending = "ending" }
    /// Where a piece of work stands.
    closed NeedStatus { Open = "open", Paused = "paused", Met = "met", NoLongerWanted = "no_longer_wanted" }
    /// What a strategy is for.
    open StrategyKind { SelfHelp = "self_help", Conflict = "conflict", Coping = "coping" }
    /// What an attachment is.
    closed AttachmentKind { Photo = "photo", VoiceNote = "voice_note" }
    /// 'Anything worrying?', without a default.
    closed Worry { No = "no", NotSure = "not_sure", Yes = "yes" }
    /// Whether a relationship is good for me, in the individual's own view.
    closed GoodForMe { Good = "good", Mixed = "mixed", NotGood = "not_good", NotSure = "not_sure" }
    /// What a good-for-me view is of.
    closed ViewOf { Making = "making", BeingIn = "being_in", KeepingContact = "keeping_contact" }
    /// What a statement tells.
    open StatementKind { Problem = "problem", Cause = "cause", Wish = "wish", Feeling = "feeling", Words = "words" }
}

impl ContactOutcome {
    /// Whether people were in contact at all. A missed contact is no contact, and what an unknown outcome of a newer
    /// app means is not guessed: it is not counted as one.
    #[must_use]
    pub fn was_contact(&self) -> bool {
        matches!(self, Self::Happened | Self::Shortened | Self::Late | Self::ChangedMode | Self::Unplanned)
    }
}

#[cfg(test)]
mod tests {
    use std::collections::BTreeSet;

    use super::*;
    use crate::voice::{How, Method, Speaker};

    macro_rules! check_list {
        ($($name:ident),*) => {$(
            let names: BTreeSet<&str> = $name::ALL.iter().map(|option| option.name()).collect();
            assert_eq!(names.len(), $name::ALL.len(), "a name twice in {}", stringify!($name));
            assert_eq!($name::LIST.options.len(), $name::ALL.len());
            for option in $name::ALL {
                assert!(option.is_known() && $name::LIST.has(option.name()));
                assert_eq!(&$name::from_name(option.name()), option);
                assert!(option.name().chars().all(|c| c.is_ascii_lowercase() || c.is_ascii_digit() || c == '_'));
                let json = serde_json::to_value(option).unwrap();
                assert_eq!(json, serde_json::json!(option.name()));
                assert_eq!(&serde_json::from_value::<$name>(json).unwrap(), option);
            }
            let newer = serde_json::json!("of_a_newer_app");
            let kept: $name = serde_json::from_value(newer.clone()).unwrap();
            assert_eq!(kept, $name::Other("of_a_newer_app".into()));
            assert!(!kept.is_known() && !$name::LIST.has(kept.name()));
            assert_eq!(serde_json::to_value(&kept).unwrap(), newer);
        )*};
    }

    #[test]
    fn every_list_reads_what_it_writes_and_keeps_what_it_does_not_know() {
        check_list!(
            RelationshipKind,
            Circle,
            Quality,
            GivesSupport,
            ContactMode,
            ContactOutcome,
            SupportType,
            Feeling,
            Barrier,
            Harm,
            RestrictionKind,
            ConcernRecipient,
            ConcernKind,
            RelationshipStatus,
            PersonKind,
            NeedKind,
            NeedStatus,
            StrategyKind,
            Worry,
            GoodForMe,
            ViewOf,
            StatementKind,
            AttachmentKind,
            Speaker,
            How,
            Method
        );
    }

    #[test]
    fn a_missed_contact_is_no_contact() {
        let missed: Vec<&str> =
            ContactOutcome::ALL.iter().filter(|o| !o.was_contact()).map(ContactOutcome::name).collect();
        assert_eq!(
            missed,
            [
                "cancelled_by_individual",
                "cancelled_by_other_person",
                "cancelled_by_carer",
                "cancelled_by_service",
                "cancelled_by_court",
                "was_not_brought",
                "other_person_did_not_come",
                "individual_chose_not_to",
                "prevented",
            ]
        );
        assert!(!ContactOutcome::from_name("something else").was_contact());
    }
}
