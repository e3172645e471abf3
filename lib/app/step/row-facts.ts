import type { ClusterDefinition } from "../../inventory/definition/cluster-definition";
import { forgets, isForeign } from "../../migration/retirement";
import type { Stage } from "../../migration/stage";
import type { StagedCluster } from "../../migration/staged-cluster";

type Staged = StagedCluster<ClusterDefinition>;

/** What a step does to the rows of aws-auth. */
export function rowFacts({ from, to }: { readonly from: Staged; readonly to: Staged }): string[] {
  const { definition } = to;
  if (definition.awsAuth === undefined || stageOf(from) === stageOf(to)) return [];
  const { roles, users, accounts } = to.rows;
  const rows = counted(roles.length + users.length + accounts.length, "row");
  if (stageOf(to) === "retire") return [retired(definition, rows)];
  if (stageOf(to) === "done") return [finished(from.definition, definition)];
  const isBack = stageOf(from) === "retire" && stageOf(to) === "entries";
  if (!isBack) return [];
  if (isForeign(definition)) return ["leaves aws-auth alone: its rows are somebody else's"];
  return [forgets(definition) ? "takes aws-auth as it is" : `writes ${rows} back to aws-auth`];
}

function retired(definition: ClusterDefinition, rows: string): string {
  if (isForeign(definition)) return `leaves aws-auth and its ${rows} alone: they are somebody else's`;
  return forgets(definition)
    ? `leaves aws-auth and its ${rows} alive, out of Terraform's state`
    : `empties aws-auth: ${rows}`;
}

function finished(before: ClusterDefinition, definition: ClusterDefinition): string {
  const stays = `kubectl delete configmap -n kube-system aws-auth`;
  if (forgets(definition)) return `leaves aws-auth alone, which nothing reads: it stays until \`${stays}\``;
  if (before.awsAuth?.createAwsAuthConfigmap === true) return "deletes aws-auth: nothing reads it";
  return `deletes our keys of aws-auth; the ConfigMap stays, which nothing reads: \`${stays}\` takes it away`;
}

/** How stage `retire` is undone. */
export function rowsBack({ definition }: Staged): string {
  if (isForeign(definition)) return "eks-access back writes the stage before: no plan of either touches the rows";
  return forgets(definition)
    ? "eks-access back takes aws-auth into the state again, as it is"
    : "eks-access back writes the rows again, by an update";
}

/** What to check before `retire`: rows that are emptied come back where something else writes them; rows that stay need entries. */
export function writersBeforeRetire(definition: ClusterDefinition): readonly string[] {
  if (forgets(definition)) {
    return [
      "whoever writes aws-auth may go on: its rows stay, and mode API does not read them; a row that comes from now on needs an entry in this file, or the plan of stage api is refused",
    ];
  }
  return [
    "nothing else writes aws-auth any more, or its rows come back: eksctl, Helm, scripts, other Terraform",
    ...writersOf(definition),
  ];
}

/** What to check before `api`, after which nothing reads the rows. */
export function rowsBeforeApi(definition: ClusterDefinition): readonly string[] {
  if (forgets(definition)) {
    return [
      "every row of aws-auth that is left has its entry",
      "whoever still writes aws-auth knows that mode API does not read it: eksctl, Helm, scripts, other Terraform",
    ];
  }
  return [
    "kubectl get configmap -n kube-system aws-auth -o yaml shows no row",
    "nothing writes to aws-auth any more: eksctl, Helm, scripts, other Terraform",
  ];
}

const MODULES_THAT_WRITE: readonly string[] = [
  "where module aws_auth in HCL writes it: a block `removed` with `from = module.aws_auth` and `lifecycle { destroy = false }` takes the place of the module's block",
  "where module eks v17 to v19 writes it: `terraform state rm 'module.eks.kubernetes_config_map_v1_data.aws_auth[0]'` (v17: `kubernetes_config_map.aws_auth[0]`), then manage_aws_auth_configmap = false",
];

const OWN_BLOCK_STAYS =
  "the block of the rows stays in the root module until stage done is applied: it empties aws-auth, and `overlay --settle` says when it goes";

/**
 * What becomes of HCL that writes the rows: a block under the overlay, or one that nobody has named; where there are no rows, none. A
 * stack that calls modules/aws-auth is the whole state, so that the call is its own.
 */
function writersOf({ render, overlay, awsAuth }: ClusterDefinition): readonly string[] {
  const block = overlay?.awsAuthModule ?? overlay?.configMap;
  if (render === "overlay" && block !== undefined) return [OWN_BLOCK_STAYS];
  return awsAuth === undefined || render === "module" ? [] : MODULES_THAT_WRITE;
}

function stageOf({ definition }: Staged): Stage | undefined {
  return definition.migration?.stage;
}

function counted(count: number, what: string): string {
  return `${count} ${what}${count === 1 ? "" : "s"}`;
}
