import KithKit
import SwiftUI

/// The map as a picture or as a list. VoiceOver reads the list in either case: the picture holds nothing that is not in it.
struct MapScreenView: View {
    @State var model: MapModel
    let room: Room
    /// The photos of those who have one, by who they are.
    @State private var photos: [String: CGImage] = [:]

    private var words: Strings { room.words }
    private var navigation: Navigation { room.navigation }

    var body: some View {
        ShownView(model: model.screen, words: words) { figure in
            VStack(spacing: 0) {
                Picker(words.say("screen-map"), selection: $model.isPicture) {
                    Text(verbatim: words.say("screen-map")).tag(true)
                    Text(verbatim: words.say("page-map-list")).tag(false)
                }
                .pickerStyle(.segmented)
                .padding(12)
                if model.isPicture {
                    MapPicture(model: model, figure: figure, photos: photos)
                        .accessibilityRepresentation { MapList(model: model, figure: figure) }
                    MapLegend(figure: figure, words: words).padding(12)
                } else {
                    MapList(model: model, figure: figure)
                }
                if let person = figure.person(model.chosen) {
                    OpeningLine(line: LineView(text: person.name, detail: [person.text])) {
                        navigation.open(.person(person.id, of: figure.individual))
                    }
                    .padding(12)
                }
                OpeningLine(line: LineView(text: words.say("screen-new-person"))) {
                    navigation.open(.form(FormOf(.person, of: figure.individual)))
                }
                .padding(12)
            }
            .navigationTitle(figure.title)
            .task { await look(figure) }
        }
    }

    private func look(_ figure: MapFigure) async {
        let pictures = room.vault.pictures
        for (card, photo) in await pictures.photos(of: figure.individual) {
            guard let small = await pictures.small(photo) else { continue }
            photos[card] = await SystemDrawing.read(small, most: Int(Size.large) * 3)
        }
    }
}

/// The ordered list: warnings first, then everybody from the inside out.
private struct MapList: View {
    let model: MapModel
    let figure: MapFigure

    var body: some View {
        List {
            ForEach(figure.warnings, id: \.self) { LineView(text: $0, mark: .alert) }
            ForEach(figure.rows) { row in
                OpeningLine(line: LineView(text: row.text), isChosen: model.chosen == row.id) { model.chosen = row.id }
            }
        }
    }
}

/// What the signs mean that occur in the picture.
private struct MapLegend: View {
    let figure: MapFigure
    let words: Strings

    var body: some View {
        ScrollView {
            VStack(alignment: .leading, spacing: 4) {
                ForEach(figure.signs, id: \.self) { sign in
                    HStack(spacing: 12) {
                        Canvas { context, size in MapDrawing.sample(sign, in: context, size) }
                            .frame(width: 48, height: 24)
                            .accessibilityHidden(true)
                        Text(verbatim: sign.meaning(words)).font(.caption)
                    }
                }
            }
            .frame(maxWidth: .infinity, alignment: .leading)
        }
        .frame(maxHeight: 112)
    }
}

/// The picture, to be moved with one finger and made larger with two.
private struct MapPicture: View {
    let model: MapModel
    let figure: MapFigure
    let photos: [String: CGImage]
    @State private var before = MapView()

    var body: some View {
        GeometryReader { room in
            let side = Double(min(room.size.width, room.size.height))
            Canvas { context, size in
                let fit = MapFit(figure: figure, size: size, view: model.view)
                context.translateBy(x: fit.x, y: fit.y)
                context.scaleBy(x: fit.scale, y: fit.scale)
                MapDrawing(figure: figure, photos: photos, chosen: model.chosen, scale: fit.scale).draw(in: context)
            }
            .gesture(
                DragGesture()
                    .onChanged { drag in
                        let (x, y) = (Double(drag.translation.width), Double(drag.translation.height))
                        model.move(to: before, x: x, y: y, side: side)
                    }
                    .onEnded { _ in before = model.view }
            )
            .simultaneousGesture(
                MagnifyGesture()
                    .onChanged { model.zoom(to: before, by: Double($0.magnification), side: side) }
                    .onEnded { _ in before = model.view }
            )
            .onTapGesture { point in
                let fit = MapFit(figure: figure, size: room.size, view: model.view)
                model.choose(
                    x: (Double(point.x) - fit.x) / fit.scale, y: (Double(point.y) - fit.y) / fit.scale,
                    within: Double(Size.target) / 2 / fit.scale)
            }
        }
        // It comes back from the list as it was left.
        .task { before = model.view }
    }
}

/// How the figure lies on the screen.
private struct MapFit {
    let scale: Double
    let x: Double
    let y: Double

    init(figure: MapFigure, size: CGSize, view: MapView) {
        let (width, height) = (Double(size.width), Double(size.height))
        scale = min(width, height) / figure.size * view.scale
        x = (width - figure.size * scale) / 2 + view.x
        y = (height - figure.size * scale) / 2 + view.y
    }
}

/// The figure drawn: every place and every word is the core's.
private struct MapDrawing {
    let figure: MapFigure
    let photos: [String: CGImage]
    let chosen: String?
    /// Points of the screen to one unit of the figure: words are as large as the device says, whatever is seen of the map.
    let scale: Double

    private static let heart = 30.0
    private static let mark = 12.0

    func draw(in context: GraphicsContext) {
        circles(context)
        for line in figure.lines { tie(line, context) }
        for person in figure.people { mark(person, context) }
        let middle = CGPoint(x: figure.size / 2, y: figure.size / 2)
        dot(at: middle, radius: Self.heart, context)
        write(Text(verbatim: figure.name).font(.headline), at: CGPoint(x: middle.x, y: middle.y + 36), .top, context)
    }

    private func write(_ text: Text, at point: CGPoint, _ anchor: UnitPoint, _ context: GraphicsContext) {
        var plain = context
        plain.translateBy(x: point.x, y: point.y)
        plain.scaleBy(x: 1 / scale, y: 1 / scale)
        plain.draw(text, at: CGPoint(x: 0, y: 0), anchor: anchor)
    }

    private func circles(_ context: GraphicsContext) {
        let middle = figure.size / 2
        for circle in figure.circles {
            let box = CGRect(
                x: middle - circle.radius, y: middle - circle.radius, width: circle.radius * 2, height: circle.radius * 2)
            context.stroke(Path(ellipseIn: box), with: .color(.secondary), lineWidth: 1)
            let top = CGPoint(x: middle, y: middle - circle.radius + 4)
            write(Text(verbatim: circle.label).font(.caption), at: top, .top, context)
        }
    }

    private func tie(_ line: MapLine, _ context: GraphicsContext) {
        guard let ends = figure.edges(of: line, heart: Self.heart, mark: Self.mark + 4) else { return }
        Self.stroke(line.quality, from: ends.from, to: ends.to, context)
        if line.points.there { Self.arrow(from: ends.from, to: ends.to, context) }
        if line.points.back { Self.arrow(from: ends.to, to: ends.from, context) }
        if line.differs { Self.differs(at: ends.from.on(wayTo: ends.to, part: 0.68), context) }
        let half = ends.from.on(wayTo: ends.to, part: 0.5)
        if let rule = line.restriction {
            context.draw(Image(systemName: "shield.fill"), at: half.onScreen)
            write(Text(verbatim: rule).font(.caption), at: CGPoint(x: half.x, y: half.y + 14), .top, context)
        }
    }

    private static func stroke(_ quality: String, from: MapPoint, to: MapPoint, _ context: GraphicsContext) {
        let style = Stroke(quality: quality)
        let path = Path { path in path.addLines(style.points(from: from, to: to).map(\.onScreen)) }
        let width: CGFloat = style == .thick ? 5 : 2
        let dash: [CGFloat] = style == .dashed ? [8, 6] : []
        context.stroke(path, with: .color(.primary), style: StrokeStyle(lineWidth: width, dash: dash))
        if style == .crossed { context.draw(Image(systemName: "xmark"), at: from.on(wayTo: to, part: 0.5).onScreen) }
    }

    private static func arrow(from: MapPoint, to: MapPoint, _ context: GraphicsContext) {
        let path = Path { path in path.addLines(to.head(from: from, reach: 17).map(\.onScreen)) }
        context.fill(path, with: .color(.primary))
    }

    /// Two views: a whole line over a broken one, so that it is no letter and no colour alone.
    private static func differs(at point: MapPoint, _ context: GraphicsContext) {
        for (down, dash) in [(-3.0, [CGFloat]()), (3.0, [3, 3])] {
            let ends = [CGPoint(x: point.x - 6, y: point.y + down), CGPoint(x: point.x + 6, y: point.y + down)]
            let path = Path { $0.addLines(ends) }
            context.stroke(path, with: .color(.primary), style: StrokeStyle(lineWidth: 2.5, dash: dash))
        }
    }

    /// What stands over a mark of where it stands with somebody.
    private static func standing(_ standing: MapStanding, at point: MapPoint, _ context: GraphicsContext) {
        let ring = CGRect(x: point.x - mark, y: point.y - mark, width: mark * 2, height: mark * 2)
        let dash: [CGFloat] = standing.isDashed ? [5, 4] : []
        context.stroke(
            Path(ellipseIn: ring), with: .color(.primary), style: StrokeStyle(lineWidth: 2.5, dash: dash))
        for stroke in standing.strokes {
            let ends = stroke.map { CGPoint(x: point.x + $0.x, y: point.y + $0.y) }
            context.stroke(Path { $0.addLines(ends) }, with: .color(.primary), lineWidth: 2.5)
        }
    }

    /// A sign as it looks, for the legend.
    static func sample(_ sign: MapSign, in context: GraphicsContext, _ size: CGSize) {
        let (from, to) = (MapPoint(x: 2, y: size.height / 2), MapPoint(x: size.width - 2, y: size.height / 2))
        let half = from.on(wayTo: to, part: 0.5)
        switch sign {
        case .line(let quality): stroke(quality, from: from, to: to, context)
        case .gives:
            stroke("", from: from, to: to, context)
            arrow(from: from, to: to, context)
        case .guarded: context.draw(Image(systemName: "shield.fill"), at: half.onScreen)
        case .differs: differs(at: half, context)
        case .status(let status): standing(MapStanding(status: status), at: half, context)
        }
    }

    private func mark(_ person: MapPerson, _ context: GraphicsContext) {
        let place = MapPoint(x: person.x, y: person.y)
        let (isChosen, standing) = (person.id == chosen, MapStanding(status: person.status))
        if let photo = photos[person.id] {
            face(photo, at: place.onScreen, radius: isChosen ? 20 : 16, context)
            if standing.isHollow { Self.standing(standing, at: place, context) }
        } else if standing.isHollow {
            Self.standing(standing, at: place, context)
        } else {
            dot(at: place.onScreen, radius: isChosen ? Self.mark + 3 : Self.mark, context)
        }
        if person.differs {
            Self.differs(at: MapPoint(x: place.x + Self.mark + 6, y: place.y - Self.mark - 6), context)
        }
        name(person, Text(verbatim: person.name).font(isChosen ? .headline : .caption), context)
    }

    /// A name grows away from its mark.
    private func name(_ person: MapPerson, _ text: Text, _ context: GraphicsContext) {
        let label = person.label
        let down = label.y + label.height / 2
        if label.x >= person.x {
            write(text, at: CGPoint(x: label.x, y: down), .leading, context)
        } else if label.x + label.width <= person.x {
            write(text, at: CGPoint(x: label.x + label.width, y: down), .trailing, context)
        } else {
            write(text, at: CGPoint(x: label.x + label.width / 2, y: down), .center, context)
        }
    }

    private func face(_ photo: CGImage, at point: CGPoint, radius: CGFloat, _ context: GraphicsContext) {
        let box = box(at: point, radius: radius)
        var cut = context
        cut.clip(to: Path(ellipseIn: box))
        cut.draw(Image(decorative: photo, scale: 1), in: box)
        context.stroke(Path(ellipseIn: box), with: .color(.primary), lineWidth: 2)
    }

    private func dot(at point: CGPoint, radius: CGFloat, _ context: GraphicsContext) {
        context.fill(Path(ellipseIn: box(at: point, radius: radius)), with: .color(.primary))
    }

    private func box(at point: CGPoint, radius: CGFloat) -> CGRect {
        CGRect(x: point.x - radius, y: point.y - radius, width: radius * 2, height: radius * 2)
    }
}

extension MapPoint {
    fileprivate var onScreen: CGPoint { CGPoint(x: x, y: y) }
}
