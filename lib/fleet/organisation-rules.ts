import { acceptItem } from "../finding/accept-item";
import { isClusterAdminEntry } from "../access/effective/cluster-admin";
import type { AccessEntry } from "../access/access-entry/access-entry";
import { parseAccessPolicyArn } from "../access/access-policy/access-policy";
import { principalNameOf } from "../access/principal/principal-name";
import { findingsIn } from "../finding/finding";
import type { JudgedFinding } from "../migration/acceptance";
import type { AccessDefinition } from "../migration/definition";
import { globNames } from "./cluster-glob";
import type { FleetRules, RequiredPrincipal } from "./fleet-rules";
import { patternFor, patternNames } from "./principal-pattern";

const finding = findingsIn("gate");

/** A cluster that an organisation's rules are asked of. */
export interface RuledCluster {
  /** Its path in the fleet: `prod/shop`. */
  readonly path: string;
  readonly definition: AccessDefinition;
  /** Groups that the file binds to cluster-admin in the whole cluster. */
  readonly adminGroups: readonly string[];
}

/** What an organisation's rules say of one cluster file, whatever it accepts. */
export function organisationFindings(rules: FleetRules, cluster: RuledCluster): JudgedFinding[] {
  const required = (rules.require?.principals ?? []).flatMap((one) => requiredFindings(rules, one, cluster));
  return [...required, ...adminFindings(rules, cluster), ...callerFindings(rules, cluster)];
}

/** The principals that a cluster has to declare. */
export function requiredOf({ require }: FleetRules, path: string): RequiredPrincipal[] {
  return (require?.principals ?? []).filter(
    ({ clusters }) => clusters === undefined || clusters.some((glob) => globNames(glob, path)),
  );
}

function requiredFindings(rules: FleetRules, required: RequiredPrincipal, cluster: RuledCluster): JudgedFinding[] {
  const { path, definition } = cluster;
  if (!requiredOf(rules, path).includes(required)) return [];
  const wanted = patternFor(required.principal, definition);
  const own = Object.entries(definition.accessEntries).filter(([, entry]) => patternNames(wanted, entry.principalArn));
  if (own.some(([, entry]) => isAsRequired(entry, required))) return [];
  const [first] = own;
  const message =
    first === undefined
      ? `no access entry for ${nameOfPattern(wanted, definition)}, which ${rules.file} requires of this cluster`
      : `not as ${rules.file} requires it of ${principalNameOf(first[1].principalArn, definition.accountId)}, expected ${conditions(required).join(" and ")}`;
  const isUnfilled = wanted.includes("{account}");
  const help = isUnfilled
    ? "write `account_id` under `terraform`: it takes the place of `{account}`"
    : `declare ${first === undefined ? `\`${wanted}\`` : "it"}${conditions(required)
        .map((one) => `, with ${one}`)
        .join("")}; or ${acceptItem("fleet-principal-missing")}`;
  const about = wanted.includes("*") || isUnfilled ? {} : { principal: wanted };
  const place = first === undefined ? "access_entries" : `access_entries.${first[0]}`;
  return [{ ...finding("fleet-principal-missing", place, { message, help }), ...about }];
}

/** A pattern stands for more than one principal: it is shown as it is written. */
function nameOfPattern(pattern: string, { accountId }: AccessDefinition): string {
  const name = principalNameOf(pattern, accountId);
  return pattern.includes("*") || name === pattern ? `\`${pattern}\`` : name;
}

function isAsRequired(
  { type = "STANDARD", policyAssociations = {} }: AccessEntry,
  required: RequiredPrincipal,
): boolean {
  if (required.type !== undefined && required.type !== type) return false;
  return (
    required.policy === undefined ||
    Object.values(policyAssociations).some(
      ({ policyArn, accessScope }) =>
        accessScope.type === "cluster" && parseAccessPolicyArn(policyArn)?.name === required.policy,
    )
  );
}

function conditions({ type, policy }: RequiredPrincipal): string[] {
  return [
    ...(type === undefined ? [] : [`type ${type}`]),
    ...(policy === undefined ? [] : [`${policy} for the whole cluster`]),
  ];
}

function adminFindings({ admins, file }: FleetRules, { definition, adminGroups }: RuledCluster): JudgedFinding[] {
  if (admins === undefined) return [];
  const patterns = admins.only.map((one) => patternFor(one, definition));
  const bridge = definition.migration?.bridgeGroup;
  const groups = [...adminGroups, ...(bridge === undefined ? [] : [bridge])];
  return Object.entries(definition.accessEntries).flatMap(([key, entry]) => {
    const { principalArn, kubernetesGroups = [] } = entry;
    const group = kubernetesGroups.find((one) => groups.includes(one));
    if (!isClusterAdminEntry(entry) && group === undefined) return [];
    if (patterns.some((one) => patternNames(one, principalArn))) return [];
    const by = isClusterAdminEntry(entry) ? "its access policy" : `group ${group ?? ""}`;
    const message = `cluster admin by ${by}, expected one of those that ${file} lists under admins.only, got ${principalNameOf(principalArn, definition.accountId)}`;
    const help = `write another \`policy_arn\` than AmazonEKSClusterAdminPolicy, or \`access_scope: { type: namespace, namespaces: [NAME] }\`; or let whoever owns ${file} add \`- ${principalArn}\` to \`admins.only\` there`;
    return [
      { ...finding("fleet-admin-unlisted", `access_entries.${key}`, { message, help }), principal: principalArn },
    ];
  });
}

/** Whoever runs Terraform is nobody whom a list can name. */
function callerFindings({ admins, file }: FleetRules, { definition }: RuledCluster): JudgedFinding[] {
  if (admins === undefined || definition.enableClusterCreatorAdminPermissions !== true) return [];
  const message = `makes whoever runs Terraform cluster admin, expected one of those that ${file} lists under admins.only`;
  const help = "write `enable_cluster_creator_admin_permissions: false`, and declare an entry with a literal ARN";
  return [finding("fleet-admin-unlisted", "enable_cluster_creator_admin_permissions", { message, help })];
}
