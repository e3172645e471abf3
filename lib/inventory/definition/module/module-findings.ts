import type { Finding } from "../../../finding/finding";
import type { Rendering } from "../../../migration/rendering/rendering";
import { nameInVersion } from "../../../module/name-in-version";
import { variableShape } from "../../../module/module-shape";
import { DEFAULT_VERSION, knownVersions, moduleVariables, versionsWith } from "../../../module/module-table";
import { compareVersions } from "../../../module/module-version";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import { heldVersion, subModule, versionInSource } from "../../schema/sections/module";
import type { ClusterDefinition } from "../cluster-definition";
import { isModuleVariable } from "./module-variables";
import { callFindings } from "./call-findings";
import { moduleReference } from "./module-reference";
import { keyUnknown, moduleValueFindings } from "./module-values";
import { expressionFindings } from "./expression-findings";
import { circularFindings } from "./circular-references";
import { referenceFindings } from "./reference-findings";
import { numberFindings } from "./number-findings";
import { networkFindings } from "./network-findings";
import { providerFindings } from "./provider-findings";
import { platformIn, refusedPlatforms } from "./refused-platforms";
import { sourceFindings } from "./source-findings";
import { subModuleEntries } from "./sub-module-entries";
import { argumentOfProp } from "./unused-variables";

/** The oldest version that does not replace a cluster which an older one made. */
const OLDEST = "20.13.1";

/** The first version without modules/aws-auth. */
const WITHOUT_AWS_AUTH = "21.0.0";

/** The version of the module that a definition is written for. */
export function moduleVersion({ module }: Pick<ClusterDefinition, "module">): string {
  return heldVersion(module);
}

/** What of a definition the module would drop or refuse: arguments of all calls, rows, the version, references. */
export function moduleFindings(definition: ClusterDefinition, rendering: Rendering): Finding[] {
  if (definition.render !== "module") return [];
  const version = versionFindings(definition, rendering);
  return [
    ...version,
    ...(version.length > 0 ? [] : [...variableFindings(definition), ...providerFindings(definition, rendering)]),
    ...networkFindings(definition),
    ...sourceFindings(definition),
    ...callFindings(definition),
    ...otherModuleFindings(definition),
    ...subModuleEntries(definition, rendering),
    ...nameFindings(definition),
    ...rowFindings(rendering),
    ...referenceFindings(definition),
    ...circularFindings(definition),
    ...expressionFindings(definition),
    ...numberFindings(definition),
  ];
}

/** What of a definition goes to modules as it is. */
type Arguments = Pick<ClusterDefinition, "module" | "modules" | "moduleVariables" | "render" | "tags">;

/** Keys and values of arguments alone, of a definition that is wrong elsewhere: none where the version is not known. */
export function argumentFindings(definition: Arguments): Finding[] {
  const isKnown = moduleVariables("eks", moduleVersion(definition)) !== undefined;
  return isKnown ? [...variableFindings(definition), ...otherModuleFindings(definition)] : [];
}

function versionFindings(definition: ClusterDefinition, { awsAuth }: Rendering): Finding[] {
  const version = moduleVersion(definition);
  const newest = knownVersions("eks").at(-1) ?? DEFAULT_VERSION;
  const inSource = versionInSource(definition.module?.source);
  if (inSource !== undefined && inSource !== version) {
    const message = `expected the version in the \`ref\` of module.source, \`${inSource}\`, got \`${version}\``;
    return [finding("module-version", "module.version", { message, help: "write one of them, or the same" })];
  }
  if (moduleVariables("eks", version) === undefined || compareVersions(version, OLDEST) < 0) {
    const message = `expected one version from ${OLDEST} to ${newest}, got \`${version}\``;
    const help = `write \`version: ${DEFAULT_VERSION}\`: v20 before ${OLDEST} destroys a cluster that v19 or older made, and makes it anew`;
    return [finding("module-version", "module.version", { message, help })];
  }
  if (compareVersions(version, WITHOUT_AWS_AUTH) < 0 || !(awsAuth.create || awsAuth.manage)) return [];
  const message = `a version without modules/aws-auth while rows are written, expected one up to ${DEFAULT_VERSION}, got \`${version}\``;
  return [finding("module-version", "module.version", { message, help: "stay on v20 until the migration is done" })];
}

function variableFindings(definition: Arguments): Finding[] {
  const version = moduleVersion(definition);
  return Object.entries(definition.moduleVariables ?? {}).flatMap(([path, value]) => {
    if (isProp(path) && !(path === "tags" && definition.tags === undefined && isReferring(value)))
      return [argumentOfProp(path, definition.render)];
    const name = nameInVersion(path, version);
    const shape = name === undefined ? undefined : variableShape("eks", version, name);
    const isDeclared = isTyped(moduleVariables("eks", version)?.get(name ?? path)?.type);
    if (shape !== undefined)
      return [...moduleValueFindings({ value, path, shape, isDeclared }), ...refusedPlatforms(path, value, version)];
    const message = `expected a variable of the module ${version}, got \`${path}\``;
    return [finding("key-unknown", path, { message, help: versionHelp(path) })];
  });
}

function versionHelp(variable: string): string {
  const versions = versionsWith("eks", variable);
  if (versions === undefined) return "delete it: no version of the module has it";
  const isNewest = versions.last === knownVersions("eks").at(-1);
  return `\`${variable}\` exists from ${versions.first} on${isNewest ? "" : `, up to ${versions.last}`}: delete it, or write such a version under module.version`;
}

/** Whether a variable is said by a prop alone: under moduleVariables it would replace what stages, gates and guards judge. */
function isProp(name: string): boolean {
  return !isModuleVariable(name) && moduleVariables("eks", DEFAULT_VERSION)?.has(name) === true;
}

/** Whether tags are a reference, or have one: no prop takes that. */
function isReferring(tags: unknown): boolean {
  if (typeof tags !== "object" || tags === null) return false;
  return moduleReference(tags) !== undefined || Object.values(tags).some((value: unknown) => typeof value === "object");
}

/** Arguments of sub-modules of the module, whose variables are known; other modules' are Terraform's to judge. */
function otherModuleFindings(definition: Arguments): Finding[] {
  const { modules = {} } = definition;
  const own = moduleVersion(definition);
  return Object.entries(modules).flatMap(([call, { source, version = versionInSource(source) ?? own, ...args }]) => {
    const part = subModule(source);
    const variables = part === undefined ? undefined : moduleVariables(part, version);
    if (part === undefined) return [];
    if (variables === undefined) {
      const message = `expected a version of ${part} that is known, got \`${version}\``;
      return [finding("module-version", `modules.${call}.version`, { message, help: `write \`${own}\`` })];
    }
    const values = Object.entries(args).flatMap(([name, value]) => {
      const path = `modules.${call}.${name}`;
      const shape = variableShape(part, version, name);
      if (shape === undefined) return [keyUnknown(path, name, [...variables.keys()])];
      return moduleValueFindings({ value, path, shape, isDeclared: isTyped(variables.get(name)?.type) });
    });
    return [...values, ...platformIn(`modules.${call}`, args, { part, version })];
  });
}

/** Whether Terraform itself holds a value to its type. */
function isTyped(type = "any"): boolean {
  return !type.includes("any");
}

/** Names that go to Terraform as they are, of calls, outputs and states. */
function nameFindings({ modules = {}, outputs = {}, terraform: { remoteStates = {} } }: ClusterDefinition): Finding[] {
  const sections = { modules, outputs, "terraform.remote_states": remoteStates };
  return Object.entries(sections).flatMap(([section, keyed]) =>
    Object.keys(keyed).flatMap((key) => {
      if (/^[\p{L}_][\p{L}\p{N}_-]*$/u.test(key)) return [];
      const message = `not a name that Terraform takes, expected letters, digits, \`_\` and \`-\`, a letter or \`_\` first, got \`${key}\``;
      return [finding("name-invalid", `${section}.${key}`, { message, help: "rename the key" })];
    }),
  );
}

/** The sub-module's lists are of one type: an object more or less than the others' keys is none. */
function rowFindings({ awsAuth: { create, manage, rows } }: Rendering): Finding[] {
  if (!create && !manage) return [];
  const lists = { aws_auth_roles: rows.roles, aws_auth_users: rows.users };
  return Object.entries(lists).flatMap(([list, own]) => {
    const keys = own.map(({ row }) => keysOfRow(row));
    const odd = keys.findIndex((each) => each !== keys[0]);
    if (odd < 0) return [];
    const message = `Terraform refuses these rows, for modules/aws-auth takes rows with the same keys alone, expected the keys of the rows before it (${keys[0] ?? ""}), got ${keys[odd] ?? ""}`;
    const help =
      "write the missing keys into the live row first, `kubectl edit configmap -n kube-system aws-auth`, then into this one; or write `render: overlay` with `config_map` under `overlay`, which takes any rows";
    return [finding("module-rows-unlike", `aws_auth.${list}[${odd}]`, { message, help })];
  });
}

function keysOfRow(row: object): string {
  const written = Object.entries(row).filter(([, value]: [string, unknown]) => value !== undefined);
  return written
    .map(([key]) => key)
    .filter((key) => key !== "path")
    .sort()
    .join(", ");
}
