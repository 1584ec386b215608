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
        check.map { [$0.text] + $0.detail } ?? []
    }

    /// What it leads to: where it is settled, or the record that it is of.
    public var leads: Route? { what == "guarded_differs" ? nil : .individual(individual) }
}

extension CheckAnswer {
    /// Why, with whom, and on which conditions.
    public var detail: [String] { because + together + conditions }
}

extension NeedsLookAnswer {
    public var isEmpty: Bool {
        guarded.isEmpty && ordinary.isEmpty && waiting.isEmpty && quarantined.isEmpty && forked.isEmpty
            && amendedApart.isEmpty
    }
}

extension SaidValue {
    /// What was said, with its field where that is another than the one that is asked about.
    public func told(in difference: Difference) -> String {
        field == difference.field ? text : "\(fieldLabel): \(text)"
    }
}

extension RelationshipAnswer {
    /// What its title does not say already.
    public var told: [ShownField] { fields.filter { $0.field != "to" && $0.field != "kind" } }

    /// Whether it is no longer in use.
    public var isOver: Bool { standing != "open" }
}

extension MyPerson {
    /// What they are, and how it is with them.
    public var told: [String] { [who, feel].compactMap(\.self) }
}

extension TimelineItem {
    /// The individual's own words look like what they are, and what is wrong with it stands out.
    public var mark: Mark { problem == nil ? (ownWords ? .own : .plain) : .alert }
}

extension IndividualAnswer {
    /// What must be known before anything is done: the rules about contact.
    public var guarded: [ShownCard] { cards.filter(\.isGuarded) }

    /// The other cards of each kind, in the order in which the core tells them.
    public var kinds: [(kind: String, cards: [ShownCard])] {
        var kinds: [(kind: String, cards: [ShownCard])] = []
        for card in cards where !card.isGuarded {
            if kinds.last?.kind == card.kind {
                kinds[kinds.count - 1].cards.append(card)
            } else {
                kinds.append((card.kind, [card]))
            }
        }
        return kinds
    }
}

extension RuleItem {
    /// How it stands looks like what it is; its words say it too. How a newer core calls it looks as if it held.
    public var mark: Mark {
        switch state {
        case "unverified", "expired": .alert
        case "future", "lifted": .plain
        default: .guarded
        }
    }
}

extension [RuleItem] {
    /// Those that stand alike together, in the order in which the core tells them.
    public var byState: [(state: String, rules: [RuleItem])] {
        var states: [(state: String, rules: [RuleItem])] = []
        for rule in self {
            if states.last?.state == rule.stateText {
                states[states.count - 1].rules.append(rule)
            } else {
                states.append((rule.stateText, [rule]))
            }
        }
        return states
    }
}
