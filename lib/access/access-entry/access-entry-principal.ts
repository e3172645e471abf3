import type { EntryCluster } from "./access-entry";
import type { JudgedEntry } from "./access-entry-keys";
import { type IamArn, parseArn, printArn } from "../principal/arn";
import { type Finding, findingsIn } from "../../finding/finding";
import { shortenArn } from "../../finding/shorten";

const finding = findingsIn("file");

/**
 * What is wrong with whom an entry is for.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/creating-access-entries.html; DOMAIN §2.1, R14, R25, R28, R29
 */
export function principalFindings(entryPath: string, entry: JudgedEntry, cluster: EntryCluster): Finding[] {
  const path = `${entryPath}.principal_arn`;
  if (entry.principalArn === undefined) return [];
  const parsed = parseArn(entry.principalArn);
  if ("problem" in parsed) {
    const help = entry.principalArn.includes(":group/")
      ? "IAM groups have no access: name the role that its people assume"
      : "write the ARN of an IAM role, with its path, or of a user, as `aws iam get-role` and `aws iam get-user` print it; else AWS refuses the entry: `The principalArn parameter format is not valid`";
    return [finding("entry-principal-malformed", path, { message: parsed.problem, help })];
  }
  const { arn } = parsed;
  return [
    ...kindFindings(path, arn),
    ...placeFindings(path, arn, cluster),
    ...nodeFindings(path, arn, { entry, cluster }),
  ];
}

function kindFindings(path: string, arn: IamArn): Finding[] {
  switch (arn.kind) {
    case "role":
    case "user":
      return [];
    case "service-linked-role":
      return [
        finding("entry-principal-service-linked", path, {
          message: `service-linked role, expected another role or a user, got \`${arn.name}\``,
          help: "delete the entry: the service that owns the role brings its own access, and AWS refuses the entry: InvalidRequestException, principalArn value of a Service Linked Role",
        }),
      ];
    case "root":
      return [
        kindFinding(path, arn, {
          what: "the root user",
          help: "an entry for :root does not mean everyone of the account: name each principal",
        }),
      ];
    case "assumed-role":
    case "federated-user":
      return [
        kindFinding(path, arn, {
          what: `an STS session (${arn.kind})`,
          help: `write the ARN of the ${arn.kind === "federated-user" ? "IAM user" : `role, which \`aws iam get-role --role-name ${arn.name} --query Role.Arn --output text\` prints`}; else AWS refuses the entry: \`The principalArn parameter format is not valid\``,
        }),
      ];
  }
}

function kindFinding(path: string, arn: IamArn, { what, help }: { what: string; help: string }): Finding {
  const message = `${what}, expected an IAM role or user, got \`${shortenArn(printArn(arn))}\``;
  return finding("entry-principal-kind", path, { message, help });
}

function placeFindings(path: string, arn: IamArn, { partition }: EntryCluster): Finding[] {
  if (partition === undefined || partition === arn.partition) return [];
  return [
    finding("entry-principal-partition", path, {
      message: `principal of another partition, expected \`${partition}\`, got \`${arn.partition}\``,
      help: `write the ARN of a principal of partition ${partition}: those of another one cannot reach the cluster`,
    }),
  ];
}

function nodeFindings(
  path: string,
  arn: IamArn,
  { entry, cluster }: { entry: JudgedEntry; cluster: EntryCluster },
): Finding[] {
  const type = entry.type ?? "STANDARD";
  if (type === "STANDARD") return [];
  if (arn.kind === "user") {
    const help = "nodes have roles; a person's entry is STANDARD";
    return [kindFinding(path, arn, { what: `a user on type ${type}`, help })];
  }
  if (cluster.accountId === undefined || cluster.accountId === arn.accountId) return [];
  return [
    finding("entry-principal-account", path, {
      message: `type ${type} for a role of another account, expected \`${cluster.accountId}\`, got \`${arn.accountId}\``,
      help: "nodes need a role of the cluster's own account: write its ARN. Only an entry of type STANDARD, which is not for nodes, may name a role of another account",
    }),
  ];
}
