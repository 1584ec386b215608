// The app for a phone, for Android Studio. Not built here: scripts/phone builds and tests it of the same sources and versions, which
// tests/tests/phone.rs compares. What is generated and the core for a device come first: docs/phones.md says how.
plugins {
    id("com.android.application")
    id("org.jetbrains.kotlin.plugin.compose")
}

val made = rootProject.file("../target")

android {
    namespace = "kith.phone"
    // What AndroidX of these versions asks for.
    compileSdk = 37

    defaultConfig {
        applicationId = "kith.phone"
        minSdk = 30
        targetSdk = 36
    }

    sourceSets.getByName("main") {
        manifest.srcFile("AndroidManifest.xml")
        res.setSrcDirs(listOf("res"))
        // target/phone/linked/assets has the typeface, as scripts/phone leaves it there.
        assets.setSrcDirs(listOf(made.resolve("phone/linked/assets")))
        jniLibs.setSrcDirs(listOf(made.resolve("phone/packed/lib")))
        kotlin.directories.clear()
        kotlin.directories.addAll(
            listOf(
                rootProject.file("companion/src"),
                rootProject.file("ui/src"),
                file("src"),
                rootProject.file("../bindings/kotlin/src/main/kotlin"),
                made.resolve("bindings/kotlin/generated"),
            ).map { it.path },
        )
    }

    // The library of JNA comes with its AAR, and would be found twice.
    packaging.jniLibs.pickFirsts += "**/libjnidispatch.so"
}

kotlin {
    jvmToolchain(17)
}

dependencies {
    implementation("androidx.activity:activity-compose:1.13.0")
    implementation("androidx.compose.foundation:foundation:1.12.1")
    implementation("androidx.compose.material3:material3:1.4.0")
    implementation("androidx.compose.runtime:runtime:1.12.1")
    implementation("androidx.compose.ui:ui:1.12.1")
    implementation("androidx.core:core-ktx:1.18.0")
    implementation("androidx.lifecycle:lifecycle-runtime-compose:2.11.0")
    implementation("net.java.dev.jna:jna:5.19.1@aar")
    implementation("org.jetbrains.kotlinx:kotlinx-coroutines-android:1.11.0")
    implementation("org.jetbrains.kotlinx:kotlinx-serialization-json:1.9.0")
    testImplementation("androidx.compose.ui:ui-test-junit4:1.12.1")
    testImplementation("junit:junit:4.13.2")
    testImplementation("org.jetbrains.kotlin:kotlin-test-junit:2.4.20")
    testImplementation("org.robolectric:robolectric:4.17")
}
