//! The words of the data files that stand for something in the core, in the core's order.

/// Categories, as `Category::ALL`.
pub const CATEGORIES: [&str; 7] = [
    "Please", "Thanks", "Greeting", "Farewell", "Apology", "Praise", "Welcome",
];
/// Places, as the bits of `Place`.
pub const PLACES: [&str; 11] = [
    "message_start",
    "message_end",
    "sentence_start",
    "sentence_end",
    "clause_start",
    "clause_end",
    "alone",
    "whole_message",
    "own_line",
    "exclaimed",
    "asked",
];
/// Spellings, as the bits of `Written`.
pub const WRITTEN: [&str; 3] = ["capitals", "capitalised", "small"];
