//! Admission: an answer that was refused or lost half way can be given again, to the same newcomer and to nobody else.

use super::*;

#[test]
fn an_admission_that_was_refused_or_lost_is_given_again() {
    let aled = Phone::founded("Aled");
    let megan = aled.individual("Megan");
    let mut bethan = Phone::new(7);
    let (request, admission) = (aled.file("b.kreq"), aled.file("b.kadm"));
    assert_eq!(bethan.run(&["join", "request", &request, "--name", "Bethan"], b"").status, Some(0));
    let admit = |role: &str, individual: &str| {
        aled.run(&["join", "admit", &request, "--role", role, "--individual", individual, &admission], b"")
    };
    let pending = || aled.show("pending", &[]);
    let before = (aled.state(), pending());
    let nobody = "0190c0de-0000-7000-8000-000000000000";
    let refused = admit("advocate", nobody);
    assert_eq!(refused.refusal(3), "unknown_id");
    assert_eq!(refused.json["error"]["fields"], json!(["individual"]));
    assert_eq!((aled.state(), pending()), before, "nothing of it was kept");
    let first = admit("advocate", &megan).data()["member"].clone();
    let again = admit("advocate", &megan);
    assert_eq!(again.data()["member"], first, "the file may have been lost on the way");
    assert_eq!(admit("worker", &megan).refusal(7), "admitted_otherwise");
    assert_eq!(admit("advocate", &megan).status, Some(0));
    let joined = bethan.run(&["join", "accept", &admission], b"").data().clone();
    assert_eq!(joined["member"], first);
    bethan.member = first.as_str().unwrap().to_owned();
    aled.hand_to(&bethan);
    assert_eq!(bethan.show("caseload", &[])[0]["name"], "Megan");
}
