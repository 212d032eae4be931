//! A code as a QR picture.

use std::fmt::Write;

use qrcodegen::{QrCode, QrCodeEcc, QrSegment};

/// Modules a side, and the dark ones as an SVG path of one unit a module. None where the text is too long for one.
pub fn qr(code: &str) -> Option<(i32, String)> {
    // Codes are of the signs that QR packs two in eleven bits.
    let segments = [QrSegment::make_alphanumeric(code)];
    let picture = QrCode::encode_segments(&segments, QrCodeEcc::Medium).ok()?;
    let size = picture.size();
    let mut path = String::new();
    for y in 0..size {
        let mut x = 0;
        while x < size {
            let start = x;
            while x < size && picture.get_module(x, y) {
                x += 1;
            }
            if x > start {
                let run = x - start;
                let _ = write!(path, "M{start} {y}h{run}v1h-{run}z");
            }
            x += 1;
        }
    }
    Some((size, path))
}
