import { currentCode } from "../finding/catalogue";
import type { Finding } from "../finding/finding";
import type { LiveData } from "../sources/live-data";
import type { ClusterDefinition } from "../inventory/definition/cluster-definition";
import type { LiveCluster } from "../migration/guard/live-cluster";
import { fallingBack, knowsNodeGroups } from "../migration/guard/aws-auth/row-not-live";
import { namedPrincipals } from "../migration/guard/principal-not-found";
import { StagedCluster } from "../migration/staged-cluster";
import { acceptsUnread } from "../migration/unread-rows";
import { clusterArn, liveIdentity } from "./live-identity";
import { foreignData, refusal } from "./live-refusal";
import { liveEksFindings } from "./live-eks";
import { liveFinding } from "./live-finding";
import { printArn } from "../access/principal/arn";
import { principalNameOf } from "../access/principal/principal-name";
import { guardsBeforeApply, type Unknown, unknowns } from "./live-unknown";

type Staged = StagedCluster<ClusterDefinition>;

/**
 * What Terraform's guards would refuse of the next plan of a file, on what is live; what is not known is a finding too,
 * never silence.
 * @see DESIGN: three lines of defence, 2
 */
export function liveFindings(staged: Staged, sources: LiveData): Finding[] {
  const { definition } = staged;
  const identity = liveIdentity(definition, sources);
  if (identity.isCluster === false) return [otherCluster(staged, sources)];
  if (identity.isApiServer === false) return [otherApiServer(staged)];
  const shown = shownRows(staged, sources);
  const views = shown === undefined ? [staged] : [staged, shown];
  const open = firstOf(
    views.flatMap((view) => unknowns(view, sources)),
    ({ finding }) => finding.message,
  );
  const refused = firstOf(
    views.flatMap((view) => refusals(view, sources, open)),
    ({ about, finding }) => `${finding.code} ${about}`,
  );
  const asksRows = views.some((view) => guardsBeforeApply(view).some(({ reads }) => reads.includes("aws-auth")));
  return [
    ...refused.map(({ finding }) => finding),
    ...liveEksFindings(staged, sources),
    ...open.map(({ finding }) => finding),
    ...principalsUnknown(staged, sources),
    ...(asksRows && identity.isApiServer === undefined ? [originUnknown()] : []),
  ];
}

/** Rows that the file accepts unread, and that somebody shows here, are judged as where guards read them: no guard does. */
function shownRows(staged: Staged, { awsAuth }: LiveData): Staged | undefined {
  const { definition } = staged;
  if (awsAuth === undefined || !acceptsUnread(definition)) return undefined;
  const accept = (definition.accept ?? []).filter(({ code }) => currentCode(code) !== "config-map-unread");
  return new StagedCluster({ ...definition, accept });
}

/** The first of each name. */
function firstOf<Item>(items: readonly Item[], nameOf: (item: Item) => string): Item[] {
  return [...new Map(items.map((item) => [nameOf(item), item] as const).reverse()).values()].reverse();
}

interface Refused {
  readonly about: string;
  readonly finding: Finding;
}

/** What is refused whatever the rest turns out to be: a node group that is known conflicts, whichever others there are. */
function refusals(staged: Staged, sources: LiveData, open: readonly Unknown[]): Refused[] {
  const live = liveCluster(sources);
  return guardsBeforeApply(staged).flatMap((guard) => {
    const { reads, refuses } = guard;
    const unread = open.filter(({ source }) => source !== "node groups" && reads.includes(source));
    if (unread.some(({ principal }) => principal === undefined)) return [];
    const isOpen = guard.code === "row-not-live" && open.some(({ source }) => source === "node groups");
    return refuses(staged, live)
      .filter((about) => !unread.some(({ principal }) => principal === about))
      .filter((about) => !isOpen || !mayBeNodeGroups(staged, about))
      .map((about) => ({ about, finding: refusal(guard, about, { staged, live }) }));
  });
}

/** An expected role that a node group may have which live data leave out: its entry is EKS's then. */
function mayBeNodeGroups(staged: Staged, about: string): boolean {
  return knowsNodeGroups(staged) && fallingBack(staged).expected.some((principal) => printArn(principal) === about);
}

/** What is unknown here is asked of nobody: {@link unknowns} names every guard that would. */
function liveCluster(live: LiveData): LiveCluster {
  return {
    isTheFilesCluster: true,
    mode: live.cluster?.mode ?? "CONFIG_MAP",
    configMap: live.awsAuth ?? "unread",
    entries: live.entries,
    ...(live.roleArns === undefined ? {} : { roles: live.roleArns }),
    ...(live.userArns === undefined ? {} : { users: live.userArns }),
    nodeGroupRoles: live.nodeGroups.map(({ roleArn }) => roleArn),
  };
}

/** Users and roles where nobody lists them: Terraform's guards do. */
function principalsUnknown(staged: Staged, { roleArns, userArns }: LiveData): Finding[] {
  if (!guardsBeforeApply(staged).some(({ code }) => code === "principal-not-found")) return [];
  const open = namedPrincipals(staged).filter(({ kind }) => (kind === "user" ? userArns : roleArns) === undefined);
  if (open.length === 0) return [];
  const who = open.map(({ arn }) => principalNameOf(arn, staged.definition.accountId)).join(", ");
  return [
    liveFinding("live-principal-unknown", "access_entries", {
      message: `not known: whether IAM has ${who} with the path and the case of \`access_entries\``,
      help: "`aws iam list-roles > roles.json` and `aws iam list-users > users.json`, then add both files: `eks-access check FILE --live live.json roles.json users.json`",
    }),
  ];
}

function otherCluster({ definition }: Staged, { cluster }: LiveData): Finding {
  const expected = clusterArn(definition);
  return foreignData(
    definition,
    `live data of another cluster, expected \`${expected}\`, got \`${cluster?.arn ?? ""}\``,
  );
}

function otherApiServer({ definition }: Staged): Finding {
  const what = "kube-root-ca.crt of another cluster, expected the certificate authority that describe-cluster tells";
  return foreignData(definition, what);
}

function originUnknown(): Finding {
  return liveFinding("live-origin-unknown", "migration.stage", {
    message:
      "nothing shows that the ConfigMap aws-auth comes from this cluster, expected kube-root-ca.crt of the same cluster beside it",
    help: "`kubectl get configmap -n kube-system kube-root-ca.crt -o yaml > ca.yaml`, with the context that aws-auth was read by, then add the file: `eks-access check FILE --live live.json ca.yaml`",
  });
}
