import { addressOfModule } from "../reading/module-path";
import { childOf, hasMark, mergedMarks } from "../reading/object-side";
import { isRecord, listOf, recordOf } from "../reading/plan-shape";
import type { ResourceChange, Values } from "../reading/terraform-plan";
import { sortedTexts } from "../../finding/text-order";

/**
 * What Terraform does to one resource: one word for each list of actions that it writes. `delete-create` destroys first,
 * `create-delete` creates first; `forget` takes out of state and leaves alive; `create-forget` forgets the old one.
 */
const ACTIONS = [
  "no-op",
  "read",
  "create",
  "update",
  "delete",
  "delete-create",
  "create-delete",
  "forget",
  "create-forget",
] as const;

/** One of {@link ACTIONS}; `unknown`: a list of actions that this project has never seen. */
type Action = (typeof ACTIONS)[number] | "unknown";

/** One change of a plan. Sensitive values are taken out: they stand as {@link SENSITIVE_TEXT}. */
export interface PlannedChange {
  /** `module.eks["a"].aws_eks_access_entry.this["admin"]` */
  readonly address: string;
  /** `module.eks["a"]`; empty in the root module. */
  readonly moduleAddress: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** Key of `for_each`, number of `count`. */
  readonly index?: string | number;
  readonly action: Action;
  /** As Terraform wrote them. */
  readonly actions: readonly string[];
  /** Attributes before; undefined where the resource does not exist. */
  readonly before: Values | undefined;
  /** Attributes after; attributes known after apply are not in it. Undefined where the resource is gone. */
  readonly after: Values | undefined;
  /** Paths known after apply: `id`, `access_config[0].authentication_mode`; sorted. */
  readonly afterUnknown: readonly string[];
  /** Paths with a sensitive value on either side, sorted. */
  readonly sensitive: readonly string[];
  /** What forces the replacement: `access_config[0].bootstrap_cluster_creator_admin_permissions`; sorted. */
  readonly replacePaths: readonly string[];
  /** As Terraform words it: `replace_because_cannot_update`, `delete_because_no_resource_config`. */
  readonly actionReason?: string;
  /** Where it stood before a `moved` block. */
  readonly previousAddress?: string;
  /** ID by which it is imported; empty where that is not known yet. */
  readonly importing?: string;
  /** Key of a left-over object that an unfinished create_before_destroy left; such an object is not the resource. */
  readonly deposed?: string;
  /** Why Terraform puts it off to a later plan: `provider_config_unknown`. */
  readonly deferred?: string;
}

/** Stands where a sensitive value stood. */
export const SENSITIVE_TEXT = "(sensitive value)";

/** Whether the object of before is gone afterwards: destroyed, or replaced by another. A forgotten one lives on. */
export function isDestroyed({ action }: Pick<PlannedChange, "action">): boolean {
  return action === "delete" || isReplaced({ action });
}

/** Whether Terraform destroys the object and makes another one. */
export function isReplaced({ action }: Pick<PlannedChange, "action">): boolean {
  return action === "delete-create" || action === "create-delete";
}

/** Whether Terraform lets go of the object and leaves it alive. */
export function isForgotten({ action }: Pick<PlannedChange, "action">): boolean {
  return action === "forget" || action === "create-forget";
}

/** Whether the object comes into being by this plan. */
export function isCreated({ action }: Pick<PlannedChange, "action">): boolean {
  return action === "create" || action === "create-forget" || isReplaced({ action });
}

/** One change of the plan as rules see it: sensitive values are gone. */
export function plannedChange(raw: ResourceChange, deferred?: string): PlannedChange {
  const { change } = raw;
  const moduleAddress = raw.module_address ?? addressOfModule(raw.address);
  const marks = mergedMarks(change.before_sensitive, change.after_sensitive);
  return {
    address: raw.address,
    moduleAddress,
    mode: raw.mode === "data" ? "data" : "managed",
    type: raw.type,
    name: raw.name,
    ...(raw.index === undefined ? {} : { index: raw.index }),
    action: actionOf(change.actions),
    actions: change.actions,
    before: redacted(change.before, marks),
    after: redacted(change.after, marks),
    afterUnknown: markedPaths(change.after_unknown),
    sensitive: markedPaths(marks),
    replacePaths: sortedTexts(listOf(change.replace_paths).map((path) => pathName(listOf(path)))),
    ...(raw.action_reason === undefined ? {} : { actionReason: raw.action_reason }),
    ...(raw.previous_address === undefined ? {} : { previousAddress: raw.previous_address }),
    ...(change.importing === undefined ? {} : { importing: change.importing.id ?? "" }),
    ...(raw.deposed === undefined ? {} : { deposed: raw.deposed }),
    ...(deferred === undefined ? {} : { deferred }),
  };
}

function actionOf(actions: readonly string[]): Action {
  const name = actions.join("-");
  return ACTIONS.find((action) => action === name) ?? "unknown";
}

function redacted(value: unknown, sensitive: unknown): Values | undefined {
  if (!isRecord(value)) return undefined;
  return recordOf(withoutSensitive(value, sensitive));
}

function withoutSensitive(value: unknown, sensitive: unknown): unknown {
  if (sensitive === true) return value === null ? null : SENSITIVE_TEXT;
  if (!hasMark(sensitive)) return value;
  if (Array.isArray(value)) return value.map((inner: unknown, i) => withoutSensitive(inner, childOf(sensitive, i)));
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).map(([key, inner]) => [key, withoutSensitive(inner, childOf(sensitive, key))]),
  );
}

function markedPaths(tree: unknown): string[] {
  return sortedTexts(pathsOf(tree, []));
}

function pathsOf(tree: unknown, path: readonly (string | number)[]): string[] {
  if (tree === true) return [pathName(path)];
  if (Array.isArray(tree)) return tree.flatMap((inner: unknown, i) => pathsOf(inner, [...path, i]));
  return Object.entries(recordOf(tree)).flatMap(([key, inner]) => pathsOf(inner, [...path, key]));
}

/** `access_config[0].authentication_mode` */
function pathName(path: readonly unknown[]): string {
  return path
    .map((step, i) => (typeof step === "number" ? `[${step}]` : `${i > 0 ? "." : ""}${String(step)}`))
    .join("");
}
