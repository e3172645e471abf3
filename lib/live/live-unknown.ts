import { parseArn, printArn } from "../access/arn";
import type { Finding } from "../access/finding";
import { readsConfigMap } from "../access/authentication-mode";
import type { LiveSources } from "../import/live-sources";
import type { ClusterDefinition } from "../inventory/cluster-definition";
import { optsIn } from "../migration/acceptance";
import { guardsOf } from "../migration/guard";
import { effectiveRows, isLeaving } from "../migration/guard-rows";
import type { GuardCode } from "../migration/guard-rules";
import { entryOf, isOlderThanRole } from "./live-entries";
import { liveFinding } from "./live-rules";

/** Something that guards ask and live data do not tell. */
export interface Unknown {
  /** The guards that cannot be judged without it. */
  readonly codes: readonly GuardCode[];
  /**
   * ARN of whom alone it is about.
   * @default everybody
   */
  readonly principal?: string;
  readonly finding: Finding;
}

const ROWS: readonly GuardCode[] = [
  "config-map-unread",
  "section-unreadable",
  "config-map-absent",
  "row-unknown",
  "row-changed",
  "row-not-live",
  "row-left",
];
const ENTRIES: readonly GuardCode[] = ["entry-not-live", "entry-outdated"];

/** What the guards of a file's plan ask and live data do not tell. */
export function unknowns(definition: ClusterDefinition, sources: LiveSources): Unknown[] {
  const asked = guardsOf(definition).map(({ code }) => code);
  const all = [
    ...unknownMode(definition, sources),
    ...unknownRows(definition, sources),
    ...unknownEntries(definition, sources),
    ...unknownNodeGroups(definition, sources),
  ];
  return all.filter(({ codes }) => codes.some((code) => asked.includes(code)));
}

function unknownMode(definition: ClusterDefinition, { cluster }: LiveSources): Unknown[] {
  if (cluster?.mode !== undefined) return [];
  const codes: readonly GuardCode[] = ["identity-mismatch", "live-mode", ...ROWS, ...ENTRIES];
  const help = `add the output of aws eks describe-cluster --name ${named(definition)}`;
  return [{ codes, finding: unknown("which authentication mode is live, and of which cluster", help) }];
}

/** Once `config-map-unread` is accepted, Terraform does not ask either. */
function unknownRows(definition: ClusterDefinition, { awsAuth }: LiveSources): Unknown[] {
  if (awsAuth !== undefined || optsIn(definition, "config-map-unread")) return [];
  const help = "add the output of kubectl get configmap -n kube-system aws-auth -o yaml";
  return [{ codes: [...ROWS, ...ENTRIES], finding: unknown("which rows aws-auth has", help) }];
}

function unknownEntries(definition: ClusterDefinition, sources: LiveSources): Unknown[] {
  const { awsAuth, cluster } = sources;
  if (awsAuth === undefined || awsAuth === "absent") return [];
  if (cluster?.mode === undefined || !readsConfigMap(cluster.mode)) return [];
  const served = effectiveRows(awsAuth).map(({ principal }) => principal);
  return served
    .filter((principal) => !isLeaving(definition, principal))
    .flatMap((principal): Unknown[] => {
      const entry = entryOf(sources, principal);
      const arn = printArn(principal);
      if (entry === "absent") return [];
      if (entry === "unknown") {
        const help = `add the output of aws eks list-access-entries and describe-access-entry --principal-arn ARN, each with --cluster-name ${named(definition)}`;
        return [{ codes: ENTRIES, principal: arn, finding: unknown(`the access entry of \`${arn}\``, help) }];
      }
      const isOwn = principal.kind === "role" && accountOf(entry.principalArn) === definition.accountId;
      if (!isOwn || isOlderThanRole(sources, entry) !== undefined) return [];
      const what = `whether \`${arn}\` was made anew after its entry`;
      return [
        { codes: ["entry-outdated"], principal: arn, finding: unknown(what, "add the output of aws iam list-roles") },
      ];
    });
}

function unknownNodeGroups(definition: ClusterDefinition, { nodeGroupNames, nodeGroups }: LiveSources): Unknown[] {
  const open = nodeGroupNames?.filter((name) => !nodeGroups.some((group) => group.name === name));
  if (open?.length === 0) return [];
  const what =
    open === undefined ? "which managed node groups there are" : `the roles of node groups ${open.join(", ")}`;
  const help = `add the output of aws eks list-nodegroups, and of describe-nodegroup for each, with --cluster-name ${named(definition)}`;
  return [{ codes: ["entry-conflict"], finding: unknown(what, help) }];
}

function unknown(what: string, help: string): Finding {
  return liveFinding("live-unknown", "migration.stage", { message: `not known from live data: ${what}`, help });
}

function named({ clusterName, terraform }: ClusterDefinition): string {
  return `${clusterName} --region ${terraform.region}`;
}

function accountOf(arn: string): string | undefined {
  const parsed = parseArn(arn);
  return "arn" in parsed ? parsed.arn.accountId : undefined;
}
