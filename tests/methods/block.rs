//! A piece of METHODS.md between two markers.

use std::fs;
use std::sync::Mutex;

const FILE: &str = "METHODS.md";

/// Tests of one program run side by side and would overwrite each other's block.
static FILE_IN_USE: Mutex<()> = Mutex::new(());

/// Compares the block `name` with what the code says, or writes it where the environment asks for that.
pub fn check(name: &str, made: &str) {
    let _alone = FILE_IN_USE.lock();
    let text = fs::read_to_string(FILE).expect("readable");
    let (begin, end) = (format!("<!-- made: {name} -->\n"), "<!-- end -->");
    let (head, rest) = text
        .split_once(&begin)
        .unwrap_or_else(|| panic!("{FILE} has no marker {begin}"));
    let (found, tail) = rest
        .split_once(end)
        .unwrap_or_else(|| panic!("{FILE}: {name} has no end"));
    let wanted = format!("\n{}\n\n", made.trim());
    if found == wanted {
        return;
    }
    if std::env::var_os("MERCIWATT_WRITE_METHODS").is_some() {
        fs::write(FILE, format!("{head}{begin}{wanted}{end}{tail}")).expect("writable");
        return;
    }
    let line = wanted
        .lines()
        .zip(found.lines())
        .find(|(wanted, found)| wanted != found);
    panic!(
        "{FILE}, {name}: the code says otherwise. Run MERCIWATT_WRITE_METHODS=1 cargo test --test methods and read \
         what changed. First difference (code, file): {line:?}"
    );
}
