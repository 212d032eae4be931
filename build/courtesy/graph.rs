//! Lists of forms as one graph: equal beginnings and equal endings are kept once.

use std::collections::HashMap;

/// A form and its value; 0 is no form.
pub type Entry = (String, u16);

/// A node: its value and its edges, by byte.
type Node = (u16, Vec<(u8, usize)>);

/// The graph under construction. Nodes are numbered so that children come first.
#[derive(Default)]
pub struct Graph {
    nodes: Vec<Node>,
    known: HashMap<Node, usize>,
}

impl Graph {
    /// Adds a list and returns its root. The entries must be sorted and without doubles.
    pub fn add(&mut self, entries: &[Entry]) -> usize {
        self.node(entries, 0)
    }

    fn node(&mut self, entries: &[Entry], depth: usize) -> usize {
        let ended = entries.iter().take_while(|(form, _)| form.len() == depth).count();
        let value = entries[..ended].first().map_or(0, |&(_, value)| value);
        let mut edges = Vec::new();
        for group in entries[ended..].chunk_by(|a, b| a.0.as_bytes()[depth] == b.0.as_bytes()[depth]) {
            edges.push((group[0].0.as_bytes()[depth], self.node(group, depth + 1)));
        }
        let node = (value, edges);
        if let Some(&known) = self.known.get(&node) {
            return known;
        }
        self.nodes.push(node.clone());
        self.known.insert(node, self.nodes.len() - 1);
        self.nodes.len() - 1
    }

    /// The Rust source of the graph. Numbers are written as steps from the one before, because steps repeat and pack
    /// well: the same graph takes half the room in a package. `src/courtesy/graph.rs` adds them up at the start.
    pub fn write(&self) -> String {
        let node = if self.nodes.len() <= usize::from(u16::MAX) {
            "u16"
        } else {
            "u32"
        };
        let counts: Vec<usize> = self.nodes.iter().map(|(_, edges)| edges.len()).collect();
        let edges = || {
            let of = |(from, (_, edges)): (usize, &Node)| {
                edges
                    .iter()
                    .map(|(byte, to)| (*byte, from - to))
                    .collect::<Vec<_>>()
            };
            self.nodes.iter().enumerate().flat_map(of).collect::<Vec<_>>()
        };
        let bytes: Vec<u8> = edges().iter().map(|(byte, _)| *byte).collect();
        let steps: Vec<usize> = edges().iter().map(|(_, step)| *step).collect();
        let mut ends = Vec::new();
        let mut last = 0;
        for (at, (value, _)) in self
            .nodes
            .iter()
            .enumerate()
            .filter(|(_, (value, _))| *value != 0)
        {
            ends.push((at - last, *value));
            last = at;
        }
        format!(
            "/// A node of the graph.\ntype Node = {node};\n\
             /// How many edges each node has.\nstatic EDGE_COUNTS: &[u8] = &{counts:?};\n\
             /// The byte of each edge.\nstatic EDGE_BYTES: &[u8] = &{bytes:?};\n\
             /// How far before its own node each edge leads.\nstatic EDGE_STEPS: &[Node] = &{steps:?};\n\
             /// The nodes that end a form: steps from one to the next, and their values.\n\
             static ENDS: &[(Node, u16)] = &{ends:?};\n"
        )
    }
}
