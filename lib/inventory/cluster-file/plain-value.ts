import { didYouMean } from "../../finding/did-you-mean";
import type { Finding } from "../../finding/finding";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import { unknownKeyMessage } from "../finding/unknown-key";
import { LATER_VARIABLES } from "../../module/later-variables";
import { MODULE_ALONE } from "../definition/module/module-variables";
import { variableUnsupported } from "../definition/module/unused-variables";
import { v20Name } from "../../module/other-version-names";
import { childOf, isText, keysOf, type Schema } from "../schema/schema-walk";
import {
  keyPlaceOf,
  nodeAt,
  placeOf,
  printPath,
  type YamlMap,
  type YamlNode,
  type YamlPath,
  type YamlScalar,
} from "../../yaml/yaml-node";
import type { PlacedFinding } from "../finding/located-finding";

/** A tree as plain values, ready for the schema: unknown keys left out, numbers in the place of texts as written. */
export interface PlainValue {
  readonly value: unknown;
  readonly findings: readonly PlacedFinding[];
  /** What v20 calls the keys that stand there by the name of another version of the module: that they lack is told by these. */
  readonly meant: readonly string[];
}

/** Takes plain values out of a tree, as a schema wants them. */
export function plainValue(root: YamlNode, schema: Schema): PlainValue {
  const reader = new PlainReader(root, keysOf(schema) ?? []);
  return { value: reader.read(root, schema, []), findings: reader.findings, meant: reader.meant };
}

class PlainReader {
  public readonly findings: PlacedFinding[] = [];
  public readonly meant: string[] = [];

  constructor(
    private readonly root: YamlNode,
    /** The keys of the whole file, at its top. */
    private readonly top: readonly string[],
  ) {}

  public read(node: YamlNode, schema: Schema, path: YamlPath): unknown {
    switch (node.kind) {
      case "scalar":
        return this.scalar(node, schema, path);
      case "list":
        return node.items.map((item, i) => this.read(item, childOf(schema, i), [...path, i]));
      case "map":
        return this.map(node, schema, path);
    }
  }

  private map({ entries }: YamlMap, schema: Schema, path: YamlPath): unknown {
    const known = keysOf(schema);
    const read: [string, unknown][] = [];
    for (const [key, { value }] of entries) {
      const at = [...path, key];
      if (known === undefined || known.includes(key)) read.push([key, this.read(value, childOf(schema, key), at)]);
      else this.unknown(known, at);
    }
    return Object.fromEntries(read);
  }

  private scalar({ value, source }: YamlScalar, schema: Schema, path: YamlPath): unknown {
    if (typeof value !== "number" || !isText(schema)) return value;
    if (String(value) !== source) {
      this.findings.push({ finding: losesText(path, source, value), at: placeOf(this.root, path) });
    }
    return source;
  }

  private unknown(known: readonly string[], path: YamlPath): void {
    const key = String(path.at(-1));
    const unsupported = path.length === 1 && (MODULE_ALONE.includes(key) || LATER_VARIABLES.includes(key));
    const name = unsupported ? undefined : otherName(path, known);
    if (name !== undefined) this.meant.push(name);
    const problem = unsupported
      ? unsupportedVariable(this.root, key)
      : name === undefined
        ? unknownKey(path, known, this.top)
        : otherVersion(path, name);
    this.findings.push({ finding: problem, at: keyPlaceOf(this.root, path) });
  }
}

/** What is said of a number that is to be a text, and is written otherwise than it is printed. */
export function losesText(path: YamlPath, source: string, value: number): Finding {
  return finding("number-loses-text", printPath(path), {
    message: `a number, expected text in quotes, got \`${source}\`, which is ${value} in YAML`,
    help: `write "${source}"`,
  });
}

function unsupportedVariable(root: YamlNode, variable: string): Finding {
  const render = nodeAt(root, ["render"]);
  return variableUnsupported(variable, render?.kind === "scalar" ? String(render.value) : "resources");
}

/** What v20 calls a variable of v17 to v19 or v21: its name, or `aws_auth.` and its name in that section. */
function otherName(path: YamlPath, known: readonly string[]): string | undefined {
  const [key, section] = [String(path.at(-1)), sectionOf(path)];
  if (path.length > 1 && section !== "aws_auth") return undefined;
  const name = v20Name(key, (each) => known.includes(each) || MODULE_ALONE.includes(each));
  return section !== undefined && name?.startsWith(`${section}.`) !== true ? undefined : name;
}

function sectionOf(path: YamlPath): string | undefined {
  return path.length === 2 ? String(path[0]) : undefined;
}

function otherVersion(path: YamlPath, name: string): Finding {
  const [key, section] = [String(path.at(-1)), sectionOf(path)];
  const [first = "", ...rest] = name.split(".");
  const own = rest.join(".");
  const isSection = section === undefined && rest.length > 0;
  const expected = isSection ? `\`${own}\` under \`${first}\`` : `\`${own || name}\``;
  return finding("key-unknown", printPath(path), {
    message: `variable of another version of the module, expected ${expected} as in v20, got \`${key}\``,
    help: isSection ? `write it under \`${first}:\`, as \`${own}\`` : `write \`${own || name}\``,
  });
}

function unknownKey(path: YamlPath, known: readonly string[], top: readonly string[]): Finding {
  const key = String(path.at(-1));
  const near = didYouMean(key, known);
  const isOfTop = sectionOf(path) !== undefined && top.includes(key);
  return finding("key-unknown", printPath(path), {
    message: unknownKeyMessage(key, known),
    help: isOfTop ? TOP : near === undefined ? helpFor(key, known) : `did you mean \`${near}\`?`,
  });
}

/** Of a section of the file that stands within another. */
const TOP = "write it at the top level of the file, not within a section";

/** What other tools call the policies of a service account: the IRSA module, and eksctl. */
const POLICIES = ["role_policy_arns", "attach_policy_arns", "attachPolicyARNs", "policy_arns"] as const;

function helpFor(key: string, known: readonly string[]): string {
  if (POLICIES.some((name) => name === key) && known.includes("policies")) {
    return "write `policies`: a map of ARNs, by a name of your choice";
  }
  return key === "<<" ? "YAML 1.2 merges no maps: write the keys out" : "delete it";
}
