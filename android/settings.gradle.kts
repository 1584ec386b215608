// For Android Studio. Nothing of ours has built the app by Gradle yet: docs/phones.md says what has.
pluginManagement {
    repositories {
        google()
        mavenCentral()
        gradlePluginPortal()
    }
}

dependencyResolutionManagement {
    repositories {
        google()
        mavenCentral()
    }
}

rootProject.name = "kith"
include(":phone")
