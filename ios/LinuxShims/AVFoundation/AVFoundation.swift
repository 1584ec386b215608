// What the app uses of AVFoundation, declared so that it is type-checked where there is none. Nothing here hears or sounds.
@_exported import Dispatch
@_exported import Foundation

public typealias AudioFormatID = UInt32
public let kAudioFormatMPEG4AAC: AudioFormatID = 1_633_772_320
public let AVFormatIDKey = "format"
public let AVSampleRateKey = "rate"
public let AVNumberOfChannelsKey = "channels"
public let AVEncoderBitRateKey = "bits"

public final class AVAudioApplication {
    public class func requestRecordPermission() async -> Bool { fatalError() }
}

public final class AVAudioSession {
    public struct Category: Hashable, Sendable {
        public static let playback = Category()
        public static let record = Category()
    }
    public class func sharedInstance() -> AVAudioSession { fatalError() }
    public func setCategory(_ category: Category) throws {}
    public func setActive(_ active: Bool) throws {}
}

public final class AVAudioRecorder: NSObject {
    public init(url: URL, settings: [String: Any]) throws {}
    public var isRecording: Bool { fatalError() }
    public func record() -> Bool { fatalError() }
    public func stop() {}
}

public struct AVMediaType: Hashable, Sendable {
    public static let video = AVMediaType()
}

public final class AVCaptureDevice {
    public class func requestAccess(for type: AVMediaType) async -> Bool { fatalError() }
}

// MARK: Playing

public class AVAsset {}

public final class AVURLAsset: AVAsset {
    public init(url: URL) {}
    public var resourceLoader: AVAssetResourceLoader { fatalError() }
}

public final class AVAssetResourceLoader {
    public func setDelegate(_ delegate: (any AVAssetResourceLoaderDelegate)?, queue: DispatchQueue?) {}
}

public protocol AVAssetResourceLoaderDelegate: NSObject {
    func resourceLoader(
        _ loader: AVAssetResourceLoader, shouldWaitForLoadingOfRequestedResource request: AVAssetResourceLoadingRequest
    ) -> Bool
}

public final class AVAssetResourceLoadingRequest {
    public var contentInformationRequest: AVAssetResourceLoadingContentInformationRequest? { fatalError() }
    public var dataRequest: AVAssetResourceLoadingDataRequest? { fatalError() }
    public var isCancelled: Bool { fatalError() }
    public func finishLoading() {}
    public func finishLoading(with error: (any Error)?) {}
}

public final class AVAssetResourceLoadingContentInformationRequest {
    public var contentType: String? {
        get { fatalError() }
        set {}
    }
    public var contentLength: Int64 {
        get { fatalError() }
        set {}
    }
    public var isByteRangeAccessSupported: Bool {
        get { fatalError() }
        set {}
    }
}

public final class AVAssetResourceLoadingDataRequest {
    public var requestedOffset: Int64 { fatalError() }
    public var requestedLength: Int { fatalError() }
    public var requestsAllDataToEndOfResource: Bool { fatalError() }
    public func respond(with data: Data) {}
}

@MainActor
public final class AVPlayerItem: NSObject {
    public enum Status: Int, Sendable {
        case unknown, readyToPlay, failed
    }
    public init(asset: AVAsset) {}
    nonisolated public var status: Status { fatalError() }
}

@MainActor
public final class AVPlayer: NSObject {
    public enum TimeControlStatus: Int, Sendable {
        case paused, waitingToPlayAtSpecifiedRate, playing
    }
    public init(playerItem item: AVPlayerItem?) {}
    public func play() {}
    public func pause() {}
    nonisolated public var timeControlStatus: TimeControlStatus { fatalError() }
}
