import { parseClusterFile } from "../../lib/inventory/cluster-file/parse-cluster-file";
import { definitionFindings } from "../../lib/inventory/validation/definition-findings";

/** The start of a file that calls the module. */
export const HEAD = `cluster_name: demo
render: module
terraform: { region: ap-northeast-2, account_id: "111122223333" }
`;

/** What is wrong with a file of this head and more: code, place, message, help. */
export function refused(text: string, whole = `${HEAD}${text}`): string[] {
  const { cluster, findings } = parseClusterFile("clusters/demo.yaml", withNetwork(whole));
  const own =
    cluster === undefined ? [] : definitionFindings(cluster.staged).findings.map((each) => cluster.locate(each));
  return [...findings, ...own].map(
    ({ line, column, code, path, message, help }) =>
      `${line}:${column} ${code} ${path}: ${message}${help === undefined ? "" : ` (${help})`}`,
  );
}

/** The same start with constraints on the providers. */
export const PROVIDERS = (aws: string, rest = ""): string =>
  HEAD.replace("region:", `providers: { aws: "${aws}"${rest} }, region:`);

/** A file with the network that every cluster has, where it says nothing of it. */
function withNetwork(text: string): string {
  const lines = { vpc_id: "vpc-0a1b2c3d", subnet_ids: "[subnet-0a1b2c3d, subnet-0a1b2c3e]" };
  const missing = Object.entries(lines).filter(([key]) => !new RegExp(`^${key}:`, "m").test(text));
  return `${text}${missing.map(([key, value]) => `${key}: ${value}\n`).join("")}`;
}
