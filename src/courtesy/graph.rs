//! The graph that holds every form of every list, and how a message is walked along it.
//!
//! The build script shares all common beginnings and endings, so that `(thank|bless) you (so|very) much` costs
//! a few nodes and not a line for each of its readings. A matching crate would weigh several times as much.

use std::sync::LazyLock;

use super::fold::Folded;
use super::{EDGE_BYTES, EDGE_COUNTS, EDGE_STEPS, ENDS, LISTS, Node};

/// The graph's numbers, added up once from the steps that the build script wrote.
struct Graph {
    /// The value of each node; 0 ends no form.
    values: Vec<u16>,
    /// Where the edges of each node begin, and one more entry for the end of the last.
    first_edge: Vec<u32>,
    /// Where each edge leads.
    targets: Vec<Node>,
}

static GRAPH: LazyLock<Graph> = LazyLock::new(|| {
    let mut graph = Graph {
        values: vec![0; EDGE_COUNTS.len()],
        first_edge: vec![0],
        targets: Vec::with_capacity(EDGE_STEPS.len()),
    };
    let mut edge = 0;
    for (node, &count) in EDGE_COUNTS.iter().enumerate() {
        let end = edge + usize::from(count);
        graph
            .targets
            .extend(EDGE_STEPS[edge..end].iter().map(|&step| node as Node - step));
        graph.first_edge.push(end as u32);
        edge = end;
    }
    let mut at = 0;
    for &(step, value) in ENDS {
        at += step as usize;
        graph.values[at] = value;
    }
    graph
});

/// Private-use characters that stand for lists inside forms, as the build script writes them.
const SLOTS: std::ops::RangeInclusive<char> = '\u{e000}'..='\u{efff}';
/// The first byte of all of them.
const SLOT_BYTE: u8 = 0xee;

/// Calls `visit(end, value)` for every form below this node that begins at `at` and ends where a word does.
pub fn walk(node: Node, text: &Folded, at: usize, visit: &mut dyn FnMut(usize, u16)) {
    if at < text.len() && text.is_left_edge(at) {
        step(node, text, at, visit);
    }
}

fn step(node: Node, text: &Folded, at: usize, visit: &mut dyn FnMut(usize, u16)) {
    let value = GRAPH.values[node as usize];
    if value != 0 && text.is_right_edge(at) {
        visit(at, value);
    }
    let Some(letter) = text.letters.get(at) else {
        return;
    };
    if text.is_left_edge(at) {
        through_slots(node, text, at, visit);
    }
    if SLOTS.contains(&letter.c) {
        return;
    }
    let mut buffer = [0; 4];
    let bytes = letter.c.encode_utf8(&mut buffer).as_bytes();
    if let Some(next) = follow(node, bytes) {
        step(next, text, at + 1, visit);
        if letter.long
            && let Some(twice) = follow(next, bytes)
        {
            step(twice, text, at + 1, visit);
        }
    }
    // People leave apostrophes out and put hyphens in: `thats`, `s'il-te-plaît`.
    if matches!(letter.c, '\'' | '-') && text.is_inner(at) {
        let without = if letter.c == '-' {
            follow(node, b" ")
        } else {
            Some(node)
        };
        if let Some(next) = without {
            step(next, text, at + 1, visit);
        }
    }
}

/// Goes on along the edges that stand for lists, behind every form of the list found here.
fn through_slots(node: Node, text: &Folded, at: usize, visit: &mut dyn FnMut(usize, u16)) {
    let Some(first) = edge(node, SLOT_BYTE) else {
        return;
    };
    for (second_byte, second) in edges(first) {
        for (third_byte, third) in edges(second) {
            let index = usize::from(second_byte & 0x3f) << 6 | usize::from(third_byte & 0x3f);
            let Some(list) = LISTS.get(index) else { continue };
            let mut ends = Vec::new();
            list.each_end(text, at, &mut |end| ends.push(end));
            ends.sort_unstable();
            ends.dedup();
            for end in ends {
                step(third, text, end, visit);
            }
        }
    }
}

fn follow(node: Node, bytes: &[u8]) -> Option<Node> {
    bytes.iter().try_fold(node, |node, &byte| edge(node, byte))
}

fn edge(node: Node, byte: u8) -> Option<Node> {
    let (first, last) = edge_range(node);
    let index = EDGE_BYTES[first..last].binary_search(&byte).ok()?;
    Some(GRAPH.targets[first + index])
}

fn edges(node: Node) -> impl Iterator<Item = (u8, Node)> {
    let (first, last) = edge_range(node);
    (first..last).map(|index| (EDGE_BYTES[index], GRAPH.targets[index]))
}

fn edge_range(node: Node) -> (usize, usize) {
    let node = node as usize;
    let edges = &GRAPH.first_edge;
    (edges[node] as usize, edges[node + 1] as usize)
}
