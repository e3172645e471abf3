import { inventoryFinding } from "../../inventory/finding/inventory-finding";
import type { LocatedFinding } from "../../inventory/finding/located-finding";
import type { ClusterFileSource } from "../../inventory/inventory";
import type { SourceKind } from "../../sources/source-kind";
import { decodeText, isZip } from "../../yaml/text-encoding";

/** What is told of files that hold the output of a command in the place of a cluster: that, and nothing else. */
export async function withDumpsNamed(
  sources: readonly ClusterFileSource[],
  findings: readonly LocatedFinding[],
): Promise<readonly LocatedFinding[]> {
  const refused = new Set(findings.filter(({ severity }) => severity === "error").map(({ file }) => file));
  const wrong = sources.filter(({ file }) => refused.has(file));
  if (wrong.length === 0) return findings;
  const { sourceKind } = await import("../../sources/source-kind.js");
  const dumps = wrong.flatMap(({ file, bytes }) => {
    const decoded = decodeText(bytes);
    const kind = isZip(bytes) ? SAVED_PLAN : "text" in decoded ? sourceKind(decoded.text) : undefined;
    return kind === undefined ? [] : [dump(file, kind)];
  });
  const named = new Set(dumps.map(({ file }) => file));
  return [...findings.filter(({ file }) => !named.has(file)), ...dumps];
}

const SAVED_PLAN = { name: "a zip file, as `terraform plan -out` saves a plan", reader: "review" } as const;

function dump(file: string, { name, reader, help }: SourceKind): LocatedFinding {
  const command = {
    import: `import it: \`eks-access import ${file} --name CLUSTER --output CLUSTER.yaml\``,
    review: `review it: \`eks-access review ${file}\``,
  };
  const found = inventoryFinding("file-no-cluster", "", {
    message: `this is ${name}, expected a cluster file`,
    help: reader === undefined ? (help ?? `\`eks-access import ${file}\` says what to type`) : command[reader],
  });
  return { ...found, file, line: 1, column: 1 };
}
