import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { parseDocument } from "yaml";

/** Parses every file of a folder with the parser that `check` uses, and does nothing with it: `parse-yaml.ts FOLDER`. */
const [, , folder = "."] = process.argv;
for (const name of readdirSync(folder)) parseDocument(readFileSync(join(folder, name), "utf8")).toJS();
