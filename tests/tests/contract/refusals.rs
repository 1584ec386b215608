//! What is refused, and in which words: every refusal names what is wrong and what to do, and none answers with an empty
//! screen.

use kith_tests::terminal::Phone;

#[test]
fn no_screen_of_a_record_answers_for_an_id_that_is_no_record() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let tom = phone.person(&megan, "Tom");
    let schema = phone.run(&["schema"], b"").data()["show"].clone();
    let known = [("person", &*tom), ("mode", "phone"), ("scale", "five_faces"), ("text", "T")];
    let mut asked = 0;
    for (screen, parts) in schema.as_object().unwrap() {
        let takes = parts["arguments"]["properties"].as_object();
        let Some(takes) = takes.filter(|takes| takes.contains_key("individual")) else { continue };
        let others: Vec<_> = known.into_iter().filter(|(name, _)| takes.contains_key(*name)).collect();
        let look = |id: &str| phone.look(screen, &[&[("individual", id)], &*others].concat());
        assert_eq!(look(&megan).status, Some(0), "{screen}: a record that is there");
        for id in ["00000000-0000-4000-8000-000000000000", &tom] {
            let told = look(id);
            assert_eq!(
                (told.refusal(3), told.json["error"]["fields"][0].as_str()),
                ("unknown_id", Some("individual")),
                "{screen} {id}"
            );
        }
        asked += 1;
    }
    assert!(asked > 12, "{asked}");
}
