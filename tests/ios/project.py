"""What Xcode opens, looked at without it: plists that are plists, and a project that names nothing that is not there.

It shows that nothing is named in vain. That Xcode builds it is for Xcode to show.
"""

import plistlib
import re
import sys
from pathlib import Path
from xml.etree import ElementTree

TREE = Path(__file__).resolve().parents[2]
IOS = TREE / "ios"
TOKEN = re.compile(r'\s+|//[^\n]*|/\*.*?\*/|("(?:[^"\\]|\\.)*"|[\w./$-]+|[{}()=;,])', re.S)


def parse(text):
    """A property list as Xcode writes its projects: dictionaries, lists and texts."""
    tokens, at = [], 0
    while at < len(text):
        found = TOKEN.match(text, at)
        assert found, f"not a property list at {text[at:at + 40]!r}"
        if found[1]:
            tokens.append(found[1])
        at = found.end()
    tokens.reverse()

    def expect(wanted):
        token = tokens.pop()
        assert token == wanted, f"{wanted!r} is wanted and {token!r} found"

    def value():
        token = tokens.pop()
        if token == "{":
            parts = {}
            while tokens[-1] != "}":
                name = tokens.pop()
                assert name not in parts, f"{name} twice"
                expect("=")
                parts[name] = value()
                expect(";")
            expect("}")
            return parts
        if token == "(":
            items = []
            while tokens[-1] != ")":
                items.append(value())
                expect(",")
            expect(")")
            return items
        assert token not in "{}()=;,", f"{token!r} is no value"
        return token.strip('"')

    whole = value()
    assert not tokens, "more after the end"
    return whole


def ids_in(part):
    """Every id that an object names."""
    if isinstance(part, str):
        return [part] if re.fullmatch("[0-9A-F]{24}", part) else []
    parts = part.values() if isinstance(part, dict) else part
    return [found for inner in parts for found in ids_in(inner)]


def check_project():
    project = parse((IOS / "Kith.xcodeproj/project.pbxproj").read_text())
    objects = project["objects"]
    named = [project["rootObject"]] + [found for part in objects.values() for found in ids_in(part)]
    assert not set(named) - set(objects), "an object is named that is not there"
    assert not set(objects) - set(named), "an object is there that nobody names"

    of = lambda kind: [part for part in objects.values() if part["isa"] == kind]
    paths = [part["path"] for part in of("PBXFileSystemSynchronizedRootGroup")]
    for group in of("PBXGroup"):
        for child in group["children"]:
            if "path" in group and objects[child]["isa"] == "PBXFileReference":
                paths.append(f"{group['path']}/{objects[child]['path']}")
    settings = [part["buildSettings"] for part in of("XCBuildConfiguration")]
    paths += [one[key] for one in settings for key in ("INFOPLIST_FILE", "CODE_SIGN_ENTITLEMENTS") if key in one]
    assert len(paths) == 9, paths
    for path in paths:
        assert (IOS / path).exists(), f"{path} is not there"

    # The symbols are made when building, where the script says.
    [symbols] = [part for part in of("PBXFileReference") if part["sourceTree"] == "SOURCE_ROOT"]
    assert (IOS / symbols["path"]).resolve() == TREE / "target/symbols", symbols
    made = (TREE / "scripts/xcframework").read_text()
    assert "\nscripts/symbols\n" in made and "out=target/symbols" in (TREE / "scripts/symbols").read_text()

    # The package of the core is put together when building: what it is made of has to give what is asked of it.
    [package] = of("XCLocalSwiftPackageReference")
    assert package["relativePath"] == "../target/bindings/swift"
    core = (TREE / "bindings/swift/Package.swift").read_text()
    products = {part["productName"] for part in of("XCSwiftPackageProductDependency")}
    assert all(f'.library(name: "{name}"' in core for name in products), products
    [targets] = [part["targets"] for part in of("PBXProject")]
    assert [objects[target]["name"] for target in targets] == ["Kith", "KithKit", "KithKitTests"]
    scheme = ElementTree.parse(IOS / "Kith.xcodeproj/xcshareddata/xcschemes/Kith.xcscheme")
    built = {one.get("BlueprintIdentifier"): one.get("BlueprintName") for one in scheme.iter("BuildableReference")}
    assert built and all(objects[one]["name"] == name for one, name in built.items()), built
    assert {one["PRODUCT_MODULE_NAME"] for one in settings if "PRODUCT_MODULE_NAME" in one} == {"KithApp"}


def check_plists():
    info = plistlib.loads((IOS / "Kith/Info.plist").read_bytes())
    entitlements = plistlib.loads((IOS / "Kith/Kith.entitlements").read_bytes())
    assert entitlements == {"com.apple.developer.default-data-protection": "NSFileProtectionComplete"}
    source = "".join(path.read_text() for path in sorted((IOS / "KithApp").rglob("*.swift")))
    kinds = (IOS / "KithKit/Sources/Files.swift").read_text()
    for task in info["BGTaskSchedulerPermittedIdentifiers"]:
        assert f'"{task}"' in source, task
    assert "fetch" in info["UIBackgroundModes"]
    types = {one["UTTypeIdentifier"]: one["UTTypeTagSpecification"] for one in info["UTExportedTypeDeclarations"]}
    assert len(types) == 3
    for name, tags in types.items():
        [ending] = tags["public.filename-extension"]
        assert name == f"org.kith.{ending}" and f'= "{ending}"' in kinds, name
    [document] = info["CFBundleDocumentTypes"]
    assert document["LSItemContentTypes"] == list(types)
    check_reasons(info)


def check_reasons(info):
    """Why a face, the camera and the microphone are asked for is said in the core's words, in every language."""
    keys = {"Camera": "app-take-photo", "FaceID": "app-unlock-reason", "Microphone": "app-record-sound"}
    assert info["CFBundleLocalizations"] == ["en", "cy"]
    for language in info["CFBundleLocalizations"]:
        words = (TREE / f"core/companion/src/strings/{language}/app.ftl").read_text()
        reasons = {f"NS{of}UsageDescription": re.search(f"^{key} = (.*)$", words, re.M)[1] for of, key in keys.items()}
        told = parse("{" + (IOS / f"KithApp/{language}.lproj/InfoPlist.strings").read_text() + "}")
        assert told == {f'"{name}"': reason for name, reason in reasons.items()}, told
        if language == "en":
            assert {name: info[name] for name in info if name.endswith("UsageDescription")} == reasons


def check_controls():
    """What is broken is seen to be."""
    for broken in ("{ a = b }", "{ a = (b; };", "{ a = b; a = c; }", "{ a = b; } c", "{ a = }; }"):
        try:
            parse(broken)
        except (AssertionError, IndexError):
            continue
        sys.exit(f"{broken} is taken for a property list")


check_controls()
check_project()
check_plists()
