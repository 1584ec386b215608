### The words of Kith in English: the options of each list.


## What somebody is to somebody
relationship-kind-partner = Partner
relationship-kind-ex-partner = Ex-partner
relationship-kind-parent = Parent
relationship-kind-step-parent = Step-parent
relationship-kind-foster-carer = Foster carer
relationship-kind-adoptive-family = Adoptive family
relationship-kind-birth-family = Birth family
relationship-kind-child = Child
relationship-kind-sibling = Brother or sister
relationship-kind-half-sibling = Half-brother or half-sister
relationship-kind-grandparent = Grandparent
relationship-kind-other-relative = Someone else in the family
relationship-kind-friend = Friend
relationship-kind-neighbour = Neighbour
relationship-kind-housemate = Housemate
relationship-kind-colleague = Someone from work
relationship-kind-faith = Faith
relationship-kind-group = Group
relationship-kind-online-only = Only online
relationship-kind-pet = Pet
relationship-kind-carer = Carer
relationship-kind-paid-worker = Paid worker
relationship-kind-service = Service
relationship-kind-other = Other

## The four circles of support, from the innermost
circle-intimacy = Closest to me
circle-friendship = Friends
circle-participation = People I do things with
circle-exchange = Paid to be in my life
circle-unknown = Circle not said

## How a relationship is
quality-strong = Strong
quality-ordinary = Fine
quality-tenuous = Now and then
quality-stressful = Hard
quality-not-in-touch = Not in touch
quality-unknown = Not said
quality-other = Other

## Who gives support
gives-to-me = They give support to me
gives-from-me = I give support to them
gives-both = We support each other
gives-neither = No support either way
gives-other = Other

## Where a relationship stands
status-existing = In my life now
status-wanted = I would like this
status-ended = Ended
status-estranged = Grown apart
status-kept-away-from = I keep away
status-died = Has died
status-unknown = Not known

## What stands on the map
person-kind-person = Person
person-kind-group = Group
person-kind-pet = Pet
person-kind-service = Service
person-kind-place-of-faith = Place of faith
person-kind-online-only = Only online

## Ways to be in contact
mode-in-person = In person
mode-phone = Phone
mode-video = Video
mode-text = Text
mode-social-media = Social media
mode-letter = Letter
mode-letterbox = Letterbox
mode-gift = Gift
mode-through-someone = Through someone
mode-any = Any way
mode-other = Other

## How a visit or a contact went
outcome-happened = Happened
outcome-shortened = Cut short
outcome-late = Late
outcome-changed-mode = In another way
outcome-cancelled-by-individual = Called off by the person
outcome-cancelled-by-other-person = Called off by the other person
outcome-cancelled-by-carer = Called off by the carer
outcome-cancelled-by-service = Called off by the service
outcome-cancelled-by-court = Called off by the court
outcome-was-not-brought = Was not brought
outcome-other-person-did-not-come = The other person did not come
outcome-individual-chose-not-to = The person chose not to
outcome-unplanned = Was not planned
outcome-prevented = Was stopped
outcome-other = Other

## Who called it off
by-whom-individual = The person
by-whom-other-person = The other person
by-whom-carer = The carer
by-whom-service = The service
by-whom-court = The court

## What a worker did in support
support-listen = Listened
support-information = Gave facts
support-plan = Helped to plan
support-practise = Practised together
support-transport = Helped to get there
support-be-there = Was there
support-supervise = Watched over the contact
support-technology = Helped with a phone or screen
support-introduce = Helped people to meet
support-communicate = Helped to say things
support-mediate = Helped both sides to talk
support-advocacy = Spoke up for the person
support-safety = Kept people safe
support-afterwards = Helped after it
support-other = Other

## Feelings
feeling-happy = Happy
feeling-calm = Calm
feeling-excited = Excited
feeling-proud = Proud
feeling-loved = Loved
feeling-worried = Worried
feeling-sad = Sad
feeling-angry = Angry
feeling-lonely = Lonely
feeling-confused = Confused
feeling-tired = Tired
feeling-numb = Numb
feeling-other = Other

## Scales
scale-five-faces = Five faces
scale-distress = Distress, 0 to 10
scale-ons4 = Four questions on wellbeing
scale-ons4-satisfaction = How happy with life
scale-ons4-worthwhile = How worthwhile life feels
scale-ons4-happiness = How happy yesterday
scale-ons4-anxiety = How worried yesterday
scale-ons-loneliness = How often lonely
scale-other = Other

## What stands in the way of a relationship
barrier-communication = Being understood
barrier-confidence = Confidence
barrier-anxiety = Worry
barrier-health = Health
barrier-access = Getting in and about
barrier-transport = Transport
barrier-money = Money
barrier-time-and-rota = Time and rota
barrier-staffing = Staffing
barrier-rules = Rules
barrier-stigma = What others may think
barrier-distance = Distance
barrier-digital = Phones, screens and signal
barrier-trauma = Trauma
barrier-bereavement = Loss of someone who died
barrier-other = Other

## Kinds of harm
harm-physical = Hurt to the body
harm-sexual = Sexual harm
harm-emotional = Harm to feelings
harm-domestic-abuse-or-coercive-control = Abuse at home or control by someone close
harm-financial = Harm over money
harm-neglect = Neglect
harm-self-neglect = Self-neglect
harm-discriminatory = Harm for who someone is
harm-organisational = Harm by how a service runs
harm-modern-slavery = Modern slavery
harm-exploitation-or-cuckooing = Being used, or home taken over
harm-online = Harm online
harm-radicalisation = Being drawn into extreme views
harm-forced-marriage = Forced marriage
harm-fgm = FGM
harm-so-called-honour-based = So-called honour-based harm
harm-other = Other

## Concerns: what about, to whom, where they stand
concern-kind-harm-to-individual = Harm to the person
concern-kind-harm-by-individual = Harm by the person
concern-kind-staff-or-service-practice = How staff or a service work
concern-kind-discrimination = Unfair for who someone is
concern-kind-resources-or-operations = Staff, money or how we run
concern-kind-data-breach = Data seen by the wrong people
concern-kind-other = Other
recipient-999 = 999
recipient-101 = 101
recipient-manager = Manager
recipient-safeguarding-lead = Safeguarding lead
recipient-adult-social-care = Adult social care
recipient-childrens-social-care = Children's social care
recipient-out-of-hours-team = Out-of-hours team
recipient-lado = LADO (Wales: DOS)
recipient-cqc-or-ciw = CQC (England) or CIW (Wales)
recipient-social-worker-or-iro = Social worker or IRO
recipient-prevent = Prevent
recipient-ico = ICO
recipient-whistleblowing-advice = Whistleblowing advice
recipient-other = Other
concern-status-raised = Raised
concern-status-sent = Sent
concern-status-answered = Answered
concern-status-escalated = Taken higher
concern-status-closed = Closed
danger-none = No danger now
danger-unsaid = Nobody has said whether there is danger now
danger-long = Danger in the long term
danger-medium = Danger in the medium term
danger-short = Danger soon
danger-imminent = Danger right now
worry-no = No
worry-not-sure = Not sure
worry-yes = Yes

## Rules about contact
effect-require = Contact must happen
effect-permit = Contact may happen
effect-limit = Limited contact
effect-prohibit = No contact
force-legal-verified = By law, papers seen
force-legal-unverified = By law, papers not yet seen
force-agreed = By agreement
force-own-wish = As they wish
force-staff-rule = Set by staff
rule-free = Allowed
rule-conditional = With conditions
rule-supervised = With someone there
rule-none = Not at all
restriction-kind-non-molestation-order = Non-molestation order
restriction-kind-occupation-order = Occupation order
restriction-kind-undertaking = Promise to the court (undertaking)
restriction-kind-dvpn = DVPN (notice by the police, 48 hours)
restriction-kind-dvpo = DVPO (order, up to 28 days)
restriction-kind-dapn = DAPN (notice by the police)
restriction-kind-dapo = DAPO (order)
restriction-kind-restraining-order = Restraining order
restriction-kind-stalking-protection-order = Stalking protection order
restriction-kind-shpo = SHPO (sexual harm prevention order)
restriction-kind-bail-condition = Bail condition
restriction-kind-licence-condition = Licence condition
restriction-kind-child-arrangements-order = Child arrangements order
restriction-kind-prohibited-steps-order = Prohibited steps order
restriction-kind-s34-contact-order = Contact order (section 34)
restriction-kind-epo-or-exclusion-requirement = EPO or exclusion requirement
restriction-kind-s26-s51a-adoption-contact = Adoption contact (sections 26, 51A)
restriction-kind-inherent-jurisdiction = High Court order (inherent jurisdiction)
restriction-kind-court-of-protection-order = Court of Protection order
restriction-kind-mental-health-act-condition = Mental Health Act condition
restriction-kind-forced-marriage-protection-order = Forced marriage protection order
restriction-kind-agreed-plan = Agreed plan
restriction-kind-own-wish = Own wish
restriction-kind-staff-rule = Staff rule
restriction-kind-other = Other
check-allowed = Allowed
check-conditions = Allowed with conditions
check-ask = Ask first
check-refused = Not allowed
check-incomplete = Cannot tell yet

## Needs, consent and views
need-kind-new = Make a new relationship
need-kind-maintain = Keep a relationship going
need-kind-difficult = Work on a hard relationship
need-kind-ending = End a relationship
need-kind-other = Other
good-for-me-good = Good for me
good-for-me-mixed = Good and not good
good-for-me-not-good = Not good for me
good-for-me-not-sure = Not sure
view-of-making = Making contact
view-of-being-in = Being in contact
view-of-keeping-contact = Keeping contact
need-status-open = Being worked on
need-status-paused = Paused
need-status-met = Done
need-status-no-longer-wanted = No longer wanted
strategy-kind-self-help = Help yourself
strategy-kind-conflict = When we do not agree
strategy-kind-coping = Cope when it is hard
strategy-kind-other = Other
statement-problem = What is hard
statement-cause = Why it is so
statement-wish = What I would like
statement-feeling = How I feel
statement-words = My words
statement-other = Other
consent-given = Yes, I agree
consent-refused = No, I do not agree
consent-withdrawn = I take my yes back
consent-unknown = Not known

## Who speaks, how, by which means; how well a time is known
speaker-individual = own view
speaker-key-person = key person's view
speaker-worker = worker's view
speaker-other = someone else's view
speaker-newer = somebody (in a newer version of Kith)
how-own-words = in their own words
how-observed = as seen
how-reported = as told by someone else
method-spoken = Speech
method-bsl = British Sign Language
method-makaton = Makaton
method-symbols = Symbols
method-pictures = Pictures
method-writing = Writing
method-objects-of-reference = Objects of reference
method-communication-passport = Communication passport
method-technology = A phone, tablet or other device
method-behaviour = What the person did
method-other = Other
tongue-en = English
tongue-cy = Welsh
tongue-bfi = British Sign Language
precision-exact = At this time
precision-about = About this time
precision-day = On this day
role-worker = Worker
role-manager = Manager
role-safeguarding-lead = Safeguarding lead
role-individual = Person we support
role-key-person = Key person
role-advocate = Advocate
phase-before = Before
phase-after = After

## Sections, cards and entries
section-shared = Shared with the person
section-team = Staff on the record
section-concern = A concern, named people only
section-private = Private to the person
card-individual = About me
card-person = Person
card-relationship = Relationship
card-need = Need
card-restriction = Rule about contact
card-place = Place
card-contact-plan = Contact plan
card-support-agreement = Agreed support
card-strategy = Way to cope
card-goal = Goal
card-positive-risk-plan = Plan to take a good risk
card-monitoring-plan = Plan to keep watch
card-rule-summary = Rule about contact in short
card-follow-up = What to do next
card-safety-plan = Safety plan
card-concern = Concern
card-complaint = Complaint
card-referral = Referral
card-feedback-request = Request for feedback
card-rights-request = Rights request
card-review = Review
card-consent = Consent
entry-visit = Visit
entry-contact = Contact
entry-family-time = Family time
entry-letterbox-item = Letterbox item
entry-letterbox = Letterbox item
entry-observation = What was seen
entry-statement = Own words
entry-good-for-me = Is it good for me?
entry-good-for-me-view = Is it good for me?
entry-assessment = Assessment
entry-information-given = Facts that were given
entry-activity = Activity
entry-strategy-used = A way to cope that was used
entry-decision = Decision
entry-feedback = Feedback
entry-note = Note
entry-reflection = My thoughts on my work
entry-life-story-item = Life story
entry-loss = Loss
entry-online-contact = Online contact
entry-disagreement = I do not agree
entry-amendment = Amendment
entry-attachment = Photo or recording
attachment-kind-photo = Photo
attachment-kind-voice-note = Recording
entry-report-made = Report made
entry-concern-answer = Answer to a concern
entry-concern-sent = Concern sent
entry-escalation = Concern taken higher
ending-end = Ended
ending-void = Was a mistake
ending-archive = Put away
ending-lift = Lifted
standing-open = In use
standing-ended = Ended
standing-ended-changed-meanwhile = Ended, changed meanwhile
## What is due
due-concern-answer = Answer to a concern
due-restriction-verify = See the papers of a rule
due-restriction-expiry = A rule ends
due-restriction-review = Look at a rule again
due-contact = Contact
due-monitoring = Keep watch
due-follow-up = To do
due-agreement-review = Look at agreed support again
due-agreement-end = Agreed support ends
due-consent = Ask for consent again
