import KithKit
import SwiftUI

/// One individual: what can be done, their own card first, then every card that is in use, by kind.
struct IndividualView: View {
    @State var model: ScreenModel<IndividualAnswer>
    let room: Room
    let individual: String

    private var words: Strings { room.words }

    var body: some View {
        ShownView(model: model, words: words) { answer in
            List {
                Section { FieldsView(fields: answer.fields, words: words) }
                PartSection(heading: words.option(list: "cards", name: "restriction"), items: answer.guarded) { card($0) }
                doors
                ForEach(answer.kinds, id: \.kind) { kind in
                    PartSection(heading: words.option(list: "cards", name: kind.kind), items: kind.cards) { card($0) }
                }
                if let note = answer.note { LineView(text: note) }
            }
            .navigationTitle(answer.name)
        }
    }

    private var doors: some View {
        Section {
            door("screen-visit", nil, .form(FormOf(.visit, of: individual)))
            door("screen-map", "app-map-under", .map(individual))
            door("screen-plan", "app-plan-under", .form(FormOf(.plan, of: individual)))
            door("screen-words", "app-words-under", .form(FormOf(.words, of: individual)))
            door("screen-observation", "app-observation-under", .form(FormOf(.observation, of: individual)))
            door("app-raise-concern", "app-concern-under", .form(FormOf(.concern, of: individual)))
            door("screen-timeline", nil, .timeline(individual))
            door("screen-rules", "app-rules-under", .rules(individual))
            door("screen-who-can-see", nil, .whoCanSee(individual))
            door("app-together", "app-together-under", .together(individual))
        }
    }

    private func door(_ title: String, _ under: String?, _ route: Route) -> some View {
        OpeningLine(line: LineView(text: words.say(title), detail: [under].compactMap(\.self).map { words.say($0) })) {
            room.navigation.open(route)
        }
    }

    private func card(_ card: ShownCard) -> some View {
        let fields = card.fields.filter { $0.text != card.title }.map { "\($0.label): \($0.text)" }
        return LineView(
            text: card.title, detail: fields + (card.differs ? [words.say("differs")] : []),
            mark: card.isGuarded ? .guarded : .plain)
    }
}

/// What the worker has to know before the individual looks at their own record. Where that ends, they are where they came from.
struct LookTogetherView: View {
    let room: Room
    let individual: String
    @State private var refused: ErrorInWords?

    var body: some View {
        let words = room.words
        List {
            if let refused { RefusedView(refused: refused) }
            LineView(text: words.say("app-together-under"))
            LineView(text: words.say("app-together-how"), mark: .guarded)
            LineView(text: words.say("app-together-key"))
            ActButton(title: words.say("app-begin")) {
                refused = await room.door.beginTogether(individual)
                if refused == nil { room.navigation.back() }
            }
        }
        .navigationTitle(words.say("app-together"))
    }
}

/// What happened, the newest first; the individual's own words look like what they are.
struct TimelineView: View {
    @State var model: TimelineModel
    let room: Room

    private var words: Strings { room.words }

    var body: some View {
        ShownView(model: model.screen, words: words) { items in
            List {
                if items.isEmpty { LineView(text: words.say("timeline-empty")) }
                ForEach(items, id: \.entry) { HappenedView(item: $0, room: room) }
                if model.hasMore {
                    OtherButton(title: words.say("app-show-more"), symbol: "plus") { await model.more() }
                }
            }
            .task { await model.look() }
        }
        .navigationTitle(words.say("screen-timeline"))
    }
}

/// One thing that happened.
struct HappenedView: View {
    let item: TimelineItem
    let room: Room

    var body: some View {
        let words = room.words
        let by = words.say(key: "app-by", texts: ["when": item.when, "author": item.author])
        let what = item.what.isEmpty ? [] : [item.what]
        let problem = [item.problem].compactMap(\.self)
        LineView(text: item.kindText, detail: what + [by] + item.later + problem, mark: item.mark)
        if let attachment = item.attachment { room.attachment(attachment) }
    }
}

/// Somebody on the map: rules first, then each view of the relationship, then contact so far.
struct PersonView: View {
    @State var model: ScreenModel<PersonAnswer>
    let room: Room
    let individual: String

    private var words: Strings { room.words }
    private var navigation: Navigation { room.navigation }

    var body: some View {
        ShownView(model: model, words: words) { person in
            List {
                ForEach(person.restrictions, id: \.self) { LineView(text: $0, mark: .guarded) }
                Section { FieldsView(fields: person.fields, words: words) }
                ForEach(person.relationships, id: \.relationship) { relationship($0) }
                Section {
                    OpeningLine(line: LineView(text: words.say("screen-plan"))) {
                        navigation.open(.form(FormOf(.plan, of: individual)))
                    }
                    OpeningLine(line: LineView(text: words.say("app-attachment-add"))) {
                        navigation.open(.attach(person.person, of: individual))
                    }
                    OpeningLine(line: LineView(text: words.say("screen-new-relationship"))) {
                        navigation.open(.form(FormOf(.relationship, of: individual, about: person.person)))
                    }
                }
                PartSection(heading: words.say("app-attached"), items: person.attachments) { room.attachment($0) }
                PartSection(heading: words.option(list: "entries", name: "contact"), items: person.contacts) {
                    HappenedView(item: $0, room: room)
                }
            }
            .navigationTitle(person.name)
        }
    }

    private func relationship(_ relationship: RelationshipAnswer) -> some View {
        Section {
            if relationship.isOver {
                LineView(text: words.option(list: "standing", name: relationship.standing), mark: .alert)
            }
            FieldsView(fields: relationship.told, words: words)
        } header: {
            Text(verbatim: relationship.title).accessibilityAddTraits(.isHeader)
        }
    }
}

/// Who can see a record, section by section.
struct WhoCanSeeView: View {
    @State var model: ScreenModel<[SectionReaders]>
    let words: Strings

    var body: some View {
        ShownView(model: model, words: words) { sections in
            List {
                ForEach(sections, id: \.section) { section in
                    PartSection(heading: section.text, items: section.readers) { reader($0) }
                }
                LineView(text: words.say("access-honest"), mark: .guarded)
            }
        }
        .navigationTitle(words.say("screen-who-can-see"))
    }

    private func reader(_ reader: Reader) -> some View {
        let by = reader.by.map { words.say(key: "access-by", texts: ["name": $0]) }
        return LineView(
            text: reader.name, detail: [words.option(list: "role", name: reader.role)] + [by].compactMap(\.self))
    }
}
