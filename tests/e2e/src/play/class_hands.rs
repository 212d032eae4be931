//! A pupil's and a teacher's hands on the pages of an awareness week, and what leaves these pages.

use std::path::Path;
use std::time::Duration;

use anyhow::{Context, Result, bail, ensure};
use base64::Engine;
use serde_json::{Value, json};

use super::import_page::says;
use crate::browser::Browser;

pub const PATIENCE: Duration = Duration::from_secs(20);

/// From here on, what the page hands to the browser's download is kept in the page too, by its order.
const KEEP: &str = "const make = URL.createObjectURL; window.kept = [];
    URL.createObjectURL = blob => { kept.push(blob); return make.call(URL, blob); }; done(true)";
/// The last kept file as a data address, once there are so many.
const KEPT: &str = "const read = blob => { const reader = new FileReader();
      reader.onload = () => done(reader.result); reader.readAsDataURL(blob); };
    const look = n => kept.length >= args[0] ? read(kept[args[0] - 1]) : n > 0 ? setTimeout(look, 50, n - 1) : done(null);
    look(200)";
/// The kept picture's pixels: its width, and one character each, `1` where it is dark.
const PIXELS: &str = "createImageBitmap(kept[args[0] - 1]).then(picture => {
      const canvas = new OffscreenCanvas(picture.width, picture.height), pen = canvas.getContext('2d');
      pen.drawImage(picture, 0, 0);
      const { data } = pen.getImageData(0, 0, picture.width, picture.height);
      let out = ''; for (let at = 0; at < data.length; at += 4) out += data[at] < 128 ? '1' : '0';
      done([picture.width, out]); }, e => done(String(e)))";

/// Opens a page of the extension and keeps what it will save.
pub async fn open(browser: &Browser, page: &str) -> Result<()> {
    browser.open_tab(&browser.extension_url(page)).await?;
    ready(browser).await
}

/// The current tab's page has its figures; what it will save is kept.
pub async fn ready(browser: &Browser) -> Result<()> {
    browser.find("main:not([aria-busy])").await?;
    browser.run_async(KEEP, &[]).await?;
    Ok(())
}

/// The text of the file that the page saved as its `nth` (from 1).
pub async fn saved(browser: &Browser, nth: usize) -> Result<String> {
    let data = browser.run_async(KEPT, &[json!(nth)]).await?;
    let (_, coded) = data
        .as_str()
        .and_then(|data| data.split_once(";base64,"))
        .with_context(|| format!("the page did not save a file ({nth})"))?;
    let bytes = base64::engine::general_purpose::STANDARD.decode(coded)?;
    Ok(String::from_utf8(bytes)?)
}

/// What a reader of QR pictures reads in the picture that the page saved as its `nth`.
pub async fn scanned(browser: &Browser, nth: usize) -> Result<String> {
    browser.run_async(KEPT, &[json!(nth)]).await?;
    let found = browser.run_async(PIXELS, &[json!(nth)]).await?;
    let (Some(width), Some(dark)) = (found[0].as_u64(), found[1].as_str()) else {
        bail!("the picture cannot be looked at: {found}");
    };
    let (width, dark) = (width as usize, dark.as_bytes());
    let mut seen = rqrr::PreparedImage::prepare_from_greyscale(width, dark.len() / width, |x, y| {
        if dark[y * width + x] == b'1' { 0 } else { 255 }
    });
    let grids = seen.detect_grids();
    ensure!(grids.len() == 1, "{} QR codes are in the picture", grids.len());
    Ok(grids[0].decode()?.1)
}

/// Puts a text into a field, as pasting does.
pub async fn paste(browser: &Browser, css: &str, text: &str) -> Result<()> {
    let script = "const field = document.querySelector(args[0]); field.value = args[1];
        field.dispatchEvent(new Event('input')); done(true)";
    browser.run_async(script, &[css.into(), text.into()]).await?;
    Ok(())
}

/// A pupil reads the invitation on their page and says yes; gives the table of what would be handed in.
pub async fn take_part(browser: &Browser, invitation: &str) -> Result<String> {
    open(browser, "plan.html").await?;
    paste(browser, "#text", invitation).await?;
    browser.click("#drop [type=submit]").await?;
    let numbers = says(browser, "#plan table", PATIENCE).await?;
    let plan = browser.ask(json!({"ask": "class"})).await?;
    ensure!(plan["plan"].is_null(), "it began without a yes");
    browser.click("#yes").await?;
    says(browser, "#said", PATIENCE).await?;
    browser.close_tab().await?;
    Ok(numbers)
}

/// From the popup with two clicks; gives the file. The pupil's page is then the current tab.
pub async fn two_clicks(browser: &Browser) -> Result<String> {
    open(browser, "popup.html").await?;
    browser.find("#hand-in").await?;
    // ChromeDriver does not see a tab that a page of an extension opens, so the link opens where it stands.
    let here = "document.querySelector('#hand-in').removeAttribute('target'); done(true)";
    browser.run_async(here, &[]).await?;
    browser.click("#hand-in").await?;
    browser.find("#plan table").await?;
    ready(browser).await?;
    browser.click("#hand-in").await?;
    saved(browser, 1).await
}

/// The shared computer's way: hands in and erases, on an open pupil's page. The button asks, then does.
pub async fn hand_in_and_erase(browser: &Browser) -> Result<String> {
    browser.click("#ask-too button").await?;
    browser.click("#ask-too button").await?;
    let file = saved(browser, 1).await?;
    says(browser, "#given-erased", PATIENCE).await?;
    Ok(file)
}

/// The code that the page shows.
pub async fn code(browser: &Browser, css: &str) -> Result<String> {
    let script = "done(document.querySelector(args[0])?.value)";
    let code = browser.run_async(script, &[css.into()]).await?;
    code.as_str()
        .map(str::to_owned)
        .with_context(|| format!("{css} shows no code"))
}

/// Chooses files in the teacher's page.
pub async fn choose_all(browser: &Browser, files: &[&Path]) -> Result<()> {
    super::import_page::choose(browser, files).await
}

/// Clicks twice: such a button asks first.
pub async fn surely(browser: &Browser, css: &str) -> Result<()> {
    browser.click(css).await?;
    browser.click(css).await
}

/// The week's totals of a class page's table, as the page writes them: a row's name, and its two figures.
pub async fn totals(browser: &Browser) -> Result<Vec<Value>> {
    let script = "done([...document.querySelectorAll('#totals tbody tr')].map(row =>
        [...row.children].map(cell => cell.textContent)))";
    let rows = browser.run_async(script, &[]).await?;
    Ok(rows.as_array().cloned().unwrap_or_default())
}
