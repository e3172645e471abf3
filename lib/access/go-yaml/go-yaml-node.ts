/** Where a node's text stands: line in the section, from 1. */
interface OnLine {
  readonly line: number;
}

/** A scalar before it is resolved. */
export interface ScalarNode extends OnLine {
  readonly kind: "scalar";
  readonly text: string;
  /** Long form, `tag:yaml.org,2002:str`, or `!`. */
  readonly tag: string | undefined;
  /** Not quoted and not a block scalar. */
  readonly plain: boolean;
}

/** A list. */
export interface SequenceNode extends OnLine {
  readonly kind: "sequence";
  readonly items: GoNode[];
}

/** Keys and values in the order of the text, duplicates and `<<` included. */
export interface MappingNode extends OnLine {
  readonly kind: "mapping";
  readonly pairs: (readonly [GoNode, GoNode])[];
}

/** What an anchor can stand on. */
export type AnchoredNode = ScalarNode | SequenceNode | MappingNode;

/** `*name`; an anchor that is not there yet is a syntax error. */
export interface AliasNode extends OnLine {
  readonly kind: "alias";
  readonly target: AnchoredNode;
}

/** The tree that go-yaml's parser hands to its decoder. */
export type GoNode = AnchoredNode | AliasNode;

/** Why a text has no value: the authenticator drops it (`invalid`), or we cannot tell (`unsure`). */
export interface GoProblem {
  readonly kind: "invalid" | "unsure";
  /** What is wrong, lower case: `a tab before a row or key`. */
  readonly reason: string;
  readonly line: number;
}

/** What is left of an empty place: null to go-yaml. */
export function emptyNode(line: number): ScalarNode {
  return { kind: "scalar", text: "", tag: undefined, plain: true, line };
}
