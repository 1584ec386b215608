/** Where an individual is among their own screens: never more than two steps from the first. */
package kith.ui.together

import androidx.compose.runtime.Stable
import androidx.compose.runtime.getValue
import androidx.compose.runtime.mutableStateOf
import androidx.compose.runtime.saveable.Saver
import androidx.compose.runtime.saveable.listSaver
import androidx.compose.runtime.setValue
import kith.companion.OwnScreen

/** A place, and from where one comes to it. One where something is said or chosen stands behind the screen that shows it. */
public enum class OwnPlace(internal val from: OwnPlace?, internal val screen: OwnScreen? = null) {
    FIRST(null),
    DAY(FIRST, OwnScreen.MY_DAY),
    PEOPLE(FIRST, OwnScreen.MY_PEOPLE),
    FEEL(FIRST, OwnScreen.HOW_I_FEEL),
    WAS(FIRST, OwnScreen.HOW_WAS_IT),
    CHOOSE(WAS),
    WORDS(FIRST, OwnScreen.MY_WORDS),
    SAY(WORDS),
    PLAN(FIRST, OwnScreen.MY_PLAN),
    TELL(FIRST, OwnScreen.TELL_SOMEONE),
    WRITE(TELL),
    FINISH(FIRST),
}

/** The way through them. It is kept as plain texts, so that it outlives the process. */
@Stable
public class Walk(here: OwnPlace = OwnPlace.FIRST, about: String = "", hidden: Boolean = false) {
    /** Where they are. */
    public var here: OwnPlace by mutableStateOf(here)
        private set

    /** What it is about there: something that happened, or whom they tell. */
    public var about: String by mutableStateOf(about)
        private set

    /** Whether all of it is hidden. */
    public var hidden: Boolean by mutableStateOf(hidden)
        private set

    /** The key of the words that say what was just done. */
    public var done: String? by mutableStateOf(null)
        private set

    internal fun to(place: OwnPlace, about: String = "") {
        here = place
        this.about = about
        done = null
    }

    /** Goes back, and shows again what is hidden; from the first place there is no way on. */
    internal fun back() {
        if (hidden) hidden = false else here.from?.let { to(it) }
    }

    /** Goes back from where something was said, and says what became of it. */
    internal fun back(done: String) {
        back()
        this.done = done
    }

    internal fun hide() {
        hidden = true
    }

    public companion object {
        /** Keeps the way over rotation and the end of the process. */
        public val saver: Saver<Walk, *> = listSaver(
            save = { walk -> listOf(walk.here.name, walk.about, "${walk.hidden}") },
            restore = { (here, about, hidden) -> Walk(OwnPlace.valueOf(here), about, hidden.toBoolean()) },
        )
    }
}
