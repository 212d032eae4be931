//! Parts of the end-to-end trials: the stage that stands in for every chatbot. Not part of any package.

pub mod stage;
