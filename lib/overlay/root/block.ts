import type { HclValue } from "./hcl-value";
import { argumentOffset, escaped } from "./hcl-scan";

/** A block of a root module: `module "eks"`, `resource "aws_eks_cluster" "main"`, `provider "kubernetes"`, `terraform`, `locals`. */
export interface Block {
  readonly kind: "data" | "locals" | "module" | "provider" | "resource" | "terraform";
  /** Of a resource or data source; else empty. */
  readonly type: string;
  /** Empty for `terraform` and `locals`. */
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
  if (kind === "terraform" || kind === "locals") return kind;
  return kind === "data" ? `data.${type}.${name}` : `${kind}.${name}`;
}

/** The line of a block's header in a text, from 1; of the `nth` of several with one header. */
export function headerLine(text: string, { kind, type, name }: Pick<Block, "kind" | "type" | "name">, nth = 0): number {
  if (/^\s*\{/.test(text)) return jsonHeaderLine(text, [kind, type, name]);
  const labels = [type, name].filter((label) => label !== "").map((label) => `\\s+"?${escaped(label)}"?`);
  const header = new RegExp(`^[ \\t]*${kind}${labels.join("")}\\s*\\{`, "gm");
  const found = [...text.matchAll(header)][nth];
  return found === undefined ? 1 : lineAt(text, found.index + found[0].search(/\S/));
}

/** Of Terraform JSON: the line of the innermost key that is found. */
function jsonHeaderLine(text: string, path: readonly string[]): number {
  return argumentLine(
    { text, line: 1 },
    path.filter((name) => name !== ""),
  );
}

/** The line of an argument within a block, by its names from the outermost in; the innermost that is found, else the header's. */
export function argumentLine({ text, line }: Pick<Block, "text" | "line">, path: readonly string[]): number {
  let at = lineOffset(text, line);
  for (const name of path) {
    const next = argumentOffset(text, at, name);
    if (next === undefined) break;
    at = next;
  }
  return lineAt(text, at);
}

/** Where a line begins, from 1. */
function lineOffset(text: string, line: number): number {
  let at = 0;
  for (let left = line - 1; left > 0; left -= 1) {
    const next = text.indexOf("\n", at);
    if (next < 0) return at;
    at = next + 1;
  }
  return at;
}

function lineAt(text: string, offset: number): number {
  return text.slice(0, offset).split("\n").length;
}
