### Geiriau Kith yn Gymraeg: pam y caiff cyswllt ddigwydd neu beidio.
### Not yet read by a Welsh speaker.


## Why the contact check says what it says
because-no-rule-recorded = Nid oes rheol am gyswllt â'r person hwn wedi'i chofnodi.
because-legal-verified = Yn ôl y gyfraith. Gwelwyd y papurau.
because-legal-unverified = Yn ôl y gyfraith, meddir. Edrychwch ar y papurau erbyn y diwrnod gwaith nesaf.
because-agreed = Cytunwyd ar hyn. Gofynnwch cyn ei newid.
because-own-wish = Dyma eu dymuniad nhw. Gofynnwch iddyn nhw.
because-own-wish-differs = Dywedwyd eu dymuniad mewn dwy ffordd. Gofynnwch iddyn nhw.
because-no-legal-basis-recorded = Rheol staff. Nid oes sail gyfreithiol wedi'i chofnodi. Dywedwch wrth y rheolwr.
because-contact-required = Mae gorchymyn yn mynnu'r cyswllt hwn. Gallai ei atal dorri'r gorchymyn.
because-mode-not-said = Nid yw'r rheol yn sôn am y ffordd hon. Gofynnwch yn gyntaf.
because-free-for-this-mode = Mae'r rheol yn gadael y ffordd hon yn rhydd.
because-expired = Daeth y rheol i ben ar { $until }. Gofynnwch a yw'n dal i sefyll.
because-starts-later = Mae'r rheol yn dechrau ar { $from }.
because-end-set-by-law = Ni chofnodwyd diwedd. Yn ôl y gyfraith daw i ben ar { $until }.
because-individual-protected = Mae'r gorchymyn yn amddiffyn y person hwn. Ni all ei dorri ei hun.
because-individual-bound = Rhaid i'r person hwn gadw'r rheol.
because-terms-differ = Ysgrifennodd pobl bethau gwahanol. Y llymaf sy'n sefyll.
because-ended-changed-meanwhile = Cododd un y rheol a newidiodd un arall hi. Mae'n dal i sefyll.
because-not-understood = Kith mwy newydd ysgrifennodd y rheol hon. Y darlleniad llymaf sy'n sefyll.
because-terms-missing = Mae rheol yma, ond nid yr hyn mae'n ei ddweud.
because-section-not-readable = Gall fod rheol na allwch ei darllen: { $section }.
because-parcels-waiting = { $count ->
       [one] Mae un parsel yn aros, a gall gynnwys rheol.
      *[other] Mae { $count } o barseli yn aros, a gallant gynnwys rheol.
    }
because-clock-behind = Mae cloc y ddyfais hon yn anghywir: bu ar { $newest } o'r blaen.
clock-behind-by = Yn ôl cloc { $name } roedd hi'n { $newest }. Gwiriwch y ddau gloc.
