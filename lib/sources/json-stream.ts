import type { FilePlace } from "../yaml/file-place";
import type { YamlEntry, YamlNode } from "../yaml/yaml-node";

/** The values of a text, one after the other, or the place of the first character that is no JSON. */
type JsonStream = { readonly values: readonly YamlNode[] } | { readonly problem: string; readonly at: FilePlace };

/** Deeper is nothing that anybody writes; the reader is recursive. */
const DEEPEST = 50;

/**
 * Reads JSON values that follow each other in one text, as `aws … >> file` leaves them, into the tree that YAML is read
 * into. Keys that are given twice are refused: of two only one would count.
 */
export function parseJsonStream(text: string): JsonStream {
  const reader = new JsonReader(text);
  try {
    return { values: reader.all() };
  } catch (error) {
    if (error instanceof JsonProblem) return { problem: error.message, at: reader.placeAt(error.offset) };
    throw error;
  }
}

class JsonProblem extends Error {
  constructor(
    message: string,
    readonly offset: number,
  ) {
    super(message);
  }
}

class JsonReader {
  #offset = 0;
  readonly #lines: readonly number[];

  constructor(private readonly text: string) {
    this.#lines = [0, ...[...text.matchAll(/\n/g)].map(({ index }) => index + 1)];
  }

  all(): YamlNode[] {
    const values: YamlNode[] = [];
    this.#space();
    while (this.#offset < this.text.length) {
      values.push(this.#value(0));
      this.#space();
    }
    return values;
  }

  placeAt(offset: number): FilePlace {
    let [low, high] = [0, this.#lines.length];
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((this.#lines[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (this.#lines[low] ?? 0) + 1 };
  }

  #value(depth: number): YamlNode {
    const at = this.placeAt(this.#offset);
    if (depth > DEEPEST) throw new JsonProblem(`nested too deep, expected at most ${DEEPEST} levels`, this.#offset);
    const first = this.text[this.#offset];
    if (first === "{") return { kind: "map", entries: this.#entries(depth), at, size: 1 };
    if (first === "[") return { kind: "list", items: this.#items(depth), at, size: 1 };
    return this.#scalar(at);
  }

  #entries(depth: number): Map<string, YamlEntry> {
    const entries = new Map<string, YamlEntry>();
    this.#offset += 1;
    this.#space();
    while (!this.#takes("}")) {
      if (entries.size > 0) this.#expect(",");
      this.#space();
      const start = this.#offset;
      const key = this.#token();
      if (typeof key !== "string") throw new JsonProblem("not JSON, expected a key in double quotes", start);
      if (entries.has(key)) throw new JsonProblem(`second key of one name, got \`${key}\``, start);
      this.#space();
      this.#expect(":");
      this.#space();
      entries.set(key, { at: this.placeAt(start), value: this.#value(depth + 1) });
      this.#space();
    }
    return entries;
  }

  #items(depth: number): YamlNode[] {
    const items: YamlNode[] = [];
    this.#offset += 1;
    this.#space();
    while (!this.#takes("]")) {
      if (items.length > 0) this.#expect(",");
      this.#space();
      items.push(this.#value(depth + 1));
      this.#space();
    }
    return items;
  }

  #scalar(at: FilePlace): YamlNode {
    const start = this.#offset;
    const value = this.#token();
    const source = typeof value === "string" ? value : this.text.slice(start, this.#offset);
    return { kind: "scalar", value, source, at, size: 1 };
  }

  /** The next text, number, truth value or null. */
  #token(): string | number | boolean | null {
    const pattern = /"(?:[^"\\]|\\.)*"|-?[0-9][0-9.eE+-]*|true|false|null/sy;
    pattern.lastIndex = this.#offset;
    const [token] = pattern.exec(this.text) ?? [];
    if (token === undefined) throw new JsonProblem(`not JSON, expected a value, got ${this.#here()}`, this.#offset);
    const value = scalarOf(token);
    if (value === undefined) throw new JsonProblem("no JSON: a text or number that is malformed", this.#offset);
    this.#offset += token.length;
    return value;
  }

  #space(): void {
    while (/[ \t\r\n]/.test(this.text[this.#offset] ?? "")) this.#offset += 1;
  }

  #takes(character: string): boolean {
    if (this.text[this.#offset] !== character) return false;
    this.#offset += 1;
    return true;
  }

  #expect(character: string): void {
    if (this.#takes(character)) return;
    throw new JsonProblem(`not JSON, expected \`${character}\`, got ${this.#here()}`, this.#offset);
  }

  #here(): string {
    const character = this.text[this.#offset];
    return character === undefined ? "the end of the text" : `\`${character}\``;
  }
}

function scalarOf(token: string): string | number | boolean | null | undefined {
  try {
    const value: unknown = JSON.parse(token);
    if (value === null || typeof value === "string" || typeof value === "number") return value;
    return typeof value === "boolean" ? value : undefined;
  } catch {
    return undefined;
  }
}
