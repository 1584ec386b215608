/** What stands beside words, and above them where the text is so large that a long word needs the whole width. */
package kith.ui.parts

import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.platform.LocalDensity
import androidx.compose.ui.unit.Dp
import kith.ui.tokens.Space

/** From here on the text is large. */
private const val LARGE = 1.9f

/** Whether the text is so large that nothing stands beside it. */
@Composable
public fun isLarge(): Boolean = LocalDensity.current.fontScale > LARGE

/** From the edge of a page to what stands on it. */
@Composable
public fun pageEdge(): Dp = if (isLarge()) Space.near else Space.page

/** From the edge of a card to what stands on it. */
@Composable
public fun cardEdge(): Dp = if (isLarge()) Space.tight else Space.page

/** Words with something before them, and something after. */
@Composable
public fun Aside(
    mark: (@Composable () -> Unit)?,
    modifier: Modifier = Modifier,
    after: (@Composable () -> Unit)? = null,
    gap: Dp = Space.near,
    align: Alignment.Vertical = Alignment.Top,
    words: @Composable () -> Unit,
) {
    if (isLarge()) {
        Column(modifier.fillMaxWidth(), Arrangement.spacedBy(Space.hair)) {
            if (mark != null && after != null) {
                Row(Modifier.fillMaxWidth(), Arrangement.SpaceBetween, Alignment.CenterVertically) {
                    mark()
                    after()
                }
            } else {
                mark?.invoke()
            }
            words()
            if (mark == null) after?.invoke()
        }
    } else {
        Row(modifier.fillMaxWidth(), Arrangement.spacedBy(gap), align) {
            mark?.invoke()
            Column(Modifier.weight(1f), Arrangement.spacedBy(Space.hair)) { words() }
            after?.invoke()
        }
    }
}
