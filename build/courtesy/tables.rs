//! The tables under construction, and their Rust source.

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
        let forms: Vec<&str> = self.forms.iter().map(|(form, ..)| form.as_str()).collect();
        let reading_of: Vec<usize> = self.forms.iter().map(|&(_, reading, ..)| reading).collect();
        let mut out = String::from("// Written by build/courtesy.rs from data/courtesy.\n");
        let mut line = |text: String| {
            out.push_str(&text);
            out.push('\n');
        };
        line(format!("static PHRASES: &[&str] = &{forms:?};"));
        let starts: Vec<usize> = (0..=256)
            .map(|byte| forms.partition_point(|form| usize::from(form.as_bytes()[0]) < byte))
            .collect();
        line(format!("static STARTS: [u16; 257] = {starts:?};"));
        line(format!("static READING_OF: &[u16] = &{reading_of:?};"));
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
            line(format!("static {name}: List = {};", list_source(&forms)));
        }
        let all: Vec<String> = (0..self.lists.len()).map(|index| format!("&L{index}")).collect();
        line(format!("static LISTS: &[&List] = &[{}];", all.join(", ")));
        for (index, forms) in self.lists.iter().enumerate() {
            line(format!("static L{index}: List = {};", list_source(forms)));
        }
        Ok(out)
    }
}

fn list_source(forms: &[String]) -> String {
    let (wild, plain): (Vec<&String>, Vec<&String>) = forms.iter().partition(|form| form.contains('*'));
    format!("List {{ forms: &{plain:?}, wild: &{wild:?} }}")
}
