import type { PlacedFinding } from "../finding/located-finding";
import { holdsToken, tokenFinding } from "../finding/token-finding";
import { keyPlaceOf, type YamlNode, type YamlPath } from "../../yaml/yaml-node";

/**
 * Placeholders of CDK for Terraform in the texts, keys and numbers of a file. cdktf replaces each of them, wherever it stands,
 * by what it stands for: an attribute of another resource. No escape keeps it as it is written.
 */
export function tokenFindings(root: YamlNode): PlacedFinding[] {
  return isAnywhere(root) ? findingsIn(root, root, []) : [];
}

/** Whether there is one at all: of nearly all files there is not, and their places are not worked out. */
function isAnywhere(node: YamlNode): boolean {
  switch (node.kind) {
    case "scalar":
      return holdsToken(node.value);
    case "list":
      return node.items.some(isAnywhere);
    case "map":
      for (const [key, { value }] of node.entries) if (holdsToken(key) || isAnywhere(value)) return true;
      return false;
  }
}

function findingsIn(root: YamlNode, node: YamlNode, path: YamlPath): PlacedFinding[] {
  switch (node.kind) {
    case "scalar":
      return holdsToken(node.value) ? [{ at: node.at, finding: tokenFinding(path, String(node.value)) }] : [];
    case "list":
      return node.items.flatMap((item, i) => findingsIn(root, item, [...path, i]));
    case "map":
      return [...node.entries].flatMap(([key, { value }]) => {
        const at: YamlPath = [...path, key];
        const own = holdsToken(key) ? [{ at: keyPlaceOf(root, at), finding: tokenFinding(at, key) }] : [];
        return [...own, ...findingsIn(root, value, at)];
      });
  }
}
