/**
 * What was filled in of a form: the arguments of its command as far as they are there, by the paths that the form names. A path is
 * `line`, `prepare.fears`, or `contacts[0].person` for a part of the first item of a list.
 */
package kith.companion

import kotlinx.serialization.json.Json
import kotlinx.serialization.json.JsonArray
import kotlinx.serialization.json.JsonElement
import kotlinx.serialization.json.JsonNull
import kotlinx.serialization.json.JsonObject
import kotlinx.serialization.json.JsonPrimitive
import kotlinx.serialization.json.booleanOrNull
import kotlinx.serialization.json.contentOrNull
import kotlinx.serialization.json.intOrNull

/** Answers never change: each change gives others. */
public class Answers private constructor(private val all: JsonObject) {
    /** A text, an option or a moment. */
    public fun text(path: String): String? = (at(path) as? JsonPrimitive)?.contentOrNull

    /** A number. */
    public fun number(path: String): Int? = (at(path) as? JsonPrimitive)?.intOrNull

    /** A tick. */
    public fun tick(path: String): Boolean = (at(path) as? JsonPrimitive)?.booleanOrNull == true

    /** Several options, or several texts. */
    public fun several(path: String): List<String> =
        (at(path) as? JsonArray)?.mapNotNull { (it as? JsonPrimitive)?.contentOrNull }.orEmpty()

    /** How many items a list has. */
    public fun count(list: String): Int = (at(list) as? JsonArray)?.size ?: 0

    /** Whether there is anything at this path. */
    public fun has(path: String): Boolean = at(path).let { it != null && it != JsonArray(emptyList()) }

    public fun with(path: String, text: String): Answers = put(path, JsonPrimitive(text).takeIf { text.isNotEmpty() })
    public fun with(path: String, number: Int): Answers = put(path, JsonPrimitive(number))
    public fun with(path: String, tick: Boolean): Answers = put(path, JsonPrimitive(true).takeIf { tick })
    public fun with(path: String, several: List<String>): Answers =
        put(path, JsonArray(several.map(::JsonPrimitive)).takeIf { several.isNotEmpty() })

    /** Without what is at this path; an item of a list goes whole. */
    public fun without(path: String): Answers = put(path, null)

    /** With a value as the form prefills it. */
    public fun prefilled(path: String, json: String): Answers = put(path, Json.parseToJsonElement(json))

    /** As JSON, for the draft and for the command. */
    public fun json(): String = all.toString()

    override fun equals(other: Any?): Boolean = other is Answers && other.all == all

    override fun hashCode(): Int = all.hashCode()

    private fun at(path: String): JsonElement? = steps(path).fold(all as JsonElement?) { at, step ->
        val found = when (step) {
            is Step.Of -> (at as? JsonObject)?.get(step.name)
            is Step.Item -> (at as? JsonArray)?.getOrNull(step.place)
        }
        found.takeIf { it != JsonNull }
    }

    private fun put(path: String, value: JsonElement?): Answers =
        Answers(put(all, steps(path), value) as? JsonObject ?: JsonObject(emptyMap()))

    /** What stands at the end of the steps is put there, or taken away; what is empty then goes with it. */
    private fun put(at: JsonElement?, steps: List<Step>, value: JsonElement?): JsonElement? {
        val step = steps.firstOrNull() ?: return value
        return when (step) {
            is Step.Of -> {
                val held = (at as? JsonObject).orEmpty()
                val inner = put(held[step.name], steps.drop(1), value)
                val parts = if (inner == null) held - step.name else held + (step.name to inner)
                JsonObject(parts).takeIf { parts.isNotEmpty() }
            }
            is Step.Item -> {
                val held = (at as? JsonArray).orEmpty().toMutableList()
                val inner = put(held.getOrNull(step.place), steps.drop(1), value)
                when {
                    inner == null && step.place < held.size -> held.removeAt(step.place)
                    inner != null && step.place < held.size -> held[step.place] = inner
                    inner != null -> held.add(inner)
                }
                JsonArray(held).takeIf { held.isNotEmpty() }
            }
        }
    }

    private sealed interface Step {
        data class Of(val name: String) : Step
        data class Item(val place: Int) : Step
    }

    private fun steps(path: String): List<Step> = path.split('.').flatMap { part ->
        val name = part.substringBefore('[')
        val place = part.substringAfter('[', "").substringBefore(']').toIntOrNull()
        listOfNotNull(Step.Of(name), place?.let(Step::Item))
    }

    public companion object {
        /** Nothing filled in. */
        public val NONE: Answers = Answers(JsonObject(emptyMap()))

        /** Answers as they were kept; none where it is no such thing. */
        public fun read(json: String): Answers? =
            runCatching { Json.parseToJsonElement(json) as? JsonObject }.getOrNull()?.let(::Answers)
    }
}

/** What a command did, from what it shows. */
internal fun recorded(ids: Map<String, List<String>>, shown: String?): Recorded {
    val parts = shown?.let { Json.parseToJsonElement(it) } as? JsonObject
    val offers = (parts?.get("offer_concern") as? JsonPrimitive)?.booleanOrNull == true
    val against = (parts?.get("against") as? JsonArray).orEmpty()
    val texts = against.plus(listOfNotNull(parts?.get("to_come")))
    return Recorded(ids, offers, texts.mapNotNull { (it as? JsonPrimitive)?.contentOrNull })
}
