### The words of Kith in English: the page that leaves Kith as a file.


## The page that leaves Kith as a file
page-skip = Skip to the record
page-title = { $name }: the record
page-contents = On this page
page-warning = Anyone who has this file can read it. Keep it safe.
page-made = Made on
page-damaged = This part is damaged, so it is not shown.
page-mark-alert = Act on this now
page-mark-guarded = Kept safe: rules, consent and concerns
page-mark-own = Their own words

## Its map
page-map-key = What the map shows
page-map-list = The map in words
page-scroll = Picture: scroll to see all of it
page-map-empty = No one is on the map.
page-key-people = People, groups and others
page-key-statuses = Where it stands
page-key-lines = Lines
page-kind-person = Person
page-kind-group = Group
page-kind-pet = Pet
page-kind-service = Service
page-kind-place-of-faith = Place of faith
page-kind-online-only = Only online
page-status-existing = In my life now
page-status-wanted = I would like this
page-status-ended = Ended
page-status-estranged = Grown apart
page-status-kept-away-from = I keep away
page-status-died = Has died
page-status-unknown = Not known
page-line-strong = Strong
page-line-ordinary = Fine
page-line-tenuous = Now and then
page-line-stressful = Hard
page-line-not-in-touch = Not in touch
page-line-gives = The arrow shows who gets support
page-line-differs = People differ here; the drawing shows one view
page-line-guarded = A rule about contact

## Its charts
page-figures = The figures
page-in-words = In words
page-date = Date
page-rating = Rating
page-ratings = Ratings
page-who = Who said it
page-own = The person
page-observed = As seen by others
page-gap = Nothing was recorded here
page-higher-is-better = Higher is better
page-lower-is-better = Lower is better
page-trend-empty = Nothing was recorded on this scale.
page-events = What happened
page-event = What happened
page-contact = Contact
page-missed-contact = Contact that did not happen
page-support-changed = Support changed
page-effect-with = With contact or soon after
page-effect-without = At other times
page-effect-nap = How often the first is better (NAP)
page-effect-interval = Where it most likely lies (95 %)
page-effect-same = 0.5 means no difference
page-effect-method = How it is worked out
page-effect-too-few = Too few to say
page-what = What
page-figure = Figure
page-month-1 = Jan
page-month-2 = Feb
page-month-3 = Mar
page-month-4 = Apr
page-month-5 = May
page-month-6 = Jun
page-month-7 = Jul
page-month-8 = Aug
page-month-9 = Sep
page-month-10 = Oct
page-month-11 = Nov
page-month-12 = Dec
page-with-team-notes = Notes that only the team may read are in this page.
page-without-team-notes = Notes that only the team may read are not in this page.
page-no-rules = No rule about contact is recorded here.
page-plan-forbidden = A rule forbids what is planned: { $asked }
page-scroll-hint = ← Move the picture sideways to see all of it. →
