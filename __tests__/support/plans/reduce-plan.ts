import { isRecord, listOf, recordOf } from "../../../lib/plan/reading/plan-shape";
import { TYPES_OF_INTEREST } from "../../../lib/plan/reading/resource-types";

type Json = Readonly<Record<string, unknown>>;

/** Attributes that say nothing about access, or differ from run to run. */
const NOISE = new Set(
  [
    ["certificate_authority", "endpoint", "identity", "vpc_config", "kubernetes_network_config", "tags", "tags_all"],
    ["timeouts", "created_at", "modified_at", "associated_at", "platform_version", "remote_network_config"],
    ["zonal_shift_config", "upgrade_policy", "storage_config", "enabled_cluster_log_types", "encryption_config"],
    ["outpost_config", "status", "uid", "resource_version", "create_date", "unique_id", "service_account_name"],
    ["assume_role_policy", "inline_policy", "managed_policy_arns", "launch_template", "resources", "update_config"],
    ["scaling_config", "remote_access", "node_repair_config", "capacity_type", "instance_types", "disk_size"],
    ["subnet_ids", "labels", "annotations", "generation", "generate_name", "release_version", "max_session_duration"],
    ["binary_data", "immutable", "force_detach_policies", "permissions_boundary", "force_update_version", "version"],
  ].flat(),
);
const DROPPED = ["planned_values", "relevant_attributes", "output_changes", "timestamp", "variables"];

/** A plan with all that review reads, and little else: small enough to be kept, the same from run to run. */
export function reducePlan(plan: Json): Json {
  const { prior_state: prior, configuration, resource_changes: changes, resource_drift: drift, ...rest } = plan;
  const kept = Object.fromEntries(Object.entries(rest).filter(([key]) => !DROPPED.includes(key)));
  return {
    ...kept,
    ...(drift === undefined ? {} : { resource_drift: listOf(drift).map(change) }),
    resource_changes: listOf(changes).map(change),
    ...(prior === undefined ? {} : { prior_state: { values: { root_module: stateModule(rootOf(prior)) } } }),
    configuration: configurationOf(recordOf(configuration)),
  };
}

function rootOf(prior: unknown): Json {
  return recordOf(recordOf(recordOf(prior).values).root_module);
}

function stateModule(module: Json): Json {
  const resources = listOf(module.resources).map(recordOf).filter(isOfInterest).map(stateResource);
  const children = listOf(module.child_modules).map(recordOf).map(stateModule);
  return {
    ...(module.address === undefined ? {} : { address: module.address }),
    ...(resources.length > 0 ? { resources } : {}),
    ...(children.length > 0 ? { child_modules: children } : {}),
  };
}

function isOfInterest({ type }: Json): boolean {
  return typeof type === "string" && TYPES_OF_INTEREST.has(type);
}

function stateResource({ values, sensitive_values: sensitive, provider_name, schema_version, ...rest }: Json): Json {
  return { ...rest, values: quiet(values), sensitive_values: quiet(sensitive) };
}

/** Of resources without interest the action stays, and nothing of what they hold. */
function change(value: unknown): Json {
  const { change: what, provider_name, ...rest } = recordOf(value);
  const { actions, before, after, ...others } = recordOf(what);
  if (!isOfInterest(rest)) return { ...rest, change: { actions, before: hollow(before), after: hollow(after) } };
  const trees = Object.fromEntries(Object.entries(others).map(([key, tree]) => [key, quiet(tree)]));
  return { ...rest, change: { actions, before: quiet(before), after: quiet(after), ...trees } };
}

function hollow(value: unknown): unknown {
  return isRecord(value) ? {} : null;
}

function quiet(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(quiet);
  if (typeof value === "string") return steady(value);
  if (!isRecord(value)) return value;
  return Object.fromEntries(
    Object.entries(value).flatMap(([key, inner]) => (NOISE.has(key) ? [] : [[key, quiet(inner)]])),
  );
}

/** Times and random ids are other ones at every run. */
function steady(text: string): string {
  return text
    .replace(/\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(\.\d+)?Z/g, "2026-01-01T00:00:00Z")
    .replace(/[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}/g, "00000000-0000-4000-8000-000000000000");
}

function configurationOf(configuration: Json): Json {
  const providers = Object.entries(recordOf(configuration.provider_config)).map(([key, provider]) => {
    const { name, alias, module_address, expressions } = recordOf(provider);
    return [key, { name, alias, module_address, expressions: references(expressions) }];
  });
  return {
    provider_config: Object.fromEntries(providers),
    root_module: configurationModule(recordOf(configuration.root_module)),
  };
}

/** Variables and their descriptions are somebody else's text, and nothing reads them. */
function configurationModule(module: Json): Json {
  const resources = listOf(module.resources).map(recordOf).filter(isOfInterest).map(configurationResource);
  const calls = Object.entries(recordOf(module.module_calls)).map(([name, call]) => [name, moduleCall(recordOf(call))]);
  const outputs = Object.entries(recordOf(module.outputs)).map(([name, output]) => [
    name,
    { expression: references(recordOf(output).expression) },
  ]);
  return {
    ...(resources.length > 0 ? { resources } : {}),
    ...(calls.length > 0 ? { module_calls: Object.fromEntries(calls) } : {}),
    ...(outputs.length > 0 ? { outputs: Object.fromEntries(outputs) } : {}),
  };
}

function moduleCall({ source, version_constraint, expressions, module, ...rest }: Json): Json {
  const repeated = Object.fromEntries(
    ["for_each_expression", "count_expression"].flatMap((key) => (key in rest ? [[key, references(rest[key])]] : [])),
  );
  return {
    source,
    version_constraint,
    expressions: references(expressions),
    ...repeated,
    ...("depends_on" in rest ? { depends_on: rest.depends_on } : {}),
    module: configurationModule(recordOf(module)),
  };
}

function configurationResource({ schema_version, expressions, ...rest }: Json): Json {
  const kept = Object.entries(recordOf(expressions)).filter(([key]) => !NOISE.has(key));
  return { ...rest, expressions: references(Object.fromEntries(kept)) };
}

/** Expressions keep what they refer to, and constants. */
function references(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(references);
  if (!isRecord(value)) return value;
  return Object.fromEntries(Object.entries(value).map(([key, inner]) => [key, references(inner)]));
}
