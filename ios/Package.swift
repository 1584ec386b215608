// swift-tools-version:6.0
// The app for iOS: KithKit holds what a screen shows and does, KithApp draws it. The package of the core is put together by
// `scripts/bindings swift`.
import PackageDescription

#if os(Linux)
// Here the drawing is only type-checked, against declarations of what it uses of SwiftUI.
let shims: [Target] = [.target(name: "SwiftUI", path: "LinuxShims/SwiftUI")]
let swiftUI: [Target.Dependency] = ["SwiftUI"]
#else
let shims: [Target] = []
let swiftUI: [Target.Dependency] = []
#endif

let package = Package(
    name: "KithApp",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [
        .library(name: "KithKit", targets: ["KithKit"]),
        .library(name: "KithApp", targets: ["KithApp"]),
    ],
    dependencies: [.package(name: "Kith", path: "../target/bindings/swift")],
    targets: shims + [
        .target(
            name: "KithKit", dependencies: [.product(name: "KithCore", package: "Kith")], path: "KithKit/Sources"),
        .target(name: "KithApp", dependencies: ["KithKit"] + swiftUI, path: "KithApp"),
        .testTarget(
            name: "KithKitTests", dependencies: ["KithKit", .product(name: "KithCore", package: "Kith")],
            path: "KithKit/Tests"),
    ],
    swiftLanguageModes: [.v6]
)
