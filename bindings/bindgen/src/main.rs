//! Writes the Kotlin, Swift or Python of `kith-bindings`, from the library itself: `kith-bindgen LANGUAGE LIBRARY FOLDER`.
//!
//! It asks UniFFI's generator itself, and not the `cli` of the crate that the core is built with: that would be built anew
//! with each change between the two.

use std::process::ExitCode;

use uniffi_bindgen::bindings::{GenerateOptions, TargetLanguage, generate};

fn main() -> ExitCode {
    let words: Vec<String> = std::env::args().skip(1).collect();
    let [language, library, folder] = words.as_slice() else {
        eprintln!("kith-bindgen kotlin|swift|python LIBRARY FOLDER");
        return ExitCode::from(2);
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
