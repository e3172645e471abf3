import type { YamlProblem } from "../../yaml/yaml-problem";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import type { PlacedFinding } from "../finding/located-finding";

/** What is wrong with the YAML of a cluster file: a cluster is what it was expected to say. */
export function yamlFinding({ fault, at, ...text }: YamlProblem): PlacedFinding {
  if (fault === "empty") return { at, finding: finding("file-empty", "", EMPTY) };
  const help = fault === "documents" ? { help: ONE_CLUSTER } : {};
  return { at, finding: finding(`yaml-${fault}`, "", { ...text, ...help }) };
}

const EMPTY = {
  message: "is empty, expected a cluster",
  help: "write at least `cluster_name: NAME` and `terraform: { region: REGION }`, or delete the file",
};
const ONE_CLUSTER = "write one file per cluster, named as the cluster";
