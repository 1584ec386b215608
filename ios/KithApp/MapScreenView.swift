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

/// The picture, to be moved with one finger and made larger with two.
private struct MapPicture: View {
    let model: MapModel
    let figure: MapFigure
    let photos: [String: CGImage]
    @State private var before = MapView()

    var body: some View {
        GeometryReader { room in
            Canvas { context, size in
                let fit = MapFit(figure: figure, size: size, view: model.view)
                context.translateBy(x: fit.x, y: fit.y)
                context.scaleBy(x: fit.scale, y: fit.scale)
                MapDrawing(figure: figure, photos: photos, chosen: model.chosen).draw(in: context)
            }
            .gesture(
                DragGesture()
                    .onChanged { drag in
                        let (x, y) = (Double(drag.translation.width), Double(drag.translation.height))
                        model.move(to: before, x: x, y: y)
                    }
                    .onEnded { _ in before = model.view }
            )
            .simultaneousGesture(
                MagnifyGesture()
                    .onChanged { model.zoom(to: before, by: Double($0.magnification)) }
                    .onEnded { _ in before = model.view }
            )
            .onTapGesture { point in
                let fit = MapFit(figure: figure, size: room.size, view: model.view)
                model.choose(
                    x: (Double(point.x) - fit.x) / fit.scale, y: (Double(point.y) - fit.y) / fit.scale,
                    within: Double(Size.target) / 2 / fit.scale)
            }
        }
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

    func draw(in context: GraphicsContext) {
        circles(context)
        for line in figure.lines { tie(line, context) }
        for person in figure.people { mark(person, context) }
        let middle = CGPoint(x: figure.size / 2, y: figure.size / 2)
        dot(at: middle, radius: 30, context)
        context.draw(Text(verbatim: figure.name).font(.headline), at: CGPoint(x: middle.x, y: middle.y + 44))
    }

    private func circles(_ context: GraphicsContext) {
        let middle = figure.size / 2
        for circle in figure.circles {
            let box = CGRect(
                x: middle - circle.radius, y: middle - circle.radius, width: circle.radius * 2, height: circle.radius * 2)
            context.stroke(Path(ellipseIn: box), with: .color(.secondary), lineWidth: 1)
            let top = CGPoint(x: middle, y: middle - circle.radius + 16)
            context.draw(Text(verbatim: circle.label).font(.caption), at: top)
        }
    }

    private func tie(_ line: MapLine, _ context: GraphicsContext) {
        guard let ends = figure.ends(of: line) else { return }
        let style = Stroke(quality: line.quality)
        let path = Path { path in
            let points = style.points(from: ends.from, to: ends.to).map { CGPoint(x: $0.x, y: $0.y) }
            path.addLines(points)
        }
        let width: CGFloat = style == .thick ? 5 : 2
        let dash: [CGFloat] = style == .dashed ? [8, 6] : []
        context.stroke(path, with: .color(.primary), style: StrokeStyle(lineWidth: width, dash: dash))
        let half = CGPoint(x: (ends.from.x + ends.to.x) / 2, y: (ends.from.y + ends.to.y) / 2)
        if style == .crossed { context.draw(Image(systemName: "xmark"), at: half) }
        if let rule = line.restriction {
            context.draw(Image(systemName: "shield.fill"), at: half)
            context.draw(Text(verbatim: rule).font(.caption), at: CGPoint(x: half.x, y: half.y + 20))
        }
    }

    private func mark(_ person: MapPerson, _ context: GraphicsContext) {
        let place = CGPoint(x: person.x, y: person.y)
        if let photo = photos[person.id] {
            face(photo, at: place, radius: person.id == chosen ? 20 : 16, context)
        } else {
            dot(at: place, radius: person.id == chosen ? 14 : 10, context)
        }
        let label = person.label
        let middle = CGPoint(x: label.x + label.width / 2, y: label.y + label.height / 2)
        context.draw(Text(verbatim: person.name).font(person.id == chosen ? .headline : .body), at: middle)
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
