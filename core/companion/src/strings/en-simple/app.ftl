### The words of Kith in easy read: what the app says by itself, where it differs from English.


## Welcome
app-language-choose = Use Kith in easy words
app-welcome-under = Kith goes with you.
app-welcome-safe = What you write is locked.
app-found = Start a new group
app-found-under = You are the first.
app-join = Join a group
app-join-under = Someone lets you in.

## Getting about
app-discard = Throw it away
app-moment = Please wait.
app-show-more = Show me more
app-needed = Please write here.
app-more-choices = Show more
app-fewer-choices = Show less
app-a-line-each = Start a new line for each one.

## Looking together
app-finish-who = Your worker can end this.
app-feel-with = How was it for you?
app-say = I want to say something
app-say-more = Do you want to say more?
app-tell-what = What is wrong?
app-tell-now = Tell them now
app-no-voice = This phone can not read this to you.
app-kept = Thank you. We will keep it.
app-told = Thank you. They can read it when they get it.

## Settings
app-look = Colours
app-look-contrast = Black and white
app-text-size = How big words are
