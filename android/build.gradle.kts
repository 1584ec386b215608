// Not built here. The versions of Kotlin are the poms', as tests/tests/phone.rs sees. The plugin for Android compiles Kotlin itself, by the
// compiler that is named for it here.
buildscript {
    dependencies {
        classpath("org.jetbrains.kotlin:kotlin-gradle-plugin:2.4.20")
    }
}

plugins {
    id("com.android.application") version "9.2.0" apply false
    id("org.jetbrains.kotlin.plugin.compose") version "2.4.20" apply false
}
