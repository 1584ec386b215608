import KithCore

// How photos and recordings stand in what is filled in: as items of one list, each with what was said of it.

/// The list of arguments in which they stand, and what of each.
private let attached = "attached"
private let staged = "staged"
private let text = "text"

/// The commands that take some, and the field beside which they are asked for.
private let beside = ["record_visit": "line", "say": "text"]

extension Form {
    /// Whether photos and recordings are asked for in a step.
    func takesIn(_ step: Int) -> Bool {
        steps[step].fields.contains { $0.name == beside[command] }
    }
}

extension FilledForm {
    /// What was said of one.
    func said(of id: String) -> String? { item(of: id)?[text]?.text }

    mutating func attach(_ id: String) {
        items[attached, default: []].append([staged: .text(id)])
    }

    mutating func detach(_ id: String) {
        items[attached]?.removeAll { $0[staged] == .text(id) }
    }

    mutating func say(_ words: String, of id: String) {
        detach(id)
        items[attached, default: []].append([staged: .text(id), text: .text(words)])
    }

    /// With those that are whole, each with what was said of it, and no others.
    func attaching(_ whole: [String]) -> FilledForm {
        var filled = self
        filled.items[attached] = whole.map { id in
            item(of: id).map { $0.filter { !$0.value.isEmpty } } ?? [staged: .text(id)]
        }
        return filled
    }

    private func item(of id: String) -> Answers? {
        items[attached]?.first { $0[staged] == .text(id) }
    }
}
