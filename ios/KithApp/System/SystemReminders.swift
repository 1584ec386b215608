import Foundation
import KithKit
import UserNotifications

/// Reminders that the system shows. They may stand on a locked screen: they say when, and never of whom.
struct SystemReminders: Reminders {
    func permit() async {
        // Whoever says no is not reminded, and is not asked again.
        _ = try? await UNUserNotificationCenter.current().requestAuthorization(options: [.alert, .sound])
    }

    func replace(at moments: [Date], words: String) async {
        let center = UNUserNotificationCenter.current()
        center.removeAllPendingNotificationRequests()
        for moment in moments where moment > .now {
            let parts: Set<Calendar.Component> = [.year, .month, .day, .hour, .minute]
            let at = Calendar.current.dateComponents(parts, from: moment)
            let content = UNMutableNotificationContent()
            content.body = words
            let trigger = UNCalendarNotificationTrigger(dateMatching: at, repeats: false)
            let request = UNNotificationRequest(identifier: Moments.moment(moment), content: content, trigger: trigger)
            try? await center.add(request)
        }
    }
}
