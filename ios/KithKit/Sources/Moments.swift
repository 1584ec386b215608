import Foundation

/// Moments and days between what a form holds, RFC 3339 and YYYY-MM-DD, and what a date picker turns.
public enum Moments {
    /// None where it is neither.
    public static func date(_ text: String, in zone: TimeZone = .current) -> Date? {
        if let moment = try? Date(text, strategy: .iso8601) { return moment }
        return try? Date(text, strategy: day(zone))
    }

    /// A moment, with the offset that holds here at that moment.
    public static func moment(_ date: Date, in zone: TimeZone = .current) -> String {
        let style = Date.ISO8601FormatStyle(timeZone: zone)
        return date.formatted(style.year().month().day().time(includingFractionalSeconds: false).timeZone(separator: .colon))
    }

    public static func day(_ date: Date, in zone: TimeZone = .current) -> String {
        date.formatted(day(zone))
    }

    private static func day(_ zone: TimeZone) -> Date.ISO8601FormatStyle {
        Date.ISO8601FormatStyle(timeZone: zone).year().month().day()
    }

    /// Whether a text is a moment, and no bare day.
    public static func isMoment(_ text: String) -> Bool { text.contains("T") }

    /// Another date in the place of a text, told as that is: a moment stays one.
    public static func text(_ date: Date, inPlaceOf text: String, in zone: TimeZone = .current) -> String {
        isMoment(text) ? moment(date, in: zone) : day(date, in: zone)
    }

    /// The day of a text, as it is told there.
    static func dayOf(_ text: String) -> String { String(text.prefix { $0 != "T" }) }
}
