import type { LocatedFinding } from "../../lib/inventory/finding/located-finding";
import { parseClusterFile } from "../../lib/inventory/cluster-file/parse-cluster-file";

/** The start of a file without findings, 3 lines: what a test adds stands in line 4. */
export const ACCESS_ONLY = `cluster_name: demo
render: access
terraform: { region: ap-northeast-2, account_id: "111122223333" }
`;

/** The start of a file of a whole cluster without findings, 6 lines: what a test adds stands in line 7. */
export const WHOLE_CLUSTER = `cluster_name: demo
terraform: { region: ap-northeast-2 }
create_cluster_security_group: false
create_node_security_group: false
create_kms_key: false
cluster_encryption_config: {}
`;

/** One finding in short: `4:1 key-unknown tgas: message`. */
export function inShort({ line, column, code, path, message }: LocatedFinding): string {
  return `${line}:${column} ${code} ${path}: ${message}`;
}

/** What is wrong with a text, in short. */
export function problems(text: string): string[] {
  return parseClusterFile("clusters/demo.yaml", text).findings.map(inShort);
}

/** What a text without errors says. */
export function definitionOf(text: string) {
  const { cluster, findings } = parseClusterFile("clusters/demo.yaml", text);
  if (cluster === undefined) throw new Error(findings.map(inShort).join("\n"));
  return cluster.staged.definition;
}

/** The help of the first finding of a text. */
export function helpOf(text: string): string | undefined {
  return parseClusterFile("clusters/demo.yaml", text).findings[0]?.help;
}
