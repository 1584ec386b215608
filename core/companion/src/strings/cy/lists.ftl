### Geiriau Kith yn Gymraeg: dewisiadau pob rhestr.
### Not yet read by a Welsh speaker.


## What somebody is to somebody
relationship-kind-partner = Partner
relationship-kind-ex-partner = Cyn-bartner
relationship-kind-parent = Rhiant
relationship-kind-step-parent = Llys-riant
relationship-kind-foster-carer = Gofalwr maeth
relationship-kind-adoptive-family = Teulu mabwysiadol
relationship-kind-birth-family = Teulu geni
relationship-kind-child = Plentyn
relationship-kind-sibling = Brawd neu chwaer
relationship-kind-half-sibling = Hanner brawd neu hanner chwaer
relationship-kind-grandparent = Taid neu nain
relationship-kind-other-relative = Rhywun arall yn y teulu
relationship-kind-friend = Ffrind
relationship-kind-neighbour = Cymydog
relationship-kind-housemate = Cyd-letywr
relationship-kind-colleague = Cydweithiwr
relationship-kind-faith = Ffydd
relationship-kind-group = Grŵp
relationship-kind-online-only = Ar-lein yn unig
relationship-kind-pet = Anifail anwes
relationship-kind-carer = Gofalwr
relationship-kind-paid-worker = Gweithiwr cyflogedig
relationship-kind-service = Gwasanaeth
relationship-kind-other = Arall

## The four circles of support, from the innermost
circle-intimacy = Agosaf ata i
circle-friendship = Ffrindiau
circle-participation = Pobl rwy'n gwneud pethau gyda nhw
circle-exchange = Yn cael eu talu i fod yn fy mywyd
circle-unknown = Cylch heb ei nodi

## How a relationship is
quality-strong = Cryf
quality-ordinary = Iawn
quality-tenuous = Nawr ac yn y man
quality-stressful = Anodd
quality-not-in-touch = Ddim mewn cysylltiad
quality-unknown = Heb ei nodi
quality-other = Arall

## Who gives support
gives-to-me = Maen nhw'n fy nghefnogi i
gives-from-me = Rwy'n eu cefnogi nhw
gives-both = Rydyn ni'n cefnogi ein gilydd
gives-neither = Dim cefnogaeth y naill ffordd na'r llall
gives-other = Arall

## Where a relationship stands
status-existing = Yn fy mywyd nawr
status-wanted = Hoffwn i hyn
status-ended = Wedi dod i ben
status-estranged = Wedi ymbellhau
status-kept-away-from = Rwy'n cadw draw
status-died = Wedi marw
status-unknown = Ddim yn hysbys

## What stands on the map
person-kind-person = Person
person-kind-group = Grŵp
person-kind-pet = Anifail anwes
person-kind-service = Gwasanaeth
person-kind-place-of-faith = Man addoli
person-kind-online-only = Ar-lein yn unig

## Ways to be in contact
mode-in-person = Wyneb yn wyneb
mode-phone = Ffôn
mode-video = Fideo
mode-text = Neges destun
mode-social-media = Cyfryngau cymdeithasol
mode-letter = Llythyr
mode-letterbox = Blwch llythyrau
mode-gift = Anrheg
mode-through-someone = Trwy rywun arall
mode-any = Unrhyw ffordd
mode-other = Arall

## How a visit or a contact went
outcome-happened = Wedi digwydd
outcome-shortened = Wedi'i gwtogi
outcome-late = Yn hwyr
outcome-changed-mode = Mewn ffordd arall
outcome-cancelled-by-individual = Wedi'i ganslo gan yr unigolyn
outcome-cancelled-by-other-person = Wedi'i ganslo gan y person arall
outcome-cancelled-by-carer = Wedi'i ganslo gan y gofalwr
outcome-cancelled-by-service = Wedi'i ganslo gan y gwasanaeth
outcome-cancelled-by-court = Wedi'i ganslo gan y llys
outcome-was-not-brought = Heb ei hebrwng
outcome-other-person-did-not-come = Ni ddaeth y person arall
outcome-individual-chose-not-to = Dewisodd yr unigolyn beidio
outcome-unplanned = Heb ei gynllunio
outcome-prevented = Wedi'i atal
outcome-other = Arall

## Who called it off
by-whom-individual = Yr unigolyn
by-whom-other-person = Y person arall
by-whom-carer = Y gofalwr
by-whom-service = Y gwasanaeth
by-whom-court = Y llys

## What a worker did in support
support-listen = Gwrando
support-information = Rhoi gwybodaeth
support-plan = Helpu i gynllunio
support-practise = Ymarfer gyda'n gilydd
support-transport = Helpu i gyrraedd
support-be-there = Bod yno
support-supervise = Goruchwylio'r cyswllt
support-technology = Helpu gyda ffôn neu sgrin
support-introduce = Helpu pobl i gwrdd
support-communicate = Helpu i gyfathrebu
support-mediate = Helpu'r ddwy ochr i siarad
support-advocacy = Siarad ar ran yr unigolyn
support-safety = Cadw pobl yn ddiogel
support-afterwards = Helpu wedyn
support-other = Arall

## Feelings
feeling-happy = Hapus
feeling-calm = Tawel
feeling-excited = Cyffrous
feeling-proud = Balch
feeling-loved = Yn cael fy ngharu
feeling-worried = Pryderus
feeling-sad = Trist
feeling-angry = Dig
feeling-lonely = Unig
feeling-confused = Dryslyd
feeling-tired = Wedi blino
feeling-numb = Dideimlad
feeling-other = Arall

## Scales
scale-five-faces = Pum wyneb
scale-distress = Trallod, 0 i 10
scale-ons4 = Pedwar cwestiwn am lesiant
scale-ons4-satisfaction = Pa mor fodlon â bywyd
scale-ons4-worthwhile = Pa mor werth chweil yw bywyd
scale-ons4-happiness = Pa mor hapus ddoe
scale-ons4-anxiety = Pa mor bryderus ddoe
scale-ons-loneliness = Pa mor aml yn unig
scale-other = Arall

## What stands in the way of a relationship
barrier-communication = Cyfathrebu
barrier-confidence = Hyder
barrier-anxiety = Gorbryder
barrier-health = Iechyd
barrier-access = Mynediad
barrier-transport = Cludiant
barrier-money = Arian
barrier-time-and-rota = Amser a rota
barrier-staffing = Staffio
barrier-rules = Rheolau
barrier-stigma = Barn pobl eraill
barrier-distance = Pellter
barrier-digital = Ffonau, sgriniau a signal
barrier-trauma = Trawma
barrier-bereavement = Profedigaeth
barrier-other = Arall

## Kinds of harm
harm-physical = Niwed corfforol
harm-sexual = Niwed rhywiol
harm-emotional = Niwed emosiynol
harm-domestic-abuse-or-coercive-control = Cam-drin domestig neu reolaeth drwy orfodaeth
harm-financial = Niwed ariannol
harm-neglect = Esgeulustod
harm-self-neglect = Hunanesgeulustod
harm-discriminatory = Niwed gwahaniaethol
harm-organisational = Niwed sefydliadol
harm-modern-slavery = Caethwasiaeth fodern
harm-exploitation-or-cuckooing = Camfanteisio neu feddiannu cartref
harm-online = Niwed ar-lein
harm-radicalisation = Radicaleiddio
harm-forced-marriage = Priodas dan orfod
harm-fgm = FGM
harm-so-called-honour-based = Niwed ar sail anrhydedd honedig
harm-other = Arall

## Concerns: what about, to whom, where they stand
concern-kind-harm-to-individual = Niwed i'r unigolyn
concern-kind-harm-by-individual = Niwed gan yr unigolyn
concern-kind-staff-or-service-practice = Arferion staff neu wasanaeth
concern-kind-discrimination = Gwahaniaethu
concern-kind-resources-or-operations = Adnoddau neu weithrediad
concern-kind-data-breach = Tor diogelwch data
concern-kind-other = Arall
recipient-999 = 999
recipient-101 = 101
recipient-manager = Rheolwr
recipient-safeguarding-lead = Arweinydd diogelu
recipient-adult-social-care = Gofal cymdeithasol i oedolion
recipient-childrens-social-care = Gofal cymdeithasol i blant
recipient-out-of-hours-team = Tîm y tu allan i oriau
recipient-lado = LADO (Cymru: SDD)
recipient-cqc-or-ciw = CQC (Lloegr) neu AGC (Cymru)
recipient-social-worker-or-iro = Gweithiwr cymdeithasol neu IRO
recipient-prevent = Prevent
recipient-ico = ICO
recipient-whistleblowing-advice = Cyngor chwythu'r chwiban
recipient-other = Arall
concern-status-raised = Wedi'i godi
concern-status-sent = Wedi'i anfon
concern-status-answered = Wedi'i ateb
concern-status-escalated = Wedi'i uwchgyfeirio
concern-status-closed = Wedi cau
danger-none = Dim perygl nawr
danger-unsaid = Nid oes neb wedi dweud a oes perygl nawr
danger-long = Perygl yn y tymor hir
danger-medium = Perygl yn y tymor canolig
danger-short = Perygl yn fuan
danger-imminent = Perygl yr eiliad hon
worry-no = Nac ydw
worry-not-sure = Ddim yn siŵr
worry-yes = Ydw

## Rules about contact
effect-require = Rhaid i'r cyswllt ddigwydd
effect-permit = Gall y cyswllt ddigwydd
effect-limit = Cyswllt cyfyngedig
effect-prohibit = Dim cyswllt
force-legal-verified = Yn ôl y gyfraith, wedi gweld y papurau
force-legal-unverified = Yn ôl y gyfraith, heb weld y papurau eto
force-agreed = Trwy gytundeb
force-own-wish = Fel y dymunan nhw
force-staff-rule = Gan staff
rule-free = Caniateir
rule-conditional = Gydag amodau
rule-supervised = Dan oruchwyliaeth
rule-none = Dim o gwbl
restriction-kind-non-molestation-order = Gorchymyn rhag molestu
restriction-kind-occupation-order = Gorchymyn anheddu
restriction-kind-undertaking = Ymrwymiad i'r llys
restriction-kind-dvpn = DVPN (hysbysiad gan yr heddlu, 48 awr)
restriction-kind-dvpo = DVPO (gorchymyn, hyd at 28 diwrnod)
restriction-kind-dapn = DAPN (hysbysiad gan yr heddlu)
restriction-kind-dapo = DAPO (gorchymyn)
restriction-kind-restraining-order = Gorchymyn atal
restriction-kind-stalking-protection-order = Gorchymyn amddiffyn rhag stelcio
restriction-kind-shpo = SHPO (gorchymyn atal niwed rhywiol)
restriction-kind-bail-condition = Amod mechnïaeth
restriction-kind-licence-condition = Amod trwydded
restriction-kind-child-arrangements-order = Gorchymyn trefniadau plant
restriction-kind-prohibited-steps-order = Gorchymyn camau gwaharddedig
restriction-kind-s34-contact-order = Gorchymyn cyswllt (adran 34)
restriction-kind-epo-or-exclusion-requirement = EPO neu ofyniad gwahardd
restriction-kind-s26-s51a-adoption-contact = Cyswllt mabwysiadu (adrannau 26, 51A)
restriction-kind-inherent-jurisdiction = Gorchymyn Uchel Lys (awdurdodaeth gynhenid)
restriction-kind-court-of-protection-order = Gorchymyn Llys Gwarchod
restriction-kind-mental-health-act-condition = Amod Deddf Iechyd Meddwl
restriction-kind-forced-marriage-protection-order = Gorchymyn amddiffyn rhag priodas dan orfod
restriction-kind-agreed-plan = Cynllun y cytunwyd arno
restriction-kind-own-wish = Dymuniad personol
restriction-kind-staff-rule = Rheol staff
restriction-kind-other = Arall
check-allowed = Caniateir
check-conditions = Caniateir gydag amodau
check-ask = Gofynnwch yn gyntaf
check-refused = Ni chaniateir
check-incomplete = Methu dweud eto

## Needs, consent and views
need-kind-new = Creu perthynas newydd
need-kind-maintain = Cynnal perthynas
need-kind-difficult = Gweithio ar berthynas anodd
need-kind-ending = Dod â pherthynas i ben
need-kind-other = Arall
good-for-me-good = Da i fi
good-for-me-mixed = Da a ddim cystal
good-for-me-not-good = Ddim yn dda i fi
good-for-me-not-sure = Ddim yn siŵr
view-of-making = Creu cyswllt
view-of-being-in = Bod mewn cyswllt
view-of-keeping-contact = Cadw cyswllt
need-status-open = Ar waith
need-status-paused = Wedi'i oedi
need-status-met = Wedi'i gyflawni
need-status-no-longer-wanted = Dim eisiau mwyach
strategy-kind-self-help = Hunangymorth
strategy-kind-conflict = Delio â gwrthdaro
strategy-kind-coping = Ymdopi
strategy-kind-other = Arall
statement-problem = Beth sy'n anodd
statement-cause = Pam mae hi felly
statement-wish = Beth hoffwn i
statement-feeling = Sut rwy'n teimlo
statement-words = Fy ngeiriau
statement-other = Arall
consent-given = Ydw, rwy'n cytuno
consent-refused = Nac ydw, dydw i ddim yn cytuno
consent-withdrawn = Rwy'n tynnu fy nghaniatâd yn ôl
consent-unknown = Ddim yn hysbys

## Who speaks, how, by which means; how well a time is known
speaker-individual = barn yr unigolyn
speaker-key-person = barn person allweddol
speaker-worker = barn gweithiwr
speaker-other = barn rhywun arall
speaker-newer = rhywun (mewn fersiwn mwy newydd o Kith)
how-own-words = yn eu geiriau eu hunain
how-observed = fel y gwelwyd
how-reported = fel y dywedodd rhywun arall
method-spoken = Llafar
method-bsl = Iaith Arwyddion Prydain
method-makaton = Makaton
method-symbols = Symbolau
method-pictures = Lluniau
method-writing = Ysgrifennu
method-objects-of-reference = Gwrthrychau cyfeirio
method-communication-passport = Pasbort cyfathrebu
method-technology = Ffôn, llechen neu ddyfais arall
method-behaviour = Beth wnaeth y person
method-other = Arall
tongue-en = Saesneg
tongue-cy = Cymraeg
tongue-bfi = Iaith Arwyddion Prydain
precision-exact = Ar yr amser hwn
precision-about = Tua'r amser hwn
precision-day = Ar y diwrnod hwn
role-worker = Gweithiwr
role-manager = Rheolwr
role-safeguarding-lead = Arweinydd diogelu
role-individual = Person rydyn ni'n ei gefnogi
role-key-person = Person allweddol
role-advocate = Eiriolwr
phase-before = Cyn
phase-after = Ar ôl

## Sections, cards and entries
section-shared = Wedi'i rannu â'r unigolyn
section-team = Staff ar y cofnod
section-concern = Pryder, pobl benodol yn unig
section-private = Preifat i'r unigolyn
card-individual = Amdana i
card-person = Person
card-relationship = Perthynas
card-need = Angen
card-restriction = Rheol am gyswllt
card-place = Lle
card-contact-plan = Cynllun cyswllt
card-support-agreement = Cefnogaeth y cytunwyd arni
card-strategy = Ffordd o ymdopi
card-goal = Nod
card-positive-risk-plan = Cynllun risg cadarnhaol
card-monitoring-plan = Cynllun monitro
card-rule-summary = Rheol am gyswllt yn gryno
card-follow-up = Beth i'w wneud nesaf
card-safety-plan = Cynllun diogelwch
card-concern = Pryder
card-complaint = Cwyn
card-referral = Atgyfeiriad
card-feedback-request = Cais am adborth
card-rights-request = Cais hawliau
card-review = Adolygiad
card-consent = Caniatâd
entry-visit = Ymweliad
entry-contact = Cyswllt
entry-family-time = Amser teulu
entry-letterbox-item = Eitem blwch llythyrau
entry-letterbox = Eitem blwch llythyrau
entry-observation = Arsylwad
entry-statement = Geiriau eu hunain
entry-good-for-me = Ydy e'n dda i fi?
entry-good-for-me-view = Ydy e'n dda i fi?
entry-assessment = Asesiad
entry-information-given = Gwybodaeth a roddwyd
entry-activity = Gweithgaredd
entry-strategy-used = Ffordd o ymdopi a ddefnyddiwyd
entry-decision = Penderfyniad
entry-feedback = Adborth
entry-note = Nodyn
entry-reflection = Myfyrdod ar fy ngwaith
entry-life-story-item = Stori bywyd
entry-loss = Colled
entry-online-contact = Cyswllt ar-lein
entry-disagreement = Dydw i ddim yn cytuno
entry-amendment = Diwygiad
entry-attachment = Llun neu recordiad
attachment-kind-photo = Llun
attachment-kind-voice-note = Recordiad
entry-report-made = Adroddiad a wnaed
entry-concern-answer = Ateb i bryder
entry-concern-sent = Pryder wedi'i anfon
entry-escalation = Pryder wedi'i uwchgyfeirio
ending-end = Daeth i ben
ending-void = Camgymeriad oedd hwn
ending-archive = Wedi'i archifo
ending-lift = Wedi'i godi
standing-open = Mewn defnydd
standing-ended = Wedi dod i ben
standing-ended-changed-meanwhile = Wedi dod i ben, wedi newid yn y cyfamser
## What is due
due-concern-answer = Ateb i bryder
due-restriction-verify = Gweld papurau rheol
due-restriction-expiry = Rheol yn dod i ben
due-restriction-review = Adolygu rheol
due-contact = Cyswllt
due-monitoring = Monitro
due-follow-up = I'w wneud
due-agreement-review = Adolygu cefnogaeth y cytunwyd arni
due-agreement-end = Cefnogaeth y cytunwyd arni yn dod i ben
due-consent = Gofyn am ganiatâd eto
