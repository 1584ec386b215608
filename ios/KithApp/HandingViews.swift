import KithKit
import SwiftUI

/// Waiting to be sent: what no other device has proved to hold yet, and the files by which it travels.
struct PendingView: View {
    @State var model: PendingModel
    let room: Room
    @State private var handed: HandedFile?

    private var words: Strings { room.words }

    var body: some View {
        ShownView(model: model.screen, words: words) { waits in
            List {
                Text(verbatim: words.say("app-pending-under"))
                if let refused = model.doing.refused { RefusedView(refused: refused) }
                ForEach(model.told, id: \.self) { LineView(text: $0) }
                counts(waits)
                ChoosingButton(title: words.say("app-take-in"), kind: .bundle, inbox: room.inbox) { await model.take($0) }
                if !waits.others.isEmpty { others(waits) }
                OpeningLine(line: LineView(text: words.say("screen-let-in"), detail: [words.say("app-let-in-under")])) {
                    room.navigation.open(.letIn)
                }
            }
        }
        .onChange(of: model.file, initial: false) { _, file in handed = file }
        .handsOver($handed) { model.handed($0) }
    }

    @ViewBuilder
    private func counts(_ waits: Waits) -> some View {
        let unproved = waits.pending.unproved
        Section {
            LineView(text: unproved == 0 ? words.say("pending-none") : words.count(key: "pending-unproved", count: unproved))
            ForEach(Array(waits.sections.enumerated()), id: \.offset) { section in
                LineView(text: line(section.element, of: waits))
            }
            ForEach(waits.pending.waiting + waits.pending.quarantined, id: \.parcel) {
                LineView(text: $0.text, mark: .alert)
            }
            if waits.pending.drafts > 0 {
                LineView(text: words.count(key: "pending-drafts", count: waits.pending.drafts))
            }
        }
    }

    private func line(_ section: PendingSection, of waits: Waits) -> String {
        let name = words.option(list: "section", name: section.section)
        return words.say(
            key: "pending-section",
            texts: ["name": waits.name(of: section), "section": name, "count": "\(section.made - section.proved)"])
    }

    private func others(_ waits: Waits) -> some View {
        Section {
            ForEach(waits.others, id: \.member) { member in
                Toggle("\(member.name) (\(member.roleText))", isOn: $model.to.has(member.member))
            }
            ActButton(title: words.say("app-make-file")) { await model.make() }
                .disabled(model.to.isEmpty || model.doing.isBusy)
        } header: {
            Text(verbatim: words.say("app-file-for")).accessibilityAddTraits(.isHeader)
        }
    }
}

/// Lets somebody in: their request, their role, the records that they may read; then both read the numbers aloud.
struct LetInView: View {
    @State var model: AdmitModel
    let room: Room
    @State private var handed: HandedFile?

    private var words: Strings { room.words }

    var body: some View {
        ShownView(model: model.screen, words: words) { people in
            List {
                if let refused = model.doing.refused { RefusedView(refused: refused) }
                if let admitted = model.admitted { compare(admitted) } else { choose(people) }
            }
        }
        .navigationTitle(words.say("screen-let-in"))
        .handsOver($handed) { _ in }
    }

    @ViewBuilder
    private func compare(_ admitted: Admitted) -> some View {
        Text(verbatim: words.say("admit-compare"))
        NumbersView(words: words, numbers: admitted.fingerprint)
        Text(verbatim: words.say("app-organisation-numbers"))
        NumbersView(words: words, numbers: admitted.organisationFingerprint)
        OtherButton(title: words.say("app-save-file"), symbol: "square.and.arrow.up") { handed = model.file }
        OtherButton(title: words.say("app-done")) { room.navigation.back() }
    }

    @ViewBuilder
    private func choose(_ people: [CaseloadItem]) -> some View {
        Picker(words.say("app-their-role"), selection: $model.role) {
            ForEach(model.roles, id: \.name) { role in
                Text(verbatim: role.label).tag(role.name)
            }
        }
        .task { await model.askRoles() }
        PartSection(heading: words.say("app-may-read"), items: people) { person in
            Toggle(person.name, isOn: $model.left.lacks(person.individual))
        }
        ChoosingButton(title: words.say("app-open-request"), kind: .request, inbox: room.inbox) { await model.admit($0) }
    }
}

extension Binding where Value == Set<String> {
    /// Whether one is among them.
    @MainActor
    fileprivate func has(_ name: String) -> Binding<Bool> {
        Binding<Bool>(
            get: { @MainActor in wrappedValue.contains(name) },
            set: { @MainActor isIn in
                if isIn { wrappedValue.insert(name) } else { wrappedValue.remove(name) }
            })
    }

    /// Whether one is not among them.
    @MainActor
    fileprivate func lacks(_ name: String) -> Binding<Bool> {
        let has = has(name)
        return Binding<Bool>(get: { @MainActor in !has.wrappedValue }, set: { @MainActor in has.wrappedValue = !$0 })
    }
}
