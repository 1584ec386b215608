import KithCore

// How the answers of the core are read on a screen: the same as its outline in words, in the same order.

extension TodayAnswer {
    public var isEmpty: Bool {
        alerts.isEmpty && due.isEmpty && planned.isEmpty && unproved == 0 && drafts == 0
    }
}

extension TodayItem {
    /// What the rules about contact say of it.
    public var detail: [String] {
        check.map { [$0.text] + $0.because + $0.conditions } ?? []
    }

    /// Whether it stands out: overdue, or not simply allowed.
    public var isAlert: Bool {
        overdue || check.map { $0.outcome != "allowed" } ?? false
    }
}

extension IndividualAnswer {
    /// The cards of each kind, in the order in which the core tells them.
    public var kinds: [(kind: String, cards: [ShownCard])] {
        var kinds: [(kind: String, cards: [ShownCard])] = []
        for card in cards {
            if kinds.last?.kind == card.kind {
                kinds[kinds.count - 1].cards.append(card)
            } else {
                kinds.append((card.kind, [card]))
            }
        }
        return kinds
    }
}

extension ShownCard {
    /// Whether it says what may be: a rule about contact, or its summary.
    public var isGuarded: Bool {
        kind == "restriction" || kind == "rule_summary"
    }
}
