import type { PlanConfiguration } from "../../objects/configuration";
import type { PlanObject } from "../../objects/plan-object";
import { listOf, recordOf } from "../../reading/plan-shape";
import type { TerraformPlan } from "../../reading/terraform-plan";
import { sortedTexts } from "../../../finding/text-order";
import { planChecks } from "./plan-guards";
import type { PlannedGuards } from "../planned-cluster";

/** Guards of overlays, by the part of their names that is the cluster's: `payments_prod`. */
export type OverlayGuards = ReadonlyMap<string, PlannedGuards>;

/** What all names of an overlay begin with, and the one data source that stands for its guards. */
const GUARDS = /^eks_access_(.+)_guards$/;

/** Names of what reads aws-auth for the guards, behind the cluster's part. */
const AWS_AUTH_READER = "config_map_unread_grant_get_or_accept";

/** Arguments that an overlay overrides, all that a block has of them. */
const MODE = ["authentication_mode", "access_config", "access_entries"];
const ROWS = [
  "aws_auth_roles",
  "aws_auth_users",
  "aws_auth_accounts",
  "create_aws_auth_configmap",
  "manage_aws_auth_configmap",
  "data",
];

/** The guards that stand in root modules of teams, one set per cluster. */
export function overlayGuards(
  plan: TerraformPlan,
  objects: readonly PlanObject[],
  configuration: PlanConfiguration,
): OverlayGuards {
  const blocks = configuration.everyBlock();
  const found = blocks.flatMap(({ callPath, block }): [string, PlannedGuards][] => {
    const [, cluster] = block.type === "aws_partition" ? (GUARDS.exec(String(block.name)) ?? []) : [];
    if (cluster === undefined) return [];
    const prefix = `eks_access_${cluster}`;
    const reader = `${prefix}_${AWS_AUTH_READER}`;
    const isRead = objects.some(
      ({ name, type, before }) => type === "aws_partition" && name === block.name && before !== undefined,
    );
    const guards: PlannedGuards = {
      present: true,
      overlay: {
        address: `data.aws_partition.${String(block.name)}`,
        waits: waitsOf(configuration, { callPath, passed: `local.${prefix}_passed` }),
        readAtApply: readAtApply(plan, `${prefix}_`),
      },
      read: isRead,
      stage: { before: undefined, after: undefined },
      secondRead: "none",
      checks: planChecks(plan),
      unguarded: [],
      readsConfigMap: blocks.some((one) => one.callPath === callPath && one.block.name === reader),
    };
    return [[cluster, guards]];
  });
  return new Map(found);
}

/** The guards of the overlay of a cluster, by any of its names. */
export function guardsOfOverlay(overlays: OverlayGuards, names: ReadonlySet<string>): PlannedGuards | undefined {
  const [found] = [...names].flatMap((name) => overlays.get(name.replace(/-/g, "_")) ?? []);
  return found;
}

interface Waiting {
  readonly callPath: string;
  readonly passed: string;
}

function waitsOf(configuration: PlanConfiguration, { callPath, passed }: Waiting): Record<"mode" | "rows", boolean> {
  const calls = configuration.callsIn(callPath).map(({ expressions }) => recordOf(expressions));
  const resources = configuration
    .everyBlock()
    .filter((one) => one.callPath === callPath)
    .map(({ block }) => recordOf(block.expressions));
  // A block in which one argument waits is the overridden one: a constant beside it would be applied whatever the guards say.
  const isWaiting = (names: readonly string[]): boolean => {
    const written = [...calls, ...resources].map((expressions) =>
      names.filter((name) => expressions[name] !== undefined).map((name) => refersTo(expressions[name], passed)),
    );
    const overridden = written.filter((waits) => waits.includes(true));
    return overridden.length > 0 && overridden.every((waits) => !waits.includes(false));
  };
  return { mode: isWaiting(MODE), rows: isWaiting(ROWS) };
}

function refersTo(expression: unknown, reference: string): boolean {
  return JSON.stringify(expression ?? null).includes(JSON.stringify(reference));
}

function readAtApply({ resource_changes: changes = [] }: TerraformPlan, prefix: string): string[] {
  const late = changes.filter(
    ({ mode, name, change }) => mode === "data" && name.startsWith(prefix) && listOf(change.actions)[0] === "read",
  );
  return sortedTexts(late.map(({ address }) => address));
}
