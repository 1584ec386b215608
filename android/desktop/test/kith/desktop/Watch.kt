/**
 * Watches which thread asks the core. Each call of the bindings into the library is told here first, whoever makes it and however:
 * the classes that were generated are changed where they are loaded, so that no call can go another way.
 */
package kith.desktop

import androidx.compose.runtime.Composable
import androidx.compose.runtime.SideEffect
import java.io.File
import java.lang.instrument.ClassFileTransformer
import java.lang.instrument.Instrumentation
import java.security.ProtectionDomain
import java.util.concurrent.ConcurrentHashMap
import java.util.concurrent.atomic.AtomicInteger
import java.util.jar.Attributes
import java.util.jar.JarOutputStream
import java.util.jar.Manifest
import com.sun.tools.attach.VirtualMachine
import org.objectweb.asm.ClassReader
import org.objectweb.asm.ClassVisitor
import org.objectweb.asm.ClassWriter
import org.objectweb.asm.MethodVisitor
import org.objectweb.asm.Opcodes

private const val GENERATED = "uniffi/kith/"

/** What is a call, and not the handing over of what it is called with. */
private val CALLS = Regex("uniffi_kith_fn_.*|ffi_kith_rust_future_.*")

/** Words stand in memory: to fill one in waits for no disk, for no lock and for nobody else. */
private val WORDS = Regex("uniffi_kith_fn_(constructor_strings_new|clone_strings|method_strings_(say|option|count))")

/** What was asked of the core, and on which threads there is drawing. */
internal object Watch {
    private val drawing: MutableSet<Thread> = ConcurrentHashMap.newKeySet()
    private val asked: MutableSet<String> = ConcurrentHashMap.newKeySet()
    private val calls = AtomicInteger()

    /** How many calls there were since it was [begun]: where there are none nothing was watched. */
    val count: Int get() = calls.get()

    init {
        val jar = File.createTempFile("watch", ".jar")
        val names = mapOf("Agent-Class" to "kith.desktop.WatchKt", "Can-Retransform-Classes" to "true")
        val manifest = Manifest().apply {
            mainAttributes[Attributes.Name.MANIFEST_VERSION] = "1.0"
            names.forEach { (name, value) -> mainAttributes.putValue(name, value) }
        }
        JarOutputStream(jar.outputStream(), manifest).close()
        val self = VirtualMachine.attach("${ProcessHandle.current().pid()}")
        self.loadAgent(jar.path)
        self.detach()
        jar.delete()
    }

    /** Begins anew. */
    fun begun() {
        drawing.clear()
        asked.clear()
        calls.set(0)
    }

    /** What was asked on a thread that draws, and by whom. */
    fun found(): List<String> = asked.sorted()

    /** The thread that draws this is one. */
    @Composable
    fun Drawing() = SideEffect { drawing += Thread.currentThread() }

    /** A call goes into the library. */
    @JvmStatic
    fun called(name: String) {
        calls.incrementAndGet()
        if (Thread.currentThread() !in drawing || WORDS.matches(name)) return
        val by = Throwable().stackTrace.firstOrNull { it.className.startsWith("kith.") && it.className != javaClass.name }
        asked += "$name, by $by"
    }
}

/** What the machine calls when it lets the watch in. */
@Suppress("UNUSED_PARAMETER", "unused")
fun agentmain(nothing: String?, machine: Instrumentation) {
    val loaded = machine.allLoadedClasses.filter { it.name.startsWith("uniffi.kith.") && machine.isModifiableClass(it) }
    // What it needs itself is loaded before it is asked about whatever is.
    Telling.transform(null, "", null, null, ByteArray(0))
    machine.addTransformer(Telling, true)
    machine.retransformClasses(*loaded.toTypedArray())
}

/** Puts a line before each call into the library. */
private object Telling : ClassFileTransformer {
    override fun transform(loader: ClassLoader?, name: String?, before: Class<*>?, of: ProtectionDomain?, bytes: ByteArray): ByteArray? {
        if (name?.startsWith(GENERATED) != true) return null
        val reader = ClassReader(bytes)
        val writer = ClassWriter(reader, ClassWriter.COMPUTE_MAXS)
        reader.accept(Classes(writer), 0)
        return writer.toByteArray()
    }

    private class Classes(next: ClassVisitor) : ClassVisitor(Opcodes.ASM9, next) {
        override fun visitMethod(access: Int, name: String, of: String, signature: String?, throws: Array<String>?): MethodVisitor =
            Calls(super.visitMethod(access, name, of, signature, throws))
    }

    private class Calls(next: MethodVisitor) : MethodVisitor(Opcodes.ASM9, next) {
        override fun visitMethodInsn(code: Int, owner: String, name: String, of: String, isInterface: Boolean) {
            if (owner == GENERATED + "UniffiLib" && CALLS.matches(name)) {
                super.visitLdcInsn(name)
                super.visitMethodInsn(Opcodes.INVOKESTATIC, "kith/desktop/Watch", "called", "(Ljava/lang/String;)V", false)
            }
            super.visitMethodInsn(code, owner, name, of, isInterface)
        }
    }
}
