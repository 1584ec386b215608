### The words of Kith in English: why a contact may or may not happen.


## Why the contact check says what it says
because-no-rule-recorded = No rule about contact with this person is recorded.
because-legal-verified = By law. The papers were seen.
because-legal-unverified = By law, it is said. See the papers by the next working day.
because-agreed = This was agreed. Ask before you change it.
because-own-wish = This is their own wish. Ask them.
because-own-wish-differs = Their own wish was told in two ways. Ask them.
because-no-legal-basis-recorded = A staff rule. No legal basis is recorded. Tell the manager.
because-contact-required = An order says this contact must happen. To stop it may break it.
because-mode-not-said = The rule does not speak of this way. Ask first.
because-free-for-this-mode = The rule leaves this way free.
because-expired = The rule ended on { $until }. Ask if it still holds.
because-starts-later = The rule starts on { $from }.
because-end-set-by-law = No end is recorded. By law it ends on { $until }.
because-individual-protected = The order keeps this person safe. They cannot break it themselves.
because-individual-bound = The rule is for this person to keep.
because-terms-differ = People wrote different things. The strictest of them holds.
because-ended-changed-meanwhile = One lifted the rule, another changed it meanwhile. It still holds.
because-not-understood = A newer Kith wrote this rule. The strictest reading holds.
because-terms-missing = There is a rule here, but not what it says.
because-section-not-readable = There may be a rule you cannot read: { $section }.
because-parcels-waiting = { $count ->
       [one] One parcel waits, and it may hold a rule.
      *[other] { $count } parcels wait, and they may hold a rule.
    }
because-clock-behind = This device's clock is wrong: it was at { $newest } before.
clock-behind-by = By { $name }'s clock it was { $newest }. Check both clocks.
