### The words of Kith in English: what the app says by itself.


## Welcome
app-name = Kith
app-language-choose = Use Kith in English
app-welcome = Welcome to Kith
app-welcome-under = A record that goes where you go, with or without a signal.
app-welcome-safe = All you write stays locked on this device until you hand it on.
app-found = Start a new organisation
app-found-under = You are the first to use Kith here.
app-join = Join an organisation
app-join-under = Someone there lets you in with a file.
app-join-how = Kith makes a file. Hand it to whoever lets you in.
app-join-hand-over = Hand over your request. Then open the file that you get back.
app-make-request = Make my request
app-open-answer = Open the file I got back
app-organisation = Name of the organisation
app-your-name = Your name
app-begin = Start
app-sheet = Your recovery sheet
app-sheet-kept = I have put it away safely
app-read-aloud = Read these numbers aloud to each other.

## The door
app-unlock = Open Kith
app-unlock-reason = Open the record on this device
app-reminder = Something is planned. Open Kith to see it.
app-reminders = Reminders
app-locked = Kith is locked
app-locked-under = What you write stays locked on this phone.
app-opens-by = How will you open Kith?
app-finger = My fingerprint or face
app-finger-under = If a new finger or face is added, your recovery sheet opens Kith.
app-no-finger = This phone has no finger or face set up.
app-no-finger-next = Set one up in the phone's settings, or choose a PIN.
app-pin = A PIN of my own
app-pin-under = Only you know it. If you forget it, your recovery sheet opens Kith.
app-pin-name = Your PIN
app-pin-again = Your PIN once more
app-pin-short = Use six digits or more.
app-pin-differs = The two are not the same.
app-pin-wrong = This is not the right PIN. Nothing was lost.
app-pin-use = Use my PIN
app-pin-beside = A PIN as well
app-pin-beside-under = It opens Kith when your finger or face does not.
app-tries-left = { $count ->
       [one] One more try, then you have to wait.
      *[other] { $count } more tries, then you have to wait.
    }
app-wait-seconds = { $count ->
       [one] Try again in one second.
      *[other] Try again in { $count } seconds.
    }
app-wait-minutes = { $count ->
       [one] Try again in one minute.
      *[other] Try again in { $count } minutes.
    }
app-key-changed = The fingers or faces on this phone have changed.
app-key-changed-next = Nothing was lost. Your recovery sheet opens Kith.
app-key-changed-pin = Nothing was lost. Your PIN opens Kith.
app-key-renew = Choose what opens Kith from now on.
app-key-only = Then only this and your recovery sheet open Kith.
app-key-unsure = This phone did not give its key.
app-key-unsure-next = Nothing was lost. Try again, or use your recovery sheet.
app-sheet-use = Use my recovery sheet
app-sheet-key = The key on your sheet
app-sheet-how = Type the long line of letters and numbers.
app-sheet-file = Open the sheet from a file
app-sheet-new = Put the new sheet away. Then find the old one and destroy it.
app-sheet-opens = This sheet opens Kith.

## Getting about
app-tab-today = Today
app-tab-people = People
app-tab-look = Look at
app-tab-send = To send
app-menu = Menu
app-back = Back
app-next = Next
app-save = Save
app-save-file = Save as a file
app-done = Done
app-not-now = Not now
app-change = Change
app-discard = Throw this draft away
app-try-again = Try again
app-moment = One moment…
app-show-more = Show more
app-step = Step { $step } of { $steps }: { $heading }
app-by = { $when } · { $author }
app-said-by = { $author }: { $text }
app-named-as = { $name } ({ $role })
app-beside = { $name } · { $text }
app-overdue = Overdue

## Forms
app-needed = Please fill this in.
app-more-choices = More choices
app-fewer-choices = Fewer choices
app-add-another = Add another
app-remove = Take this out
app-a-line-each = Write each one on its own line.
app-choose-day = Choose a day
app-day-before = One day earlier
app-day-after = One day later
app-week-before = A week earlier
app-week-after = A week later
app-earlier = Earlier
app-later = Later

## One individual
app-tab-now = Now
app-tab-record = Record
app-communication = How I communicate
app-map-under = Who is around them
app-plan-under = The rules are checked at once
app-words-under = What they said, as they said it
app-observation-under = How they seemed, or what happened
app-raise-concern = Raise a concern
app-concern-under = Something worries you

## Looking together
app-together = Look together
app-together-under = Only their own pages show
app-together-how = While you look together, nothing else opens here.
app-together-key = You end it with what opens Kith for you.
app-hello = Hello { $name }
app-read-to-me = Read it to me
app-no-voice = This phone has no voice for this language.
app-no-voice-next = Add one in the settings of the phone.
app-hide = Hide this
app-uncover = Show it again
app-finish = Finish
app-finish-who = The worker ends this with their key.
app-finish-key = PIN or passphrase
app-feel-now = How do you feel now?
app-feel-with = How did you feel then?
app-say-more = You can say more
app-say = Say something
app-say-what = What do you want to say?
app-tell-what = What do you want to tell?
app-tell-now = Tell them
app-kept = Thank you. This is kept.
app-told = Thank you. They read it when it reaches them.
app-think = What I think of this

## The map
app-all-views = Everyone's view
app-picture-of = { $title }. A picture: the same is in words below it.
app-larger = Larger
app-smaller = Smaller

## What people recorded differently
app-settle = Settle this
app-settle-which = What holds from now on?
app-settle-why = Why?
app-settled = This is settled.

## Files to hand on
app-pending-under = Nothing is sent by itself. It travels in files that you hand on.
app-file-for = Make a file for
app-make-file = Make the file
app-take-in = Open a file from someone
app-file-made = { $count ->
       [one] One parcel is in the file. Hand it on.
      *[other] { $count } parcels are in the file. Hand it on.
    }
app-file-not-made = { $count ->
       [one] The file was not saved. One parcel still waits.
      *[other] The file was not saved. { $count } parcels still wait.
    }
app-came-waiting = { $count ->
       [one] One parcel waits for another.
      *[other] { $count } parcels wait for others.
    }
app-came-aside = { $count ->
       [one] One parcel was set apart.
      *[other] { $count } parcels were set apart.
    }

## Letting somebody in
app-let-in-under = For someone who works with you
app-open-request = Open their request
app-their-role = Their role
app-may-read = What they may read
app-organisation-numbers = These show on their device when they join.

## Settings
app-language = Language
app-language-of-english = English
app-language-of-easy-read = Easy English
app-language-of-welsh = Welsh (Cymraeg)
app-look = Look
app-look-light = Light
app-look-dark = Dark
app-look-contrast = High contrast
app-text-size = Size of text
app-per-cent = { $number } %
app-lock = Lock Kith now


## Settings
settings-part-look = How Kith looks
settings-part-lock = Lock
settings-part-recovery = If you lose your key
settings-part-sending = To hand on
settings-part-about = About Kith
settings-as-device = As on this device
settings-motion = Movement
settings-motion-of-system = As on this device
settings-motion-of-less = Less movement
settings-symbols = Pictures
settings-symbols-of-openmoji = OpenMoji
settings-symbols-of-folder = Pictures of your own
settings-opens = What opens Kith
settings-opens-by-key-file = A key that this device keeps
settings-opens-by-passphrase = A PIN or passphrase that you type
settings-opens-by-sheet = Your recovery sheet. Choose a new key now.
settings-opens-by-unknown = Nobody knows
settings-lock-after = Lock when you leave Kith
settings-lock-after-of-now = At once
settings-lock-after-of-minute = After one minute
settings-lock-after-of-five-minutes = After five minutes
settings-sheet-name = Recovery sheet
settings-sheet-kept = You have put it away.
settings-sheet-waits = It waits. Print it and put it away.
settings-sheet-none = You have none. Make one now.
settings-kept-on = Put away on { $date }
settings-proved-on = It opened Kith on { $date }
settings-training = Training
settings-training-mode-on = Everybody here is made up.
settings-training-mode-off = This record is real.
settings-version = Version
settings-action-change-key = Change what opens Kith
settings-action-show-sheet = Show my sheet
settings-action-check-sheet = Try my sheet
settings-action-new-sheet = Make a new sheet
## Photos and recordings
app-attached = Photos and recordings
app-take-photo = Take a photo
app-choose-photo = Choose a photo
app-record-sound = Record a voice note
app-choose-sound = Choose a recording
app-recording = Recording: { $time }
app-stop-recording = Stop and keep it
app-taking-in = Taking it in: { $size } MB
app-taken-in = Ready. It goes with your words.
app-taken-not-whole = It did not come whole.
app-taken-not-whole-next = Your words are safe. Take it once more.
app-attachment-says = What can be seen or heard?
app-attachment-add = Add a photo or recording
app-attachment-add-under = Whoever reads this record can see it.
app-no-camera = No camera answered.
app-no-camera-next = Your words are safe. You can choose a photo.
app-no-microphone = Kith may not use the microphone.
app-no-microphone-next = Your words are safe. Allow it in the phone's settings.
app-not-read = This file could not be read.
app-not-read-next = Your words are safe. Choose another one.
app-play = Play it
app-stop = Stop it
app-not-played = It cannot be played here.
app-not-played-next = Nothing is lost. Try it on another device.
app-not-here = Not here yet
app-not-here-next = The rest comes in a later file.

## Pictures
app-symbols-by = Symbols: OpenMoji, CC BY-SA 4.0
app-symbols-folder = Choose a folder with pictures
app-symbols-taken = { $count ->
       [one] One picture of it is used.
      *[other] { $count } pictures of it are used.
    }
app-symbols-none = No picture in this folder can be used.
app-symbols-none-next = It needs a list, index.csv, with PNG pictures beside it.

## Practice
app-train = Practise with people who are made up
app-train-under = Try all of it. Nobody there is real.
app-training = Practice. Nobody here is real.
app-train-end = Go back from practice

## Rules about contact
app-rules-under = What holds now, what is over and what is to come
app-rule-add = Add a rule
app-rule-change = Change this rule
