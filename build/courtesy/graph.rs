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

    /// The Rust source of the graph, in the narrowest numbers that hold it.
    pub fn write(&self) -> String {
        let narrowest = |largest: usize| {
            if largest <= usize::from(u16::MAX) {
                "u16"
            } else {
                "u32"
            }
        };
        let values: Vec<u16> = self.nodes.iter().map(|(value, _)| *value).collect();
        let edges = || self.nodes.iter().flat_map(|(_, edges)| edges.iter().copied());
        let bytes: Vec<u8> = edges().map(|(byte, _)| byte).collect();
        let targets: Vec<usize> = edges().map(|(_, target)| target).collect();
        let mut first = vec![0];
        for (_, edges) in &self.nodes {
            first.push(first[first.len() - 1] + edges.len());
        }
        let (node, edge) = (narrowest(self.nodes.len()), narrowest(bytes.len()));
        format!(
            "/// A node of the graph.\ntype Node = {node};\n\
             static VALUES: &[u16] = &{values:?};\nstatic FIRST_EDGE: &[{edge}] = &{first:?};\n\
             static EDGE_BYTES: &[u8] = &{bytes:?};\nstatic EDGE_TARGETS: &[Node] = &{targets:?};\n"
        )
    }
}
