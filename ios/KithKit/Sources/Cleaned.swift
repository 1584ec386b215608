import Foundation

/// A JPEG with what draws it, and nothing else: not where it was taken, when, or by which camera. What is left out is told by what is
/// needed, so that what is written into photos some day is left out too. Nothing where it is no whole JPEG.
func cleaned(_ jpeg: Data) -> Data? {
    var rest = jpeg[...]
    guard rest.starts(with: [0xFF, 0xD8]) else { return nil }
    var kept = Data(rest.prefix(2))
    rest = rest.dropFirst(2)
    while let segment = Segment(in: rest) {
        if segment.marker == Segment.end { return kept + [0xFF, Segment.end] }
        if segment.isDrawn { kept += segment.bytes }
        rest = rest[segment.bytes.endIndex...]
        guard segment.marker == Segment.scan else { continue }
        let data = scanned(rest)
        kept += data
        rest = rest[data.endIndex...]
    }
    return nil
}

/// The picture's own data, up to the next marker.
private func scanned(_ rest: Data.SubSequence) -> Data.SubSequence {
    var at = rest.startIndex
    while at < rest.endIndex {
        guard let marker = rest[at...].firstIndex(of: 0xFF), marker + 1 < rest.endIndex else { break }
        let next = rest[marker + 1]
        if next != 0, next != 0xFF, !(0xD0...0xD7).contains(next) { return rest[..<marker] }
        at = marker + (next == 0xFF ? 1 : 2)
    }
    return rest
}

/// One segment of a JPEG.
private struct Segment {
    static let end: UInt8 = 0xD9
    static let scan: UInt8 = 0xDA

    let marker: UInt8
    /// From its marker to its end.
    let bytes: Data.SubSequence
    private let body: Data.SubSequence

    init?(in rest: Data.SubSequence) {
        // A marker may stand behind filling.
        let bytes = rest.drop { $0 == 0xFF }
        guard rest.first == 0xFF, let marker = bytes.first else { return nil }
        self.marker = marker
        let start = bytes.startIndex + 1
        if marker == Self.end || marker == 0x01 || (0xD0...0xD8).contains(marker) {
            (self.bytes, body) = (rest[..<start], rest[start..<start])
            return
        }
        guard start + 2 <= rest.endIndex else { return nil }
        let end = start + Int(rest[start]) * 256 + Int(rest[start + 1])
        guard end >= start + 2, end <= rest.endIndex else { return nil }
        (self.bytes, body) = (rest[..<end], rest[start + 2..<end])
    }

    /// Whether a picture needs it: its tables, its size, and of what applications write the colours alone.
    var isDrawn: Bool {
        switch marker {
        case 0xFE: false
        case 0xE0: body.starts(with: Data("JFIF".utf8))
        case 0xE2: body.starts(with: Data("ICC_PROFILE".utf8))
        case 0xEE: body.starts(with: Data("Adobe".utf8))
        case 0xE1...0xEF: false
        default: true
        }
    }
}
