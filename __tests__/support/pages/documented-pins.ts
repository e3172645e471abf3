import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";

const DOCS = join(__dirname, "../../../docs");

/** Versions of a package of PyPI that docs/ pins, each once: `pre-commit==4.3.0`. */
export function documentedPins(name: string): readonly string[] {
  const files = readdirSync(DOCS, { recursive: true, encoding: "utf8" }).filter((file) => /\.(?:md|ya?ml)$/.test(file));
  const pins = files.flatMap((file) => readFileSync(join(DOCS, file), "utf8").match(pinOf(name)) ?? []);
  return [...new Set(pins)];
}

function pinOf(name: string): RegExp {
  return new RegExp(`\\b${name}==[\\w.]+\\b`, "g");
}
