// What is made elsewhere: pictures, view controllers, and what another app hands over.
@_exported import CoreGraphics
import UIKit
import UniformTypeIdentifiers

extension Image {
    nonisolated public init(decorative picture: CGImage, scale: CGFloat) {}
    nonisolated public init(_ picture: CGImage, scale: CGFloat, label: Text) {}
    nonisolated public func resizable() -> Image { self }
}

public struct UIViewControllerRepresentableContext<Representable: UIViewControllerRepresentable> {
    public let coordinator: Representable.Coordinator
}

@MainActor @preconcurrency
public protocol UIViewControllerRepresentable: View where Body == Never {
    associatedtype UIViewControllerType: UIViewController
    associatedtype Coordinator = Void
    typealias Context = UIViewControllerRepresentableContext<Self>
    @MainActor @preconcurrency func makeCoordinator() -> Coordinator
    @MainActor @preconcurrency func makeUIViewController(context: Context) -> UIViewControllerType
    @MainActor @preconcurrency func updateUIViewController(_ controller: UIViewControllerType, context: Context)
}

extension UIViewControllerRepresentable {
    public var body: Never { fatalError() }
}

extension View {
    nonisolated public func keyboardType(_ type: UIKeyboardType) -> some View { EmptyView() }
}

// MARK: CoreTransferable, which Apple's SwiftUI exports

public protocol TransferRepresentation: Sendable {}

public protocol Transferable: Sendable {
    associatedtype Representation: TransferRepresentation
    @TransferRepresentationBuilder static var transferRepresentation: Representation { get }
}

@resultBuilder
public struct TransferRepresentationBuilder {
    public static func buildBlock<Content: TransferRepresentation>(_ content: Content) -> Content { content }
}

public struct ReceivedTransferredFile: Sendable {
    public let file: URL
}

public struct FileRepresentation<Item: Transferable>: TransferRepresentation {
    public init(
        importedContentType: UTType, importing: @escaping @Sendable (ReceivedTransferredFile) async throws -> Item
    ) {}
}
