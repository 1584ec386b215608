/**
 * Plays the scenario of tests/interop in Kotlin: `Play SCENARIO HOME KEY`, or with NAMES, what was kept before, only reads.
 * Prints, as JSON, what it then reads.
 */
package kith

import com.fasterxml.jackson.core.JsonParser
import com.fasterxml.jackson.core.JsonToken
import com.fasterxml.jackson.databind.DeserializationContext
import com.fasterxml.jackson.databind.JsonNode
import com.fasterxml.jackson.databind.PropertyNamingStrategies
import com.fasterxml.jackson.databind.deser.std.StdDeserializer
import com.fasterxml.jackson.databind.module.SimpleModule
import com.fasterxml.jackson.databind.node.ArrayNode
import com.fasterxml.jackson.databind.node.ObjectNode
import com.fasterxml.jackson.databind.node.TextNode
import com.fasterxml.jackson.module.kotlin.jacksonObjectMapper
import java.io.File
import java.lang.reflect.InvocationTargetException
import kotlin.reflect.full.callSuspend
import kotlin.reflect.full.memberFunctions
import kotlin.reflect.jvm.jvmErasure
import kotlinx.coroutines.CoroutineStart
import kotlinx.coroutines.async
import kotlinx.coroutines.awaitAll
import kotlinx.coroutines.coroutineScope
import kotlinx.coroutines.flow.first
import kotlinx.coroutines.launch
import kotlinx.coroutines.runBlocking
import uniffi.kith.Caseload
import uniffi.kith.Done
import uniffi.kith.FixedClock
import uniffi.kith.Key
import uniffi.kith.Kith
import uniffi.kith.KithException
import uniffi.kith.Language
import uniffi.kith.Place

/** A value whose shape is the record's own crosses as JSON: an object stands for its text. */
private class TextOrJson : StdDeserializer<String>(String::class.java) {
    override fun deserialize(parser: JsonParser, context: DeserializationContext): String =
        if (parser.currentToken() == JsonToken.START_OBJECT) parser.readValueAsTree<JsonNode>().toString() else parser.text
}

private val json = jacksonObjectMapper()
    .setPropertyNamingStrategy(PropertyNamingStrategies.SNAKE_CASE)
    .registerModule(SimpleModule().addDeserializer(String::class.java, TextOrJson()))

/** Fields that cross as JSON, alone or in a list. */
private val jsonFields = setOf("content", "value", "body", "in_force", "values", "prefilled")

private fun read(value: JsonNode): JsonNode = when (value) {
    is ArrayNode -> json.createArrayNode().also { all -> value.forEach { all.add(read(it)) } }
    is TextNode -> json.readTree(value.textValue())
    else -> value
}

private fun plain(value: JsonNode): JsonNode = when (value) {
    is ObjectNode -> json.createObjectNode().also { all ->
        value.fields().forEach { (name, one) -> all.replace(name, if (name in jsonFields) read(one) else plain(one)) }
    }
    is ArrayNode -> json.createArrayNode().also { all -> value.forEach { all.add(plain(it)) } }
    else -> value
}

private class Player(private val scenario: JsonNode, key: ByteArray, home: String) {
    private val names = sortedMapOf("language" to "Kotlin")
    private val fixed = FixedClock(scenario["now"].textValue(), scenario["seed"].longValue().toULong())
    private val place = Place(home, Key.random(key), Language.ENGLISH, fixed)

    private fun filled(value: JsonNode): JsonNode = when (value) {
        is TextNode -> TextNode(names.entries.fold(value.textValue()) { text, (name, kept) -> text.replace("$$name", kept) })
        is ArrayNode -> json.createArrayNode().also { all -> value.forEach { all.add(filled(it)) } }
        is ObjectNode -> json.createObjectNode().also { all ->
            value.fields().forEach { (name, one) -> all.replace(name, filled(one)) }
        }
        else -> value
    }

    private suspend fun call(kith: Kith, step: JsonNode): Any? {
        val parts = step["name"].textValue().split('_')
        val name = parts.first() + parts.drop(1).joinToString("") { it.replaceFirstChar(Char::uppercase) }
        val method = Kith::class.memberFunctions.single { it.name == name && it.parameters.size == 2 }
        val arguments = json.treeToValue(filled(step["given"]), method.parameters[1].type.jvmErasure.java)
        return try {
            method.callSuspend(kith, arguments)
        } catch (thrown: InvocationTargetException) {
            throw thrown.targetException
        }
    }

    private suspend fun step(kith: Kith, step: JsonNode) {
        val expected = step["error"]
        val done = try {
            call(kith, step) as Done
        } catch (refused: KithException) {
            val (code, field) = when (refused) {
                is KithException.InvalidInput -> refused.code to refused.field
                is KithException.UnknownId -> refused.code to refused.field
                else -> throw refused
            }
            check(expected["kind"].textValue() == refused::class.simpleName)
            check(expected["code"].textValue() == code && expected["field"].textValue() == field) { "$code at $field" }
            return
        }
        check(expected == null) { "$step was to be refused" }
        step["keep"]?.fields()?.forEach { (name, made) -> names[name] = done.ids.getValue(made.textValue()).first() }
    }

    suspend fun play(): JsonNode = opened(place) { kith ->
        steps(kith)
        shown(kith)
    }

    suspend fun read(kept: JsonNode): JsonNode = opened(place) { kith ->
        kept.fields().forEach { (name, value) -> names[name] = value.textValue() }
        shown(kith)
    }

    private suspend fun steps(kith: Kith) {
        coroutineScope {
            names["individual"] = kith.caseload(Caseload()).first().individual
            val heard = async(start = CoroutineStart.UNDISPATCHED) { kith.changes().first() }
            scenario["steps"].forEach { step(kith, it) }
            check(heard.await().individuals == listOf(names["individual"]))
            // A call that is given up behind others is given up, and the vault goes on.
            val busy = List(20) { async(start = CoroutineStart.UNDISPATCHED) { kith.doctor() } }
            val asked = launch(start = CoroutineStart.UNDISPATCHED) { kith.caseload(Caseload()) }
            asked.cancel()
            asked.join()
            check(asked.isCancelled)
            check(busy.awaitAll().all { it.problems.isEmpty() })
            val calls = List(scenario["calls"].intValue()) { async { kith.caseload(Caseload()).size } }
            check(calls.awaitAll().all { it == 1 })
        }
    }

    private suspend fun shown(kith: Kith): JsonNode {
        val shown = json.createArrayNode()
        scenario["screens"].forEach { shown.add(plain(json.valueToTree(call(kith, it)))) }
        return json.createObjectNode().also { all ->
            all.replace("names", json.valueToTree(names))
            all.replace("screens", shown)
        }
    }
}

public fun main(words: Array<String>) {
    requireLibrary()
    val (scenario, home, key) = words
    val bytes = key.chunked(2).map { it.toInt(16).toByte() }.toByteArray()
    val player = Player(json.readTree(File(scenario)), bytes, home)
    val kept = words.getOrNull(3)
    println(runBlocking { if (kept == null) player.play() else player.read(json.readTree(kept)) })
}
