//! The words of a page that no record holds. They come from the string files, in the reader's language.

macro_rules! words {
    ($($(#[$doc:meta])* $field:ident = $key:literal,)*) => {
        /// Every word of a page that is not the record's, already in one language.
        #[derive(Debug, Clone)]
        pub(crate) struct Words {
            $($(#[$doc])* pub(crate) $field: String,)*
        }

        impl Words {
            /// The key of each word in the string files.
            #[cfg(test)]
            pub(crate) const KEYS: &[&str] = &[$($key),*];

            /// Looks every word up by its key.
            pub(crate) fn new(say: impl Fn(&str) -> String) -> Self {
                Self { $($field: say($key),)* }
            }
        }
    };
}

words! {
    skip = "page-skip",
    contents = "page-contents",
    warning = "page-warning",
    made = "page-made",
    damaged = "page-damaged",
    mark_alert = "page-mark-alert",
    mark_guarded = "page-mark-guarded",
    mark_own = "page-mark-own",
    map_key = "page-map-key",
    map_list = "page-map-list",
    scroll = "page-scroll",
    scroll_hint = "page-scroll-hint",
    map_empty = "page-map-empty",
    key_people = "page-key-people",
    key_statuses = "page-key-statuses",
    key_lines = "page-key-lines",
    kind_person = "page-kind-person",
    kind_group = "page-kind-group",
    kind_pet = "page-kind-pet",
    kind_service = "page-kind-service",
    kind_faith = "page-kind-place-of-faith",
    kind_online = "page-kind-online-only",
    status_existing = "page-status-existing",
    status_wanted = "page-status-wanted",
    status_ended = "page-status-ended",
    status_estranged = "page-status-estranged",
    status_kept_away = "page-status-kept-away-from",
    status_died = "page-status-died",
    status_unknown = "page-status-unknown",
    line_strong = "page-line-strong",
    line_ordinary = "page-line-ordinary",
    line_tenuous = "page-line-tenuous",
    line_stressful = "page-line-stressful",
    line_not_in_touch = "page-line-not-in-touch",
    line_gives = "page-line-gives",
    line_differs = "page-line-differs",
    line_guarded = "page-line-guarded",
    figures = "page-figures",
    in_words = "page-in-words",
    date = "page-date",
    rating = "page-rating",
    ratings = "page-ratings",
    who = "page-who",
    own = "page-own",
    observed = "page-observed",
    gap = "page-gap",
    higher = "page-higher-is-better",
    lower = "page-lower-is-better",
    trend_empty = "page-trend-empty",
    events = "page-events",
    event = "page-event",
    contact = "page-contact",
    missed_contact = "page-missed-contact",
    support_changed = "page-support-changed",
    effect_with = "page-effect-with",
    effect_without = "page-effect-without",
    effect_nap = "page-effect-nap",
    effect_interval = "page-effect-interval",
    effect_same = "page-effect-same",
    effect_method = "page-effect-method",
    effect_too_few = "page-effect-too-few",
    what = "page-what",
    figure = "page-figure",
    month_1 = "page-month-1",
    month_2 = "page-month-2",
    month_3 = "page-month-3",
    month_4 = "page-month-4",
    month_5 = "page-month-5",
    month_6 = "page-month-6",
    month_7 = "page-month-7",
    month_8 = "page-month-8",
    month_9 = "page-month-9",
    month_10 = "page-month-10",
    month_11 = "page-month-11",
    month_12 = "page-month-12",
}

impl Words {
    /// The short name of a month, 1–12.
    pub(super) fn month(&self, month: u32) -> &str {
        let months = [
            &self.month_1,
            &self.month_2,
            &self.month_3,
            &self.month_4,
            &self.month_5,
            &self.month_6,
            &self.month_7,
            &self.month_8,
            &self.month_9,
            &self.month_10,
            &self.month_11,
            &self.month_12,
        ];
        usize::try_from(month)
            .ok()
            .and_then(|month| month.checked_sub(1))
            .and_then(|month| months.get(month))
            .map_or("", |name| name.as_str())
    }
}
