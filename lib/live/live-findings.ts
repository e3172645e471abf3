import type { Finding } from "../access/finding";
import type { LiveData } from "../sources/live-data";
import type { ClusterDefinition } from "../inventory/cluster-definition";
import type { LiveCluster } from "../migration/live-cluster";
import { clusterArn, liveIdentity } from "./live-identity";
import { refusal } from "./live-refusal";
import { liveFinding } from "./live-rules";
import { plannedGuards, type Unknown, unknowns } from "./live-unknown";

/**
 * What Terraform's guards would refuse of the next plan of a file, on what is live; what is not known is a finding too,
 * never silence.
 * @see DESIGN: three lines of defence, 2
 */
export function liveFindings(definition: ClusterDefinition, live: LiveData): Finding[] {
  const identity = liveIdentity(definition, live);
  if (identity.isCluster === false) return [otherCluster(definition, live)];
  if (identity.isApiServer === false) return [otherApiServer(definition)];
  const open = unknowns(definition, live);
  const asksRows = plannedGuards(definition).some(({ reads }) => reads.includes("aws-auth"));
  return [
    ...refusals(definition, live, open),
    ...open.map(({ finding }) => finding),
    ...(asksRows && identity.isApiServer === undefined ? [originUnknown()] : []),
  ];
}

/** What is refused whatever the rest turns out to be: a node group that is known conflicts, whichever others there are. */
function refusals(definition: ClusterDefinition, live: LiveData, open: readonly Unknown[]): Finding[] {
  const cluster = liveCluster(live);
  return plannedGuards(definition).flatMap(({ code, reads, refuses }) => {
    const unread = open.filter(({ source }) => source !== "node groups" && reads.includes(source));
    if (unread.some(({ principal }) => principal === undefined)) return [];
    return refuses(definition, cluster)
      .filter((about) => !unread.some(({ principal }) => principal === about))
      .map((about) => refusal(definition, code, about));
  });
}

/** What is unknown here is asked of nobody: {@link unknowns} names every guard that would. */
function liveCluster(live: LiveData): LiveCluster {
  return {
    isTheFilesCluster: true,
    mode: live.cluster?.mode ?? "CONFIG_MAP",
    configMap: live.awsAuth ?? "unread",
    entries: live.entries,
    nodeGroupRoles: live.nodeGroups.map(({ roleArn }) => roleArn),
  };
}

function otherCluster(definition: ClusterDefinition, { cluster }: LiveData): Finding {
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
