import { acceptItem } from "../../finding/accept-item";
import { type Finding, findingsIn } from "../../finding/finding";
import type { ClusterDefinition } from "./cluster-definition";
import { namedClusterRoles } from "./cluster-role-names";
import { accountRoleName } from "./section-checks";

const finding = findingsIn("gate");

/** More names than these are counted. */
const SHOWN = 5;

/**
 * What `adopt.import` takes over by its name alone. Entries and the cluster are what they are by their identity; a binding, role or
 * service account of that name may be a chart's or another team's, and the plan changes it to what the file says.
 * @see docs/adoption.md
 */
export function importedByName(definition: ClusterDefinition): Finding[] {
  const { adopt } = definition;
  if (adopt?.import !== true || adopt.module !== undefined) return [];
  const names = [...bindings(definition), ...roles(definition), ...accounts(definition)];
  if (names.length === 0) return [];
  const more = names.length > SHOWN ? ` and ${names.length - SHOWN} more` : "";
  const message = `the plan takes over by name ${names.slice(0, SHOWN).join(", ")}${more}, whoever made them, and changes them to what this file says, expected what your team made, got names alone`;
  return [finding("import-by-name", "adopt.import", { message, help: HELP })];
}

const HELP = `look at each, with \`kubectl get clusterrolebinding NAME -o yaml\` or \`aws iam get-role --role-name NAME\`; where one is somebody else's, give yours another name; then ${acceptItem("import-by-name")}. Without \`import\` nothing is taken over: Terraform says \`already exists\`, and docs/recovery.md what to type`;

function bindings({ rbacBindings = {} }: ClusterDefinition): string[] {
  return Object.entries(rbacBindings).map(([key, { name = key, namespace }]) =>
    namespace === undefined ? `ClusterRoleBinding \`${name}\`` : `RoleBinding \`${namespace}/${name}\``,
  );
}

/** Those of the cluster too: several clusters may share one. */
function roles(definition: ClusterDefinition): string[] {
  const names = [...namedClusterRoles(definition), ...Object.values(definition.iamRoles ?? {})];
  return names.map(({ name }) => `IAM role \`${name}\``);
}

function accounts({ clusterName, serviceAccounts = {} }: ClusterDefinition): string[] {
  return Object.values(serviceAccounts).flatMap((account) => {
    const { namespace, name, create = true } = account;
    const own = create ? [`service account \`${namespace}/${name}\``] : [];
    return [`IAM role \`${accountRoleName(clusterName, account)}\``, ...own];
  });
}
