//! Energy of an exchange (being built).
