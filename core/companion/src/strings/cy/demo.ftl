### Geiriau Kith yn Gymraeg: y stori y mae'r arddangosiad yn ei hadrodd.
### Not yet read by a Welsh speaker.


## Penodau
demo-chapter = { $number }. { $title }
demo-begin = Dau weithiwr, dau ffôn, dim rhwydwaith
demo-week = Wythnos ar wahân: mae'r ddau'n ysgrifennu, heb weld ei gilydd
demo-exchange = Maent yn cyfnewid ffeiliau wedi'u selio, ddwywaith ac yn y drefn anghywir
demo-same = Mae'r ddau bellach yn dal yr un cofnod
demo-sunday = Yr hyn a ddywed y cofnod nos Sul, ar y naill ffôn a'r llall
demo-real = Mewnbwn go iawn drwy'r un gorchmynion
demo-no-real = Mewnbwn go iawn

## Brawddegau
demo-founds = Mae Aled yn sefydlu Bryn Community Support ar ei ffôn ac yn dechrau dau gofnod.
demo-joins = Mae Bethan yn gofyn am ymuno â ffeil. Darllenant yr ôl bys i'w gilydd:
demo-fingerprint-bethan = ar ffôn Bethan { $fingerprint }
demo-fingerprint-aled = ar ffôn Aled   { $fingerprint }
demo-carried = { $name }: { $parcels } parsel mewn { $bytes } beit.
demo-taken = Newydd: { $new }. Yma eisoes: { $held }. Yn aros: { $waiting }. O'r neilltu: { $aside }.
demo-visits = Mae'r ddau'n ymweld â Megan deirgwaith. Mae Megan yn dewis ei hwynebau ei hun.
demo-wednesday = Mercher, Aled: mae llys yn gwahardd Tom rhag cysylltu â Megan. Gwelodd Aled y gorchymyn.
demo-no-calls = Mae hefyd yn cytuno ag Idris: dim galwadau gyda Craig am nawr.
demo-thursday = Iau, Bethan: mae hi'n cynllunio tro gyda Tom ar y 14eg.
demo-knows-not = Nid yw ei ffôn yn gwybod am orchymyn. Mae'n dweud: { $outcome }.
demo-no-visits = Mae hi'n cytuno ag Idris: mae galwadau gyda Craig yn iawn, dim ymweliadau.
demo-neither = Nid yw'r naill weithiwr yn gwybod am y llall.
demo-concern = Ac mae hi'n codi pryder am Craig. Dim ond pobl a enwir all ei ddarllen.
demo-file = { $name }, ffeil { $which }: { $bytes } beit.
demo-hash-same = { $name }: yr un fath ar y ddau ffôn, { $hash }…
demo-hash-other = { $name }: NID yr un fath ar y ddau ffôn, { $hash }…
demo-vault = Cell { $name }: { $parcels } parsel wedi'u gwirio, { $problems } problem.
demo-caches-same = Mae ei chelciau'n gyfartal â rhai newydd.
demo-caches-other = NID yw ei chelciau'n gyfartal â rhai newydd.
demo-page = Tudalen cofnod { $name }, ar gyfer unrhyw borwr: { $file }
demo-page-open = Gall unrhyw un sydd â'r ffeil honno ei darllen.
demo-nothing = Nid oes data go iawn wrth ymyl y cod hwn, felly ni fewnforiwyd dim.
demo-diary = Dyddiadur o 238 diwrnod: { $added } rhes i mewn, { $refused } wedi'u gadael allan.
demo-diary-again = Yr un ffeil eto: { $added } wedi'u hychwanegu, { $unchanged } yma eisoes.
demo-network = Sesiwn Network Canvas: { $added } person, lle a chlwm i mewn, { $refused } allan.

## Hyfforddi gyda phobl ddychmygol
training-organisation = Ymarfer, nid oes neb yma'n real
training-worker = Chi
training-individual = Sam (dychmygol)
training-yes = Rwy'n nodio ac yn gwenu.
training-no = Rwy'n troi i ffwrdd.
training-sister = Ffion (dychmygol)
training-friend = Jo (dychmygol)
training-uncle = Ray (dychmygol)
training-wish = Rydw i eisiau mynd i nofio gyda Jo.
training-words = Rwy'n hoffi pan fydd Ffion yn ffonio.
training-visit = Gwnaethom de gyda Jo a chynllunio'r wythnos.
training-note = Gofyn am y clwb nofio y tro nesaf.
training-concern = Gofynnodd Ray i Sam am arian eto.
