//! Writes the Kotlin, Swift or Python of `kith-bindings`, from the library itself: `kith-bindgen LANGUAGE LIBRARY
//! FOLDER`, and after them a file of UniFFI's settings where a language has some.
//!
//! It asks UniFFI's generator itself, and not the `cli` of the crate that the core is built with: that would be built anew
//! with each change between the two.

use std::process::ExitCode;

use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let (language, library, folder, settings) = match words.as_slice() {
        [language, library, folder] => (language, library, folder, None),
        [language, library, folder, settings] => (language, library, folder, Some(settings)),
        _ => {
            eprintln!("kith-bindgen kotlin|swift|python LIBRARY FOLDER [SETTINGS]");
            return ExitCode::from(2);
        }
    };
    let language = match language.as_str() {
        "kotlin" => TargetLanguage::Kotlin,
        "swift" => TargetLanguage::Swift,
        "python" => TargetLanguage::Python,
        _ => {
            eprintln!("kotlin, swift or python");
            return ExitCode::from(2);
        }
    };
    let written = generate(GenerateOptions {
        languages: vec![language],
        source: library.into(),
        out_dir: folder.into(),
        config_override: settings.map(Into::into),
        ..GenerateOptions::default()
    });
    match written {
        Ok(_) => ExitCode::SUCCESS,
        Err(error) => {
            eprintln!("{error:#}");
            ExitCode::FAILURE
        }
    }
}
