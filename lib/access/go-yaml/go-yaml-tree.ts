import {
  isAlias,
  isScalar,
  isSeq,
  type Alias,
  type LineCounter,
  type Pair,
  type ParsedNode,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from "yaml";
import {
  emptyNode,
  type AnchoredNode,
  type GoNode,
  type MappingNode,
  type GoProblem,
  type ScalarNode,
  type SequenceNode,
} from "./go-yaml-node";
import { MAX_DEPTH, TOO_DEEP } from "./go-yaml-text";
import { scalarProblem, goScalarText, type Fault } from "./go-yaml-scalar";

/** A tree, or where the two readers would differ. */
export type TreeRead =
  { readonly root: GoNode; readonly problem?: undefined } | { readonly root?: undefined; readonly problem: GoProblem };

/** Turns package yaml's tree into go-yaml's. */
export function readTree(root: ParsedNode | null, text: string, lines: LineCounter): TreeRead {
  const reader = new TreeReader(text, lines);
  const read = reader.node(root, false);
  return reader.problem ? { problem: reader.problem } : { root: read };
}

type ParsedPair = Pair<ParsedNode, ParsedNode | null>;

class TreeReader {
  problem: GoProblem | undefined;
  readonly #anchors = new Map<string, AnchoredNode>();
  #line = 1;
  #depth = 0;

  constructor(
    readonly text: string,
    readonly lines: LineCounter,
  ) {}

  node(node: ParsedNode | null, inFlow: boolean): GoNode {
    if (node) this.#line = this.lines.linePos(node.range[0]).line;
    if (node === null || this.problem) return emptyNode(this.#line);
    if (this.#depth > MAX_DEPTH) this.#fail({ kind: "unsure", reason: TOO_DEEP });
    if (isAlias(node)) return this.#alias(node);
    if (node.tag !== undefined && !/^[\w!:.,/+-]*$/.test(node.tag))
      this.#fail({ kind: "unsure", reason: "an odd tag" });
    if (isScalar(node)) return this.#scalar(node, inFlow);
    this.#depth += 1;
    const flow = inFlow || node.flow === true;
    const read = isSeq(node) ? this.#sequence(node, flow) : this.#mapping(node, flow);
    this.#depth -= 1;
    return read;
  }

  #sequence(node: YAMLSeq.Parsed, flow: boolean): SequenceNode {
    const sequence: SequenceNode = { kind: "sequence", items: [], line: this.#line };
    this.#keep(node.anchor, sequence);
    for (const item of node.items) sequence.items.push(this.node(item, flow));
    return sequence;
  }

  #mapping(node: YAMLMap.Parsed, flow: boolean): MappingNode {
    const mapping: MappingNode = { kind: "mapping", pairs: [], line: this.#line };
    this.#keep(node.anchor, mapping);
    for (const pair of node.items) {
      const fault = this.#pairFault(pair, flow);
      if (fault) this.#fail(fault);
      const key = this.node(pair.key, flow);
      mapping.pairs.push([key, this.node(pair.value, flow)]);
    }
    return mapping;
  }

  #scalar(node: Scalar.Parsed, inFlow: boolean): ScalarNode {
    const plain = node.type === "PLAIN" || node.type == null;
    const scalar: ScalarNode = { kind: "scalar", text: goScalarText(node), tag: node.tag, plain, line: this.#line };
    const fault = scalarProblem(node, inFlow, this.text);
    if (fault) this.#fail(fault);
    this.#keep(node.anchor, scalar);
    return scalar;
  }

  #alias(node: Alias.Parsed): GoNode {
    this.#name(node.source);
    const target = this.#anchors.get(node.source);
    if (target) return { kind: "alias", target, line: this.#line };
    this.#fail({ kind: "invalid", reason: "an alias without anchor" });
    return emptyNode(this.#line);
  }

  /** An anchor is known from where its node begins, and a later one of the same name takes its place. */
  #keep(anchor: string | undefined, node: AnchoredNode): void {
    if (anchor === undefined) return;
    this.#name(anchor);
    this.#anchors.set(anchor, node);
  }

  /** Of a name, go-yaml reads letters, digits, `-` and `_`, and then wants one of a few characters. */
  #name(name: string): void {
    const rest = name.replace(/^[\w-]+/, "");
    if (rest === "") return;
    const kind = rest !== name && /^[?:,\]}%@`]/.test(rest) ? "unsure" : "invalid";
    this.#fail({ kind, reason: "an anchor's name, expected letters, digits, - and _ only" });
  }

  /** A colon needs a key on its line and within 1024 characters, or a question mark in its own column. */
  #pairFault({ key, srcToken }: ParsedPair, flow: boolean): Fault | undefined {
    const start = srcToken?.start ?? [];
    const question = start.find(({ type }) => type === "explicit-key-ind");
    const colon = srcToken?.sep?.find(({ type }) => type === "map-value-ind");
    const written = this.text.slice(key.range[0], colon?.offset ?? key.range[1]);
    const apart = question === undefined || /^\?\s+$/.test(this.text.slice(question.offset, key.range[0]));
    if (flow && (!apart || written.includes("?"))) return { kind: "unsure", reason: "a question mark in brackets" };
    if (question && flow) return undefined;
    if (question) return this.#explicitFault(question.offset, colon?.offset, srcToken?.key != null);
    if (colon === undefined) return undefined;
    const props = start.find(({ type }) => type === "anchor" || type === "tag");
    if (!srcToken?.key && !props) return { kind: "invalid", reason: "a colon without a key" };
    const whole = this.text.slice(Math.min(key.range[0], props?.offset ?? Infinity), colon.offset);
    const far = whole.includes("\n") || whole.replace(/[\uDC00-\uDFFF]/g, "").length > 1024;
    return far ? { kind: "invalid", reason: "a key that is not on the line of its colon" } : undefined;
  }

  #explicitFault(question: number, colon: number | undefined, hasKey: boolean): Fault | undefined {
    if (!hasKey) return { kind: "unsure", reason: "a question mark without a key" };
    if (colon === undefined) return { kind: "unsure", reason: "a question mark without a colon" };
    if (this.#column(question) === this.#column(colon)) return undefined;
    return { kind: "invalid", reason: "a colon that is not below its question mark" };
  }

  #column(offset: number): number {
    return this.lines.linePos(offset).col;
  }

  #fail(fault: Fault): void {
    this.problem ??= { ...fault, line: this.#line };
  }
}
