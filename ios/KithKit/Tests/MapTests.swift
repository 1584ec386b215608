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
            map.zoom(to: MapView(), by: 3)
            map.move(to: map.view, x: 40, y: -10)
            #expect(map.view.scale == 3)
            #expect(map.view.x == 40)
            map.zoom(to: map.view, by: 0.1)
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
}
