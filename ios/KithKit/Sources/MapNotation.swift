import KithCore

// How a map is drawn beside its places, which are the core's: what stands on a mark and on a line, and what the signs mean. Nothing
// is told by a sign alone: the list says all of it.

/// What of the notation occurs in a map.
public enum MapSign: Hashable, Sendable {
    case line(String)
    case gives, guarded, differs
    case status(String)

    /// What it means.
    public func meaning(_ words: Strings) -> String {
        switch self {
        case .line(let quality): words.option(list: "page-line", name: quality)
        case .gives: words.say("page-line-gives")
        case .guarded: words.say("page-line-guarded")
        case .differs: words.say("page-line-differs")
        case .status(let status): words.option(list: "page-status", name: status)
        }
    }
}

/// What is drawn of where it stands with somebody, over their mark.
public struct MapStanding: Equatable, Sendable {
    /// Strokes from point to point, around the middle of the mark.
    public let strokes: [[MapPoint]]
    public let isDashed: Bool
    /// Whether the mark is empty.
    public let isHollow: Bool

    public init(status: String) {
        func stroke(_ x: Double, _ y: Double, _ toX: Double, _ toY: Double) -> [MapPoint] {
            [MapPoint(x: x, y: y), MapPoint(x: toX, y: toY)]
        }
        strokes =
            switch status {
            case "died": [stroke(0, -10, 0, 11), stroke(-6, -4, 6, -4)]
            case "ended": [stroke(-11, 11, 11, -11)]
            case "estranged": [stroke(-9, 0, 9, 0)]
            case "kept_away_from": [stroke(-8, -8, 8, 8), stroke(-8, 8, 8, -8)]
            case "wanted": [stroke(-8, 0, 8, 0), stroke(0, -8, 0, 8)]
            case "unknown": [stroke(-2, 0, 2, 0)]
            default: []
            }
        isDashed = ["estranged", "wanted"].contains(status)
        isHollow = !["existing", ""].contains(status)
    }
}

extension MapLine {
    /// Whether it points at whom it goes to, as support is given there, and at whom it comes from.
    public var points: (there: Bool, back: Bool) {
        (["from_me", "both"].contains(gives ?? ""), ["to_me", "both"].contains(gives ?? ""))
    }
}

extension MapPoint {
    /// The head of an arrow that comes from a point and ends here.
    public func head(from: MapPoint, reach: Double) -> [MapPoint] {
        let (across, down) = (x - from.x, y - from.y)
        let length = (across * across + down * down).squareRoot()
        guard length > 0 else { return [] }
        let (along, aside) = (reach / length * 0.9, reach / length * 0.43)
        let sides = [1.0, -1.0].map { side in
            MapPoint(x: x - across * along + down * aside * side, y: y - down * along - across * aside * side)
        }
        return [self] + sides
    }

    /// So far on the way to another.
    public func on(wayTo other: MapPoint, part: Double) -> MapPoint {
        MapPoint(x: x + (other.x - x) * part, y: y + (other.y - y) * part)
    }
}

extension MapFigure {
    /// The ends of a line from the edge of one mark to the edge of the other. None where they touch.
    public func edges(of line: MapLine, heart: Double, mark: Double) -> (from: MapPoint, to: MapPoint)? {
        guard let ends = ends(of: line) else { return nil }
        let (across, down) = (ends.to.x - ends.from.x, ends.to.y - ends.from.y)
        let length = (across * across + down * down).squareRoot()
        let begins = line.from == nil ? heart : mark
        guard length > begins + mark else { return nil }
        return (ends.from.on(wayTo: ends.to, part: begins / length), ends.to.on(wayTo: ends.from, part: mark / length))
    }

    /// The signs that occur, each once and in their order.
    public var signs: [MapSign] {
        var signs = lines.map { MapSign.line($0.quality.isEmpty ? "ordinary" : $0.quality) }
        if lines.contains(where: { $0.points.there || $0.points.back }) { signs.append(.gives) }
        if lines.contains(where: { $0.restriction != nil }) { signs.append(.guarded) }
        if lines.contains(where: \.differs) || people.contains(where: \.differs) { signs.append(.differs) }
        signs += people.filter { MapStanding(status: $0.status).isHollow }.map { .status($0.status) }
        var seen: Set<MapSign> = []
        return signs.filter { seen.insert($0).inserted }
    }
}
