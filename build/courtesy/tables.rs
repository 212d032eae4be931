//! The tables under construction, and their Rust source.

use super::graph::{Entry, Graph};

/// Everything the files add up to.
#[derive(Default)]
pub struct Tables {
    /// Folded form, reading, the place it was declared, whether the reading has conditions.
    pub forms: Vec<(String, usize, String, bool)>,
    pub readings: Vec<String>,
    pub lists: Vec<Vec<String>>,
    pub leads: Vec<String>,
    pub masks: [Vec<String>; 8],
}

impl Tables {
    /// The name of the static that holds this list.
    pub fn list(&mut self, mut forms: Vec<String>) -> String {
        forms.sort();
        forms.dedup();
        let index = self
            .lists
            .iter()
            .position(|list| *list == forms)
            .unwrap_or_else(|| {
                self.lists.push(forms);
                self.lists.len() - 1
            });
        format!("L{index}")
    }

    /// The Rust source of the tables.
    pub fn write(mut self, rests: &str, shared: &str) -> Result<String, String> {
        self.forms.sort();
        for pair in self.forms.windows(2) {
            let [(form, _, first, conditioned), (other, _, second, _)] = pair else {
                continue;
            };
            if form == other && !conditioned {
                return Err(format!(
                    "{second}: “{form}” is already read in {first} without an \"only\"; keep one of them, \
                     or give the first an \"only\"."
                ));
            }
        }
        let mut graph = Graph::default();
        let mut readings_of: Vec<Vec<usize>> = Vec::new();
        let mut entries: Vec<Entry> = Vec::new();
        for same in self.forms.chunk_by(|a, b| a.0 == b.0) {
            let readings: Vec<usize> = same.iter().map(|&(_, reading, ..)| reading).collect();
            let known = readings_of
                .iter()
                .position(|other| *other == readings)
                .unwrap_or_else(|| {
                    readings_of.push(readings);
                    readings_of.len() - 1
                });
            entries.push((same[0].0.clone(), known as u16 + 1));
        }
        let phrases = graph.add(&entries);
        let mut out = String::from("// Written by build/courtesy.rs from data/courtesy.\n");
        let mut line = |text: String| {
            out.push_str(&text);
            out.push('\n');
        };
        let readings_of: Vec<String> = readings_of
            .iter()
            .map(|readings| format!("&{readings:?}"))
            .collect();
        line(format!("static PHRASES: Node = {phrases};"));
        line(format!(
            "static READINGS_OF: &[&[u16]] = &[{}];",
            readings_of.join(", ")
        ));
        line(format!(
            "static READINGS: &[Reading] = &[\n{}];",
            self.readings.concat()
        ));
        line(format!("static RESTS: &[Rest] = &[\n{rests}];"));
        line(format!("static SHARED_REST: Rest = {shared};"));
        let masks = std::mem::take(&mut self.masks);
        let named = [
            "HAND_OVER",
            "INTRODUCES",
            "SALUTATIONS",
            "LETTER_GREETINGS",
            "SIGN_OFFS",
            "MENTION_TAILS",
            "RESUMES",
            "SPEAKERS",
        ]
        .into_iter()
        .zip(masks);
        for (name, mut forms) in named.chain([("LEADS", std::mem::take(&mut self.leads))]) {
            forms.sort();
            forms.dedup();
            line(format!(
                "static {name}: List = {};",
                list_source(&forms, &mut graph)
            ));
        }
        let all: Vec<String> = (0..self.lists.len()).map(|index| format!("&L{index}")).collect();
        line(format!("static LISTS: &[&List] = &[{}];", all.join(", ")));
        for (index, forms) in self.lists.iter().enumerate() {
            line(format!(
                "static L{index}: List = {};",
                list_source(forms, &mut graph)
            ));
        }
        Ok(out + &graph.write())
    }
}

fn list_source(forms: &[String], graph: &mut Graph) -> String {
    let (wild, plain): (Vec<&String>, Vec<&String>) = forms.iter().partition(|form| form.contains('*'));
    let entries: Vec<Entry> = plain.into_iter().map(|form| (form.clone(), 1)).collect();
    format!("List {{ forms: {}, wild: &{wild:?} }}", graph.add(&entries))
}
