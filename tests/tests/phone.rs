//! The app on a phone: its tests by Robolectric over the core that was built for this run; what its manifest says; who may know
//! Android; and that what Android Studio would build it of is what it was tested with.
#![allow(clippy::unwrap_used, clippy::expect_used, clippy::panic)]

use std::collections::{BTreeMap, BTreeSet};
use std::fs;

use kith_tests::programs;
use kith_tests::sources::{kotlin, tree};

fn read(path: &str) -> String {
    fs::read_to_string(tree().join(path)).unwrap_or_else(|_| panic!("{path} cannot be read"))
}

/// The values of an attribute, in their order.
fn values<'a>(text: &'a str, attribute: &str) -> Vec<&'a str> {
    let opening = format!("{attribute}=\"");
    text.split(&opening).skip(1).map(|rest| rest.split('"').next().unwrap_or_default()).collect()
}

#[test]
fn the_app_does_its_main_job_on_a_phone_over_the_core() {
    let _is_there = programs::script("phone", &["test"]);
}

#[test]
fn android_is_known_to_the_phone_alone() {
    let mut found = Vec::new();
    for folder in ["companion/src", "ui/src", "desktop/src"] {
        for (file, text) in kotlin(folder) {
            let named =
                text.lines().filter(|line| line.contains("android.") && !line.contains("androidx.compose."));
            found.extend(named.map(|line| format!("{file}: {line}")));
        }
    }
    for (file, text) in kotlin("phone/src") {
        let bound = text.lines().filter(|line| line.contains("uniffi.") || line.contains("com.sun.jna"));
        found.extend(bound.map(|line| format!("{file}: {line}")));
        let coloured = text.lines().filter(|line| line.contains("Color(") || line.contains("Color."));
        found.extend(coloured.map(|line| format!("{file}: {line}")));
    }
    assert!(found.is_empty(), "{found:#?}");
    assert!(kotlin("phone/src").iter().any(|(_, text)| text.contains("import android.")), "a control");
}

#[test]
fn no_file_of_the_phone_is_over_500_lines() {
    let all = ["phone/src", "phone/test"].into_iter().flat_map(kotlin);
    let long: Vec<String> =
        all.filter(|(_, text)| text.lines().count() > 500).map(|(file, _)| file).collect();
    assert!(long.is_empty(), "{long:#?}");
}

#[test]
fn the_manifest_asks_for_little_and_keeps_all_at_home() {
    let manifest = read("android/phone/AndroidManifest.xml");
    let asked = manifest.split("<uses-permission ").skip(1);
    let asked: BTreeSet<&str> =
        asked.filter_map(|one| values(one, "android:name").first().copied()).collect();
    let names = ["POST_NOTIFICATIONS", "RECEIVE_BOOT_COMPLETED", "RECORD_AUDIO", "USE_BIOMETRIC"];
    let names: Vec<String> = names.iter().map(|name| format!("android.permission.{name}")).collect();
    assert_eq!(asked.into_iter().collect::<Vec<_>>(), names);
    for held in [
        "android:allowBackup=\"false\"",
        "@xml/nothing_backed_up",
        "@xml/nothing_extracted",
        "@xml/languages",
    ] {
        assert!(manifest.contains(held), "{held}");
    }
    assert_eq!(values(&manifest, "android:exported"), ["true", "false", "false"], "what others may open");
    let domains = ["root", "file", "database", "sharedpref", "external"];
    assert_eq!(values(&read("android/phone/res/xml/nothing_backed_up.xml"), "domain"), domains);
    assert_eq!(
        values(&read("android/phone/res/xml/nothing_extracted.xml"), "domain"),
        [domains, domains].concat()
    );
    assert_eq!(values(&read("android/phone/res/xml/languages.xml"), "android:name"), ["en", "cy"]);
}

#[test]
fn what_is_written_in_the_package_is_its_name_alone() {
    let strings = read("android/phone/res/values/strings.xml");
    assert_eq!(strings.matches("<string ").count(), 1);
    assert!(strings.contains(">Kith</string>"));
    let labels = values(&read("android/phone/AndroidManifest.xml"), "android:label").join(" ");
    assert_eq!(labels, "@string/app_name");
}

/// The artifacts of the pom by group and name, with the versions filled in: by their whole names, and without what these say
/// of a platform.
fn pinned() -> BTreeMap<String, String> {
    let pom = read("android/phone/pom.xml");
    let inside = |text: &str, name: &str| {
        text.split_once(&format!("<{name}>")).and_then(|(_, rest)| Some(rest.split_once('<')?.0.to_owned()))
    };
    let version = |said: String| match said.strip_prefix("${").and_then(|name| name.strip_suffix('}')) {
        Some(name) => inside(&pom, name).unwrap_or_else(|| panic!("{name} has no version")),
        None => said,
    };
    let mut pinned = BTreeMap::new();
    for item in pom.split("<artifactItem>").skip(1).chain(pom.split("<dependency>").skip(1)) {
        let [group, name, said] =
            ["groupId", "artifactId", "version"].map(|part| inside(item, part).unwrap());
        let short = ["-android", "-jvm"].iter().find_map(|end| name.strip_suffix(end)).map(str::to_owned);
        for name in short.into_iter().chain([name]) {
            pinned.insert(format!("{group}:{name}"), version(said.clone()));
        }
    }
    pinned
}

#[test]
fn android_studio_would_build_it_of_the_versions_that_are_tested() {
    let gradle = read("android/phone/build.gradle.kts");
    let pinned = pinned();
    let named: Vec<(&str, &str)> = gradle
        .lines()
        .filter_map(|line| line.trim().split_once("mplementation(\"")?.1.split_once('"'))
        .filter_map(|(named, _)| named.trim_end_matches("@aar").rsplit_once(':'))
        .collect();
    assert!(named.len() > 8, "{named:?}");
    for (artifact, version) in named {
        assert_eq!(pinned.get(artifact).map(String::as_str), Some(version), "{artifact}");
    }
    let kotlin = pinned.get("org.jetbrains.kotlin:kotlin-stdlib").unwrap();
    let root = read("android/build.gradle.kts");
    for said in [
        format!("classpath(\"org.jetbrains.kotlin:kotlin-gradle-plugin:{kotlin}\")"),
        format!("id(\"org.jetbrains.kotlin.plugin.compose\") version \"{kotlin}\" apply false"),
    ] {
        assert!(root.contains(&said), "{said}");
    }
    // What the script packs with, and what Android Studio would.
    let script = read("scripts/phone");
    let levels = |text: &str, name: &str, end: char| {
        text.split_once(name)
            .map(|(_, rest)| rest.split(['\n', end]).next().unwrap_or_default().trim().to_owned())
    };
    for (said, name) in [("least=", "minSdk = "), ("most=", "targetSdk = ")] {
        assert_eq!(levels(&script, said, ' '), levels(&gradle, name, ' '), "{name}");
    }
    let manifest = read("android/phone/AndroidManifest.xml");
    assert_eq!(
        levels(&script, "least=", ' ').as_deref(),
        values(&manifest, "android:minSdkVersion").first().copied()
    );
    assert_eq!(
        levels(&script, "most=", ' ').as_deref(),
        values(&manifest, "android:targetSdkVersion").first().copied()
    );
}
