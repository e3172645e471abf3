import AWS_AUTH from "./tables/variables-aws-auth.json";
import EKS_MANAGED_NODE_GROUP from "./tables/variables-eks-managed-node-group.json";
import EKS from "./tables/variables-eks.json";
import FARGATE_PROFILE from "./tables/variables-fargate-profile.json";
import HYBRID_NODE_ROLE from "./tables/variables-hybrid-node-role.json";
import KARPENTER from "./tables/variables-karpenter.json";
import SELF_MANAGED_NODE_GROUP from "./tables/variables-self-managed-node-group.json";

/** The module itself, and its sub-modules, as `source` names them: the part behind `//modules/`, or `eks`. */
export const MODULE_PARTS = [
  "eks",
  "aws-auth",
  "eks-managed-node-group",
  "fargate-profile",
  "hybrid-node-role",
  "karpenter",
  "self-managed-node-group",
] as const;

/** One of {@link MODULE_PARTS}. */
export type ModulePart = (typeof MODULE_PARTS)[number];

/** The version that a file means which names none, and that `render: resources` mirrors: the newest with modules/aws-auth. */
export const DEFAULT_VERSION = "20.37.2";

/** A variable of one version of the module. */
export interface ModuleVariable {
  /** `string`, `map(object)`: what an object holds is left out. */
  readonly type: string;
  /** What it is where it is left out: every variable of every version has a default. */
  readonly fallback: unknown;
}

/** As `npm run module:variables` writes it: `[first version, last version, type, default]` for each time a variable changed. */
interface Table {
  readonly versions: readonly string[];
  readonly variables: Readonly<Record<string, readonly (readonly unknown[])[]>>;
}

const TABLES: Readonly<Record<ModulePart, Table>> = {
  eks: EKS,
  "aws-auth": AWS_AUTH,
  "eks-managed-node-group": EKS_MANAGED_NODE_GROUP,
  "fargate-profile": FARGATE_PROFILE,
  "hybrid-node-role": HYBRID_NODE_ROLE,
  karpenter: KARPENTER,
  "self-managed-node-group": SELF_MANAGED_NODE_GROUP,
};

/** The versions whose variables are known, oldest first: from 18.20.0 on, the first that writes aws-auth. */
export function knownVersions(part: ModulePart): readonly string[] {
  return TABLES[part].versions;
}

/** The newest version of the module that is known. */
export const NEWEST_VERSION = knownVersions("eks").at(-1) ?? DEFAULT_VERSION;

/** Whether some version that is known has a variable. */
export function isVariableOf(part: ModulePart, name: string): boolean {
  return Object.hasOwn(TABLES[part].variables, name);
}

/** In which versions a variable is: the first and the last; undefined where no version that is known has it. */
export function versionsWith(
  part: ModulePart,
  name: string,
): { readonly first: string; readonly last: string } | undefined {
  const spans = Object.hasOwn(TABLES[part].variables, name) ? TABLES[part].variables[name] : undefined;
  const [first, last] = [spans?.[0]?.[0], spans?.at(-1)?.[1]];
  return typeof first === "string" && typeof last === "string" ? { first, last } : undefined;
}

/**
 * The variables of a version, by name; undefined where the version is not known.
 * @see https://github.com/terraform-aws-modules/terraform-aws-eks/blob/v20.37.2/variables.tf
 */
export function moduleVariables(part: ModulePart, version: string): ReadonlyMap<string, ModuleVariable> | undefined {
  const at = TABLES[part].versions.indexOf(version);
  if (at < 0) return undefined;
  const key = `${part} ${version}`;
  const known = read.get(key) ?? variablesAt(TABLES[part], at);
  read.set(key, known);
  return known;
}

/** By part and version what was read of its table: it is asked for each variable of a file. */
const read = new Map<string, ReadonlyMap<string, ModuleVariable>>();

function variablesAt({ versions, variables }: Table, at: number): ReadonlyMap<string, ModuleVariable> {
  const found = new Map<string, ModuleVariable>();
  for (const [name, spans] of Object.entries(variables)) {
    const span = spans.find(([first, last]) => between(at, versions, { first, last }));
    const variable = span === undefined ? undefined : variableOf(span);
    if (variable !== undefined) found.set(name, variable);
  }
  return found;
}

function between(
  at: number,
  versions: readonly string[],
  { first, last }: Readonly<Record<"first" | "last", unknown>>,
): boolean {
  const [from, to] = [first, last].map((version) => versions.findIndex((each) => each === version));
  return from !== undefined && to !== undefined && from <= at && at <= to;
}

function variableOf([, , type, fallback]: readonly unknown[]): ModuleVariable | undefined {
  return typeof type === "string" ? { type, fallback } : undefined;
}
