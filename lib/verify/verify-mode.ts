import type { AuthenticationMode } from "../access/access-entry/authentication-mode";
import { clusterArn, liveIdentity } from "../live/live-identity";
import { STAGE_FACTS, STAGES } from "../migration/stage";
import { applyStage } from "./apply-stage";
import { because, type Deviation, deviation, type Held, stagePath, tell } from "./verify-finding";

/** Whether the data are of another cluster, or of none: then nothing else is compared. */
export function identityDeviations(held: Held): Deviation[] {
  const { live, staged } = held;
  const { definition } = staged;
  const { isCluster, isApiServer } = liveIdentity(definition, live);
  const path = stagePath(definition);
  const expected = `expected \`${clusterArn(definition)}\``;
  if (isCluster === undefined) {
    const message = `nothing tells which cluster this is${because(live, ["eks:DescribeCluster"])}, ${expected}`;
    return [deviation("verify-unknown", path, { message, help: tell(held, "aws eks describe-cluster") })];
  }
  if (!isCluster) {
    const message = `another cluster, ${expected}, got \`${live.cluster?.arn ?? ""}\``;
    return [
      deviation("identity-mismatch", path, {
        message,
        help: "check `--profile` and `terraform.account_id`, `terraform.region` of the file: what was read is of another cluster",
      }),
    ];
  }
  if (isApiServer !== false) return [];
  const message = "kube-root-ca.crt of another cluster, expected the authority that describe-cluster tells";
  return [
    deviation("identity-mismatch", path, {
      message,
      help: "give `--context` of the kubeconfig that leads to this cluster: `kubectl config get-contexts` lists all",
    }),
  ];
}

/** Rows and bindings of an API server that may be another cluster's: a context of a kubeconfig leads anywhere. */
export function apiServerDeviations({ staged: { definition }, live }: Held): Deviation[] {
  const reason = because(live, ["get configmaps/kube-root-ca.crt"]);
  if (reason === "" || (live.awsAuth === undefined && live.rbac === undefined)) return [];
  return [
    deviation("verify-unknown", stagePath(definition), {
      message: `not known: whether rows and bindings are those of this cluster${reason}`,
      help: "let the caller get ConfigMap `kube-system/kube-root-ca.crt`, as docs/permissions.md does",
    }),
  ];
}

/** The authentication mode. */
export function modeDeviations(held: Held): Deviation[] {
  const { live, staged } = held;
  const { definition, rendering } = staged;
  const path = stagePath(definition);
  const mode = live.cluster?.mode;
  if (mode === rendering.mode) return [];
  if (mode === undefined) {
    const help = tell(held, "aws eks describe-cluster");
    return [deviation("verify-unknown", path, { message: "not known: the authentication mode", help })];
  }
  const isBehind = ORDER.indexOf(mode) < ORDER.indexOf(rendering.mode);
  const help = isBehind
    ? `${applyStage(held)}; or, where something else manages the cluster, \`aws eks update-cluster-config --name ${definition.clusterName} --access-config authenticationMode=${rendering.mode}\``
    : `AWS never takes a mode back: write ${placeOf(definition.migration !== undefined, mode)} into the file`;
  return [
    deviation("verify-mode-differs", path, {
      message: `the cluster is in another authentication mode, expected ${rendering.mode}, got \`${mode}\``,
      help,
    }),
  ];
}

/** What a file says of a cluster in a mode: `migration.stage: api (or done)`. */
function placeOf(isMigrating: boolean, mode: AuthenticationMode): string {
  if (!isMigrating) return `\`authentication_mode: ${mode}\``;
  const [first = "", ...others] = STAGES.filter((stage) => STAGE_FACTS[stage].mode === mode);
  return `\`stage: ${first}\`${others.length === 0 ? "" : ` (or ${others.join(", ")}, where the cluster is so far)`}`;
}

const ORDER = ["CONFIG_MAP", "API_AND_CONFIG_MAP", "API"];
