### The words of Kith in English: the story that the demonstration tells.


## Chapters
demo-chapter = { $number }. { $title }
demo-begin = Two workers, two phones, no network
demo-week = A week apart: both write, neither sees the other
demo-exchange = They exchange sealed files, twice and in the wrong order
demo-same = Both now hold the same record
demo-sunday = What the record says on Sunday evening, on either phone
demo-real = Real input by the same commands
demo-no-real = Real input

## Sentences
demo-founds = Aled founds Bryn Community Support on his phone and begins two records.
demo-joins = Bethan asks to join with a file. They read the fingerprint to each other:
demo-fingerprint-bethan = on Bethan's phone { $fingerprint }
demo-fingerprint-aled = on Aled's phone   { $fingerprint }
demo-carried = { $name }: { $parcels } parcels in { $bytes } bytes.
demo-taken = New: { $new }. Held already: { $held }. Waiting: { $waiting }. Set aside: { $aside }.
demo-visits = Each visits Megan three times. Megan picks her own faces before and after.
demo-wednesday = Wednesday, Aled: a court forbids Tom to contact Megan. Aled saw the order.
demo-no-calls = He also agrees with Idris: no calls with Craig for now.
demo-thursday = Thursday, Bethan: she plans a walk with Tom for the 14th.
demo-knows-not = Her phone knows of no order. It says: { $outcome }.
demo-no-visits = She agrees with Idris: calls with Craig are fine, no visits.
demo-neither = Neither worker knows of the other.
demo-concern = And she raises a concern about Craig. Only named people can read it.
demo-file = { $name }, file { $which }: { $bytes } bytes.
demo-hash-same = { $name }: the same on both phones, { $hash }…
demo-hash-other = { $name }: NOT the same on both phones, { $hash }…
demo-vault = { $name }'s vault: { $parcels } parcels verified, { $problems } problems.
demo-caches-same = Its caches are equal to new ones.
demo-caches-other = Its caches are NOT equal to new ones.
demo-page = The page of { $name }'s record, for any browser: { $file }
demo-page-open = Anyone who has that file can read it.
demo-nothing = No real data lies beside this checkout, so nothing was imported.
demo-diary = A diary of 238 days: { $added } rows in, { $refused } left out.
demo-diary-again = The same file again: { $added } added, { $unchanged } here before.
demo-network = A session of Network Canvas: { $added } people, places and ties in, { $refused } left out.

## Training with made-up people
training-organisation = Practice, nobody here is real
training-worker = You
training-individual = Sam (made up)
training-yes = I nod and smile.
training-no = I turn away.
training-sister = Ffion (made up)
training-friend = Jo (made up)
training-uncle = Ray (made up)
training-wish = I want to go swimming with Jo.
training-words = I like it when Ffion rings.
training-visit = We made tea with Jo and planned the week.
training-note = Ask about the swimming club next time.
training-concern = Ray asked Sam for money again.
