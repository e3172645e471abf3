import { iamRoleAddresses, serviceAccountAddresses } from "../definition/keyed-addresses";
import { type Finding, findingsIn } from "../../finding/finding";
import { validateAccessEntries } from "../../access/access-entry/access-entry-validation";
import { textFinding } from "../../migration/gate/gate-text";
import type { Rendering } from "../../migration/rendering/rendering";
import type { StagedDefinition } from "../../migration/staged-definition";
import { type ClusterDefinition, isOfFile } from "../definition/cluster-definition";
import { inventoryFinding } from "../finding/inventory-finding";
import { accountFindings } from "./service-account-findings";
import { accountMissing } from "./account-missing";
import { importedUnknown } from "./imported-unknown";
import { isMap } from "../definition/cluster-props";
import { plainTextFindings } from "../definition/plain-text-findings";
import { renamedFindings } from "../definition/renamed-keys";
import { nameFindings, type PlacedKey, placedKeys, resourceName } from "../definition/resource-name";
import { shapeOf } from "../shape/shape-findings";
import { sharedNames } from "../definition/shared-names";
import { sectionsOfOthers } from "../definition/sections-of-others";
import { workspaceKeyFindings } from "../definition/state-place/shared-state";
import { moduleFindings } from "../definition/module/module-findings";
import { unusedArguments, unusedVariables } from "../definition/module/unused-variables";
import { clusterNameProblem } from "../schema/names";
import {
  clusterRoleFindings,
  iamRoleFindings,
  importedRoleFindings,
  rbacBindingFindings,
} from "../definition/section-checks";

const finding = findingsIn("file");

type Validated = Pick<StagedDefinition<ClusterDefinition>, "definition" | "rendering">;

/** What is wrong with a definition, and whether what follows from it can be judged. */
export interface DefinitionFindings {
  readonly findings: readonly Finding[];
  /** Whether it has the shape of a file, each section its own: of another nothing else is asked. */
  readonly isWhole: boolean;
}

/**
 * What cannot become the resources of one stack, however the definition was written. One that no file gave is held against the
 * schema of files first, and against what a file's tree is asked.
 */
export function definitionFindings(staged: Validated): DefinitionFindings {
  const { definition } = staged;
  if (isOfFile(definition)) return { findings: ownFindings(staged), isWhole: true };
  const { findings: shape, isReadable } = shapeOf(definition);
  const unreadable = [...(isReadable ? [] : shape), ...unreadableSections(definition)];
  if (unreadable.length > 0) return { findings: isReadable ? [...shape, ...unreadable] : unreadable, isWhole: false };
  const tokens = shape.filter(({ code }) => code === "token-in-text").map(({ path }) => path);
  const beside = [...sectionsOfOthers(definition), ...accountMissing(definition), ...importedUnknown(definition)];
  const judged = [...ownFindings(staged), ...beside];
  const own = judged.filter(({ path }) => !tokens.includes(path));
  const findings = [...own, ...shape.filter(({ path }) => !own.some((one) => one.path === path))];
  return { findings, isWhole: shape.length === 0 && beside.length === 0 };
}

/** Sections that have no schema, or a judge of their own, and that nobody could read key by key. */
function unreadableSections({ accessEntries, moduleVariables = {} }: ClusterDefinition): Finding[] {
  const isRead = isMap(accessEntries) && Object.values(accessEntries).every((entry: unknown) => entry !== null);
  const entries = isRead ? [] : validateAccessEntries(accessEntries);
  if (isMap(moduleVariables)) return entries;
  const message = "wrong type, expected a map, got nothing";
  const help = "write a map of arguments, by the names that the module has";
  return [...entries, inventoryFinding("type-wrong", "moduleVariables", { message, help })];
}

/** What the schema cannot see: one thing that contradicts another. */
function ownFindings({ definition, rendering }: Validated): Finding[] {
  return [
    ...clusterName(definition),
    ...keyFindings(definition),
    ...renamedFindings(definition),
    ...rbacBindingFindings(definition.rbacBindings),
    ...bindingGroups(definition),
    ...bridgeShared(definition, rendering),
    ...sharedNames(definition),
    ...callsShared(definition),
    ...workspaceKeyFindings(definition.terraform.backend),
    ...plainTextFindings(definition),
    ...unusedArguments(definition),
    ...(definition.render === "resources"
      ? clusterFindings(definition)
      : [...unusedSections(definition), ...unusedVariables(definition)]),
    ...(definition.render === "access" || definition.render === "module" ? accountFindings(definition) : []),
    ...moduleFindings(definition, rendering),
  ];
}

function clusterName({ clusterName: name }: ClusterDefinition): Finding[] {
  const problem = clusterNameProblem(name);
  return problem === undefined ? [] : [inventoryFinding(problem.code, "cluster_name", problem)];
}

/** Keys that become one name, section by section: each section has resources of its own types. */
function keyFindings(definition: ClusterDefinition): Finding[] {
  const { accessEntries, rbacBindings, iamRoles, serviceAccounts } = definition;
  const entries = [...creator(definition), ...placedKeys("access_entries", accessEntries)];
  const sections = [
    entries,
    [...creatorPolicy(definition), ...policyKeys(accessEntries, nameFindings(entries))],
    placedKeys("rbac_bindings", rbacBindings),
    placedKeys("iam_roles", iamRoles),
    placedKeys("service_accounts", serviceAccounts),
  ];
  return sections.flatMap((keys) => [...nameFindings(keys), ...keys.flatMap(unkeepable)]);
}

/** Objects lose a key of this name, and with it somebody's entry. A file has none: YAML that has one is refused. */
function unkeepable({ key, path }: PlacedKey): Finding[] {
  if (key !== "__proto__") return [];
  const message = "a key that cannot be kept, expected another name, got `__proto__`";
  return [inventoryFinding("yaml-key", path, { message, help: "rename the key" })];
}

/** The entry of the caller, which a declared entry of exactly this key replaces, as in the module. */
function creator({ enableClusterCreatorAdminPermissions, accessEntries }: ClusterDefinition): PlacedKey[] {
  const isMade = enableClusterCreatorAdminPermissions === true && !Object.hasOwn(accessEntries, CREATOR);
  return isMade ? [{ key: CREATOR, path: "enable_cluster_creator_admin_permissions" }] : [];
}

function creatorPolicy(definition: ClusterDefinition): PlacedKey[] {
  return creator(definition).map(({ key, path }) => ({ key: `${key}_admin`, path }));
}

const CREATOR = "cluster_creator";

/** Associations are named `<entry>_<policy>`, as in the module; those of a refused entry have a new name with its new key. */
function policyKeys(entries: ClusterDefinition["accessEntries"], refused: readonly Finding[]): PlacedKey[] {
  const named = Object.entries(entries).filter(
    ([key]) => !refused.some(({ path }) => path === `access_entries.${key}`),
  );
  return named.flatMap(([entry, { policyAssociations }]) =>
    Object.keys(policyAssociations ?? {}).map((policy) => ({
      key: `${entry}_${policy}`,
      path: `access_entries.${entry}.policy_associations.${policy}`,
    })),
  );
}

function bindingGroups({ rbacBindings = {} }: ClusterDefinition): Finding[] {
  return Object.entries(rbacBindings).flatMap(([key, { group }]) => textFinding(`rbac_bindings.${key}.group`, group));
}

/** Where the stage renders the bridge, its binding has the name `bridge`. */
function bridgeShared(definition: ClusterDefinition, { bridge }: Rendering): Finding[] {
  if (bridge === undefined) return [];
  return Object.entries(definition.rbacBindings ?? {}).flatMap(([key, { namespace }]) => {
    if (namespace !== undefined || resourceName(key) !== "bridge") return [];
    const path = `rbac_bindings.${key}`;
    const message = `expected one resource at an address, got \`migration.bridge_group\` and \`${path}\` at kubernetes_cluster_role_binding_v1.bridge`;
    return [finding("address-shared", path, { message, help: "rename the key of the binding" })];
  });
}

/** Two calls of one name become one call with the arguments of both. */
function callsShared({ render, module, modules = {} }: ClusterDefinition): Finding[] {
  if (render !== "module") return [];
  const own = [
    { name: module?.name ?? "eks", path: "module.name" },
    { name: module?.awsAuthName ?? "aws_auth", path: "module.aws_auth_name" },
  ];
  const formerly = [
    { name: module?.formerly, path: "module.formerly" },
    { name: module?.awsAuthFormerly, path: "module.aws_auth_formerly" },
  ].flatMap(({ name, path }) => (name === undefined ? [] : [{ name, path }]));
  const others = Object.keys(modules).map((name) => ({ name, path: `modules.${name}` }));
  const all = [...own, ...others, ...formerly];
  return all.flatMap(({ name, path }, i) => {
    const first = all.slice(0, i).find((other) => other.name === name);
    if (first === undefined) return [];
    const message = `two calls have the name module.${name}, expected a name for each, got \`${first.path}\` and \`${path}\``;
    return [finding("address-shared", path, { message, help: renameCall(path) })];
  });
}

function renameCall(path: string): string {
  if (path.endsWith("formerly")) return "write the name that the call had before; delete the key where it had no other";
  return "keep the name of the call that `terraform state list` shows under it, and give the other one a new name: a call that is in the state and gets another name is destroyed and made anew";
}

type KeyedSections = Pick<ClusterDefinition, "iamRoles" | "serviceAccounts"> &
  Partial<Pick<ClusterDefinition, "render">>;

/**
 * Roles belong to the cluster, which is somebody else's: refused, never ignored. Their addresses have keys of the file: once
 * the section is gone, nobody could forget them by name. Service accounts have roles of their own, at the same addresses
 * with `render: access`: an overlay alone does not render them.
 */
export function unusedSections({ render = "access", iamRoles = {}, serviceAccounts = {} }: KeyedSections): Finding[] {
  const sections = [
    ["iam_roles", iamRoleAddresses(iamRoles)],
    ["service_accounts", render === "access" || render === "module" ? [] : serviceAccountAddresses(serviceAccounts)],
  ] as const;
  return sections
    .filter(([, addresses]) => addresses.length > 0)
    .map(([path, addresses]) =>
      inventoryFinding("variable-unused", path, {
        message: `has no effect with \`render: ${render}\`, expected it left out`,
        help: `delete it; where this state was applied with \`render: resources\`, first run \`terraform state rm ${addresses.join(" ")}\`, or the next plan destroys them`,
      }),
    );
}

function clusterFindings(definition: ClusterDefinition): Finding[] {
  const { adopt, iamRoles } = definition;
  const isImported = adopt?.import === true && adopt.module === undefined;
  return [
    ...clusterRoleFindings(definition),
    ...(isImported ? importedRoleFindings(definition) : []),
    ...iamRoleFindings(iamRoles),
    ...accountFindings(definition),
  ];
}
