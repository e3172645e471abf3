import type { Finding } from "../../../finding/finding";
import type { Rendering } from "../../../migration/rendering/rendering";
import { boundedConstraint, canBeMet } from "../../../module/constraints-meet";
import { moduleRequirements } from "../../../module/module-requirements";
import type { ModulePart } from "../../../module/module-table";
import { inventoryFinding as finding } from "../../finding/inventory-finding";
import { heldVersion, isPublished, subModule, versionInSource } from "../../schema/sections/module";
import type { ClusterDefinition } from "../cluster-definition";

/** Versions of the providers that a stack asks for which names none: those of the bindings. */
export const BOUND_PROVIDERS = { aws: "5.100.0", kubernetes: "2.38.0" } as const;

/** A call of the module, or of a sub-module, and where its version stands. */
interface Call {
  readonly part: ModulePart;
  readonly version: string;
  readonly path: string;
}

/** A constraint on a provider, and who has it. */
interface Held {
  readonly constraint: string;
  readonly by: string;
}

/**
 * Constraints on a provider that no version meets together: the file's own, or that of the bindings, and those of all calls.
 * `terraform init` would refuse them in the words of its lock file.
 */
export function providerFindings(definition: ClusterDefinition, { awsAuth }: Rendering): Finding[] {
  const calls = callsOf(definition, awsAuth.create || awsAuth.manage);
  return (["aws", "kubernetes"] as const).flatMap((provider) => unmet(provider, definition, calls));
}

function callsOf(definition: ClusterDefinition, hasRows: boolean): Call[] {
  const { module, modules = {} } = definition;
  const [version, path] = [heldVersion(module), "module.version"];
  const own: Call[] = isPublished(module?.source)
    ? [{ part: "eks", version, path }, ...(hasRows ? [{ part: "aws-auth", version, path } as const] : [])]
    : [];
  const others = Object.entries(modules).flatMap(([name, other]): Call[] => {
    const part = subModule(other.source);
    return part === undefined
      ? []
      : [{ part, version: other.version ?? versionInSource(other.source) ?? version, path: `modules.${name}.version` }];
  });
  return [...own, ...others];
}

function unmet(
  provider: keyof typeof BOUND_PROVIDERS,
  { terraform }: ClusterDefinition,
  calls: readonly Call[],
): Finding[] {
  const written = terraform.providers?.[provider];
  const own: Held = {
    constraint: written ?? BOUND_PROVIDERS[provider],
    by: written === undefined ? ", the version of the bindings" : "",
  };
  const held: Held[] = [];
  for (const call of calls) {
    const need = moduleRequirements(call.part, call.version)?.get(provider);
    if (need === undefined) continue;
    const by = `${nameOf(call.part)} ${call.version}`;
    if (canBeMet(`${own.constraint}, ${need}`) === false) return [ownUnmet(provider, { own, need, by })];
    const other = held.find(({ constraint }) => canBeMet(`${constraint}, ${need}`) === false);
    if (other !== undefined) return [callUnmet(provider, { call, need, other })];
    held.push({ constraint: need, by });
  }
  return [];
}

function ownUnmet(
  provider: string,
  { own, need, by }: { readonly own: Held; readonly need: string; readonly by: string },
): Finding {
  return finding("constraint-unmet", `terraform.providers.${provider}`, {
    message: `no version of hashicorp/${provider} that ${by} takes, expected one of \`${need}\`, got \`${own.constraint}\`${own.by}`,
    help: `write \`providers: { ${provider}: "${boundedConstraint(need)}" }\` under terraform, or another version of the module`,
  });
}

function callUnmet(
  provider: string,
  { call, need, other }: { readonly call: Call; readonly need: string; readonly other: Held },
): Finding {
  return finding("constraint-unmet", call.path, {
    message: `needs hashicorp/${provider} \`${need}\`, expected a version that goes with \`${other.constraint}\` of ${other.by}, got \`${call.version}\``,
    help: "write one version for the module and all of its sub-modules",
  });
}

function nameOf(part: ModulePart): string {
  return part === "eks" ? "the module" : `modules/${part}`;
}
