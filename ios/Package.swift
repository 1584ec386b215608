// swift-tools-version:6.0
// The app for iOS: KithKit holds what a screen shows and does, KithApp draws it. The package of the core is put together by
// `scripts/bindings swift`.
import PackageDescription

#if os(Linux)
// Here the drawing is only type-checked, against declarations of what it uses of Apple's frameworks. On a Mac Kith.xcodeproj
// builds it.
let frameworks = [
    "AVFoundation", "BackgroundTasks", "CoreGraphics", "ImageIO", "LocalAuthentication", "PhotosUI", "Security", "SwiftUI",
    "UIKit", "UniformTypeIdentifiers", "UserNotifications",
]
let uses: [String: [Target.Dependency]] = [
    "ImageIO": ["CoreGraphics"], "PhotosUI": ["SwiftUI"], "SwiftUI": ["CoreGraphics", "UIKit", "UniformTypeIdentifiers"],
]
let drawing: [Target] =
    frameworks.map { .target(name: $0, dependencies: uses[$0] ?? [], path: "LinuxShims/\($0)") } + [
        .target(
            name: "KithApp", dependencies: ["KithKit"] + frameworks.map { .target(name: $0) }, path: "KithApp",
            exclude: ["cy.lproj", "en.lproj"])
    ]
#else
let drawing: [Target] = []
#endif

let package = Package(
    name: "KithApp",
    platforms: [.iOS(.v17), .macOS(.v14)],
    products: [.library(name: "KithKit", targets: ["KithKit"])],
    dependencies: [.package(name: "Kith", path: "../target/bindings/swift")],
    targets: drawing + [
        .target(
            name: "KithKit", dependencies: [.product(name: "KithCore", package: "Kith")], path: "KithKit/Sources"),
        .testTarget(
            name: "KithKitTests", dependencies: ["KithKit", .product(name: "KithCore", package: "Kith")],
            path: "KithKit/Tests"),
    ],
    swiftLanguageModes: [.v6]
)
