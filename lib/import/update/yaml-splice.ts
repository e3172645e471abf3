import { type Document, isCollection, isMap, isPair, isScalar, isSeq, type YAMLMap, type YAMLSeq } from "yaml";
import type { YamlPath } from "../../yaml/yaml-node";
import { indented } from "../text/section-text";

/** A piece of text to put into a file, in the place of what stood from `start` to `end`. */
interface Splice {
  readonly start: number;
  readonly end: number;
  readonly text: string;
  /** Of splices at one place the deeper comes first: it belongs to what stands before. */
  readonly indent: number;
}

/** Puts lines into a YAML file and touches nothing else: comments, order and style stay. */
export class YamlEditor {
  readonly #splices: Splice[] = [];
  readonly #newline: string;

  constructor(
    private readonly text: string,
    private readonly document: Document.Parsed,
  ) {
    this.#newline = text.includes("\r\n") ? "\r\n" : "\n";
  }

  /** The text with everything put in. */
  result(): string {
    const sorted = [...this.#splices].sort((a, b) => a.start - b.start || b.indent - a.indent);
    let [result, from] = ["", 0];
    for (const { start, end, text } of sorted) {
      result += this.text.slice(from, start) + text;
      from = end;
    }
    return result + this.text.slice(from);
  }

  /**
   * Adds elements to the end of a list or map; `block` are lines of a block, `flow` the same in brackets. What is not
   * there is made, with its parents. Undefined when done, else why not.
   */
  append(path: YamlPath, { block, flow }: { block: readonly string[]; flow?: readonly string[] }): string | undefined {
    const node: unknown = path.length === 0 ? this.document.contents : this.document.getIn(path, true);
    if (isCollection(node) && node.items.length > 0 && node.flow !== true) {
      this.#intoBlock(node, block);
      return undefined;
    }
    if (isCollection(node) && node.items.length > 0) return this.#intoFlow(node, flow);
    if (isCollection(node)) return this.#inPlaceOf(node, path, block);
    if (isScalar(node) && node.value === null) return this.#inPlaceOf(node, path, block);
    if (node !== undefined) return "an alias or a single value stands there";
    const [key] = path.slice(-1);
    return this.append(path.slice(0, -1), { block: [`${String(key)}:`, ...indented(block)] });
  }

  /** Fills in a value that is not there: `region:`. */
  fill(path: YamlPath, value: string): string | undefined {
    const node: unknown = this.document.getIn(path, true);
    if (node === undefined) return this.append(path.slice(0, -1), { block: [`${String(path.at(-1))}: ${value}`] });
    if (!isScalar(node) || node.value !== null) return "a value stands there";
    const colon = this.#afterKey(path);
    if (colon === undefined) return "its key cannot be found";
    this.#splices.push({ start: colon, end: colon, text: ` ${value}`, indent: path.length });
    return undefined;
  }

  #intoBlock(node: Collection, block: readonly string[]): void {
    const indent = this.#columnOf(node.range?.[0] ?? 0);
    const at = this.#lineEnd(this.#contentEnd(node));
    this.#splices.push({ start: at, end: at, text: this.#lines(block, indent), indent });
  }

  #intoFlow(node: Collection, flow: readonly string[] | undefined): string | undefined {
    const last = node.items.at(-1);
    const end = this.#contentEnd(last);
    if (flow === undefined || end === 0) return "it is written in braces, expected one element a line";
    const text = flow.map((element) => `, ${element}`).join("");
    this.#splices.push({ start: end, end, text, indent: 0 });
    return undefined;
  }

  /** `[]`, `{}` or nothing becomes a block below the key. */
  #inPlaceOf(
    node: { range?: readonly number[] | null | undefined },
    path: YamlPath,
    block: readonly string[],
  ): string | undefined {
    const colon = this.#afterKey(path);
    const parent: unknown = path.length === 1 ? this.document.contents : this.document.getIn(path.slice(0, -1), true);
    if (colon === undefined || !isMap(parent) || parent.flow === true)
      return "it stands in braces, expected one element a line";
    const indent = this.#columnOf(parent.range?.[0] ?? 0) + 2;
    const end = Math.max(colon, node.range?.[1] ?? colon);
    const rest = this.text.slice(end, this.#lineEnd(end));
    const at = this.#lineEnd(end);
    this.#splices.push({ start: colon, end: at, text: rest + this.#lines(block, indent), indent });
    return undefined;
  }

  /** The end of the colon after the key at a path. */
  #afterKey(path: YamlPath): number | undefined {
    const parent: unknown = path.length === 1 ? this.document.contents : this.document.getIn(path.slice(0, -1), true);
    if (!isMap(parent)) return undefined;
    const pair = parent.items.find(({ key }) => isScalar(key) && String(key.value) === String(path.at(-1)));
    const end = isScalar(pair?.key) ? pair.key.range?.[1] : undefined;
    return end === undefined ? undefined : this.text.indexOf(":", end) + 1;
  }

  /** Where what is written of a node ends; comments and space after it are not of it. */
  #contentEnd(node: unknown): number {
    if (isPair(node)) return Math.max(this.#contentEnd(node.key), this.#contentEnd(node.value));
    if ((isMap(node) || isSeq(node)) && node.flow !== true && node.items.length > 0)
      return this.#contentEnd(node.items.at(-1));
    const range = rangeOf(node);
    if (range === undefined) return 0;
    return this.text.slice(0, range[1]).trimEnd().length;
  }

  #columnOf(offset: number): number {
    return offset - (this.text.lastIndexOf("\n", offset - 1) + 1);
  }

  #lineEnd(offset: number): number {
    const found = this.text.indexOf("\n", offset);
    if (found === -1) return this.text.length;
    return this.text[found - 1] === "\r" ? found - 1 : found;
  }

  #lines(block: readonly string[], indent: number): string {
    return indented(block, indent)
      .map((line) => this.#newline + line)
      .join("");
  }
}

type Collection = YAMLMap | YAMLSeq;

function rangeOf(node: unknown): readonly [number, number] | undefined {
  if (typeof node !== "object" || node === null || !("range" in node)) return undefined;
  const range: unknown = node.range;
  if (!Array.isArray(range)) return undefined;
  const [start, end] = range.filter((each) => typeof each === "number");
  return start === undefined || end === undefined ? undefined : [start, end];
}
