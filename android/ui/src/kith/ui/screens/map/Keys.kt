/** A map by keys: arrows go from one person to the next in reading order, Enter opens whom they have come to. */
package kith.ui.screens.map

import androidx.compose.ui.Modifier
import androidx.compose.ui.input.key.Key
import androidx.compose.ui.input.key.KeyEventType
import androidx.compose.ui.input.key.key
import androidx.compose.ui.input.key.onKeyEvent
import androidx.compose.ui.input.key.type
import kith.companion.MapPerson

/** Walked by keys from whom they have [reached]. Past the first and the last the keys are somebody else's again. */
internal fun Modifier.walked(people: List<MapPerson>, reached: String?, open: (String) -> Unit, reach: (MapPerson) -> Unit): Modifier = onKeyEvent { event ->
    val now = people.indexOfFirst { it.id == reached }
    val to = when (event.key) {
        Key.DirectionRight, Key.DirectionDown -> people.getOrNull(now + 1)
        Key.DirectionLeft, Key.DirectionUp -> people.getOrNull(now - 1)
        else -> null
    }
    val opens = event.key == Key.Enter && now >= 0
    if (event.type == KeyEventType.KeyDown) {
        to?.let(reach)
        if (opens) open(people[now].id)
    }
    to != null || opens
}
