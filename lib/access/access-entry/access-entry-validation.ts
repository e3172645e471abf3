import type { AccessEntries, EntryCluster } from "./access-entry";
import { type JudgedEntry, mapFindings, type ShapedEntry, shapedEntry } from "./access-entry-keys";
import { principalFindings } from "./access-entry-principal";
import { policyFindings } from "./access-entry-policies";
import { ACCESS_ENTRY_TYPE_FACTS, ACCESS_ENTRY_TYPES } from "./access-entry-type";
import { usernameFindings } from "./access-entry-username";
import { didYouMean } from "../../finding/did-you-mean";
import { type Finding, findingsIn } from "../../finding/finding";
import { sortFindings } from "../../finding/finding-order";
import { shorten, shortenArn } from "../../finding/shorten";
import { principalIdOf } from "../principal/principal-id";
import { MASTERS_GROUP } from "../aws-auth/system-groups";

/**
 * Quota L-C56B9FC3, per cluster, not adjustable.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/service-quotas.html
 */
export const MAX_ACCESS_ENTRIES = 3000;

const TERRAFORM_TYPES = ACCESS_ENTRY_TYPES.filter((type) => ACCESS_ENTRY_TYPE_FACTS[type].terraform);
const finding = findingsIn("file");

/**
 * Everything about entries that EKS or the Terraform provider would refuse, found before they are asked; sorted. Paths
 * start at `access_entries.<key>`. It never throws, whatever stands in the entries; of more than any cluster can have it
 * judges none.
 * @see DOMAIN R30-R34, §2.1-§2.4
 */
export function validateAccessEntries(entries: AccessEntries, cluster: EntryCluster = {}): Finding[] {
  const unreadable = mapFindings("access_entries", entries);
  if (unreadable.length > 0) return unreadable;
  const tooMany = quota(entries);
  if (tooMany.length > 0) return tooMany;
  const keyed = Object.entries(entries).map(([key, entry]): KeyedEntry => {
    const path = `access_entries.${key}`;
    return { key, path, ...shapedEntry(path, entry) };
  });
  const each = keyed.flatMap((entry) => entryFindings(entry, cluster));
  return sortFindings([...each, ...duplicates(keyed), ...modeFindings(entries, cluster)]);
}

interface KeyedEntry extends ShapedEntry {
  readonly key: string;
  /** `access_entries.<key>` */
  readonly path: string;
}

function entryFindings({ path, findings: shape, judged }: KeyedEntry, cluster: EntryCluster): readonly Finding[] {
  if (judged === undefined) return shape;
  const { type = "STANDARD" } = judged;
  const facts = ACCESS_ENTRY_TYPES.includes(type) ? ACCESS_ENTRY_TYPE_FACTS[type] : undefined;
  if (facts === undefined) return [...shape, unknownType(path, type)];
  return [
    ...shape,
    ...(facts.terraform ? [] : [unsupportedType(path, type)]),
    ...principalFindings(path, judged, cluster),
    ...groupFindings(path, judged),
    ...usernameFindings(path, judged),
    ...policyFindings(path, judged, cluster),
    ...rights(path, judged),
  ];
}

function unknownType(path: string, type: string): Finding {
  const near = didYouMean(type, ACCESS_ENTRY_TYPES);
  return finding("entry-type-unknown", `${path}.type`, {
    message: `unknown type, expected one of ${ACCESS_ENTRY_TYPES.join(", ")}, got \`${shorten(type)}\``,
    help: `${near === undefined ? "write one of these types." : `did you mean \`${near}\`?`} AWS: InvalidParameterException`,
  });
}

function unsupportedType(path: string, type: string): Finding {
  return finding("entry-type-unsupported", `${path}.type`, {
    message: `type that \`aws_eks_access_entry\` of AWS provider 5.100.0 does not take, expected ${TERRAFORM_TYPES.join(", ")}, got \`${type}\``,
    help: "create this entry outside Terraform, `aws eks create-access-entry --cluster-name NAME --principal-arn ARN --type TYPE`, delete it from `access_entries`, and add its ARN to the list `migration.expected`",
  });
}

function groupFindings(path: string, entry: JudgedEntry): Finding[] {
  const type = entry.type ?? "STANDARD";
  const groups = entry.kubernetesGroups ?? [];
  if (entry.kubernetesGroups !== undefined && !ACCESS_ENTRY_TYPE_FACTS[type].identity) {
    return [
      finding("entry-groups-on-type", `${path}.kubernetes_groups`, {
        message: `groups on type ${type}, expected none, got \`[${shorten(groups.join(", "))}]\``,
        help: 'delete `kubernetes_groups`, also where the list is empty. AWS: InvalidParameterException, only on "STANDARD"',
      }),
    ];
  }
  return groups.flatMap((group, i) => groupFinding(`${path}.kubernetes_groups[${i}]`, group));
}

function groupFinding(path: string, group: string): Finding[] {
  if (group === "") {
    return [
      finding("entry-group-empty", path, {
        message: 'empty group, expected a name, got `""`',
        help: "delete it from the list: it gives nothing",
      }),
    ];
  }
  if (group.startsWith("system:")) {
    const help =
      group === MASTERS_GROUP
        ? "delete it, and write under `policy_associations`: `admin: { policy_arn: arn:aws:eks::aws:cluster-access-policy/AmazonEKSClusterAdminPolicy, access_scope: { type: cluster } }`"
        : "bind a group of your own by RBAC to what this group may do";
    return [
      finding("entry-group-system", path, {
        message: `reserved group, expected a name that does not begin with \`system:\`, got \`${shorten(group)}\``,
        help: `${help}. AWS: InvalidParameterException, it cannot start with system:`,
      }),
    ];
  }
  if (!/\{\{.*\}\}/.test(group)) return [];
  return [
    finding("entry-group-template", path, {
      message: `placeholder in a group, expected plain text, got \`${shorten(group)}\``,
      help: "write a group without a placeholder: EKS fills in placeholders in usernames only. Where each session had a group of its own, bind RBAC to the usernames instead",
    }),
  ];
}

function rights(path: string, entry: JudgedEntry): Finding[] {
  if (!entry.whole) return [];
  const policies = Object.keys(entry.policyAssociations ?? {}).length;
  if ((entry.type ?? "STANDARD") !== "STANDARD" || policies > 0 || (entry.kubernetesGroups ?? []).length > 0) return [];
  return [
    finding("entry-without-rights", path, {
      message: "entry that gives no rights, expected kubernetes_groups or policy_associations, got `neither`",
      help: "the principal authenticates and may do nothing: write `kubernetes_groups: [GROUP]`, or an association under `policy_associations`; where RBAC binds its username, nothing has to be done",
    }),
  ];
}

function duplicates(entries: readonly KeyedEntry[]): Finding[] {
  const keys = new Map<string, string>();
  return entries.flatMap(({ key, path, judged }) => {
    const principalArn = judged?.principalArn;
    if (principalArn === undefined) return [];
    const id = principalIdOf(principalArn);
    const first = keys.get(id);
    if (first === undefined) {
      keys.set(id, key);
      return [];
    }
    return [
      finding("entry-duplicate", `${path}.principal_arn`, {
        message: `second entry of one principal, expected only access_entries.${shorten(first)}, got \`${shortenArn(principalArn)}\``,
        help: `move its groups and policies into \`access_entries.${shorten(first)}\`, then delete this one: AWS refuses a second entry of one principal (ResourceInUseException)`,
      }),
    ];
  });
}

function quota(entries: AccessEntries): Finding[] {
  const count = Object.keys(entries).length;
  if (count <= MAX_ACCESS_ENTRIES) return [];
  return [
    finding("entries-too-many", "access_entries", {
      message: `too many entries, expected at most ${MAX_ACCESS_ENTRIES}, got \`${count}\``,
      help: "let people who have the same rights assume one role, which needs one entry, and delete their own entries. AWS refuses more: ResourceLimitExceededException, quota L-C56B9FC3",
    }),
  ];
}

function modeFindings(entries: AccessEntries, { mode }: EntryCluster): Finding[] {
  if (mode !== "CONFIG_MAP" || Object.keys(entries).length === 0) return [];
  return [
    finding("entry-in-config-map-mode", "access_entries", {
      message: "entries in mode CONFIG_MAP, expected API_AND_CONFIG_MAP or API, got `CONFIG_MAP`",
      help: "write `migration: { stage: config-map }` at the top level of the file and apply its plan; then `eks-access advance FILE` switches the mode, and makes the entries in a later plan. AWS: InvalidRequestException",
    }),
  ];
}
