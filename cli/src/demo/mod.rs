//! The demonstration: two workers, each with their own encrypted vault and no network, record a week with two
//! individuals, exchange sealed files twice and in the wrong order, and look at what merged. The people are made up;
//! the commands are the ones anybody would use.

mod device;
mod story;
mod week;

use std::path::{Path, PathBuf};

use kith::{KithError, Language};
use serde_json::json;

use crate::demo::device::Device;
use crate::demo::story::Story;
use crate::draw::Terminal;
use crate::output::Answer;
use crate::{files, run};

/// Where real data lies beside a checkout, for whoever has it.
const DATA: &str = "../shared/data";

/// Runs the demonstration. What it writes stays in `out`.
pub(crate) fn run(out: Option<&Path>, data: Option<&Path>, language: Language) -> Result<Answer, KithError> {
    let folder = run::folder(out)?;
    let mut story = Story::new(Terminal::of_standard_output());
    let aled = Device::new(&folder, "aled", 1, language);
    let bethan = Device::new(&folder, "bethan", 2, language);

    story.chapter("Two workers, two phones, no network");
    let people = week::begin(&mut story, &aled, &bethan)?;

    story.chapter("A week apart: both write, neither sees the other");
    week::record(&mut story, &aled, &bethan, &people)?;

    story.chapter("They exchange sealed files, twice and in the wrong order");
    week::exchange(&mut story, &aled, &bethan, &people)?;

    story.chapter("Both now hold the same record");
    let hashes = week::compare(&mut story, &aled, &bethan, &people)?;

    story.chapter("What the record says on Sunday evening, on either phone");
    week::look(&mut story, &bethan, &people)?;

    let page = folder.join("megan.html");
    files::write_private(&page, bethan.sunday()?.page(&people.megan)?.as_bytes())?;
    story.tell(&format!("The page of Megan's record, for any browser: {}", page.display()));
    story.tell("Anyone who has that file can read it.");

    let imports = import(&mut story, &bethan, data, &folder)?;
    let pages: Vec<PathBuf> = std::iter::once(page).chain(imports).collect();
    let data = json!({ "folder": folder, "hashes": hashes, "pages": pages });
    Ok(Answer::new(data, story.text()))
}

/// Real input by the same commands: a diary and a network, where they are at hand.
fn import(
    story: &mut Story,
    device: &Device,
    data: Option<&Path>,
    folder: &Path,
) -> Result<Vec<PathBuf>, KithError> {
    let data = data.unwrap_or(Path::new(DATA));
    let diary = data.join("diary/diary.csv");
    let sessions = std::fs::read_dir(data.join("network-canvas/session-1")).ok();
    let graph = sessions
        .into_iter()
        .flatten()
        .flatten()
        .map(|entry| entry.path())
        .find(|path| path.extension().is_some_and(|extension| extension == "graphml"));
    let (true, Some(graph)) = (diary.exists(), graph) else {
        story.chapter("Real input");
        story.tell("No real data lies beside this checkout, so nothing was imported.");
        return Ok(Vec::new());
    };
    story.chapter("Real input by the same commands");
    let kith = device.sunday()?;
    let mapping = include_str!("../../mappings/emotion-diary.toml");
    let reader = device::id(
        &kith.perform("add_individual", &json!({"name": "A diary of 2012", "languages": ["nl"]}))?,
        "individual",
    );
    let bytes = files::read(&diary)?;
    let first = kith.import_diary(&reader, mapping, &bytes)?;
    let again = kith.import_diary(&reader, mapping, &bytes)?;
    story.tell(&format!(
        "A diary of 238 days: {} rows in, {} refused. The same file again: {} added, {} unchanged.",
        first.added,
        first.refused.len(),
        again.added,
        again.unchanged
    ));
    for (scale, person) in [("mood_relaxed", "partner"), ("mood_cheerf", "friends")] {
        let Some(person) = device::person_named(&kith, &reader, person)? else {
            continue;
        };
        story.show(&kith, "effect", &json!({"individual": reader, "person": person, "scale": scale}))?;
    }
    let sam = device::id(
        &kith.perform("add_individual", &json!({"name": "Sam", "languages": ["en"]}))?,
        "individual",
    );
    let network = kith.import_network_canvas(&sam, &files::read(&graph)?)?;
    story.tell(&format!(
        "A session of Network Canvas: {} people, places and ties in, {} refused.",
        network.added,
        network.refused.len()
    ));
    story.show(&kith, "map", &json!({"individual": sam}))?;
    let page = folder.join("sam.html");
    files::write_private(&page, kith.page(&sam)?.as_bytes())?;
    story.tell(&format!("Sam's page: {}", page.display()));
    Ok(vec![page])
}
