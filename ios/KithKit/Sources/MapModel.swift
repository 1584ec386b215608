import KithCore
import Observation

/// The map of a record: one figure from the core, as a picture and as an ordered list of the same facts.
@MainActor
@Observable
public final class MapModel {
    public let screen: ScreenModel<MapFigure>
    /// The person or line that is looked at, in picture and list alike.
    public var chosen: String?
    public var isPicture = true
    /// How much larger than to fit, and how far moved, in points of the screen.
    public private(set) var view = MapView()

    public init(_ kith: Kith, of individual: String) {
        screen = ScreenModel(kith, of: individual) { try await $0.map(arguments: MapScreen(individual: individual)) }
    }

    /// Made larger from what it was when two fingers came down; never smaller than to fit.
    public func zoom(to before: MapView, by factor: Double, side: Double) {
        view.scale = min(max(before.scale * factor, 1), 8)
        place(view.x, view.y, side)
    }

    /// Moved from where it was when a finger came down; never out of sight.
    public func move(to before: MapView, x: Double, y: Double, side: Double) {
        place(before.x + x, before.y + y, side)
    }

    /// No farther than to its edge; `side` is the side of the figure where it fits, in points of the screen.
    private func place(_ x: Double, _ y: Double, _ side: Double) {
        let most = side * (view.scale - 1) / 2
        (view.x, view.y) = (min(max(x, -most), most), min(max(y, -most), most))
    }

    /// Chooses who stands at a point of the figure: the nearest that a finger can mean.
    public func choose(x: Double, y: Double, within reach: Double) {
        let people = screen.shown.value?.people ?? []
        let near = people.map { ($0.id, ($0.x - x) * ($0.x - x) + ($0.y - y) * ($0.y - y)) }
        chosen = near.filter { $0.1 <= reach * reach }.min { $0.1 < $1.1 }?.0
    }
}

/// Which part of the figure is seen.
public struct MapView: Equatable, Sendable {
    public var scale = 1.0
    public var x = 0.0
    public var y = 0.0

    public init() {}
}

/// How a line of the ecomap is drawn. Its word stands in the list, so that nothing is told by the drawing alone.
public enum Stroke: Equatable, Sendable, CaseIterable {
    case thick, plain, dashed, zigzag, crossed

    /// What a quality is drawn as; one of a newer app is a plain line, and its own word is in the list.
    public init(quality: String) {
        switch quality {
        case "strong": self = .thick
        case "tenuous": self = .dashed
        case "stressful": self = .zigzag
        case "not_in_touch": self = .crossed
        default: self = .plain
        }
    }

    /// The points that it goes through between two ends.
    public func points(from: MapPoint, to: MapPoint) -> [MapPoint] {
        let (across, down) = (to.x - from.x, to.y - from.y)
        let length = (across * across + down * down).squareRoot()
        guard self == .zigzag, length > 24 else { return [from, to] }
        let turns = Int(length / 12)
        let inner = (1..<turns).map { turn in
            let (part, side) = (Double(turn) / Double(turns), turn.isMultiple(of: 2) ? 6.0 : -6.0)
            return MapPoint(
                x: from.x + across * part - down / length * side, y: from.y + down * part + across / length * side)
        }
        return [from] + inner + [to]
    }
}

extension MapFigure {
    /// One row of the list: the id that it is about, and its words.
    public struct Row: Identifiable, Sendable {
        public let id: String
        public let text: String
    }

    public var rows: [Row] {
        zip(listIds, list).map { Row(id: $0, text: $1) }
    }

    /// Who is chosen, where it is somebody.
    public func person(_ chosen: String?) -> MapPerson? {
        people.first { $0.id == chosen }
    }

    /// Where a line begins and ends; nothing where one of its ends is not on the map.
    public func ends(of line: MapLine) -> (from: MapPoint, to: MapPoint)? {
        let heart = MapPoint(x: size / 2, y: size / 2)
        guard let from = line.from.map({ place(of: $0) }) ?? heart, let to = place(of: line.to) else { return nil }
        return (from, to)
    }

    private func place(of person: String) -> MapPoint? {
        people.first { $0.id == person }.map { MapPoint(x: $0.x, y: $0.y) }
    }
}

/// A point of the figure.
public struct MapPoint: Equatable, Sendable {
    public let x: Double
    public let y: Double

    public init(x: Double, y: Double) {
        (self.x, self.y) = (x, y)
    }
}
