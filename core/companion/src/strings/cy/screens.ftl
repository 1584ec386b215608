### Geiriau Kith yn Gymraeg: sgriniau, dyddiau ac amserau.
### Not yet read by a Welsh speaker.


## The language itself
language-name = Cymraeg
language-unreviewed = Nid oes siaradwr Cymraeg wedi darllen y geiriau hyn eto.

## Days and times
date = { $weekday } { $day } { $month } { $year }
date-time = { $date }, { $time }
weekday-1 = Llun
weekday-2 = Maw
weekday-3 = Mer
weekday-4 = Iau
weekday-5 = Gwen
weekday-6 = Sad
weekday-7 = Sul
month-1 = Ion
month-2 = Chwef
month-3 = Maw
month-4 = Ebr
month-5 = Mai
month-6 = Meh
month-7 = Gorff
month-8 = Awst
month-9 = Medi
month-10 = Hyd
month-11 = Tach
month-12 = Rhag

## Titles
screen-today = Heddiw
screen-caseload = Pobl rwy'n eu cefnogi
screen-individual = Amdana i
screen-map = Map
screen-person = Person
screen-timeline = Beth ddigwyddodd
screen-plan = Cynllunio cyswllt
screen-visit = Cofnodi ymweliad
screen-observation = Arsylwad
screen-words = Geiriau
screen-concern = Pryder
screen-needs-look = Angen golwg
screen-who-can-see = Pwy sy'n gallu gweld
screen-pending = Yn aros i'w anfon
screen-photos = Lluniau
photos-empty = Dim lluniau eto.
screen-attachments-taken = Wedi'u derbyn, heb eu cofnodi eto
attachment-taken = { $kind }: { $bytes } beit
attachments-taken-none = Nid oes dim wedi'i dderbyn.
screen-differences = Beth gofnododd pobl yn wahanol
screen-check = A all y cyswllt hwn ddigwydd?
screen-trends = Sut mae wedi bod
screen-effect = Ar ôl cyswllt ac ar adegau eraill
screen-search = Chwilio
screen-audit = Pwy wnaeth beth
screen-drafts = Drafftiau
screen-my-day = Fy niwrnod
screen-my-people = Fy mhobl
screen-my-words = Fy ngeiriau
screen-my-plan = Fy nghynllun
screen-how-i-feel = Sut rydw i'n teimlo
screen-how-was-it = Sut oedd hi?
screen-tell-someone = Dweud wrth rywun
screen-hash = Ôl bys y cofnod
screen-new-individual = Rhywun newydd i'w gefnogi
screen-new-person = Rhywun newydd ar y map
screen-new-relationship = Sut maen nhw'n adnabod ei gilydd
screen-members = Pwy sy'n gweithio gyda Kith yma
screen-roles = Fel beth y gellir gadael pobl i mewn
screen-let-in = Gadael rhywun i mewn
screen-settings = Gosodiadau
screen-settle = Pa un sy'n dal?

## The sheet to print with the recovery key
recovery-title = Allwedd adfer { $organisation }
recovery-keep = Argraffwch hwn a'i gloi i ffwrdd. Mae'n agor popeth.
recovery-keep-own = Argraffwch hwn a'i gloi i ffwrdd. Mae'n agor Kith ar eich dyfais.
recovery-escrow = Yr allwedd wraidd dan sêl, i'r allwedd adfer hon ei hagor:
## Setting up and joining
init-done = Mae Kith yn barod. Argraffwch y ddalen hon a'i chloi i ffwrdd: { $file }
request-done = Mae'ch cais yn barod. Darllenwch hwn i bwy bynnag sy'n eich derbyn: { $fingerprint }
admit-done = Cânt ymuno: { $member }
admit-compare = Cyn rhoi'r ffeil, darllenwch y rhifau hyn yn uchel i'ch gilydd.
admit-reads = Caiff ddarllen nawr: { $names }.
admit-theirs = Eu rhai nhw, ar y ddwy ddyfais: { $fingerprint }
admit-organisation = Rhai'r sefydliad, a welir ar eu dyfais wrth ymuno: { $organisation }
accept-done = Rydych wedi ymuno. Gwiriwch y rhifau hyn gyda phwy bynnag a'ch derbyniodd: { $fingerprint }
accept-member = Eich rhif aelod: { $member }
rekey-done = Mae hyn yn agor Kith nawr. Nid yw'r hyn a'i hagorai cynt yn gwneud hynny.
rekey-added = Mae hyn yn agor Kith nawr. Mae'r hyn a'i hagorai cynt yn dal i wneud.
recovery-made = Argraffwch y ddalen hon a'i chloi i ffwrdd: { $file }
recovery-checked = Mae'r ddalen hon yn agor y gladdgell.

## What a card is called, and what stands in a field
yes = Ie
no = Na
somebody = rhywun
value-newer = Rhywbeth a ysgrifennodd Kith mwy newydd
value-empty = Dim byd
title-relationship = { $kind }: { $person }
title-restriction = { $kind } am { $person }
title-plan = { $person } · { $mode }
field-of-voice = { $field } ({ $speaker })
terms-line = { $person }: { $effect } ({ $kind }; { $force })
terms-from = o { $from }
terms-from-until = o { $from } tan { $until }
lifecycle-ended = Wedi dod i ben
lifecycle-reopened = Mewn defnydd eto

## What people recorded differently
differences-none = Ni chofnododd neb ddim byd yn wahanol.
differences-line = { $about } · { $field }
differences-said = { $author }, { $date }: { $value }
differences-holds = { $person } · { $outcome }: { $modes }
differences-holds-rule = { $person } · { $outcome } ({ $rule }): { $modes }
differences-reason = { $said } (rheswm: { $reason })
why-stays-in-force = Daeth un â hwn i ben, newidiodd un arall e. Mae'n dal mewn grym.
why-ended-changed = Daeth un â hwn i ben, newidiodd un arall e. Dywedwch pa un sy'n sefyll.
why-own-wish = Dywedwyd eu dymuniad mewn mwy nag un ffordd. Gofynnwch iddyn nhw.
why-strictest = Y llymaf o'r rhain sy'n sefyll nes i rywun benderfynu.
why-consent = Dim ond yr hyn mae pob un yn ei ganiatáu a ganiateir am nawr.
why-most-serious = Y mwyaf difrifol o'r rhain sy'n sefyll nes i rywun benderfynu.
why-both-shown = Dangosir pob un o'r rhain nes i rywun benderfynu.
differs = Cofnododd pobl hyn yn wahanol.
## Today
today-title = Heddiw, { $date }
today-alerts = Edrychwch ar hyn yn gyntaf
today-due = I'w wneud
today-planned = Wedi'i gynllunio ar gyfer heddiw
today-pending = Yn aros i'w anfon
today-nothing = Does dim i'w wneud heddiw.
today-line = { $name } · { $what } · { $about } ({ $when })
today-concern = Mae pryder am { $name } yn aros am ateb: { $concern }
today-plan-forbidden = { $name }: ni chaniateir y cynllun hwn mwyach: { $plan }
today-guarded-differs = { $count ->
       [one] { $name }: cofnododd pobl un rheol, pryder neu ganiatâd yn wahanol.
      *[other] { $name }: cofnododd pobl { $count } rheol, pryder neu ganiatâd yn wahanol.
    }
today-waiting = { $count ->
       [one] { $name }: mae un parsel yn aros, a gall gynnwys rheol.
      *[other] { $name }: mae { $count } o barseli yn aros, a gallant gynnwys rheol.
    }
today-staff-rule = { $name }: nid oes sail gyfreithiol wedi'i chofnodi. Dywedwch wrth y rheolwr. { $rule }

## Forms
form-required = { $label } (angenrheidiol)
form-draft-kept = Cedwir yr hyn a ysgrifennwch fel drafft nes i chi ei gadw.
visit-step-who = Pwy a phryd
visit-step-what = Beth ddigwyddodd
visit-step-next = Beth sy'n dod nesaf
plan-getting-ready = Paratoi
concern-emergency = A oes rhywun mewn perygl nawr? Ffoniwch 999 yn gyntaf.
concern-tell = Pwy i'w hysbysu
concern-overdue = Ni ddaeth ateb mewn pryd. Uwchgyfeiriwch y pryder.
breach-task = Roedd hyn yn y cofnod anghywir. Deliwch ag ef fel achos o dorri data.

## People I support
caseload-empty = Dydych chi ddim yn cefnogi neb yma eto.
caseload-differences = { $count ->
       [one] Cofnodwyd un peth yn wahanol.
      *[other] Cofnodwyd { $count } o bethau'n wahanol.
    }
caseload-waiting = { $count ->
       [one] Mae un parsel yn aros.
      *[other] Mae { $count } o barseli yn aros.
    }

## About one individual, and about one person
other-notes = Nid yw rhai nodiadau'n cael eu dangos yma. Gallwch ofyn am eu gweld.
cards-individual = Amdana i
cards-person = Pobl
cards-relationship = Perthnasoedd
cards-need = Anghenion
cards-restriction = Rheolau am gyswllt
cards-rule-summary = Rheolau am gyswllt
cards-place = Lleoedd
cards-contact-plan = Cyswllt wedi'i gynllunio
cards-support-agreement = Cefnogaeth y cytunwyd arni
cards-strategy = Ffyrdd o ymdopi
cards-concern = Pryderon
cards-consent = Caniatâd
cards-follow-up = Beth i'w wneud nesaf
entries-visit = Ymweliadau
entries-contact = Cysylltiadau
entries-observation = Arsylwadau
entries-statement = Eu geiriau eu hunain
entries-note = Nodiadau

## What happened
timeline-empty = Nid oes dim wedi'i gofnodi eto.
timeline-line = { $when } · { $kind }: { $what } ({ $author })
timeline-later = { $kind }: { $what } ({ $author }, { $when })
timeline-more = Dangosir yma: { $shown } o { $held }.
entry-authors = gan sawl person: { $names }
entry-duplicated = Mae gan ddau gofnod yr un rhif. Cedwir a dangosir y ddau.
original-not-here = Nid yw'r gwreiddiol yma eto.
own-rating = Eu sgôr eu hunain
rating = { $scale }: { $value }
behaviour-before = Cynt
behaviour-what = Beth ddigwyddodd
behaviour-after = Wedyn

## The contact check
check-asked = { $person } · { $mode } · { $when }
check-answered = { $asked }: { $outcome }
check-by-way = { $outcome }: { $modes }
check-read-rule = Darllenwch y rheol ar sgrin { $person }.
check-source = Cofnodwyd gan { $author }, { $date }

## How it has been, and how it is with contact and without: never as a cause
trend-title = { $scale } dros amser
trend-count = { $count ->
       [one] { $scale }: un sgôr
      *[other] { $scale }: { $count } o sgorau
    }
trend-span = O { $from } hyd { $to }
trend-range = Isaf { $low }, uchaf { $high }
ratings-amended = { $count ->
       [one] Cywirwyd un sgôr yn ddiweddarach.
      *[other] Cywirwyd { $count } sgôr yn ddiweddarach.
    }
trend-latest = Diweddaraf: { $value }
trend-higher-better = Gorau po uchaf.
trend-lower-better = Gorau po isaf.
effect-title = Gyda { $person } a heb: { $scale }
effect-too-few = Nid oes digon wedi'i gofnodi i ddweud.
effect-better = Roedd sgorau'n fuan ar ôl cyswllt â { $person } gan amlaf yn well nag fel arall.
effect-worse = Roedd sgorau'n fuan ar ôl cyswllt â { $person } gan amlaf yn waeth nag fel arall.
effect-no-difference = Roedd sgorau'n fuan ar ôl cyswllt â { $person } yn debyg i'r arfer.
effect-figures = { $with } gyda chyswllt, { $without } heb. Ffigur { $nap }, o { $low } i { $high } ({ $method }).

## The map
map-title = Pobl o gwmpas { $name }
map-quality = { $quality } ({ $speaker })
map-not-placed = Heb ei osod eto
map-shield = Rheol am gyswllt: { $rule }
map-line = { $from } a { $to }: { $kind }, { $quality }
map-differ-here = Mae pobl yn gwahaniaethu yma.
map-changes = Beth newidiodd
map-unchanged = Ni newidiodd dim yn yr amser hwn.
map-changed = { $title } · { $field }: { $before } → { $after }
map-new = { $title } · { $field }: { $after }
map-waiting = { $count ->
       [one] Mae un parsel yn aros, felly gall y map fod yn anghyflawn.
      *[other] Mae { $count } o barseli'n aros, felly gall y map fod yn anghyflawn.
    }
map-differs = { $count ->
       [one] Cofnodwyd un peth ar y map yn wahanol.
      *[other] Cofnodwyd { $count } o bethau ar y map yn wahanol.
    }

## Needs a look
visit-against-rule = Cofnodwyd yr ymweliad. Nid yw rheol yn caniatáu'r cyswllt hwn: { $asked }.
visit-to-come = Dywedir bod hyn wedi digwydd yn hwyrach na nawr.
needs-look-guarded = Wedi'i warchod nes i rywun benderfynu
needs-look-waiting = Yn aros neu wedi'i neilltuo
needs-look-forked = Wedi'i gofnodi ddwywaith o'r un man
needs-look-amended = Wedi newid mewn dwy ffordd wahanol
needs-look-ordinary = Pethau eraill a gofnodwyd yn wahanol
needs-look-none = Does dim angen golwg ar ddim.

## Waiting to be sent, drafts, search
pending-none = Profwyd bod popeth a wnaethoch yma ar ddyfais arall.
pending-unproved = { $count ->
       [one] Nid yw un parsel wedi'i brofi ar ddyfais arall eto.
      *[other] Nid yw { $count } o barseli wedi'u profi ar ddyfais arall eto.
    }
pending-section = { $name }, { $section }: { $count }
pending-attachments = { $count ->
       [one] Nid yw un llun neu recordiad ar unrhyw ddyfais arall eto.
      *[other] Nid yw { $count } o luniau a recordiadau ar unrhyw ddyfais arall eto.
    }
pending-attachments-to-come = { $count ->
       [one] Mae un llun neu recordiad yn dal i ddod.
      *[other] Mae { $count } o luniau a recordiadau yn dal i ddod.
    }
pending-drafts = { $count ->
       [one] Nid yw un drafft wedi'i gadw yn y cofnod eto.
      *[other] Nid yw { $count } o ddrafftiau wedi'u cadw yn y cofnod eto.
    }
drafts-none = Does dim drafftiau.
search-none = Ni chafwyd dim.
## Who did what: every parcel, with its signature checked anew
audit-sound = { $count ->
       [one] Un parsel, wedi'i lofnodi ac yn gyfan.
      *[other] { $count } o barseli, pob un wedi'i lofnodi ac yn gyfan.
    }
audit-broken = { $count ->
       [one] Mae un parsel wedi'i ddifrodi neu heb ei lofnodi'n iawn.
      *[other] Mae { $count } o barseli wedi'u difrodi neu heb eu llofnodi'n iawn.
    }
audit-line = { $when }: { $author }, { $section }, parsel { $number }. Cofnodion: { $entries }. Newidiadau: { $changes }.

## Who can see
access-by = Rhoddwyd mynediad gan { $name }
access-honest = Gall rhywun a fu'n gweld hwn fod â'r hyn a welodd o hyd.

# Files and the vault
screen-bundle = Bwndel
screen-import = Mewnforio
screen-doctor = Meddyg
bundle-exported = Parseli yn y ffeil: { $count } ({ $bytes } beit).
bundle-damaged-left-out = Parseli wedi'u difrodi a adawyd allan: { $count }. Gofynnwch i'r meddyg pa rai.
bundle-imported = Parseli newydd: { $new }. Yma o'r blaen: { $held }.
import-done = Ychwanegwyd: { $added }. Yma o'r blaen: { $unchanged }.
import-refused = Heb eu cymryd
import-notices = Wedi'u cymryd, ond edrychwch ar y rhain
import-place = Llinell { $line }, { $column }: { $why }
import-column = colofn { $column }
import-whole-line = y cyfan
import-more = A { $count } arall.
doctor-checked = Parseli a wiriwyd: { $count }.
doctor-caches-same = Mae ei chelciau'n gyfartal â rhai newydd.
doctor-sound = Mae popeth yn iawn.
caseload-not-here = Cofnodion sydd heb gyrraedd eto: { $count }.
bundle-left-for-later = Dim lle yn y ffeil hon: { $count }. Anfonwch un arall ar ôl i'r rhain gyrraedd.
bundle-pieces = Rhannau o luniau a recordiadau: { $count }.
bundle-pieces-imported = Rhannau newydd o luniau a recordiadau: { $count }.
bundle-pieces-left-for-later = Dim lle i rannau o luniau: { $count }. Anfonwch ffeil arall wedyn.
attachment-to-come = Mae { $percent } % ohono yma
bundle-left-out = Rhannau a adawyd allan, gan na chaiff pob un eu darllen: { $count }.

## Yr hyn a wnaeth gorchymyn
done-title = Wedi ei gofnodi
done-made = { $what }: { $id }
done-offer-concern = Meddyliwch am godi pryder nawr.
made-agreement = Cymorth a gytunwyd
made-amendment = Diwygiad
made-card = Cerdyn
made-concern = Pryder
made-consent = Cydsyniad
made-contacts = Cyswllt
made-decision = Penderfyniad
made-disagreement = Anghytundeb
made-entry = Cofnod
made-fact = Yr hyn a ddywedwyd
made-feedback = Adborth
made-follow-ups = Cam nesaf
made-individual = Unigolyn
made-information = Gwybodaeth a roddwyd
made-member = Aelod
made-need = Angen
made-note = Nodyn
made-observation = Arsylwad
made-observations = Arsylwad
made-person = Person
made-place = Lle
made-plan = Cynllun
made-readers = Yn gallu ei ddarllen
made-relationship = Perthynas
made-restriction = Rheol am gyswllt
made-statement = Geiriau eu hunain
made-strategy = Strategaeth
made-strategy-used = Defnydd o strategaeth
made-task = Tasg
made-view = Barn
made-visit = Ymweliad
made-words = Geiriau eu hunain

## Sut mae cyswllt yn ailadrodd, ac olion bysedd yr adrannau
repeats-daily = { $count ->
       [one] bob dydd
      *[other] bob { $count } diwrnod
    }
repeats-weekly = { $count ->
       [one] bob wythnos
      *[other] bob { $count } wythnos
    }
repeats-monthly = { $count ->
       [one] bob mis
      *[other] bob { $count } mis
    }
repeats-yearly = { $count ->
       [one] bob blwyddyn
      *[other] bob { $count } blynedd
    }
repeats-times = { $count ->
       [one] unwaith
      *[other] { $count } gwaith
    }
hash-sections = Fesul adran

## Yr hyn mae'r unigolyn yn ei weld o'i gofnod ei hun
my-contact = { $when } · { $person } · { $mode }
my-ask-first = Gofynnwch i'ch gweithiwr cymorth am hyn yn gyntaf.
my-more = Mae mwy yn eich cofnod.
my-may-change = Gallai hyn newid.
my-day-soon = Cyn hir
my-day-empty = Does dim wedi'i gynllunio ar gyfer heddiw.
my-people-empty = Does neb ar eich map eto.
my-written-later = Wedi'i ysgrifennu wedyn fel: { $text }
my-words-empty = Does dim a ddywedoch chi yma eto.
my-plan-empty = Does dim yn eich cynllun eto.
my-part-need = Beth rydw i am ei newid
my-part-support-agreement = Beth y cytunwyd arno
my-part-strategy = Beth sy'n fy helpu
my-part-rule-summary = Rheolau sy'n cadw pobl yn ddiogel
my-rule-line = { $person }: { $rule }
my-rule-require = Mae'n rhaid i'ch cyswllt barhau.
my-rule-permit = Cewch fod mewn cysylltiad.
my-rule-limit = Cewch fod mewn cysylltiad mewn rhai ffyrdd.
my-rule-prohibit = Dim cyswllt am y tro.
my-rule-ask = Mae rheol am gyswllt.
my-rule-ways-free = Cewch
my-rule-ways-conditional = Cewch, os gwnewch yr hyn a gytunwyd
my-rule-ways-supervised = Dim ond gyda rhywun yno
my-rule-ways-none = Ddim o gwbl
my-rule-until = Tan { $until }
how-i-feel-before = Sut roeddwn i'n teimlo o'r blaen
how-i-feel-empty = Dydych chi ddim wedi dewis wyneb eto.
how-was-it-empty = Welsoch chi neb yn ystod y pythefnos diwethaf.
face-1 = Gwael iawn
face-2 = Gwael
face-3 = Yn y canol
face-4 = Da
face-5 = Da iawn
tell-ring = Ffonio rhywun
ring-999 = 999: mae rhywun mewn perygl nawr
ring-101 = 101: yr heddlu, pan all aros
ring-111 = 111: rydych yn sâl neu'n teimlo'n isel iawn
ring-116-123 = 116 123: rhywun sy'n gwrando, ddydd a nos
tell-also-read = Dyfais { $name } yw hon, a gall ddarllen yr hyn rydych yn ei ysgrifennu yma.

## Rules about contact
screen-rules = Rheolau am gyswllt
screen-rule-new = Rheol newydd am gyswllt
screen-rule-change = Newid rheol am gyswllt
rules-none = Nid oes rheol wedi'i hysgrifennu yma.
rule-ways = Yr hyn mae'n ei ddweud am bob ffordd
rule-papers = Papurau, ac edrych eto
rule-is-active = Mae'n dal mewn grym
rule-is-lifted = Nid yw mewn grym mwyach
rule-state-in-force = Mewn grym nawr
rule-state-unverified = Nid oes neb wedi gweld y papurau eto
rule-state-expired = Mae ei diwedd wedi bod: gofynnwch yn gyntaf
rule-state-future = Ddim mewn grym eto
rule-state-lifted = Ddim mewn grym mwyach
