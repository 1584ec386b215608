/** What a worker does on the glass, step by step. */
package kith.desktop

/** What is on the glass, in reach. */
internal interface Hand {
    /** Taps what bears these words, wherever on the page it is. */
    fun tap(words: String)

    /** Types into the field of this name. */
    fun type(field: String, text: String)

    /** Waits until these words are on the page. */
    fun sees(words: String)
}

/** A worker founds an organisation and begins a record, by taps alone. */
internal fun Hand.found(name: String) {
    tap("English")
    tap("Start a new organisation")
    type("Name of the organisation", "Harbour")
    type("Your name", name)
    tap("Start")
    tap("I have put it away safely")
}

internal fun Hand.addMegan() {
    tap("People")
    tap("Somebody new to support")
    type("Name", "Megan")
    tap("Save")
    sees("Record a visit")
}

internal fun Hand.addCraig() {
    tap("Map")
    tap("Somebody new on the map")
    type("Name", "Craig")
    tap("Person")
    tap("Save")
    tap("More choices")
    tap("Friend")
    tap("Save")
    sees("Craig")
    tap("Back")
}

internal fun Hand.recordVisit(line: String) {
    tap("Record a visit")
    tap("Happened")
    tap("Next")
    type("What we did, in a line", line)
    tap("They did not say")
    tap("Next")
    tap("No")
    tap("Save")
}

/** A worker who was let in sees the numbers of the request, and has nothing yet. */
internal fun Hand.ask(name: String) {
    tap("English")
    tap("Join an organisation")
    type("Your name", name)
    tap("Make my request")
    sees("Hand over your request")
}
