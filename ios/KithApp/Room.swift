import KithKit

/// Where a screen of an open vault stands: the vault, the door to it, where somebody is, and the files that came.
@MainActor
struct Room {
    let vault: OpenVault
    let door: Door
    let navigation: Navigation
    let inbox: Inbox
    let media: Media

    var kith: Kith { vault.kith }
    var words: Strings { vault.words }

    func attachment(_ item: AttachmentItem) -> AttachmentView {
        AttachmentView(model: AttachmentModel(vault, item, player: media.player), words: words)
    }
}
