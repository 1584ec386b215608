### Geiriau Kith yn Gymraeg: yr hyn y mae'r ap yn ei ddweud ei hun.
### Not yet read by a Welsh speaker.


## Welcome
app-name = Kith
app-language-choose = Defnyddio Kith yn Gymraeg
app-welcome = Croeso i Kith
app-welcome-under = Cofnod sy'n mynd gyda chi, gyda signal neu hebddo.
app-welcome-safe = Mae popeth a ysgrifennwch yn aros dan glo yma nes i chi ei rannu.
app-found = Dechrau sefydliad newydd
app-found-under = Chi yw'r cyntaf i ddefnyddio Kith yma.
app-join = Ymuno â sefydliad
app-join-under = Bydd rhywun yno'n eich gadael i mewn gyda ffeil.
app-join-how = Mae Kith yn gwneud ffeil. Rhowch hi i bwy bynnag sy'n eich gadael i mewn.
app-join-hand-over = Rhowch eich cais iddyn nhw. Yna agorwch y ffeil a gewch yn ôl.
app-make-request = Gwneud fy nghais
app-open-answer = Agor y ffeil a gefais yn ôl
app-organisation = Enw'r sefydliad
app-your-name = Eich enw
app-begin = Dechrau
app-sheet = Eich dalen adfer
app-sheet-kept = Rwyf wedi ei chadw'n ddiogel
app-read-aloud = Darllenwch y rhifau hyn yn uchel i'ch gilydd.

## The door
app-unlock = Agor Kith
app-unlock-reason = Agor y cofnod ar y ddyfais hon
app-reminder = Mae rhywbeth wedi'i drefnu. Agorwch Kith i'w weld.
app-reminders = Nodiadau atgoffa
app-locked = Mae Kith dan glo
app-locked-under = Mae'r hyn a ysgrifennwch yn aros dan glo ar y ffôn hwn.
app-opens-by = Sut byddwch chi'n agor Kith?
app-finger = Fy ôl bys neu fy wyneb
app-finger-under = Os ychwanegir bys neu wyneb newydd, eich dalen adfer fydd yn agor Kith.
app-no-finger = Nid oes bys nac wyneb wedi'i osod ar y ffôn hwn.
app-no-finger-next = Gosodwch un yng ngosodiadau'r ffôn, neu dewiswch PIN.
app-pin = Fy PIN fy hun
app-pin-under = Chi'n unig sy'n ei wybod. Os anghofiwch ef, eich dalen adfer fydd yn agor Kith.
app-pin-name = Eich PIN
app-pin-again = Eich PIN unwaith eto
app-pin-short = Defnyddiwch chwe digid neu fwy.
app-pin-differs = Nid yw'r ddau yr un fath.
app-pin-wrong = Nid hwn yw'r PIN cywir. Ni chollwyd dim.
app-pin-use = Defnyddio fy PIN
app-pin-beside = PIN hefyd
app-pin-beside-under = Mae'n agor Kith pan nad yw eich bys neu'ch wyneb yn gwneud.
app-tries-left = { $count ->
       [one] Un cynnig arall, yna rhaid i chi aros.
      *[other] { $count } cynnig arall, yna rhaid i chi aros.
    }
app-wait-seconds = { $count ->
       [one] Rhowch gynnig arall arni ymhen un eiliad.
      *[other] Rhowch gynnig arall arni ymhen { $count } eiliad.
    }
app-wait-minutes = { $count ->
       [one] Rhowch gynnig arall arni ymhen un munud.
      *[other] Rhowch gynnig arall arni ymhen { $count } munud.
    }
app-key-changed = Mae'r bysedd neu'r wynebau ar y ffôn hwn wedi newid.
app-key-changed-next = Ni chollwyd dim. Eich dalen adfer fydd yn agor Kith.
app-key-changed-pin = Ni chollwyd dim. Eich PIN fydd yn agor Kith.
app-key-renew = Dewiswch beth fydd yn agor Kith o hyn ymlaen.
app-key-only = Wedyn dim ond hwn a'ch dalen adfer fydd yn agor Kith.
app-key-unsure = Ni roddodd y ffôn hwn ei allwedd.
app-key-unsure-next = Ni chollwyd dim. Rhowch gynnig arall arni, neu defnyddiwch eich dalen adfer.
app-sheet-use = Defnyddio fy nalen adfer
app-sheet-key = Yr allwedd ar eich dalen
app-sheet-how = Teipiwch y llinell hir o lythrennau a rhifau.
app-sheet-file = Agor y ddalen o ffeil
app-sheet-new = Cadwch y ddalen newydd. Yna dewch o hyd i'r hen un a'i dinistrio.
app-sheet-opens = Mae'r ddalen hon yn agor Kith.

## Getting about
app-tab-today = Heddiw
app-tab-people = Pobl
app-tab-look = I'w weld
app-tab-send = I'w anfon
app-menu = Dewislen
app-back = Yn ôl
app-next = Nesaf
app-save = Cadw
app-save-file = Cadw fel ffeil
app-done = Wedi gorffen
app-not-now = Nid nawr
app-change = Newid
app-discard = Taflu'r drafft hwn
app-try-again = Rhoi cynnig arall arni
app-moment = Un eiliad…
app-show-more = Dangos mwy
app-step = Cam { $step } o { $steps }: { $heading }
app-by = { $when } · { $author }
app-said-by = { $author }: { $text }
app-named-as = { $name } ({ $role })
app-beside = { $name } · { $text }
app-overdue = Yn hwyr

## Forms
app-needed = Llenwch hwn, os gwelwch yn dda.
app-more-choices = Mwy o ddewisiadau
app-fewer-choices = Llai o ddewisiadau
app-add-another = Ychwanegu un arall
app-remove = Tynnu hwn allan
app-a-line-each = Ysgrifennwch bob un ar ei linell ei hun.
app-choose-day = Dewis diwrnod
app-day-before = Diwrnod yn gynharach
app-day-after = Diwrnod yn hwyrach
app-week-before = Wythnos yn gynharach
app-week-after = Wythnos yn hwyrach
app-earlier = Yn gynharach
app-later = Yn hwyrach

## One individual
app-tab-now = Nawr
app-tab-record = Cofnod
app-communication = Sut rwy'n cyfathrebu
app-map-under = Pwy sydd o'u cwmpas
app-plan-under = Caiff y rheolau eu gwirio ar unwaith
app-words-under = Beth ddywedon nhw, fel y dywedon nhw
app-observation-under = Sut roedden nhw'n ymddangos, neu beth ddigwyddodd
app-raise-concern = Codi pryder
app-concern-under = Mae rhywbeth yn eich poeni

## Looking together
app-together = Edrych gyda'n gilydd
app-together-under = Dim ond eu tudalennau nhw sy'n ymddangos
app-together-how = Wrth edrych gyda'ch gilydd, does dim arall yn agor yma.
app-together-key = Rydych yn ei orffen gyda'r hyn sy'n agor Kith i chi.
app-hello = Helo { $name }
app-read-to-me = Darllen hwn i mi
app-no-voice = Nid oes gan y ffôn hwn lais ar gyfer yr iaith hon.
app-no-voice-next = Ychwanegwch un yng ngosodiadau'r ffôn.
app-hide = Cuddio hwn
app-uncover = Ei ddangos eto
app-finish = Gorffen
app-finish-who = Y gweithiwr sy'n gorffen hyn â'i allwedd.
app-finish-key = PIN neu gyfrinair
app-feel-now = Sut rydych chi'n teimlo nawr?
app-feel-with = Sut oeddech chi'n teimlo bryd hynny?
app-say-more = Gallwch ddweud mwy
app-say = Dweud rhywbeth
app-say-what = Beth hoffech chi ei ddweud?
app-tell-what = Beth hoffech chi ei rannu?
app-tell-now = Dweud wrthyn nhw
app-kept = Diolch. Mae hyn wedi'i gadw.
app-told = Diolch. Byddant yn ei ddarllen pan fydd yn eu cyrraedd.
app-think = Fy marn i am hyn

## The map
app-all-views = Barn pawb
app-picture-of = { $title }. Llun: mae'r un peth mewn geiriau oddi tano.
app-larger = Yn fwy
app-smaller = Yn llai

## What people recorded differently
app-settle = Setlo hyn
app-settle-which = Beth sy'n dal o hyn ymlaen?
app-settle-why = Pam?
app-settled = Mae hyn wedi'i setlo.

## Files to hand on
app-pending-under = Nid oes dim yn mynd ei hun. Mae'n teithio mewn ffeiliau a rannwch.
app-file-for = Gwneud ffeil i
app-make-file = Gwneud y ffeil
app-take-in = Agor ffeil gan rywun
app-file-made = { $count ->
       [one] Mae un parsel yn y ffeil. Rhannwch hi.
      *[other] Nifer y parseli yn y ffeil: { $count }. Rhannwch hi.
    }
app-file-not-made = { $count ->
       [one] Ni chadwyd y ffeil. Mae un parsel yn dal i aros.
      *[other] Ni chadwyd y ffeil. Parseli sy'n dal i aros: { $count }.
    }
app-came-waiting = { $count ->
       [one] Mae un parsel yn aros am un arall.
      *[other] Parseli sy'n aros am rai eraill: { $count }.
    }
app-came-aside = { $count ->
       [one] Rhoddwyd un parsel o'r neilltu.
      *[other] Parseli a roddwyd o'r neilltu: { $count }.
    }

## Letting somebody in
app-let-in-under = I rywun sy'n gweithio gyda chi
app-open-request = Agor eu cais
app-their-role = Eu rôl
app-may-read = Beth y cânt ei ddarllen
app-organisation-numbers = Mae'r rhain yn ymddangos ar eu dyfais wrth ymuno.

## Settings
app-language = Iaith
app-language-of-english = Saesneg (English)
app-language-of-easy-read = Saesneg hawdd (Easy English)
app-language-of-welsh = Cymraeg
app-look = Golwg
app-look-light = Golau
app-look-dark = Tywyll
app-look-contrast = Cyferbyniad uchel
app-text-size = Maint y testun
app-per-cent = { $number } %
app-lock = Cloi Kith nawr


## Gosodiadau
settings-part-look = Sut mae Kith yn edrych
settings-part-lock = Clo
settings-part-recovery = Os collwch eich allwedd
settings-part-sending = I'w drosglwyddo
settings-part-about = Am Kith
settings-as-device = Fel ar y ddyfais hon
settings-motion = Symudiad
settings-motion-of-system = Fel ar y ddyfais hon
settings-motion-of-less = Llai o symud
settings-symbols = Lluniau
settings-symbols-of-openmoji = OpenMoji
settings-symbols-of-folder = Eich lluniau eich hun
settings-opens = Beth sy'n agor Kith
settings-opens-by-key-file = Allwedd y mae'r ddyfais hon yn ei chadw
settings-opens-by-passphrase = PIN neu gyfrinymadrodd yr ydych yn ei deipio
settings-opens-by-sheet = Eich dalen adfer. Dewiswch allwedd newydd nawr.
settings-opens-by-unknown = Does neb yn gwybod
settings-lock-after = Cloi pan adewch Kith
settings-lock-after-of-now = Ar unwaith
settings-lock-after-of-minute = Ar ôl munud
settings-lock-after-of-five-minutes = Ar ôl pum munud
settings-sheet-name = Dalen adfer
settings-sheet-kept = Rydych wedi ei chadw.
settings-sheet-waits = Mae'n aros. Argraffwch hi a'i chadw.
settings-sheet-none = Does gennych yr un. Gwnewch un nawr.
settings-kept-on = Cadwyd ar { $date }
settings-proved-on = Agorodd Kith ar { $date }
settings-training = Hyfforddi
settings-training-mode-on = Mae pawb yma wedi'u dyfeisio.
settings-training-mode-off = Mae'r cofnod hwn yn un go iawn.
settings-version = Fersiwn
settings-action-change-key = Newid yr hyn sy'n agor Kith
settings-action-show-sheet = Dangos fy nalen
settings-action-check-sheet = Rhoi cynnig ar fy nalen
settings-action-new-sheet = Gwneud dalen newydd
## Photos and recordings
app-attached = Lluniau a recordiadau
app-take-photo = Tynnu llun
app-choose-photo = Dewis llun
app-record-sound = Recordio nodyn llais
app-choose-sound = Dewis recordiad
app-recording = Yn recordio: { $time }
app-stop-recording = Stopio a'i gadw
app-taking-in = Yn ei gymryd i mewn: { $size } MB
app-taken-in = Yn barod. Mae'n mynd gyda'ch geiriau.
app-taken-not-whole = Ni ddaeth yn gyfan.
app-taken-not-whole-next = Mae eich geiriau'n ddiogel. Rhowch gynnig arall arni.
app-attachment-says = Beth sydd i'w weld neu ei glywed?
app-attachment-add = Ychwanegu llun neu recordiad
app-attachment-add-under = Gall pwy bynnag sy'n darllen y cofnod hwn ei weld.
app-no-camera = Ni atebodd unrhyw gamera.
app-no-camera-next = Mae eich geiriau'n ddiogel. Gallwch ddewis llun.
app-no-microphone = Ni chaiff Kith ddefnyddio'r meicroffon.
app-no-microphone-next = Mae eich geiriau'n ddiogel. Rhowch ganiatâd yng ngosodiadau'r ffôn.
app-not-read = Nid oedd modd darllen y ffeil hon.
app-not-read-next = Mae eich geiriau'n ddiogel. Dewiswch un arall.
app-play = Ei chwarae
app-stop = Stopio
app-not-played = Nid oes modd ei chwarae yma.
app-not-played-next = Ni chollwyd dim. Rhowch gynnig arni ar ddyfais arall.
app-not-here = Ddim yma eto
app-not-here-next = Daw'r gweddill mewn ffeil ddiweddarach.

## Pictures
app-symbols-by = Symbolau: OpenMoji, CC BY-SA 4.0
app-symbols-folder = Dewis ffolder o luniau
app-symbols-taken = { $count ->
       [one] Defnyddir un llun ohoni.
      *[other] Defnyddir { $count } llun ohoni.
    }
app-symbols-none = Ni ellir defnyddio unrhyw lun yn y ffolder hon.
app-symbols-none-next = Mae angen rhestr, index.csv, a lluniau PNG wrth ei hochr.

## Practice
app-train = Ymarfer gyda phobl ddychmygol
app-train-under = Rhowch gynnig ar bopeth. Nid oes neb go iawn yno.
app-training = Ymarfer. Nid oes neb go iawn yma.
app-train-end = Dychwelyd o'r ymarfer

## Rules about contact
app-rules-under = Yr hyn sydd mewn grym, sydd drosodd ac sydd i ddod
app-rule-add = Ychwanegu rheol
app-rule-change = Newid y rheol hon
