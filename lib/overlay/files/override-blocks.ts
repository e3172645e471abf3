import { encodeAwsAuth } from "../../access/aws-auth/aws-auth-encode";
import { EMPTY_AWS_AUTH } from "../../access/aws-auth/aws-auth";
import { literals } from "../../eks/address/literal";
import { STAGE_FACTS } from "../../migration/stage";
import { ownEntries } from "../check/entry-checks";
import type { Overridden, OverlayTarget } from "../overlay-target";
import { attributesOf, blockOf, expressionOf, type HclValue, hclValue, isLiteralMap, itemsOf } from "../root/hcl-value";
import { soleExpression } from "../root/template";
import { entryValue } from "./entry-value";
import { ownProvider } from "./deferred-providers";
import type { JsonMap, OverlayPart } from "./overlay-part";

/** Arguments of one block for one cluster: values that wait for the guards of this cluster. */
interface Arguments {
  readonly target: Overridden;
  readonly prefix: string;
  /** By the argument's name. */
  readonly values: Readonly<Record<string, HclValue>>;
  /** What else stands in the block, as it is. */
  readonly beside?: JsonMap;
}

/** The blocks of the override file: one per block of the root module, whatever the number of its instances. */
export function overrides(parts: readonly OverlayPart[]): JsonMap[] {
  const all = parts.flatMap(argumentsOf);
  const byAddress = new Map<string, Arguments[]>();
  for (const one of all) byAddress.set(addressOf(one), [...(byAddress.get(addressOf(one)) ?? []), one]);
  return [...byAddress.values()].flatMap((own) =>
    own.slice(0, 1).map(({ target: { block } }) => overrideOf(block, own)),
  );
}

/** A root module is read for each of its clusters: one block is two objects, and has one address. */
function addressOf({ target: { block } }: Arguments): string {
  return block.kind === "module" ? `module.${block.name}` : `${block.type}.${block.name}`;
}

function overrideOf(block: Overridden["block"], own: readonly Arguments[]): JsonMap {
  const body = block.kind === "module" ? moduleBody(own) : resourceBody(own);
  return block.kind === "module"
    ? { module: { [block.name]: body } }
    : { resource: { [block.type]: { [block.name]: body } } };
}

/** Lists and maps stand in locals, a line per item, so that a change of one is a line too. */
export function valueLocals(part: OverlayPart): JsonMap {
  const named = argumentsOf(part).flatMap(({ prefix, values }) =>
    Object.entries(values)
      .filter(([, value]) => isLocal(value))
      .map(([name, value]) => [`${prefix}_${name}`, value] as const),
  );
  return Object.fromEntries(named);
}

function argumentsOf(part: OverlayPart): Arguments[] {
  return [eksArguments(part), ...rowArguments(part)];
}

/** `each` is known in the block alone. */
function isLocal(value: HclValue): boolean {
  return typeof value === "object" && value !== null && !JSON.stringify(value).includes("each.");
}

function expressionFor({ prefix, values }: Arguments, name: string): string {
  const value = values[name] ?? null;
  return isLocal(value) ? `local.${prefix}_${name}` : expressionOf(value);
}

function eksArguments({ target, prefix }: OverlayPart): Arguments {
  const { rendering } = target.cluster.staged;
  const { eks } = target;
  if (eks.block.kind === "resource")
    return { target: eks, prefix, values: { authentication_mode: rendering.mode }, beside: bareBody(eks) };
  const own = ownEntries(target) ?? {};
  const entries = Object.entries(rendering.entries).map(
    ([key, entry]) => [key, withOwn(own[key], { key, target, entry: entryValue(entry) })] as const,
  );
  const creator = eks.block.body.enable_cluster_creator_admin_permissions;
  return {
    target: eks,
    prefix,
    values: {
      authentication_mode: rendering.mode,
      access_entries: Object.fromEntries(entries),
      ...(creator === undefined ? {} : { enable_cluster_creator_admin_permissions: rendering.creatorAdmin }),
    },
  };
}

interface Entry {
  readonly key: string;
  readonly entry: Readonly<Record<string, HclValue>>;
  readonly target: OverlayTarget;
}

/** An entry of the root module keeps its expressions: a literal would lose the edge from its role to it. */
function withOwn(own: HclValue | undefined, { key, entry, target }: Entry): HclValue {
  if (own === undefined) return hclValue(literals<unknown>(entry));
  const { bridge } = target.cluster.staged.rendering;
  if (bridge?.entries.includes(key) !== true) return own;
  const groups = hclValue(literals<unknown>(entry.kubernetes_groups ?? []));
  if (isLiteralMap(own)) return { ...own, kubernetes_groups: groups };
  return `\${merge(${expressionOf(own)}, { kubernetes_groups = ${expressionOf(groups)} })}`;
}

/** The block's own rows for as long as they count: they are the file's, which was checked. */
function rowArguments({ target, prefix, kubernetes }: OverlayPart): Arguments[] {
  const { rows, cluster } = target;
  if (rows === undefined) return [];
  const { definition } = cluster.staged;
  const stage = definition.migration === undefined ? "declared" : STAGE_FACTS[definition.migration.stage].rows;
  const beside = kubernetes === undefined ? {} : ownProvider(target, kubernetes);
  if (rows.block.kind === "resource")
    return [{ target: rows, prefix, values: sections(rows, stage === "declared"), beside }];
  const { body } = rows.block;
  const lists = ["aws_auth_roles", "aws_auth_users", "aws_auth_accounts"];
  const toggles = ["create_aws_auth_configmap", "manage_aws_auth_configmap"];
  const values = {
    ...Object.fromEntries(lists.map((name) => [name, stage === "declared" ? (body[name] ?? []) : []])),
    ...Object.fromEntries(
      toggles.map((name) => [name, stage === "gone" ? false : (body[name] ?? name.startsWith("manage"))]),
    ),
  };
  return [{ target: rows, prefix, values, beside }];
}

/** Sections of a ConfigMap's own block: as they are, or each of them empty. */
function sections({ block }: Overridden, isDeclared: boolean): Readonly<Record<string, HclValue>> {
  const { data } = block.body;
  if (isDeclared) return isLiteralMap(data) ? data : {};
  const own = isLiteralMap(data) ? Object.keys(data) : [];
  const empty = Object.entries({ ...encodeAwsAuth(EMPTY_AWS_AUTH) });
  return Object.fromEntries<HclValue>(empty.filter(([name]) => own.length === 0 || own.includes(name)));
}

function moduleBody(all: readonly Arguments[]): JsonMap {
  const [first] = all;
  const names = [...new Set(all.flatMap(({ values }) => Object.keys(values)))];
  const body = names.map((name): [string, string] => [
    name,
    first?.target.key === undefined ? waiting(all, name) : ofInstances(all, name),
  ]);
  return { ...Object.fromEntries(body), ...first?.beside };
}

/** A tuple of the value and the guards, of which the value is taken: it plans as the bare value does. */
function waiting([one]: readonly Arguments[], name: string): string {
  if (one === undefined) return "";
  return `\${[${expressionFor(one, name)}, local.${one.prefix}_passed][0]}`;
}

/** Instances that have no cluster file keep the block's own expression. */
function ofInstances(all: readonly Arguments[], name: string): string {
  const [first] = all;
  const own = first?.target.block.body[name] ?? DEFAULTS[name] ?? null;
  const named = all.map((one) => {
    const value = one.values[name] === undefined ? expressionOf(own) : expressionFor(one, name);
    return `${JSON.stringify(one.target.key)} = ${value}`;
  });
  const instance = `concat([for key, value in { ${named.join(", ")} } : value if key == each.key], [${expressionOf(own)}])[0]`;
  const passed = all.map(({ prefix }) => `local.${prefix}_passed`).join(", ");
  return `\${[${instance}, ${passed}][0]}`;
}

/** What the module does where a block says nothing. */
const DEFAULTS: Readonly<Record<string, HclValue>> = {
  access_entries: {},
  authentication_mode: "API_AND_CONFIG_MAP",
  aws_auth_accounts: [],
  aws_auth_roles: [],
  aws_auth_users: [],
  create_aws_auth_configmap: false,
  enable_cluster_creator_admin_permissions: false,
  manage_aws_auth_configmap: true,
};

const BOOTSTRAP = "bootstrap_cluster_creator_admin_permissions";

/** `access_config` is replaced as a whole, and a lifecycle's list too: what stands there already stays. */
function bareBody({ block }: Overridden): JsonMap {
  const { ignore_changes: own } = blockOf(block.body.lifecycle);
  const { [BOOTSTRAP]: bootstrap } = blockOf(block.body.access_config);
  const ignored = [...itemsOf(own).map(unwrapped), `access_config[0].${BOOTSTRAP}`];
  return {
    lifecycle: [{ ignore_changes: own === undefined || Array.isArray(own) ? ignored : unwrapped(own) }],
    access_config: bootstrap === undefined ? {} : { [BOOTSTRAP]: bootstrap },
  };
}

/** `ignore_changes = [tags]` is read as `${tags}`; Terraform JSON has it as text. */
function unwrapped(value: HclValue): HclValue {
  return typeof value === "string" ? (soleExpression(value) ?? value) : value;
}

function resourceBody([one]: readonly Arguments[]): JsonMap {
  if (one === undefined) return {};
  const values = Object.keys(one.values).map((name) => [name, waiting([one], name)] as const);
  if (one.target.block.type !== "aws_eks_cluster") return { ...one.beside, data: Object.fromEntries(values) };
  const { access_config: own, lifecycle } = one.beside ?? {};
  return { access_config: [{ ...Object.fromEntries(values), ...attributesOf(hclValue(own)) }], lifecycle };
}
