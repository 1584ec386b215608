### The words of Kith in easy read: what went wrong, where it differs from English.


error-together = Only your own pages open now.
error-together-next = Your worker can end this.
error-missing-value = You left one thing out.
error-missing-value-next = Fill it in. Then press Save.
error-empty = You did not write anything.
error-empty-next = Write a word. Then press Save.
error-too-long = You wrote too much.
error-too-long-next = Make it short. Then try again.
error-try-later = You tried too many times.
error-try-later-next = Wait. Then try again.
error-wrong-key = That was the wrong key.
error-wrong-key-next = Try again.
error-disk-full = There is no more room.
error-disk-full-next = Ask for help.
error-storage-failed = We could not keep this.
error-storage-failed-next = Try again. Then ask for help.
