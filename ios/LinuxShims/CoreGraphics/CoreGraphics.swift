// What the app uses of CoreGraphics beside what Foundation has here, declared so that it is type-checked where there is none.
@_exported import Foundation

public final class CGImage: @unchecked Sendable {}
