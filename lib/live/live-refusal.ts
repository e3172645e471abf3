import { parseArn } from "../access/principal/arn";
import { CATALOGUE, weightOf } from "../finding/catalogue";
import type { Finding } from "../finding/finding";
import type { ClusterDefinition } from "../inventory/definition/cluster-definition";
import { filePath } from "../migration/file-path";
import { samePrincipal } from "../access/principal/principal-id";
import type { Guard } from "../migration/guard/guard";
import { identityMismatch } from "../migration/guard/identity-mismatch";
import type { LiveCluster } from "../migration/guard/live-cluster";
import type { StagedCluster } from "../migration/staged-cluster";

type Staged = StagedCluster<ClusterDefinition>;

/** A cluster file, and the live cluster that it was held against. */
export interface StagedAndLive {
  readonly staged: Staged;
  readonly live: LiveCluster;
}

/** What one guard refuses, in its own words, at the place of the file that it is about: its row, its entry, the stage. */
export function refusal(guard: Guard, about: string, { staged, live }: StagedAndLive): Finding {
  const { definition } = staged;
  const path = guard.about === "entry" ? entryPath(definition, about) : rowPath(staged, about);
  const place = path ?? entryPath(definition, about) ?? stagePath(definition);
  if (guard.says === undefined) return found(guard, place, lowerFirst(CATALOGUE[guard.code].meaning));
  const { wrong, mend, help = mend } = guard.says(about, staged, live);
  return { ...found(guard, place, lowerFirst(wrong)), help };
}

/** Data of another cluster, which no guard judges. */
export function foreignData(definition: ClusterDefinition, message: string): Finding {
  const { clusterName, terraform } = definition;
  const collect = `\`eks-access collect --cluster ${clusterName} --region ${terraform.region} > live.json\``;
  const help = `take the data anew with credentials of the cluster's account: ${collect}, then \`eks-access check FILE --live live.json\`; where the file names the wrong cluster, correct \`cluster_name\`, or \`account_id\` and \`region\` under \`terraform\``;
  return { ...found(identityMismatch, stagePath(definition), message), help };
}

function found({ code, advice }: Guard, path: string, message: string): Finding {
  return { code, severity: weightOf(code, "live"), path, message, help: advice };
}

/** Findings begin in lower case; names such as EKS stay. */
function lowerFirst(sentence: string): string {
  return sentence.replace(/^[A-Z](?=[a-z ])/, (first) => first.toLowerCase());
}

function stagePath({ migration }: ClusterDefinition): string {
  return migration === undefined ? "authentication_mode" : "migration.stage";
}

function entryPath({ accessEntries }: ClusterDefinition, about: string): string | undefined {
  const parsed = parseArn(about);
  if (!("arn" in parsed)) return undefined;
  const key = Object.keys(accessEntries).find((each) => {
    const own = parseArn(accessEntries[each]?.principalArn ?? "");
    return "arn" in own && samePrincipal(own.arn, parsed.arn);
  });
  return key === undefined ? undefined : `access_entries.${key}`;
}

function rowPath({ rowStates }: Staged, about: string): string | undefined {
  const parsed = parseArn(about);
  if (!("arn" in parsed)) return undefined;
  const own = rowStates.find(({ state }) => "principal" in state && samePrincipal(state.principal, parsed.arn));
  return own === undefined ? undefined : filePath(own.place);
}
