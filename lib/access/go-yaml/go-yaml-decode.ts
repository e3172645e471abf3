import type { AliasNode, AnchoredNode, GoNode, MappingNode, GoProblem, ScalarNode } from "./go-yaml-node";
import { TEXT_KEY, type Decoded, type DecodedText, type GoMap, type GoValue } from "./go-value";
import { resolveScalar, type Resolved } from "./go-yaml-resolve";

/** Decodes as for mapRoles and mapUsers: `yaml.Unmarshal` into `interface{}`. */
export function decodeValue(node: GoNode): Decoded<GoValue> {
  const decoder = new Decoder();
  return { value: decoder.value(node), problem: decoder.problem };
}

/** Decodes as for mapAccounts: `yaml.Unmarshal` into `[]string`; undefined if it is no list. */
export function decodeTexts(node: GoNode): Decoded<readonly DecodedText[] | undefined> {
  const decoder = new Decoder();
  return { value: decoder.texts(node), problem: decoder.problem };
}

/**
 * go-yaml's own guard against alias bombs.
 * @see gopkg.in/yaml.v2@v2.4.0/decode.go `allowedAliasRatio`
 */
function allowedAliasRatio(decoded: number): number {
  if (decoded <= 400_000) return 0.99;
  return decoded >= 4_000_000 ? 0.1 : 0.99 - 0.89 * ((decoded - 400_000) / 3_600_000);
}

class Decoder {
  problem: GoProblem | undefined;
  readonly #open = new Set<AliasNode>();
  /** The document itself is the first. */
  #decoded = 1;
  #byAlias = 0;

  value(node: GoNode): GoValue {
    const { line } = node;
    if (!this.#count(node)) return { kind: "null", text: "", line };
    switch (node.kind) {
      case "alias":
        return this.#alias(node, (target) => this.value(target)) ?? { kind: "null", text: "", line };
      case "scalar":
        return valueOf(node, this.#resolve(node));
      case "sequence":
        return { kind: "list", items: node.items.map((item) => this.value(item)), line };
      case "mapping":
        return this.#map(node);
    }
  }

  texts(node: GoNode): readonly DecodedText[] | undefined {
    if (!this.#count(node)) return undefined;
    if (node.kind === "alias") return this.#alias(node, (target) => this.texts(target));
    if (node.kind === "scalar") return this.#resolve(node).kind === "null" ? [] : undefined;
    if (node.kind === "mapping") return undefined;
    const read = node.items.map((item) => ({ text: this.#text(item), line: item.line }));
    if (!this.problem) return read;
    const kept = read.filter(({ text }) => text !== undefined);
    return node.items.map(({ line }, i) => kept[i] ?? { text: "", line });
  }

  /** An element is read as raw text whatever it resolves to, but null and what follows a problem is "". */
  #text(node: GoNode): string | undefined {
    if (!this.#count(node)) return "";
    if (node.kind === "alias") return this.#alias(node, (target) => this.#text(target));
    if (node.kind !== "scalar") return undefined;
    const resolved = this.#resolve(node);
    if (resolved.kind === "string") return resolved.text;
    return resolved.kind === "null" || this.problem ? "" : node.text;
  }

  #fail(kind: GoProblem["kind"], reason: string, line: number): void {
    this.problem ??= { kind, reason, line };
  }

  /** Every visit counts; too many of them through aliases end the reading. */
  #count({ line }: GoNode): boolean {
    this.#decoded += 1;
    if (this.#open.size > 0) this.#byAlias += 1;
    const ratio = this.#byAlias / this.#decoded;
    if (this.#byAlias > 100 && this.#decoded > 1000 && ratio > allowedAliasRatio(this.#decoded)) {
      this.#fail("invalid", "nearly all of it comes from aliases", line);
    }
    return this.problem === undefined;
  }

  #alias<Value>(node: AliasNode, read: (target: AnchoredNode) => Value): Value | undefined {
    if (this.#open.has(node)) {
      this.#fail("invalid", "an anchor contains itself", node.line);
      return undefined;
    }
    this.#open.add(node);
    const value = read(node.target);
    this.#open.delete(node);
    return value;
  }

  #resolve({ text, tag, plain, line }: ScalarNode): Resolved {
    const resolved: Resolved = tag === undefined && !plain ? { kind: "string", text } : resolveScalar(tag, text);
    if (resolved.kind === "panic") this.#fail("invalid", "a value does not fit its tag", line);
    if (resolved.kind === "unsure") this.#fail("unsure", "a tag that is not modelled", line);
    return resolved;
  }

  #map(node: MappingNode): GoMap {
    const entries = new Map<string, GoValue>();
    return { kind: "map", repeated: this.#fill(node, entries), entries, line: node.line };
  }

  /** Later keys replace earlier ones, and so does what a later `<<` brings in. */
  #fill(node: MappingNode, entries: Map<string, GoValue>): string[] {
    const own = new Set<string>();
    const repeated: string[] = [];
    for (const [key, value] of node.pairs) {
      if (isMerge(key)) {
        this.#merge(value, entries);
        continue;
      }
      const name = this.#key(key);
      const read = this.value(value);
      if (name === undefined) continue;
      if (own.has(name)) repeated.push(name);
      own.add(name);
      entries.set(name, read);
    }
    return repeated;
  }

  /** Only texts name fields; keys of other types matter where JSON has no such key. */
  #key(node: GoNode): string | undefined {
    if (!this.#count(node)) return undefined;
    if (node.kind === "alias") return this.#alias(node, (target) => this.#key(target));
    if (node.kind !== "scalar") {
      this.#fail("invalid", "a key is a list or a map", node.line);
      return undefined;
    }
    const resolved = this.#resolve(node);
    return resolved.kind === "string" ? TEXT_KEY + resolved.text : `${resolved.kind} ${node.text}`;
  }

  #merge(node: GoNode, entries: Map<string, GoValue>): void {
    for (const source of node.kind === "sequence" ? node.items.toReversed() : [node]) {
      const map = source.kind === "alias" ? source.target : source;
      if (map.kind === "mapping") this.#mergeFrom(source, entries);
      else this.#fail("invalid", "a merge key needs a map", node.line);
    }
  }

  #mergeFrom(source: GoNode, entries: Map<string, GoValue>): void {
    if (!this.#count(source)) return;
    if (source.kind === "alias") this.#alias(source, (target) => this.#mergeFrom(target, entries));
    else if (source.kind === "mapping") this.#fill(source, entries);
  }
}

function valueOf({ text, line }: ScalarNode, resolved: Resolved): GoValue {
  switch (resolved.kind) {
    case "string":
      return { kind: "string", text: resolved.text, line };
    case "bool":
    case "infinite":
    case "null":
      return { kind: resolved.kind, text, line };
    case "int":
    case "uint":
    case "float":
      return { kind: "number", text, line };
    case "panic":
    case "unsure":
      return { kind: "null", text, line };
  }
}

function isMerge(node: GoNode): boolean {
  if (node.kind !== "scalar" || node.text !== "<<") return false;
  return node.tag === undefined ? node.plain : node.tag === "!" || node.tag === "tag:yaml.org,2002:merge";
}
