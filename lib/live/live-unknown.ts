import { parseArn, printArn } from "../access/principal/arn";
import { principalName } from "../access/principal/principal-name";
import type { Finding } from "../finding/finding";
import type { LiveData } from "../sources/live-data";
import type { ClusterDefinition } from "../inventory/definition/cluster-definition";
import type { LiveSource } from "../migration/guard/guard-reads";
import { askedPrincipals } from "../migration/guard/entries/served-by-row";
import { entryOf } from "./live-entries";
import type { ListedGuard } from "../migration/guard/guards";
import type { StagedCluster } from "../migration/staged-cluster";
import { liveFinding } from "./live-finding";

/** Something that guards read and live data do not tell. */
export interface Unknown {
  readonly source: LiveSource;
  /**
   * ARN of whom alone it is about.
   * @default everybody
   */
  readonly principal?: string;
  readonly finding: Finding;
}

/** What the guards of a file's plan read and live data do not tell. */
export function unknowns(staged: StagedCluster<ClusterDefinition>, sources: LiveData): Unknown[] {
  const { definition } = staged;
  const read = guardsBeforeApply(staged).flatMap(({ reads }) => reads);
  const all = [
    ...unknownMode(definition, sources),
    ...unknownRows(sources),
    ...unknownEntries(staged, sources),
    ...unknownNodeGroups(definition, sources),
  ];
  return all.filter(({ source }) => read.includes(source));
}

/** The guards that a plan asks before it is applied. */
export function guardsBeforeApply({ guards }: StagedCluster): ListedGuard[] {
  return guards.filter(({ code }) => code !== "changed-since-plan");
}

function unknownMode(definition: ClusterDefinition, { cluster }: LiveData): Unknown[] {
  if (cluster?.mode !== undefined) return [];
  const help = addOutput(`aws eks describe-cluster --name ${named(definition)} > cluster.json`);
  return [{ source: "cluster", finding: unknown("which authentication mode is live, and of which cluster", help) }];
}

function unknownRows({ awsAuth }: LiveData): Unknown[] {
  if (awsAuth !== undefined) return [];
  const help = addOutput("kubectl get configmap -n kube-system aws-auth -o yaml > aws-auth.yaml");
  return [{ source: "aws-auth", finding: unknown("which rows aws-auth has", help) }];
}

function unknownEntries(staged: StagedCluster<ClusterDefinition>, sources: LiveData): Unknown[] {
  const { definition } = staged;
  const { awsAuth, cluster } = sources;
  if (cluster?.mode === undefined) return [];
  return askedPrincipals(staged, { configMap: awsAuth ?? "unread", mode: cluster.mode }).flatMap(
    (principal): Unknown[] => {
      const entry = entryOf(sources, principal);
      const [arn, who] = [printArn(principal), principalName(principal, definition.accountId)];
      if (entry === "absent") return [];
      if (entry === "unknown") {
        const help = addOutput(
          `aws eks list-access-entries --cluster-name ${named(definition)} > entries.json`,
          `aws eks describe-access-entry --cluster-name ${named(definition)} --principal-arn ${arn} > entry.json`,
        );
        return [{ source: "access entries", principal: arn, finding: unknown(`the access entry of ${who}`, help) }];
      }
      const isOwn = principal.kind === "role" && accountOf(entry.principalArn) === definition.accountId;
      if (!isOwn || entry.isOlderThanRole !== undefined) return [];
      const what = `whether ${who} was made anew after its entry`;
      return [
        { source: "IAM roles", principal: arn, finding: unknown(what, addOutput("aws iam list-roles > roles.json")) },
      ];
    },
  );
}

function unknownNodeGroups(definition: ClusterDefinition, { nodeGroupNames, nodeGroups }: LiveData): Unknown[] {
  const open = nodeGroupNames?.filter((name) => !nodeGroups.some((group) => group.name === name));
  if (open?.length === 0) return [];
  const what =
    open === undefined ? "which managed node groups there are" : `the roles of node groups ${open.join(", ")}`;
  const help = addOutput(
    `aws eks list-nodegroups --cluster-name ${named(definition)} > groups.json`,
    ...(open ?? ["NAME"]).map(
      (name) =>
        `aws eks describe-nodegroup --cluster-name ${named(definition)} --nodegroup-name ${name} > ${open === undefined ? "group" : name}.json`,
    ),
  );
  return [{ source: "node groups", finding: unknown(what, help) }];
}

function unknown(what: string, help: string): Finding {
  return liveFinding("live-unknown", "migration.stage", { message: `not known from live data: ${what}`, help });
}

/** Commands, and how what they print is given to `check`. */
function addOutput(...commands: readonly string[]): string {
  const files = commands.map((command) => command.split(" > ").at(-1) ?? "");
  const typed = commands.map((command) => `\`${command}\``).join(", ");
  return `${typed}, then add what they print: \`eks-access check FILE --live live.json ${files.join(" ")}\``;
}

function named({ clusterName, terraform }: ClusterDefinition): string {
  return `${clusterName} --region ${terraform.region}`;
}

function accountOf(arn: string): string | undefined {
  const parsed = parseArn(arn);
  return "arn" in parsed ? parsed.arn.accountId : undefined;
}
