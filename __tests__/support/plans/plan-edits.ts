import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import { awsAuthOf, type RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { isRecord } from "../../../lib/plan/reading/plan-shape";
import type {
  ResourceChange,
  StateModule,
  StateInstance,
  TerraformPlan,
} from "../../../lib/plan/reading/terraform-plan";
import { planNamed } from "./plan-fixtures";

/** One edit of a plan that Terraform made. */
export type Edit = (plan: TerraformPlan) => TerraformPlan;

type Path = readonly (string | number)[];
type Side = "before" | "after";

/** A plan that Terraform made, edited. */
export function edited(name: string, ...edits: readonly Edit[]): TerraformPlan {
  return edits.reduce((plan, edit) => edit(plan), planNamed(name));
}

/** One resource changed in any way; what is before it stands in the state too. */
export function changed(address: string, edit: (one: ResourceChange) => ResourceChange): Edit {
  return (plan) => {
    const changes = plan.resource_changes ?? [];
    if (!changes.some((one) => one.address === address)) throw new Error(`no resource ${address}`);
    const resource_changes = changes.map((one) => (one.address === address ? edit(one) : one));
    const before = resource_changes.find((one) => one.address === address && one.deposed === undefined)?.change.before;
    return isRecord(before)
      ? { ...plan, ...stateWith(plan, { address, values: before }), resource_changes }
      : { ...plan, resource_changes };
  };
}

/** The state of a plan, in which a resource that is there has these values. */
function stateWith(
  { prior_state: state }: TerraformPlan,
  { address, values }: Required<Pick<StateInstance, "address" | "values">>,
): Pick<TerraformPlan, "prior_state"> {
  const root = state?.values?.root_module;
  if (state === undefined || root === undefined) return {};
  const inModule = ({ resources, child_modules: children, ...rest }: StateModule): StateModule => ({
    ...rest,
    ...(resources && { resources: resources.map((one) => (one.address === address ? { ...one, values } : one)) }),
    ...(children && { child_modules: children.map(inModule) }),
  });
  return { prior_state: { ...state, values: { ...state.values, root_module: inModule(root) } } };
}

/** The resource is destroyed. */
export function destroyed(address: string): Edit {
  return changed(address, (one) => ({
    ...one,
    change: { ...one.change, actions: ["delete"], after: null, after_unknown: {} },
  }));
}

/** The resource that was there is only made by the plan. */
export function onlyPlanned(address: string): Edit {
  return changed(address, (one) => ({ ...one, change: { ...one.change, actions: ["create"], before: null } }));
}

/** Something else is done to the resource: actions as Terraform writes them. */
export function acted(address: string, ...actions: readonly string[]): Edit {
  return changed(address, (one) => ({ ...one, change: { ...one.change, actions } }));
}

/** A left-over object of the resource is dealt with, beside the resource. */
export function leftOver(address: string, ...actions: readonly string[]): Edit {
  return (plan) => {
    const one = plan.resource_changes?.find((each) => each.address === address);
    if (one === undefined) throw new Error(`no resource ${address}`);
    const deposed = { ...one, deposed: "4a5b6c7d", change: { ...one.change, actions, after: null } };
    return { ...plan, resource_changes: [...(plan.resource_changes ?? []), deposed] };
  };
}

/** Terraform lets go of the resource. */
export function forgotten(address: string): Edit {
  return changed(address, (one) => ({
    ...one,
    change: { ...one.change, actions: ["forget"], after: null, after_unknown: {} },
  }));
}

/** The resource is destroyed and made anew. */
export function replaced(address: string, ...path: Path): Edit {
  return changed(address, (one) => ({
    ...one,
    action_reason: "replace_because_cannot_update",
    change: { ...one.change, actions: ["delete", "create"], replace_paths: [path] },
  }));
}

/** An attribute gets another value by the plan. */
export function after(address: string, path: Path, value: unknown): Edit {
  return changed(address, (one) => ({
    ...one,
    change: {
      ...one.change,
      actions: one.change.actions[0] === "no-op" ? ["update"] : one.change.actions,
      after: put(one.change.after, path, value),
    },
  }));
}

/** An attribute has another value on the sides that the resource has; that is no change. */
export function always(address: string, path: Path, value: unknown): Edit {
  return changed(address, (one) => ({
    ...one,
    change: { ...one.change, ...side(one, "before", [path, value]), ...side(one, "after", [path, value]) },
  }));
}

/** An attribute had another value before the plan. */
export function before(address: string, path: Path, value: unknown): Edit {
  return changed(address, (one) => ({ ...one, change: { ...one.change, ...side(one, "before", [path, value]) } }));
}

/** An attribute is known after apply. */
export function unknown(address: string, attribute: string): Edit {
  return changed(address, (one) => ({
    ...one,
    change: {
      ...one.change,
      actions: one.change.actions[0] === "no-op" ? ["update"] : one.change.actions,
      after: without(one.change.after, attribute),
      after_unknown: { ...(isRecord(one.change.after_unknown) ? one.change.after_unknown : {}), [attribute]: true },
    },
  }));
}

/** One more resource: what it is before and after, `null` where it is not there. */
export function added(address: string, sides: Readonly<Record<Side, unknown>>, actions?: readonly string[]): Edit {
  const [, type = "", name = ""] = /([a-z0-9_]+)\.([a-z0-9_]+)(?:\[[^\]]*\])?$/.exec(address) ?? [];
  const made = sides.before === null ? "create" : sides.after === null ? "delete" : "update";
  const reason = actions?.length === 2 ? { action_reason: "replace_because_cannot_update" } : {};
  const one = { address, mode: "managed", type, name, ...reason };
  return (plan) => ({
    ...plan,
    resource_changes: [...(plan.resource_changes ?? []), { ...one, change: { ...sides, actions: actions ?? [made] } }],
  });
}

/** The call of `module "eks"` has a source and a version. */
export function calling(source: string, version: string): Edit {
  return (plan: TerraformPlan) => {
    const { configuration = {} } = plan;
    const { root_module: root = {} } = configuration;
    const eks = { ...root.module_calls?.eks, source, version_constraint: version };
    return {
      ...plan,
      configuration: { ...configuration, root_module: { ...root, module_calls: { ...root.module_calls, eks } } },
    };
  };
}

/** The call of `module "eks"` is within a call of another module, as is everything under it. */
export function nestedIn(outer: string): Edit {
  return (plan: TerraformPlan) => {
    const { configuration = {}, resource_changes: changes = [] } = plan;
    const { root_module: root = {} } = configuration;
    const { eks = {}, ...others } = root.module_calls ?? {};
    const within = (address: string): string => address.replace(/^module\.eks\b/, `module.${outer}.module.eks`);
    const call = { source: "./modules/platform", module: { module_calls: { eks } } };
    const name = outer.replace(/\[.*/, "");
    return {
      ...plan,
      configuration: { ...configuration, root_module: { ...root, module_calls: { ...others, [name]: call } } },
      resource_changes: changes.map(({ address, previous_address: previous, module_address: module, ...change }) => ({
        ...change,
        address: within(address),
        ...(previous === undefined ? {} : { previous_address: within(previous) }),
        ...(module === undefined ? {} : { module_address: within(module) }),
      })),
    };
  };
}

/** aws-auth as these rows of roles write it. */
export function rows(...roles: readonly RoleRow[]): Readonly<Record<string, string>> {
  return { ...encodeAwsAuth(awsAuthOf(roles)) };
}

function side(one: ResourceChange, which: Side, [path, value]: readonly [Path, unknown]) {
  const { [which]: whole } = one.change;
  return whole === null || whole === undefined ? {} : { [which]: put(whole, path, value) };
}

/** A copy with another value at a path. */
function put(whole: unknown, [step, ...rest]: Path, value: unknown): unknown {
  if (step === undefined) return value;
  if (typeof step === "number") {
    const list: readonly unknown[] = Array.isArray(whole) ? whole : [];
    return list.map((one, i) => (i === step ? put(one, rest, value) : one));
  }
  const record = isRecord(whole) ? whole : {};
  return { ...record, [step]: put(record[step], rest, value) };
}

function without(whole: unknown, attribute: string): unknown {
  if (!isRecord(whole)) return whole;
  return Object.fromEntries(Object.entries(whole).filter(([key]) => key !== attribute));
}
