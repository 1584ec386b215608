/** What is typed, and moments and days. */
package kith.ui.parts

import androidx.compose.foundation.background
import androidx.compose.foundation.border
import androidx.compose.foundation.layout.Arrangement
import androidx.compose.foundation.layout.Box
import androidx.compose.foundation.layout.Column
import androidx.compose.foundation.layout.Row
import androidx.compose.foundation.layout.defaultMinSize
import androidx.compose.foundation.layout.fillMaxWidth
import androidx.compose.foundation.layout.padding
import androidx.compose.foundation.shape.RoundedCornerShape
import androidx.compose.foundation.text.BasicTextField
import androidx.compose.foundation.text.KeyboardOptions
import androidx.compose.runtime.Composable
import androidx.compose.ui.Alignment
import androidx.compose.ui.Modifier
import androidx.compose.ui.draw.clip
import androidx.compose.ui.graphics.SolidColor
import androidx.compose.ui.semantics.LiveRegionMode
import androidx.compose.ui.semantics.contentDescription
import androidx.compose.ui.semantics.heading
import androidx.compose.ui.semantics.liveRegion
import androidx.compose.ui.semantics.password
import androidx.compose.ui.semantics.semantics
import androidx.compose.ui.text.input.KeyboardCapitalization
import androidx.compose.ui.text.input.KeyboardType
import androidx.compose.ui.text.input.PasswordVisualTransformation
import androidx.compose.ui.text.input.VisualTransformation
import androidx.compose.ui.text.style.TextAlign
import androidx.compose.ui.text.style.TextDirection
import androidx.compose.material3.Text
import kith.companion.By
import kith.companion.day
import kith.companion.dayOf
import kith.companion.movedDay
import kith.companion.movedMoment
import kith.companion.timeOf
import kith.ui.tokens.LocalColours
import kith.ui.tokens.LocalLetters
import kith.ui.tokens.Size
import kith.ui.tokens.Space

/** Words to be typed; a [secret] is read by nobody beside. */
@Composable
public fun Typing(
    label: String,
    text: String,
    lines: Int = 1,
    number: Boolean = false,
    secret: Boolean = false,
    modifier: Modifier = Modifier,
    type: (String) -> Unit,
) {
    val colours = LocalColours.current
    val shape = RoundedCornerShape(Size.chip)
    BasicTextField(
        text,
        type,
        modifier.fillMaxWidth().semantics {
            contentDescription = label
            if (secret) password()
        },
        textStyle = LocalLetters.current.body.copy(color = colours.ink, textDirection = TextDirection.Content),
        keyboardOptions = KeyboardOptions(
            KeyboardCapitalization.Sentences,
            keyboardType = when {
                secret && number -> KeyboardType.NumberPassword
                secret -> KeyboardType.Password
                number -> KeyboardType.Number
                else -> KeyboardType.Text
            },
        ),
        visualTransformation = if (secret) PasswordVisualTransformation() else VisualTransformation.None,
        singleLine = lines == 1,
        minLines = lines,
        cursorBrush = SolidColor(colours.primary),
        decorationBox = { inner ->
            Box(
                Modifier
                    .clip(shape)
                    .background(colours.sunken)
                    .border(Space.hair / 4, colours.line, shape)
                    .fillMaxWidth()
                    .defaultMinSize(minHeight = Size.button)
                    .padding(Space.wide),
                Alignment.CenterStart,
            ) { inner() }
        },
    )
}

/** A field with its words above it. */
@Composable
public fun Labelled(label: String, content: @Composable () -> Unit) {
    Column(Modifier.fillMaxWidth(), Arrangement.spacedBy(Space.tight)) {
        Say(label, Modifier.semantics { heading() }, LocalLetters.current.strong)
        content()
    }
}

/** A day, moved by days and weeks. */
@Composable
public fun DayField(day: String, move: (String) -> Unit) {
    Moved(LocalWords.current.day(day), say("app-day-before"), say("app-day-after"), { move(movedDay(day, By.DAY, -1)) }, { move(movedDay(day, By.DAY, 1)) })
    Weeks({ move(movedDay(day, By.WEEK, -1)) }, { move(movedDay(day, By.WEEK, 1)) })
}

/** A moment, moved by weeks, days and quarters of an hour. */
@Composable
public fun MomentField(moment: String, weeks: Boolean, move: (String) -> Unit) {
    fun by(unit: By, count: Long) = { move(movedMoment(moment, unit, count)) }
    Moved(LocalWords.current.day(dayOf(moment)), say("app-day-before"), say("app-day-after"), by(By.DAY, -1), by(By.DAY, 1))
    Moved(timeOf(moment), say("app-earlier"), say("app-later"), by(By.QUARTER, -1), by(By.QUARTER, 1))
    if (weeks) Weeks(by(By.WEEK, -1), by(By.WEEK, 1))
}

@Composable
private fun Moved(shown: String, less: String, more: String, before: () -> Unit, after: () -> Unit) {
    Row(Modifier.fillMaxWidth(), Arrangement.spacedBy(Space.near), Alignment.CenterVertically) {
        PictureButton(Icons.minus, less, act = before)
        Text(
            shown,
            Modifier.weight(1f).semantics { liveRegion = LiveRegionMode.Polite },
            style = LocalLetters.current.strong,
            textAlign = TextAlign.Center,
        )
        PictureButton(Icons.plus, more, act = after)
    }
}

@Composable
private fun Weeks(before: () -> Unit, after: () -> Unit) {
    Row(Modifier.fillMaxWidth(), Arrangement.SpaceBetween) {
        WordButton(say("app-week-before"), Modifier.weight(1f, fill = false), act = before)
        WordButton(say("app-week-after"), Modifier.weight(1f, fill = false), act = after)
    }
}
