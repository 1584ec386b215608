/** Moments and days of a form: shown in the words of the core, and moved. No rule about time is here. */
package kith.companion

import java.time.LocalDate
import java.time.OffsetDateTime
import java.time.format.DateTimeFormatter
import java.time.temporal.ChronoUnit

/** The units by which a moment is moved. */
public enum class By(internal val unit: ChronoUnit) { QUARTER(ChronoUnit.MINUTES), DAY(ChronoUnit.DAYS), WEEK(ChronoUnit.WEEKS) }

/** A moment (RFC 3339) moved by so many units. */
public fun movedMoment(moment: String, by: By, count: Long): String {
    val steps = if (by == By.QUARTER) count * 15 else count
    return moment(moment).plus(steps, by.unit).format(DateTimeFormatter.ISO_OFFSET_DATE_TIME)
}

/** A day (YYYY-MM-DD) moved by so many units. */
public fun movedDay(day: String, by: By, count: Long): String = LocalDate.parse(day).plus(count, by.unit).toString()

/** The day of a moment. */
public fun dayOf(moment: String): String = moment(moment).toLocalDate().toString()

/** A day in words. */
public fun Words.day(day: String): String {
    val date = LocalDate.parse(day)
    return say(
        "date",
        "weekday" to say("weekday-${date.dayOfWeek.value}"),
        "day" to date.dayOfMonth.toString(),
        "month" to say("month-${date.monthValue}"),
        "year" to date.year.toString(),
    )
}

/** The time of day of a moment. */
public fun timeOf(moment: String): String = moment(moment).format(DateTimeFormatter.ofPattern("HH:mm"))

/** When something is planned or due that is not past, as milliseconds since 1970: each moment once, the next first. */
public fun TodayAnswer.moments(): List<Long> {
    val told = (planned + due).filterNot { it.overdue }.mapNotNull { it.`when` }
    // What is due on a day has no moment.
    val exact = told.mapNotNull { runCatching { OffsetDateTime.parse(it) }.getOrNull() }
    return exact.map { it.toInstant().toEpochMilli() }.distinct().sorted()
}

private fun moment(text: String): OffsetDateTime = OffsetDateTime.parse(text).truncatedTo(ChronoUnit.MINUTES)
