import type { YamlNode } from "../../yaml/yaml-node";

/**
 * A tree as YAML, each value that another file says with a comment that names its place: `region: eu-west-1 # clusters/defaults.yaml:3`.
 */
export function mergedText(root: YamlNode): string {
  return `${linesOf(root, "").join("\n")}\n`;
}

function linesOf(node: YamlNode, indent: string): string[] {
  if (node.kind === "map")
    return [...node.entries].flatMap(([key, { value }]) => under(`${indent}${keyText(key)}:`, value, indent));
  if (node.kind === "list") return node.items.flatMap((item) => under(`${indent}-`, item, indent));
  return [`${indent}${scalarText(node)}`];
}

function under(head: string, node: YamlNode, indent: string): string[] {
  const origin = node.at.file === undefined ? "" : ` # ${node.at.file}:${node.at.line}`;
  if (node.kind === "scalar") return [`${head} ${scalarText(node)}${origin}`];
  const within = linesOf(node, `${indent}  `);
  return within.length === 0 ? [`${head} ${node.kind === "map" ? "{}" : "[]"}${origin}`] : [head, ...within];
}

function keyText(key: string): string {
  return /^[A-Za-z_][\w.-]*$/.test(key) ? key : JSON.stringify(key);
}

/** Texts that YAML could take for something else stand in quotes. */
function scalarText({ value }: Extract<YamlNode, { kind: "scalar" }>): string {
  if (typeof value !== "string") return String(value);
  return /^[A-Za-z/][\w./:@-]*$/.test(value) &&
    !/^(?:true|false|null|yes|no|on|off|y|n)$/i.test(value) &&
    !value.endsWith(":")
    ? value
    : JSON.stringify(value);
}
