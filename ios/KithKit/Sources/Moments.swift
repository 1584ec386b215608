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
}
