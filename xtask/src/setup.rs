//! stand-in
pub const FOR_BUILD: &[u8] = &[];
pub const FOR_TEST: &[u8] = &[];
pub fn ensure(_: &[u8]) -> Result<(), String> {
    Ok(())
}
