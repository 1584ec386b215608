import AVFoundation
import Foundation
import KithKit
import UniformTypeIdentifiers

/// The microphone, into a file that is read while it grows: each part of this kind of file says by itself how it is to be played, so
/// that one that breaks off is as long as it came.
actor SystemRecorder: Recorder {
    private var recorder: AVAudioRecorder?

    func mayListen() async -> Bool { await AVAudioApplication.requestRecordPermission() }

    func begin() throws -> URL {
        let file = try SystemTaken.file("aac")
        let session = AVAudioSession.sharedInstance()
        try session.setCategory(.record)
        try session.setActive(true)
        let settings: [String: Any] = [
            AVFormatIDKey: kAudioFormatMPEG4AAC, AVSampleRateKey: 44_100, AVNumberOfChannelsKey: 1,
            AVEncoderBitRateKey: 64_000,
        ]
        let recorder = try AVAudioRecorder(url: file, settings: settings)
        // Another app has it, or a call is on.
        guard recorder.record() else { throw NoMicrophone() }
        self.recorder = recorder
        return file
    }

    func goesOn() async -> Bool {
        try? await Task.sleep(for: .milliseconds(500))
        return recorder?.isRecording ?? false
    }

    func end() {
        recorder?.stop()
        recorder = nil
        try? AVAudioSession.sharedInstance().setActive(false)
    }
}

/// The loudspeaker. What is played comes out of the vault portion by portion, and lies in no file.
struct SystemPlayer: Player {
    @MainActor
    func play(_ sound: Portions) async -> Bool {
        guard let address = URL(string: "org.kith.sound:vault") else { return false }
        let session = AVAudioSession.sharedInstance()
        try? session.setCategory(.playback)
        try? session.setActive(true)
        let (asset, loader) = (AVURLAsset(url: address), SoundLoader(sound))
        asset.resourceLoader.setDelegate(loader, queue: .main)
        let item = AVPlayerItem(asset: asset)
        let player = AVPlayer(playerItem: item)
        player.play()
        let isPlayed = await ended(player, item)
        // The asset does not hold whoever loads it.
        withExtendedLifetime(loader) {}
        return isPlayed
    }

    @MainActor
    private func ended(_ player: AVPlayer, _ item: AVPlayerItem) async -> Bool {
        while !Task.isCancelled {
            if item.status == .failed { return false }
            if player.timeControlStatus == .paused { return true }
            try? await Task.sleep(for: .milliseconds(200))
        }
        player.pause()
        return true
    }
}

/// Hands the bytes of a recording to the player as it asks for them.
private final class SoundLoader: NSObject, AVAssetResourceLoaderDelegate {
    private let sound: Portions

    init(_ sound: Portions) {
        self.sound = sound
    }

    func resourceLoader(
        _ loader: AVAssetResourceLoader, shouldWaitForLoadingOfRequestedResource request: AVAssetResourceLoadingRequest
    ) -> Bool {
        let answering = Answering(request: request, sound: sound)
        Task { await answering.run() }
        return true
    }
}

/// A request is whoever's it was handed to until it is finished, and nobody else's.
private struct Answering: @unchecked Sendable {
    let request: AVAssetResourceLoadingRequest
    let sound: Portions

    func run() async {
        if let about = request.contentInformationRequest {
            about.contentType = UTType(mimeType: sound.mediaType)?.identifier
            about.contentLength = Int64(sound.length)
            about.isByteRangeAccessSupported = true
        }
        guard let wanted = request.dataRequest else { return request.finishLoading() }
        var at = UInt64(max(wanted.requestedOffset, 0))
        let end =
            wanted.requestsAllDataToEndOfResource ? sound.length : min(at + UInt64(wanted.requestedLength), sound.length)
        do {
            while at < end, !request.isCancelled {
                let bytes = try await sound.at(at, most: Int(end - at))
                if bytes.isEmpty { break }
                wanted.respond(with: bytes)
                at += UInt64(bytes.count)
            }
            request.finishLoading()
        } catch {
            request.finishLoading(with: error)
        }
    }
}
