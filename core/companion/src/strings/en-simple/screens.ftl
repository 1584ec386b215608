### The words of Kith in easy read: screens, where they differ from English.


## The language itself
language-name = Easy English

## What you write
form-draft-kept = We keep what you write.

## What the individual sees of their own record
my-ask-first = Ask your worker first.
my-more = There is more. You can ask to see it.
my-may-change = This can change.
my-day-soon = The next days
my-day-empty = You have no plans today.
my-people-empty = No one is here yet.
my-words-empty = You have not said anything yet.
my-plan-empty = You have no plan yet.
my-part-need = What I want
my-part-support-agreement = What we will do
my-part-rule-summary = Rules to keep safe
map-not-placed = Not in a circle yet
how-i-feel-before = My last faces
how-i-feel-empty = Pick a face.
how-was-it-empty = You saw no one for two weeks.
face-3 = OK
tell-ring = Call for help
ring-999 = 999: I need help now
ring-101 = 101: I want the police
ring-111 = 111: I feel ill or very low
ring-116-123 = 116 123: I need to talk now
concern-tell = Who do you want to tell?
tell-also-read = { $name } can read what you write here.
