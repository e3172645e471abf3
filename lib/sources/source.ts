import { shorten } from "../finding/shorten";
import type { LocatedFinding } from "../inventory/finding/located-finding";
import type { FilePlace } from "../yaml/file-place";
import { locatedAt } from "../inventory/finding/located-finding";
import { keyPlaceOf, printPath, type YamlNode, type YamlPath } from "../yaml/yaml-node";
import { type SourceCode, sourceFinding } from "./source-finding";

/** Where a source says something. */
export interface SourcePlace extends FilePlace {
  readonly file: string;
  /** `data.mapRoles` */
  readonly path: string;
}

/** What a source says, and where. */
export interface Sourced<Value> {
  readonly value: Value;
  readonly at: SourcePlace;
}

/** `live.json:4:12 accessEntries`: how a finding names another place. */
export function printPlace({ file, line, column, path }: SourcePlace): string {
  return `${file}:${line}:${column}${path === "" ? "" : ` ${path}`}`;
}

/** A finding at a place of a source. */
export function foundAt(
  code: SourceCode,
  { file, path, line, column }: SourcePlace,
  text: { message: string; help?: string },
): LocatedFinding {
  return locatedAt(file, sourceFinding(code, path, text), { line, column });
}

/** What to do about a field that is not as the command prints it. */
export const AS_PRINTED = asPrinted();

/** The same, of a format: its name is that of the command that prints it, but for some. */
function asPrinted(format = ""): string {
  const of = /^(?:aws|eksctl get|kubectl get|terraform show) [^,]*$/.test(format) ? ` of \`${format}\`` : "";
  return `give the output${of} as the command printed it, the whole of it: nothing can be taken from an edited field`;
}

/** One value of a source, of which fields are read; what is wrong with them is collected. */
export class SourceNode {
  readonly file: string;

  constructor(
    private readonly source: { readonly file: string; readonly findings: LocatedFinding[]; readonly format?: string },
    readonly node: YamlNode,
    readonly path: YamlPath = [],
  ) {
    this.file = source.file;
  }

  get at(): SourcePlace {
    return { file: this.file, ...this.node.at, path: printPath(this.path) };
  }

  /** The same, known to be of this format: findings name the command that prints it. */
  of(format: string): SourceNode {
    return new SourceNode({ ...this.source, format }, this.node, this.path);
  }

  /** Whether it is a map with this key. */
  has(key: string): boolean {
    return this.node.kind === "map" && this.node.entries.has(key);
  }

  /** The keys of a map. */
  get keys(): readonly string[] {
    return this.node.kind === "map" ? [...this.node.entries.keys()] : [];
  }

  /** The value of a key; undefined where there is none, or null. */
  child(key: string): SourceNode | undefined {
    const value = this.node.kind === "map" ? this.node.entries.get(key)?.value : undefined;
    if (value === undefined || (value.kind === "scalar" && value.value === null)) return undefined;
    return new SourceNode(this.source, value, [...this.path, key]);
  }

  /** The same as the value of a key: what a command prints under it. */
  under(key: string): SourceNode {
    const entries = new Map([[key, { at: this.node.at, value: this.node }]]);
    return new SourceNode(this.source, { kind: "map", entries, at: this.node.at, size: this.node.size + 1 });
  }

  /** Itself, or the value of a key, where it is text; nothing is told where it is none. */
  plainText(key?: string): string | undefined {
    const { node } = this;
    const asked = key === undefined ? node : node.kind === "map" ? node.entries.get(key)?.value : undefined;
    return asked?.kind === "scalar" && typeof asked.value === "string" ? asked.value : undefined;
  }

  /** The value of a key that has to be there. */
  required(key: string): SourceNode | undefined {
    const value = this.child(key);
    const at = { ...this.at, ...keyPlaceOf(this.node, []), path: printPath([...this.path, key]) };
    if (value === undefined)
      this.report("import-field-wrong", {
        message: "missing, expected a value",
        help: asPrinted(this.source.format),
        at,
      });
    return value;
  }

  /** As text; a number keeps its digits. Undefined, and told, where it is none. */
  text(): string | undefined {
    if (this.node.kind === "scalar" && typeof this.node.value !== "boolean" && this.node.value !== null) {
      return typeof this.node.value === "string" ? this.node.value : this.node.source;
    }
    this.wrong("text");
    return undefined;
  }

  /** The elements of a list. */
  items(): readonly SourceNode[] {
    if (this.node.kind !== "list") {
      this.wrong("a list");
      return [];
    }
    return this.node.items.map((item, i) => new SourceNode(this.source, item, [...this.path, i]));
  }

  /** Texts of a list. */
  texts(): readonly string[] {
    return this.items().flatMap((item) => item.text() ?? []);
  }

  /** The map itself; undefined, and told, where it is none. */
  map(): this | undefined {
    if (this.node.kind === "map") return this;
    this.wrong("a map");
    return undefined;
  }

  /** The text as a value here, told; nothing where it is none. */
  sourced(): Sourced<string>[] {
    const value = this.text();
    return value === undefined ? [] : [{ value, at: this.at }];
  }

  /** Says what is wrong here. */
  report(code: SourceCode, { at = this.at, ...text }: { message: string; help?: string; at?: SourcePlace }): void {
    this.source.findings.push(foundAt(code, at, text));
  }

  /** Says that the value is of another type. */
  wrong(expected: string): void {
    const { node } = this;
    const got = node.kind === "scalar" ? `\`${shorten(node.source)}\`` : `a ${node.kind}`;
    const help = asPrinted(this.source.format);
    this.report("import-field-wrong", { message: `wrong value, expected ${expected}, got ${got}`, help });
  }
}
