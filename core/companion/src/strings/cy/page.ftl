### Geiriau Kith yn Gymraeg: y dudalen sy'n gadael Kith fel ffeil.
### Not yet read by a Welsh speaker.


## The page that leaves Kith as a file
page-skip = Neidio i'r cofnod
page-title = { $name }: y cofnod
page-contents = Ar y dudalen hon
page-warning = Gall unrhyw un sydd â'r ffeil hon ei darllen. Cadwch hi'n ddiogel.
page-made = Gwnaed ar
page-damaged = Mae'r rhan hon wedi'i difrodi, felly nid yw'n cael ei dangos.
page-mark-alert = Gweithredwch ar hyn nawr
page-mark-guarded = Wedi'i warchod: rheolau, caniatâd a phryderon
page-mark-own = Eu geiriau eu hunain

## Its map
page-map-key = Beth mae'r map yn ei ddangos
page-map-list = Y map mewn geiriau
page-scroll = Llun: sgroliwch i weld y cyfan
page-map-empty = Does neb ar y map.
page-key-people = Pobl, grwpiau ac eraill
page-key-statuses = Sefyllfa
page-key-lines = Llinellau
page-kind-person = Person
page-kind-group = Grŵp
page-kind-pet = Anifail anwes
page-kind-service = Gwasanaeth
page-kind-place-of-faith = Man addoli
page-kind-online-only = Ar-lein yn unig
page-status-existing = Yn fy mywyd nawr
page-status-wanted = Hoffwn i hyn
page-status-ended = Wedi dod i ben
page-status-estranged = Wedi ymbellhau
page-status-kept-away-from = Rwy'n cadw draw
page-status-died = Wedi marw
page-status-unknown = Ddim yn hysbys
page-line-strong = Cryf
page-line-ordinary = Iawn
page-line-tenuous = Nawr ac yn y man
page-line-stressful = Anodd
page-line-not-in-touch = Ddim mewn cysylltiad
page-line-gives = Mae'r saeth yn dangos pwy sy'n cael cefnogaeth
page-line-differs = Mae pobl yn gwahaniaethu yma; un farn a ddangosir
page-line-guarded = Rheol am gyswllt

## Its charts
page-figures = Y ffigurau
page-in-words = Mewn geiriau
page-date = Dyddiad
page-rating = Sgôr
page-ratings = Sgorau
page-who = Pwy ddywedodd
page-own = Yr unigolyn
page-observed = Fel y gwelodd eraill
page-gap = Ni chofnodwyd dim yma
page-higher-is-better = Gorau po uchaf
page-lower-is-better = Gorau po isaf
page-trend-empty = Ni chofnodwyd dim ar y raddfa hon.
page-events = Beth ddigwyddodd
page-event = Beth ddigwyddodd
page-contact = Cyswllt
page-missed-contact = Cyswllt na ddigwyddodd
page-support-changed = Newidiodd y gefnogaeth
page-effect-with = Gyda chyswllt neu'n fuan wedyn
page-effect-without = Ar adegau eraill
page-effect-nap = Pa mor aml mae'r cyntaf yn well (NAP)
page-effect-interval = Ble mae'n fwyaf tebygol o fod (95 %)
page-effect-same = Ystyr 0.5 yw dim gwahaniaeth
page-effect-method = Sut y caiff ei gyfrifo
page-effect-too-few = Rhy ychydig i ddweud
page-what = Beth
page-figure = Ffigur
page-month-1 = Ion
page-month-2 = Chwef
page-month-3 = Maw
page-month-4 = Ebr
page-month-5 = Mai
page-month-6 = Meh
page-month-7 = Gorff
page-month-8 = Awst
page-month-9 = Medi
page-month-10 = Hyd
page-month-11 = Tach
page-month-12 = Rhag
page-with-team-notes = Mae nodiadau i'r tîm yn unig yn y dudalen hon.
page-without-team-notes = Nid yw nodiadau i'r tîm yn unig yn y dudalen hon.
page-no-rules = Ni chofnodwyd rheol am gyswllt yma.
page-plan-forbidden = Mae rheol yn gwahardd yr hyn a gynlluniwyd: { $asked }
page-scroll-hint = ← Symudwch y llun i'r ochr i weld y cyfan. →
