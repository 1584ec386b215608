import KithKit
import SwiftUI

/// The app.
@main
struct KithMain: App {
    private let door: Door
    private let background: Background
    private let media = Media(drawing: SystemDrawing(), player: SystemPlayer(), recorder: { SystemRecorder() })

    init() {
        SystemTaken.sweep()
        let key = VaultKey(keychain: SystemKeychain(), enclave: SystemEnclave())
        door = Door(home: SystemKept.home(), kept: SystemKept(), key: key, symbols: SystemKept.symbols())
        let time = SystemTime()
        background = Background(time: time, later: time, reminders: SystemReminders())
    }

    var body: some Scene {
        WindowGroup { RootView(door: door, background: background, media: media) }
            .backgroundTask(.appRefresh(SystemTime.locking)) { [door] in await door.lockWhereLeft() }
    }
}
