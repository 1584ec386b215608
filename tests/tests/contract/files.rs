//! Files that the program is told to write: nothing that Kith needs, and nothing of another sort, is lost by a slip of
//! the hand.

use std::path::Path;

use kith_tests::terminal::Phone;

/// Every command line that writes a file, without that file.
fn writing<'a>(phone: &'a Phone, megan: &'a str, request: &'a str) -> [Vec<&'a str>; 3] {
    [
        vec!["page", "--individual", megan],
        vec!["bundle", "export", "--to", &phone.member],
        vec!["join", "admit", request, "--role", "worker"],
    ]
}

#[test]
fn no_file_that_is_written_takes_the_place_of_the_vault_its_key_or_anything_else() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let bethan = Phone::new(7);
    let request = phone.file("b.kreq");
    assert_eq!(bethan.run(&["join", "request", &request, "--name", "Bethan"], b"").status, Some(0));
    let sheet = phone.file("sheet.txt");
    std::fs::copy(phone.home.join("recovery.txt"), &sheet).unwrap();
    let (diary, other, empty) = (phone.file("diary.csv"), phone.file("other.html"), phone.file("empty"));
    std::fs::write(&diary, "date,mood\n").unwrap();
    std::fs::write(&other, "<!DOCTYPE html><html lang=\"en\"><p>Mine</p></html>").unwrap();
    std::fs::write(&empty, "").unwrap();
    let key = phone.key.to_str().unwrap().to_owned();
    let name = phone.home.file_name().unwrap().to_str().unwrap();
    let link = phone.file("link");
    std::os::unix::fs::symlink(phone.home.join("vault.db"), &link).unwrap();
    let within = |file: &str| phone.home.join(file).to_str().unwrap().to_owned();
    let rows = [
        (within("vault.db"), "out_in_vault"),
        (within("recovery.txt"), "out_in_vault"),
        (within("a new one"), "out_in_vault"),
        (phone.file(&format!("tmp/../{name}/vault.db")), "out_in_vault"),
        (key.clone(), "out_is_key"),
        (phone.file("tmp/../phone.key"), "out_is_key"),
        (sheet, "out_is_other"),
        (diary, "out_is_other"),
        (other, "out_is_other"),
        (empty, "out_is_other"),
        (link, "out_in_vault"),
        (phone.file("tmp"), "out_is_other"),
    ];
    let before = phone.state();
    for (out, code) in &rows {
        let held = std::fs::read(out).ok();
        for mut words in writing(&phone, &megan, &request) {
            words.push(out);
            let told = phone.run(&words, b"");
            assert_eq!(
                (told.refusal(3), &told.json["error"]["fields"][0]),
                (*code, &"out".into()),
                "{words:?}"
            );
            assert_eq!(std::fs::read(out).ok(), held, "{words:?}");
        }
    }
    assert_eq!(phone.state(), before, "and nobody was admitted");
    // A request is asked for before there is a vault: the key that is made then is not written over either.
    let newcomer = Phone::new(9);
    let key = newcomer.key.to_str().unwrap();
    let told = newcomer.run(&["join", "request", key, "--name", "Carys"], b"");
    assert_eq!(told.refusal(3), "out_is_key");
    assert!(!newcomer.home.join("vault.db").exists() && !Path::new(key).exists());
}

#[test]
fn a_file_of_the_same_sort_is_replaced() {
    let phone = Phone::founded("Aled");
    let megan = phone.individual("Megan");
    let bethan = Phone::new(7);
    let request = phone.file("b.kreq");
    for name in ["Bethan", "Bethan Mair"] {
        let mut bethan = bethan.clone();
        bethan.home = phone.file(name).into();
        assert_eq!(bethan.run(&["join", "request", &request, "--name", name], b"").status, Some(0));
    }
    let worker = phone.admitted("Carys", "worker");
    for mut words in writing(&worker, &megan, &request) {
        words.push("out.file");
        for _ in 0..2 {
            assert_eq!(phone.run(&words, b"").status, Some(0), "{words:?}");
        }
        std::fs::remove_file(phone.file("out.file")).unwrap();
    }
}
