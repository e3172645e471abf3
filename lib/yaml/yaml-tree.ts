import { type Alias, type Pair, type ParsedNode, type Scalar, isAlias, isCollection, isMap, isScalar } from "yaml";
import type { FilePlace } from "./file-place";
import type { YamlEntry, YamlList, YamlMap, YamlNode, YamlScalar } from "./yaml-node";
import type { YamlProblem } from "./yaml-problem";
import { readYamlText } from "./yaml-text";

/** How many values all aliases of a file may repeat together: what is in the file itself is bounded by its size. */
const MOST_ALIASED_VALUES = 10_000;

/** What a text says: a tree, undefined where it is no YAML that can be read; and what is wrong with it. */
interface YamlTree {
  readonly root: YamlNode | undefined;
  readonly problems: readonly YamlProblem[];
}

/** Reads a YAML text into a tree that knows the place of every value. */
export function parseYamlTree(text: string): YamlTree {
  const read = readYamlText(text);
  if ("problem" in read) return { root: undefined, problems: [read.problem] };
  const builder = new TreeBuilder(read.placeAt);
  const root = builder.node(read.contents);
  return { root: builder.exploded ? undefined : root, problems: builder.problems };
}

type Written = ParsedNode | Scalar | null | undefined;

/** Aliased nodes are built once and shared, so that a bomb stays small; its size is counted, not its copies. */
class TreeBuilder {
  public readonly problems: YamlProblem[] = [];
  /** Whether aliases repeat too much: the tree must not be walked. */
  public exploded = false;
  private readonly anchors = new Map<string, YamlNode | "open">();
  private aliased = 0;

  constructor(private readonly placeAt: (offset: number) => FilePlace) {}

  public node(written: unknown): YamlNode {
    if (isAlias(written)) return this.alias(written);
    const anchor = isScalar(written) || isCollection(written) ? written.anchor : undefined;
    if (anchor !== undefined) this.anchors.set(anchor, "open");
    const built = this.content(written);
    if (anchor !== undefined) this.anchors.set(anchor, built);
    return built;
  }

  private content(written: unknown): YamlNode {
    if (isMap<Written, Written>(written)) return this.map(written.items, this.placeOf(written));
    if (isCollection(written)) return this.list(written.items, this.placeOf(written));
    return isScalar(written) ? scalarOf(written, this.placeOf(written)) : nothing({ line: 1, column: 1 });
  }

  private map(pairs: readonly Pair<Written, Written>[], at: FilePlace): YamlMap {
    const entries = new Map<string, YamlEntry>();
    for (const { key, value } of pairs) {
      const place = key === null || key === undefined ? at : this.placeOf(key);
      if (isScalar(key)) this.node(key);
      const text = keyText(key);
      const node = value === null || value === undefined ? nothing(place) : this.node(value);
      const first = text === undefined ? undefined : entries.get(text);
      if (text === undefined) this.problems.push(badKey(key, place));
      else if (first !== undefined) this.problems.push(duplicate(text, first.at, place));
      else entries.set(text, { at: place, value: node });
    }
    return { kind: "map", entries, at, size: sizeOf([...entries.values()].map(({ value }) => value)) };
  }

  private list(written: readonly unknown[], at: FilePlace): YamlList {
    const items = written.map((item) => this.node(item));
    return { kind: "list", items, at, size: sizeOf(items) };
  }

  private alias(alias: Alias): YamlNode {
    const at = this.placeOf(alias);
    const target = this.anchors.get(alias.source);
    if (target === undefined || target === "open") {
      this.problems.push(target === undefined ? unknownAnchor(alias, at) : holdsItself(alias, at));
      return nothing(at);
    }
    this.aliased += target.size;
    if (this.aliased > MOST_ALIASED_VALUES && !this.exploded) {
      this.exploded = true;
      this.problems.push(bomb(alias, at));
    }
    return this.exploded ? nothing(at) : { ...target, at };
  }

  private placeOf(written: unknown): FilePlace {
    const range = isScalar(written) || isCollection(written) || isAlias(written) ? written.range : undefined;
    return this.placeAt(range?.[0] ?? 0);
  }
}

function scalarOf({ value, source, type }: Scalar, at: FilePlace): YamlScalar {
  const known = typeof value === "string" || typeof value === "number" || typeof value === "boolean" ? value : null;
  const block = type === "BLOCK_LITERAL" ? { isBlock: true } : {};
  return { kind: "scalar", value: known, source: source ?? "", at, size: 1, ...block };
}

function nothing(at: FilePlace): YamlScalar {
  return { kind: "scalar", value: null, source: "", at, size: 1 };
}

function sizeOf(nodes: readonly YamlNode[]): number {
  return nodes.reduce((size, node) => size + node.size, 1);
}

/** Keys keep their text, `012` too. `__proto__` is dropped by whatever copies the map. */
function keyText(key: Written): string | undefined {
  if (!isScalar(key) || key.value === null) return undefined;
  const text = typeof key.value === "string" ? key.value : key.source;
  return text === "__proto__" ? undefined : text;
}

function badKey(key: Written, at: FilePlace): YamlProblem {
  if (isScalar(key) && key.value === "__proto__") {
    const message = "a key that cannot be kept, expected another name, got `__proto__`";
    return { fault: "key", at, message, help: "rename the key: JavaScript has a meaning of its own for this one" };
  }
  const got = isScalar(key) ? `\`${String(key.value)}\`` : "another value";
  return { fault: "key", at, message: `a key that is not text, expected text, got ${got}`, help: KEY_HELP };
}

const KEY_HELP =
  "write a name before the colon, in quotes where YAML would not read it as text: `null`, `~`, or one that begins with `[`, `{`, `?`";

function duplicate(key: string, first: FilePlace, at: FilePlace): YamlProblem {
  const message = `second key of one name, the first is in line ${first.line}, got \`${key}\``;
  return { fault: "duplicate-key", at, message, help: "merge the two, or delete one: of two only one would count" };
}

function unknownAnchor({ source }: Alias, at: FilePlace): YamlProblem {
  const message = `not valid YAML: alias of an unknown anchor, expected one that stands before it, got \`*${source}\``;
  return {
    fault: "syntax",
    at,
    message,
    help: `quote the text if it is no alias, or write \`&${source}\` before the value`,
  };
}

function holdsItself({ source }: Alias, at: FilePlace): YamlProblem {
  const message = `a value that holds itself, expected one with an end, got \`*${source}\``;
  return { fault: "aliases", at, message, help: `delete \`*${source}\`, or write in its place what was meant` };
}

function bomb({ source }: Alias, at: FilePlace): YamlProblem {
  const most = `expected at most ${MOST_ALIASED_VALUES} values`;
  const message = `aliases repeat too much, ${most}, got more with \`*${source}\``;
  return { fault: "aliases", at, message, help: "write the values out" };
}
