//! The awareness week: papers, the class that gathers them, and what somebody could find out who knows almost everything.

#[path = "class/attack.rs"]
mod attack;
#[path = "class/gathering.rs"]
mod gathering;
#[path = "class/made.rs"]
mod made;
#[path = "class/papers.rs"]
mod papers;
