//! What a file of Chromium's database really holds. Its tables are packed twice (a key leaves out what it shares with the one
//! before, a block is compressed), so that looking for bytes in the file as it lies there finds only some of them.
//! Format: LevelDB, doc/table_format.md. No library known to us reads a single table with what is deleted in it.

use anyhow::{Context, Result, ensure};

/// The end of every table: where its index is, then these eight bytes.
const MAGIC: [u8; 8] = 0xdb47_7524_8b80_fb57_u64.to_le_bytes();
const FOOTER: usize = 48;
/// After each block: how it is compressed, and a checksum.
const TRAILER: usize = 5;
const SNAPPY: u8 = 1;

/// Every key and value of a table, of deleted records too, one after the other.
///
/// # Errors
/// What is no table.
pub fn unpacked(table: &[u8]) -> Result<Vec<u8>> {
    let footer = table.len().checked_sub(FOOTER).context("shorter than a footer")?;
    ensure!(table.ends_with(&MAGIC), "a table ends otherwise");
    let mut handles = &table[footer..];
    let _of_metadata = (number(&mut handles)?, number(&mut handles)?);
    let index = (number(&mut handles)?, number(&mut handles)?);
    let mut all = Vec::new();
    records(&block(table, index)?, |_, mut handle| {
        let data = (number(&mut handle)?, number(&mut handle)?);
        records(&block(table, data)?, |key, value| {
            all.extend_from_slice(key);
            all.extend_from_slice(value);
            Ok(())
        })
    })?;
    Ok(all)
}

fn block(table: &[u8], (from, length): (usize, usize)) -> Result<Vec<u8>> {
    let whole = table
        .get(from..from + length + TRAILER)
        .context("a block is outside")?;
    let packed = &whole[..length];
    Ok(if whole[length] == SNAPPY {
        snap::raw::Decoder::new().decompress_vec(packed)?
    } else {
        packed.to_vec()
    })
}

/// Tells of every record of a block. Behind them are the places where a key is written whole, and how many those are.
fn records(block: &[u8], mut tell: impl FnMut(&[u8], &[u8]) -> Result<()>) -> Result<()> {
    let (_, count) = block.split_last_chunk::<4>().context("an empty block")?;
    let places = 4 * (1 + u32::from_le_bytes(*count) as usize);
    let mut left = block
        .get(..block.len().saturating_sub(places))
        .context("a block without records")?;
    let mut key = Vec::new();
    while !left.is_empty() {
        let (shared, own, value) = (number(&mut left)?, number(&mut left)?, number(&mut left)?);
        ensure!(
            shared <= key.len() && own + value <= left.len(),
            "a record is longer than its block"
        );
        key.truncate(shared);
        key.extend_from_slice(&left[..own]);
        tell(&key, &left[own..own + value])?;
        left = &left[own + value..];
    }
    Ok(())
}

/// Seven bits to a byte, the lowest first.
fn number(left: &mut &[u8]) -> Result<usize> {
    let mut number = 0;
    for shift in (0..35).step_by(7) {
        let (first, rest) = left.split_first().context("a number breaks off")?;
        *left = rest;
        number |= usize::from(first & 127) << shift;
        if *first < 128 {
            return Ok(number);
        }
    }
    anyhow::bail!("a number is too long")
}
