import type { HclValue } from "./hcl-value";

/** A block of a root module: `module "eks"`, `resource "aws_eks_cluster" "main"`, `provider "kubernetes"`, `terraform`. */
export interface Block {
  readonly kind: "data" | "module" | "provider" | "resource" | "terraform";
  /** Of a resource or data source; else empty. */
  readonly type: string;
  /** Empty for `terraform`. */
  readonly name: string;
  readonly body: Readonly<Record<string, HclValue>>;
  /** As findings name it. */
  readonly file: string;
  /** Where its header stands; 1 where that is not found. */
  readonly line: number;
  /** The text of its file, in which lines of arguments are looked for. */
  readonly text: string;
}

/** `module.eks`, `aws_eks_cluster.main`, `data.aws_eks_cluster.this` */
export function blockAddress({ kind, type, name }: Pick<Block, "kind" | "type" | "name">): string {
  if (kind === "resource") return `${type}.${name}`;
  if (kind === "terraform") return kind;
  return kind === "data" ? `data.${type}.${name}` : `${kind}.${name}`;
}

/** The line of a block's header in a text, from 1; of the `nth` of several with one header. */
export function headerLine(text: string, { kind, type, name }: Pick<Block, "kind" | "type" | "name">, nth = 0): number {
  const labels = [type, name].filter((label) => label !== "").map((label) => `\\s+"?${escaped(label)}"?`);
  const header = new RegExp(`^[ \\t]*${kind}${labels.join("")}\\s*\\{`, "gm");
  const found = [...text.matchAll(header)][nth];
  return found === undefined ? 1 : lineAt(text, found.index + found[0].search(/\S/));
}

/** The same text, line by line, without what stands in heredocs and in comments of several lines: a block written there is none. */
export function withoutQuoted(text: string): string {
  const heredoc = /(?<=<<-?([\p{L}_][\p{L}\p{N}_-]*)\r?\n)[^]*?\n(?=[ \t]*\1\s*$)/gmu;
  // At the beginning of a line alone: within one, the same two characters may stand in a text, as in `arn:aws:s3:::logs/*`.
  const comment = /^[ \t]*\/\*[^]*?\*\//gm;
  const emptied = (lines: string): string => lines.replace(/[^\n]/g, "");
  return text.replace(heredoc, emptied).replace(comment, emptied);
}

/** The line of an argument within a block: by its name, after the header; the header's where it is not found. */
export function argumentLine({ text, line }: Pick<Block, "text" | "line">, path: readonly string[]): number {
  const lines = text.split("\n");
  let at = line - 1;
  for (const name of path) {
    const key = new RegExp(`(^|[\\s{,(])"?${escaped(name)}"?\\s*(=|:|\\{)`);
    const next = lines.findIndex((each, i) => i >= at && key.test(each.replace(/#.*$/, "")));
    if (next < 0) break;
    at = next;
  }
  return at + 1;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}

function escaped(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\-]/g, "\\$&");
}
