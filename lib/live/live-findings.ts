import type { Finding } from "../access/finding";
import type { LiveSources } from "../sources/live-sources";
import type { ClusterDefinition } from "../inventory/cluster-definition";
import type { LiveCluster } from "../migration/live-cluster";
import { liveEntries } from "./live-entries";
import { clusterArn, liveIdentity } from "./live-identity";
import { refusal } from "./live-refusal";
import { liveFinding } from "./live-rules";
import { plannedGuards, type Unknown, unknowns } from "./live-unknown";

/**
 * What Terraform's guards would refuse of the next plan of a file, on what is live; what is not known is a finding too,
 * never silence.
 * @see DESIGN: three lines of defence, 2
 */
export function liveFindings(definition: ClusterDefinition, sources: LiveSources): Finding[] {
  const identity = liveIdentity(definition, sources);
  if (identity.isCluster === false) return [otherCluster(definition, sources)];
  if (identity.isApiServer === false) return [otherApiServer(definition)];
  const open = unknowns(definition, sources);
  const asksRows = plannedGuards(definition).some(({ reads }) => reads.includes("aws-auth"));
  return [
    ...refusals(definition, sources, open),
    ...open.map(({ finding }) => finding),
    ...(asksRows && identity.isApiServer === undefined ? [originUnknown()] : []),
  ];
}

/** What is refused whatever the rest turns out to be: a node group that is known conflicts, whichever others there are. */
function refusals(definition: ClusterDefinition, sources: LiveSources, open: readonly Unknown[]): Finding[] {
  const live = liveCluster(sources);
  return plannedGuards(definition).flatMap(({ code, reads, refuses }) => {
    const unread = open.filter(({ source }) => source !== "node groups" && reads.includes(source));
    if (unread.some(({ principal }) => principal === undefined)) return [];
    return refuses(definition, live)
      .filter((about) => !unread.some(({ principal }) => principal === about))
      .map((about) => refusal(definition, code, about));
  });
}

/** What is unknown here is asked of nobody: {@link unknowns} names every guard that would. */
function liveCluster(sources: LiveSources): LiveCluster {
  return {
    isTheFilesCluster: true,
    mode: sources.cluster?.mode ?? "CONFIG_MAP",
    configMap: sources.awsAuth ?? "unread",
    entries: liveEntries(sources),
    nodeGroupRoles: sources.nodeGroups.map(({ roleArn }) => roleArn),
  };
}

function otherCluster(definition: ClusterDefinition, { cluster }: LiveSources): Finding {
  const expected = clusterArn(definition);
  return refusal(
    definition,
    "identity-mismatch",
    `live data of another cluster, expected \`${expected}\`, got \`${cluster?.arn ?? ""}\``,
  );
}

function otherApiServer(definition: ClusterDefinition): Finding {
  const about = "kube-root-ca.crt of another cluster, expected the certificate authority that describe-cluster tells";
  return refusal(definition, "identity-mismatch", about);
}

function originUnknown(): Finding {
  return liveFinding("live-origin-unknown", "migration.stage", {
    message: "nothing shows that aws-auth comes from this cluster, expected kube-root-ca.crt beside it",
    help: "add the output of kubectl get configmap -n kube-system kube-root-ca.crt -o yaml, taken with the same context",
  });
}
