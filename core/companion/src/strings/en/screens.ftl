### The words of Kith in English: screens, days and times.


## The language itself
language-name = English
language-unreviewed = No speaker of this language has read these words yet.

## Days and times
date = { $weekday } { $day } { $month } { $year }
date-time = { $date }, { $time }
weekday-1 = Mon
weekday-2 = Tue
weekday-3 = Wed
weekday-4 = Thu
weekday-5 = Fri
weekday-6 = Sat
weekday-7 = Sun
month-1 = Jan
month-2 = Feb
month-3 = Mar
month-4 = Apr
month-5 = May
month-6 = Jun
month-7 = Jul
month-8 = Aug
month-9 = Sep
month-10 = Oct
month-11 = Nov
month-12 = Dec

## Titles
screen-today = Today
screen-caseload = People I support
screen-individual = About me
screen-map = Map
screen-person = Person
screen-timeline = What happened
screen-plan = Plan a contact
screen-visit = Record a visit
screen-observation = Observation
screen-words = Words
screen-concern = Concern
screen-needs-look = Needs a look
screen-who-can-see = Who can see
screen-pending = Waiting to be sent
screen-photos = Photos
photos-empty = No photos yet.
screen-attachments-taken = Taken in, not recorded yet
attachment-taken = { $kind }: { $bytes } bytes
attachments-taken-none = Nothing is taken in.
screen-differences = What people recorded differently
screen-check = Can this contact happen?
screen-trends = How it has been
screen-effect = After contact and at other times
screen-search = Search
screen-audit = Who did what
screen-drafts = Drafts
screen-my-day = My day
screen-my-people = My people
screen-my-words = My words
screen-my-plan = My plan
screen-how-i-feel = How I feel
screen-how-was-it = How was it?
screen-tell-someone = Tell someone
screen-hash = Fingerprint of the record
screen-new-individual = Somebody new to support
screen-new-person = Somebody new on the map
screen-new-relationship = How they know each other
screen-members = Who works with Kith here
screen-roles = What people can be let in as
screen-let-in = Let someone in
screen-settings = Settings
screen-settle = Which one holds?

## The sheet to print with the recovery key
recovery-title = Recovery key of { $organisation }
recovery-keep = Print this and lock it away. It opens everything.
recovery-keep-own = Print this and lock it away. It opens Kith on your device.
recovery-escrow = The sealed root key, for this recovery key to open:
## Setting up and joining
init-done = Kith is ready. Print this sheet and lock it away: { $file }
request-done = Your request is ready. Read this to whoever lets you in: { $fingerprint }
admit-done = They may join: { $member }
admit-compare = Before you hand the file over, read these numbers aloud to each other.
admit-reads = May now read: { $names }.
admit-theirs = Theirs, on both devices: { $fingerprint }
admit-organisation = The organisation's, shown on their device when they join: { $organisation }
accept-done = You have joined. Check these numbers with whoever let you in: { $fingerprint }
accept-member = Your member id: { $member }
rekey-done = This opens Kith now. What opened it before does not.
rekey-added = This opens Kith now. What opened it before still does.
recovery-made = Print this sheet and lock it away: { $file }
recovery-checked = This sheet opens the vault.

## What a card is called, and what stands in a field
yes = Yes
no = No
somebody = somebody
value-newer = Something that a newer Kith wrote
value-empty = Nothing
title-relationship = { $kind }: { $person }
title-restriction = { $kind } about { $person }
title-plan = { $person } · { $mode }
field-of-voice = { $field } ({ $speaker })
terms-line = { $person }: { $effect } ({ $kind }; { $force })
terms-from = from { $from }
terms-from-until = from { $from } until { $until }
lifecycle-ended = Ended
lifecycle-reopened = In use again

## What people recorded differently
differences-none = Nobody recorded anything differently.
differences-line = { $about } · { $field }
differences-said = { $author }, { $date }: { $value }
differences-holds = { $person } · { $outcome }: { $modes }
differences-holds-rule = { $person } · { $outcome } ({ $rule }): { $modes }
differences-reason = { $said } (reason: { $reason })
why-stays-in-force = One ended this, another changed it. It stays in force.
why-ended-changed = One ended this, another changed it. Please say which holds.
why-own-wish = Their own wish was told in more than one way. Ask them.
why-strictest = The strictest of these holds until someone settles it.
why-consent = Only what all of these allow is allowed until someone settles it.
why-most-serious = The most serious of these holds until someone settles it.
why-both-shown = All of these are shown until someone settles it.
differs = People recorded this differently.
## Today
today-title = Today, { $date }
today-alerts = Look at this first
today-due = Due
today-planned = Planned for today
today-pending = Waiting to be sent
today-nothing = Nothing is due today.
today-line = { $name } · { $what } · { $about } ({ $when })
today-concern = A concern about { $name } waits for an answer: { $concern }
today-plan-forbidden = { $name }: this plan is not allowed any more: { $plan }
today-guarded-differs = { $count ->
       [one] { $name }: one rule, concern or consent was told in two ways.
      *[other] { $name }: { $count } rules, concerns or consents were told in two ways.
    }
today-waiting = { $count ->
       [one] { $name }: one parcel waits, and it may hold a rule.
      *[other] { $name }: { $count } parcels wait, and they may hold a rule.
    }
today-staff-rule = { $name }: no legal basis is recorded. Tell the manager. { $rule }

## Forms
form-required = { $label } (needed)
form-draft-kept = What you write is kept as a draft until you save it.
visit-step-who = Who and when
visit-step-what = What happened
visit-step-next = What comes next
plan-getting-ready = Getting ready
concern-emergency = Is someone in danger now? Call 999 first.
concern-tell = Whom to tell
concern-overdue = No answer came in time. Take it higher.
breach-task = This was in the wrong record. Deal with it as a data breach.

## People I support
caseload-empty = You support nobody here yet.
caseload-differences = { $count ->
       [one] One thing was recorded differently.
      *[other] { $count } things were recorded differently.
    }
caseload-waiting = { $count ->
       [one] One parcel waits.
      *[other] { $count } parcels wait.
    }

## About one individual, and about one person
other-notes = Some notes are not shown here. You can ask to see them.
cards-individual = About me
cards-person = People
cards-relationship = Relationships
cards-need = Needs
cards-restriction = Rules about contact
cards-rule-summary = Rules about contact
cards-place = Places
cards-contact-plan = Planned contact
cards-support-agreement = Agreed support
cards-strategy = Ways to cope
cards-concern = Concerns
cards-consent = Consent
cards-follow-up = What to do next
entries-visit = Visits
entries-contact = Contacts
entries-observation = What was seen
entries-statement = Own words
entries-note = Notes

## What happened
timeline-empty = Nothing is recorded yet.
timeline-line = { $when } · { $kind }: { $what } ({ $author })
timeline-later = { $kind }: { $what } ({ $author }, { $when })
timeline-more = Shown here: { $shown } of { $held }.
entry-authors = from several people: { $names }
entry-duplicated = Two entries have one id. Both are kept and shown.
original-not-here = The original is not here yet.
own-rating = Their own rating
rating = { $scale }: { $value }
behaviour-before = Before
behaviour-what = What happened
behaviour-after = After

## The contact check
check-asked = { $person } · { $mode } · { $when }
check-answered = { $asked }: { $outcome }
check-by-way = { $outcome }: { $modes }
check-read-rule = Read the rule on the screen of { $person }.
check-source = Recorded by { $author }, { $date }

## How it has been, and how it is with contact and without: never as a cause
trend-title = { $scale } over time
trend-count = { $count ->
       [one] { $scale }: one rating
      *[other] { $scale }: { $count } ratings
    }
trend-span = From { $from } to { $to }
trend-range = Lowest { $low }, highest { $high }
ratings-amended = { $count ->
       [one] One rating was corrected later.
      *[other] { $count } ratings were corrected later.
    }
trend-latest = Latest: { $value }
trend-higher-better = Higher is better.
trend-lower-better = Lower is better.
effect-title = With { $person } and without: { $scale }
effect-too-few = There is too little recorded to say.
effect-better = Ratings soon after contact with { $person } were mostly better than at other times.
effect-worse = Ratings soon after contact with { $person } were mostly worse than at other times.
effect-no-difference = Ratings soon after contact with { $person } were much like at other times.
effect-figures = { $with } with contact, { $without } without. Figure { $nap }, from { $low } to { $high } ({ $method }).

## The map
map-title = People around { $name }
map-quality = { $quality } ({ $speaker })
map-not-placed = Not placed yet
map-shield = Rule about contact: { $rule }
map-line = { $from } and { $to }: { $kind }, { $quality }
map-differ-here = People differ here.
map-changes = What changed
map-unchanged = Nothing changed in this time.
map-changed = { $title } · { $field }: { $before } → { $after }
map-new = { $title } · { $field }: { $after }
map-waiting = { $count ->
       [one] One parcel waits, so the map may not be whole.
      *[other] { $count } parcels wait, so the map may not be whole.
    }
map-differs = { $count ->
       [one] One thing on the map was recorded differently.
      *[other] { $count } things on the map were recorded differently.
    }

## Needs a look
visit-against-rule = The visit is recorded. A rule does not allow this contact: { $asked }.
visit-to-come = This is said to have happened later than now.
needs-look-guarded = Kept safe until someone settles it
needs-look-waiting = Waiting or set apart
needs-look-forked = Recorded twice from the same point
needs-look-amended = Changed in two different ways
needs-look-ordinary = Other things recorded differently
needs-look-none = Nothing needs a look.

## Waiting to be sent, drafts, search
pending-none = All you made here is proved to be on another device.
pending-unproved = { $count ->
       [one] One parcel is not yet proved to be on another device.
      *[other] { $count } parcels are not yet proved to be on another device.
    }
pending-section = { $name }, { $section }: { $count }
pending-attachments = { $count ->
       [one] One photo or recording is on no other device yet.
      *[other] { $count } photos and recordings are on no other device yet.
    }
pending-attachments-to-come = { $count ->
       [one] One photo or recording is still to come.
      *[other] { $count } photos and recordings are still to come.
    }
pending-drafts = { $count ->
       [one] One draft is not saved to the record yet.
      *[other] { $count } drafts are not saved to the record yet.
    }
drafts-none = There are no drafts.
search-none = Nothing was found.
## Who did what: every parcel, with its signature checked anew
audit-sound = { $count ->
       [one] One parcel, signed and whole.
      *[other] { $count } parcels, each one signed and whole.
    }
audit-broken = { $count ->
       [one] One parcel is damaged or not signed as it should be.
      *[other] { $count } parcels are damaged or not signed as they should be.
    }
audit-line = { $when }: { $author }, { $section }, parcel { $number }. Entries: { $entries }. Changes: { $changes }.

## Who can see
access-by = Let in by { $name }
access-honest = Someone who could see this may still have what they saw.

# Files and the vault
screen-bundle = Bundle
screen-import = Import
screen-doctor = Doctor
bundle-exported = Parcels in the file: { $count } ({ $bytes } bytes).
bundle-damaged-left-out = Damaged parcels left out: { $count }. Ask the doctor which.
bundle-imported = New parcels: { $new }. Held before: { $held }.
import-done = Added: { $added }. Here before: { $unchanged }.
import-refused = Not taken
import-notices = Taken, but look at these
import-place = Line { $line }, { $column }: { $why }
import-column = column { $column }
import-whole-line = all of it
import-more = And { $count } more.
doctor-checked = Parcels checked: { $count }.
doctor-caches-same = Its caches are equal to new ones.
doctor-sound = All is well.
caseload-not-here = Records that have not come yet: { $count }.
bundle-left-for-later = No room in this file: { $count }. Send another once these have arrived.
bundle-pieces = Parts of photos and recordings: { $count }.
bundle-pieces-imported = New parts of photos and recordings: { $count }.
bundle-pieces-left-for-later = No room for parts of photos: { $count }. Send another file later.
attachment-to-come = { $percent } % of it is here
bundle-left-out = Parts left out, as not all of them may read: { $count }.

## What a command made
done-title = Recorded
done-made = { $what }: { $id }
done-offer-concern = Think about raising a concern now.
made-agreement = Agreed support
made-amendment = Amendment
made-card = Card
made-concern = Concern
made-consent = Consent
made-contacts = Contact
made-decision = Decision
made-disagreement = Disagreement
made-entry = Entry
made-fact = What was said
made-feedback = Feedback
made-follow-ups = Next step
made-individual = Individual
made-information = Information given
made-member = Member
made-need = Need
made-note = Note
made-observation = Observation
made-observations = Observation
made-person = Person
made-place = Place
made-plan = Plan
made-readers = Can read it
made-relationship = Relationship
made-restriction = Rule about contact
made-statement = Own words
made-strategy = Strategy
made-strategy-used = Use of a strategy
made-task = Task
made-view = View
made-visit = Visit
made-words = Own words

## How contact repeats, and the fingerprints of sections
repeats-daily = { $count ->
       [one] every day
      *[other] every { $count } days
    }
repeats-weekly = { $count ->
       [one] every week
      *[other] every { $count } weeks
    }
repeats-monthly = { $count ->
       [one] every month
      *[other] every { $count } months
    }
repeats-yearly = { $count ->
       [one] every year
      *[other] every { $count } years
    }
repeats-times = { $count ->
       [one] once
      *[other] { $count } times
    }
hash-sections = By section

## What the individual sees of their own record
my-contact = { $when } · { $person } · { $mode }
my-ask-first = Ask your support worker about this first.
my-more = There is more in your record.
my-may-change = This may change.
my-day-soon = Soon
my-day-empty = Nothing is planned for today.
my-people-empty = Nobody is on your map yet.
my-written-later = Later written down as: { $text }
my-words-empty = Nothing you said is here yet.
my-plan-empty = Nothing is in your plan yet.
my-part-need = What I want to change
my-part-support-agreement = What we agreed
my-part-strategy = What helps me
my-part-rule-summary = Rules that keep people safe
my-rule-line = { $person }: { $rule }
my-rule-require = Your contact has to go on.
my-rule-permit = You can have contact.
my-rule-limit = You can have contact in some ways.
my-rule-prohibit = No contact for now.
my-rule-ask = There is a rule about contact.
my-rule-ways-free = You can
my-rule-ways-conditional = You can, if you do what was agreed
my-rule-ways-supervised = Only with someone there
my-rule-ways-none = Not at all
my-rule-until = Until { $until }
how-i-feel-before = How I felt before
how-i-feel-empty = You have not chosen a face yet.
how-was-it-empty = You saw nobody in the last two weeks.
face-1 = Very bad
face-2 = Bad
face-3 = In between
face-4 = Good
face-5 = Very good
tell-ring = Ring someone
ring-999 = 999: someone is in danger now
ring-101 = 101: the police, when it can wait
ring-111 = 111: you are ill or feel very low
ring-116-123 = 116 123: someone who listens, day and night
tell-also-read = This device belongs to { $name }, who can read what you write here.

## Rules about contact
screen-rules = Rules about contact
screen-rule-new = A new rule about contact
screen-rule-change = Change a rule about contact
rules-none = No rule is written here.
rule-ways = What it says of each way
rule-papers = Papers, and looking again
rule-is-active = It still holds
rule-is-lifted = It no longer holds
rule-state-in-force = In force now
rule-state-unverified = Nobody has seen the papers yet
rule-state-expired = Its end has passed: ask first
rule-state-future = Not in force yet
rule-state-lifted = No longer in force
