// swift-tools-version:6.0
// What `scripts/bindings swift` puts together under target/bindings/swift: the generated code and the library are there.
import PackageDescription

#if os(Linux)
// The library as it was built on this machine, found where it lies.
let library = "\(Context.packageDirectory)/lib"
let core: Target = .systemLibrary(name: "kithFFI")
let linked: [LinkerSetting] = [.unsafeFlags(["-L\(library)", "-Xlinker", "-rpath=\(library)"])]
#else
let core: Target = .binaryTarget(name: "kithFFI", path: "kithFFI.xcframework")
let linked: [LinkerSetting] = []
#endif

let package = Package(
    name: "Kith",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [.library(name: "KithCore", targets: ["KithCore"])],
    targets: [
        core,
        .target(name: "KithCore", dependencies: ["kithFFI"], linkerSettings: linked),
        .executableTarget(name: "Play", dependencies: ["KithCore"], path: "Tests/Play"),
    ],
    swiftLanguageModes: [.v6]
)
