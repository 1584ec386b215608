import KithCore
import Testing

@testable import KithKit

@MainActor
struct MapTests {
    @Test("The list tells everybody in the picture, and every line has its ends")
    func list() async throws {
        try await Record.used { record in
            let nia = try await record.person("Nia", quality: "strong")
            _ = try await record.person("Ifan", circle: "exchange", quality: "stressful")
            let map = MapModel(record.kith, of: record.individual)
            await map.screen.load()
            guard let figure = map.screen.shown.value else {
                Issue.record("there is no map")
                return
            }
            let listed = Set(figure.rows.map(\.id))
            let drawn = Set(figure.people.map(\.id))
            #expect(drawn.isSubset(of: listed))
            #expect(figure.lines.count == 2)
            #expect(figure.lines.allSatisfy { figure.ends(of: $0) != nil })
            let person = try #require(figure.people.first { $0.id == nia })
            map.choose(x: person.x + 3, y: person.y - 3, within: 24)
            #expect(map.chosen == nia)
            map.choose(x: -500, y: -500, within: 24)
            #expect(map.chosen == nil)
        }
    }

    @Test("It is never smaller than to fit, and comes back to the middle there")
    func zoom() async throws {
        try await Record.used { record in
            let map = MapModel(record.kith, of: record.individual)
            map.zoom(to: MapView(), by: 3, side: 300)
            map.move(to: map.view, x: 40, y: -10, side: 300)
            #expect(map.view.scale == 3)
            #expect(map.view.x == 40)
            map.move(to: map.view, x: 4000, y: -4000, side: 300)
            #expect(map.view.x == 300 && map.view.y == -300, "it is out of sight")
            map.zoom(to: map.view, by: 0.1, side: 300)
            #expect(map.view == MapView())
        }
    }

    @Test(
        "Every quality is drawn in its own way",
        arguments: [
            ("strong", Stroke.thick), ("ordinary", .plain), ("tenuous", .dashed), ("stressful", .zigzag),
            ("not_in_touch", .crossed), ("of a newer app", .plain),
        ])
    func stroke(quality: String, stroke: Stroke) {
        #expect(Stroke(quality: quality) == stroke)
    }

    @Test("A line goes from end to end, however it is drawn", arguments: Stroke.allCases)
    func points(stroke: Stroke) {
        let (from, to) = (MapPoint(x: 0, y: 0), MapPoint(x: 100, y: 50))
        let points = stroke.points(from: from, to: to)
        #expect(points.first == from && points.last == to)
        #expect((points.count > 2) == (stroke == .zigzag))
    }

    @Test("What occurs in a map is in its legend, in words, and a line ends at the edges of its marks")
    func notation() async throws {
        try await Record.used { record in
            _ = try await record.person("Nia", quality: "strong")
            let ifan = try await record.kith.addPerson(
                arguments: AddPerson(individual: record.individual, name: "Ifan", kind: "person")
            ).id("person")
            _ = try await record.kith.addRelationship(
                arguments: AddRelationship(
                    individual: record.individual, to: ifan, kind: "friend", circle: "friendship",
                    quality: "stressful", status: "wanted"))
            let map = MapModel(record.kith, of: record.individual)
            await map.screen.load()
            var figure = try #require(map.screen.shown.value)
            let place = try #require(figure.lines.firstIndex { $0.to == ifan })
            figure.lines[place].gives = "both"
            #expect(Set(figure.signs) == [.line("strong"), .line("stressful"), .gives, .status("wanted")])
            let meanings = figure.signs.map { $0.meaning(record.vault.words) }
            #expect(meanings.contains("Strong") && meanings.contains("I would like this"))
            let line = figure.lines[place]
            #expect(line.points.there && line.points.back)
            let (ends, edges) = (figure.ends(of: line), figure.edges(of: line, heart: 30, mark: 12))
            let (whole, inner) = (try #require(ends), try #require(edges))
            let (from, to) = (distance(whole.from, inner.from), distance(whole.to, inner.to))
            #expect(abs(from - 30) < 0.001 && abs(to - 12) < 0.001)
        }
    }

    private func distance(_ one: MapPoint, _ other: MapPoint) -> Double {
        ((one.x - other.x) * (one.x - other.x) + (one.y - other.y) * (one.y - other.y)).squareRoot()
    }

    @Test("An arrow ends where it points, and both its sides are behind")
    func arrow() {
        let head = MapPoint(x: 10, y: 0).head(from: MapPoint(x: 0, y: 0), reach: 5)
        #expect(head.count == 3 && head[0] == MapPoint(x: 10, y: 0))
        #expect(head[1].x < 10 && head[2].x == head[1].x && head[1].y == -head[2].y)
        #expect(MapPoint(x: 1, y: 1).head(from: MapPoint(x: 1, y: 1), reach: 5).isEmpty)
    }

    @Test("Each standing is drawn in its own way")
    func standings() {
        let known = ["wanted", "ended", "estranged", "kept_away_from", "died", "unknown"]
        let drawn = known.map { MapStanding(status: $0) }
        for (place, one) in drawn.enumerated() {
            #expect(!one.strokes.isEmpty && one.isHollow && drawn.firstIndex(of: one) == place)
        }
        #expect(MapStanding(status: "existing").strokes.isEmpty && !MapStanding(status: "existing").isHollow)
    }
}
