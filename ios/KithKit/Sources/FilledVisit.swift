import KithCore

extension FilledForm {
    /// The command that the form of a visit fills in. What is missing is refused by the core, by the name of its field.
    func visit(individual: String, draft: String) -> RecordVisit {
        RecordVisit(
            individual: individual,
            occurred: OccurredArgument(at: answers.said("occurred.at"), precision: answers["occurred.precision"]?.text),
            happened: Happened(
                outcome: answers.said("happened.outcome"),
                byWhom: answers["happened.by_whom"]?.text,
                why: answers["happened.why"]?.text),
            line: answers.said("line"),
            support: answers["support"]?.names ?? [],
            contacts: each("contacts", Contact.init),
            observations: each("observations", VisitObservation.init),
            words: each("words", Words.init),
            didNotSay: answers["did_not_say"].map(\.isTicked),
            worry: answers.said("worry"),
            followUps: each("follow_ups", FollowUp.init),
            plan: answers["plan"]?.text,
            draft: draft)
    }

    private func each<Item>(_ list: String, _ make: (Answers) -> Item) -> [Item] {
        (items[list] ?? []).map(make)
    }
}

extension Answers {
    fileprivate func said(_ path: String) -> String {
        self[path]?.text ?? ""
    }

    fileprivate var voice: VoiceArgument {
        VoiceArgument(speaker: said("voice.speaker"), how: said("voice.how"), method: said("voice.method"))
    }

    /// A face from the first to the fifth.
    fileprivate func face(_ path: String) -> UInt8? {
        self[path]?.number.flatMap { UInt8(exactly: $0) }
    }
}

extension Contact {
    fileprivate init(_ item: Answers) {
        self.init(
            person: item.said("person"), mode: item.said("mode"), outcome: item.said("outcome"),
            before: item.face("before"), after: item.face("after"))
    }
}

extension VisitObservation {
    fileprivate init(_ item: Answers) {
        self.init(
            scale: item.said("scale"), value: item["value"]?.number ?? 0, voice: item.voice, phase: item["phase"]?.text)
    }
}

extension Words {
    fileprivate init(_ item: Answers) {
        self.init(text: item.said("text"), lang: item.said("lang"), voice: item.voice)
    }
}

extension FollowUp {
    fileprivate init(_ item: Answers) {
        self.init(what: item.said("what"), who: item.said("who"), when: item.said("when"))
    }
}
