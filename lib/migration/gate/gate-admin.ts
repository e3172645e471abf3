import { acceptItem } from "../../finding/accept-item";
import { arnsOf } from "../../access/principal/arn-list";
import { principalId } from "../../access/principal/principal-id";
import { foldArn } from "../../access/principal/arn";
import { findingsIn } from "../../finding/finding";
import { isClusterAdminEntry } from "../../access/effective/cluster-admin";
import type { JudgedFinding } from "../acceptance";
import type { AccessDefinition, MigrationDefinition } from "../definition";
import { blocksFrom } from "./gate-coverage";
import { stableAdmins } from "../stable-admins";
import type { StagedDefinition } from "../staged-definition";

const finding = findingsIn("gate");

/** What is wrong with the admins that a migration leaves behind. */
export function adminFindings(staged: StagedDefinition): JudgedFinding[] {
  return [
    ...stableAdmin(staged.definition),
    ...adminElsewhere(staged.definition),
    ...creatorAdmin(staged.definition),
    ...creator(staged),
  ];
}

function stableAdmin(definition: AccessDefinition): JudgedFinding[] {
  if (definition.migration === undefined || stableAdmins(definition).length > 0) return [];
  const text = {
    message:
      "no stable admin, expected an entry with AmazonEKSClusterAdminPolicy at cluster scope for a user, or for a role that IAM Identity Center did not make",
    help: `write under \`access_entries\` \`break_glass: { principal_arn: ARN, policy_associations: { admin: { policy_arn: arn:${definition.partition ?? "aws"}:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } } } }\`, ARN being a break-glass role that no permission set of IAM Identity Center made: such a role gets another name when its permission set is made again`,
  };
  return [finding("admin-missing", "access_entries", { ...text, severity: blocksFrom(definition, "retire") })];
}

/** Guards ask IAM of the cluster's account alone: of an admin of another account nobody knows whether it is there. */
function adminElsewhere(definition: AccessDefinition): JudgedFinding[] {
  const { accountId, migration } = definition;
  const admins = arnsOf(stableAdmins(definition));
  if (migration === undefined || accountId === undefined || admins.length === 0) return [];
  if (admins.some((admin) => admin.accountId === accountId)) return [];
  const text = {
    message: `every admin that stays is of another account than ${accountId}: no guard can tell whether its role or user is there, and older than its entry`,
    help: `declare a break-glass role of the cluster's account, with AmazonEKSClusterAdminPolicy for the whole cluster, under \`access_entries\`; or look in the other account, \`aws iam get-role --role-name NAME\`, and ${acceptItem("admin-elsewhere")}`,
  };
  const severity = migration.stage === "api" ? "blocker" : "warning";
  return [finding("admin-elsewhere", "access_entries", { ...text, severity })];
}

function creatorAdmin({ enableClusterCreatorAdminPermissions, migration }: AccessDefinition): JudgedFinding[] {
  if (enableClusterCreatorAdminPermissions !== true) return [];
  const conflict =
    migration === undefined ? "" : "; at the switch from CONFIG_MAP EKS makes the creator's entry by itself (409)";
  const text = {
    message: `whoever runs Terraform becomes admin, and loses it when somebody else runs it${conflict}`,
    help: "write `enable_cluster_creator_admin_permissions: false`, and declare an entry with the ARN of the role that runs Terraform, which `aws sts get-caller-identity` names",
  };
  return [finding("creator-admin", "enable_cluster_creator_admin_permissions", text)];
}

/** Admins whose entries were live before the file: EKS makes the creator's at the mode switch. */
export function importedAdmins({ accessEntries, imported = [] }: AccessDefinition) {
  const admins = Object.entries(accessEntries).filter(
    ([key, entry]) => imported.includes(key) && isClusterAdminEntry(entry),
  );
  return arnsOf(admins.map(([, { principalArn }]) => principalArn));
}

/**
 * Somebody expected or imported as admin who is in no row may be the creator; nobody else can tell. Asked up to `retire`, the last
 * stage that can be undone: the switch to API takes nothing of the creator, who has had an entry since `dual` and never a row,
 * and at `api` the guards ask for it where it is expected.
 * @see DOMAIN R37
 */
function creator({ definition, rowStates }: StagedDefinition): JudgedFinding[] {
  const { migration } = definition;
  if (migration === undefined || migration.stage === "api" || migration.stage === "done") return [];
  const rows = rowStates.map(({ arn = "" }) => foldArn(arn));
  const known = [...arnsOf(migration.expected ?? []), ...importedAdmins(definition)];
  if (known.some((arn) => !rows.includes(principalId(arn))) || isCreatorNoAdmin(migration)) return [];
  const text = {
    message: "the cluster's creator is not named: it is admin without a row, expected its ARN in the list",
    help: `\`aws cloudtrail lookup-events --lookup-attributes AttributeKey=EventName,AttributeValue=CreateCluster\` names it, for 90 days, and from stage \`dual\` on \`aws eks list-access-entries --cluster-name ${definition.clusterName}\` lists it among others: add its ARN to the list \`migration.expected\`; where nobody can tell, ${acceptItem("creator-unknown")}`,
  };
  return [finding("creator-unknown", "migration.expected", { ...text, severity: blocksFrom(definition, "retire") })];
}

/** Whether EKS has made the cluster's creator no admin; in mode CONFIG_MAP it always is one. */
export function isCreatorNoAdmin({
  stage,
  bootstrapClusterCreatorAdminPermissions: isBootstrapped,
}: MigrationDefinition): boolean {
  return isBootstrapped === false && stage !== "config-map";
}
