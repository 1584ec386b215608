// What the app uses of PhotosUI, declared so that it is type-checked where there is none. Nothing here is chosen.
import SwiftUI

public struct PHPickerFilter: Sendable {
    public static var images: PHPickerFilter { fatalError() }
}

public struct PhotosPickerItem: Equatable, Hashable, Sendable {
    public func loadTransferable<Item: Transferable>(type: Item.Type) async throws -> Item? { fatalError() }
}

extension View {
    nonisolated public func photosPicker(
        isPresented: Binding<Bool>, selection: Binding<PhotosPickerItem?>, matching filter: PHPickerFilter? = nil
    ) -> some View { EmptyView() }
}
