import { textKey, type GoMap, type GoValue } from "./go-value";
import type { GoProblem } from "./go-yaml-node";
import { compareText } from "../../finding/text-order";

/**
 * What keeps a value from becoming JSON: infinities, and keys that are null or beyond 63 bits.
 * @see sigs.k8s.io/yaml@v1.3.0/yaml.go `convertToJSONableObject`
 */
export function jsonProblem(value: GoValue): GoProblem | undefined {
  if (value.kind === "infinite")
    return { kind: "invalid", reason: "a number that JSON does not have", line: value.line };
  if (value.kind === "list") return firstProblem(value.items);
  return value.kind === "map" ? mapProblem(value) : undefined;
}

function firstProblem(values: Iterable<GoValue>): GoProblem | undefined {
  for (const value of values) {
    const problem = jsonProblem(value);
    if (problem) return problem;
  }
  return undefined;
}

/** Two keys that are the same JSON text, `1` and `"1"`, replace each other in no fixed order. */
function mapProblem({ entries, line }: GoMap): GoProblem | undefined {
  const others = [...entries.keys()].filter((key) => textKey(key) === undefined);
  if (others.some((key) => /^(?:null|uint) /.test(key))) {
    return { kind: "invalid", reason: "a key that JSON does not have", line };
  }
  const problem = firstProblem(entries.values());
  return problem && others.length > 0 ? { kind: "unsure", reason: "keys of several types", line } : problem;
}

/** A key as it is written, and its value. */
export interface JsonField {
  readonly key: string;
  readonly value: GoValue;
}

/** The map's text keys in the order in which `json.Marshal` writes them, so that the last one counts. */
export function jsonFields({ entries }: GoMap): JsonField[] {
  return [...entries]
    .flatMap(([name, value]) => {
      const key = textKey(name);
      return key === undefined ? [] : [{ key, value }];
    })
    .sort((a, b) => compareText(a.key, b.key));
}

/**
 * The name under which encoding/json finds a field: case does not count, and two letters beyond ASCII are k and s.
 * @see DOMAIN R2; encoding/json/fold.go
 */
export function foldKey(key: string): string {
  return key.replaceAll("\u017F", "s").replaceAll("\u212A", "k").toLowerCase();
}
