//! The app for iOS, as far as it goes without a Mac: what its screens hold and do is tested over the core, in Swift, and
//! what draws them is type-checked. Neither has run on a phone.

use kith_tests::programs;

#[test]
fn the_screens_of_ios_hold_what_the_core_says_and_their_drawing_is_type_checked() {
    let _is_there = programs::script("ios", &[]);
}
