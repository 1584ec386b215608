/** The app by keys. */
package kith.ui

import androidx.compose.ui.Modifier
import androidx.compose.ui.input.key.Key
import androidx.compose.ui.input.key.KeyEventType
import androidx.compose.ui.input.key.key
import androidx.compose.ui.input.key.onKeyEvent
import androidx.compose.ui.input.key.type

/** Goes back by the key for it: Escape on a keyboard, Back on a phone. */
internal fun Modifier.goesBack(back: () -> Unit): Modifier = onKeyEvent { event ->
    val isBack = event.key == Key.Escape || event.key == Key.Back
    if (isBack && event.type == KeyEventType.KeyUp) back()
    isBack
}
