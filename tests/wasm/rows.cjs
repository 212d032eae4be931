// Runs rows through the WASM core, as `merciwatt` does natively: node rows.cjs "estimate --method study" FILE
const { readFileSync } = require("node:fs");
const { lab } = require("../../target/bound-node/core.js");

const [words, file] = process.argv.slice(2);
process.stdout.write(lab(words, readFileSync(file, "utf8").trimEnd()));
