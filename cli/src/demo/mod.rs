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
    let mut story = Story::new(Terminal::of_standard_output(), language);
    let aled = Device::new(&folder, "aled", 1, language);
    let bethan = Device::new(&folder, "bethan", 2, language);

    story.chapter("demo-begin");
    let people = week::begin(&mut story, &aled, &bethan)?;

    story.chapter("demo-week");
    week::record(&mut story, &aled, &bethan, &people)?;

    story.chapter("demo-exchange");
    week::exchange(&mut story, &aled, &bethan, &people)?;

    story.chapter("demo-same");
    let hashes = week::compare(&mut story, &aled, &bethan, &people)?;

    story.chapter("demo-sunday");
    week::look(&mut story, &bethan, &people)?;

    let page = folder.join("megan.html");
    files::write_private(&page, bethan.sunday()?.page(&people.megan, false)?.html.as_bytes())?;
    let args = [("name", "Megan".into()), ("file", page.display().to_string().into())];
    story.tell_with("demo-page", &args);
    story.tell("demo-page-open");

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
        story.chapter("demo-no-real");
        story.tell("demo-nothing");
        return Ok(Vec::new());
    };
    story.chapter("demo-real");
    let kith = device.sunday()?;
    let mapping = include_str!("../../mappings/emotion-diary.toml");
    let reader = device::id(
        &kith.perform("add_individual", &json!({"name": "A diary of 2012", "languages": ["nl"]}))?,
        "individual",
    );
    let bytes = files::read(&diary, "data")?;
    let first = kith.import_diary(&reader, mapping, &bytes)?;
    let again = kith.import_diary(&reader, mapping, &bytes)?;
    let args = [("added", first.added.into()), ("refused", first.refused.len().into())];
    story.tell_with("demo-diary", &args);
    let args = [("added", again.added.into()), ("unchanged", again.unchanged.into())];
    story.tell_with("demo-diary-again", &args);
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
    let network = kith.import_network_canvas(&sam, &files::read(&graph, "data")?)?;
    let args = [("added", network.added.into()), ("refused", network.refused.len().into())];
    story.tell_with("demo-network", &args);
    story.show(&kith, "map", &json!({"individual": sam}))?;
    let page = folder.join("sam.html");
    files::write_private(&page, kith.page(&sam, false)?.html.as_bytes())?;
    let args = [("name", "Sam".into()), ("file", page.display().to_string().into())];
    story.tell_with("demo-page", &args);
    Ok(vec![page])
}
