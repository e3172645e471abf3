import { literals } from "../../../lib/eks/address/literal";
import { evaluated } from "../../../lib/guards/expression";
import { CONFIG_MAP_READS } from "../../../lib/migration/guard/aws-auth/config-map-unread";
import { ENTRY_NOT_LIVE } from "../../../lib/migration/guard/entries/entry-not-live";
import { ROLE_OF_ENTRY } from "../../../lib/migration/guard/entries/entry-outdated";
import { blocksOf, guardsAlone } from "../guards/compiled-guards";
import { type Fields, fieldsOf } from "../terraform/provider-schema";
import type { GuardCase, GuardWorld } from "./guard-worlds";
import { soleExpression, templateExpression } from "./template-text";

const AWS_AUTH = `data.kubernetes_config_map_v1.${CONFIG_MAP_READS.awsAuth}`;
const ROOT_CA = `data.kubernetes_config_map_v1.${CONFIG_MAP_READS.rootCa}`;
const NODE_GROUP = "data.aws_eks_node_group.node_group_whose_entry_eks_made";
const ROLES = "data.aws_iam_roles.";
const USERS = "data.aws_iam_users.";

/** Of the reads while a plan is applied, which are not judged. */
const CHANGED = ["local.entries_changed", "local.roles_changed"];

/** The world that is judged, in every expression. */
const WORLD = "world";

/** What a data source of a guard answers, of each world. */
const ANSWERS: Readonly<Record<string, string>> = {
  "data.aws_eks_cluster.this": `${WORLD}.cluster`,
  "data.aws_eks_cluster.live_mode": `${WORLD}.cluster`,
  [AWS_AUTH]: `${WORLD}.aws_auth`,
  [ROOT_CA]: `${WORLD}.root_ca`,
  "data.aws_partition.rows": "{}",
  "data.aws_partition.entries": "{}",
  "data.aws_partition.roles": "{}",
  "data.aws_partition.node_groups": "{}",
};

/** Locals and outputs of a root module without providers that judges every world of a case. */
export interface JudgedRoot {
  readonly locals: Fields;
  readonly output: Fields;
}

/** The guards of a definition as its stack has them, data sources aside, evaluated once a world. */
export function judgedRoot(prefix: string, { staged, worlds }: GuardCase): JudgedRoot {
  const blocks = withoutInstances(blocksOf(guardsAlone(staged)));
  const locals = Object.entries(blocks).filter(([address]) => address.startsWith("local."));
  const live = liveLocals(locals);
  const inWorld = (expression: string): string => renamed(prefix, live, expression);
  const named = locals.map(([address, body]) => {
    const name = address.replace("local.", "");
    const value = live.has(name) ? everyWorld(prefix, inWorld(soleExpression(String(body)))) : body;
    return [`${prefix}_${name}`, value] as const;
  });
  const judged = Object.entries(blocks).flatMap(([address, body]) => judgements(address, fieldsOf(body)));
  const texts = judged.map(({ id, expression }) => `${JSON.stringify(id)} = ${inWorld(expression)}`);
  return {
    locals: { [`${prefix}_worlds`]: literals(Object.fromEntries(worlds.map(worldOf))), ...Object.fromEntries(named) },
    output: { [prefix]: { value: everyWorld(prefix, `{ ${texts.join(", ")} }`) } },
  };
}

/** Locals that go through the instances of a data source go through what the world answers: there is none of an entry that is not there. */
function withoutInstances(blocks: Readonly<Record<string, unknown>>): Readonly<Record<string, unknown>> {
  const isThere = `contains(keys(${WORLD}.entries), value.principal_arn)`;
  const instancesOf = (address: string, answer: string): string => {
    const each = soleExpression(String(fieldsOf(blocks[address]).for_each));
    return `{ for key, value in ${each} : key => ${answer} if ${isThere} }`;
  };
  const answered = (text: string): string =>
    text
      .replaceAll(ENTRY_NOT_LIVE, () =>
        instancesOf(
          ENTRY_NOT_LIVE,
          `merge(${WORLD}.entries[value.principal_arn], { principal_arn = value.principal_arn })`,
        ),
      )
      .replaceAll(NODE_GROUP, () => `${WORLD}.node_groups`)
      .replaceAll(ROLE_OF_ENTRY, () => instancesOf(ROLE_OF_ENTRY, `${WORLD}.roles[value.role]`));
  const judged = Object.entries(blocks).filter(([address]) => !CHANGED.includes(address));
  return Object.fromEntries(
    judged.map(([address, body]) => [
      address,
      address.startsWith("local.") && typeof body === "string" ? answered(body) : body,
    ]),
  );
}

/** Names of locals that depend on what is live. */
function liveLocals(locals: readonly (readonly [string, unknown])[]): ReadonlySet<string> {
  const live = new Set<string>();
  for (let size = -1; size !== live.size;) {
    size = live.size;
    for (const [address, body] of locals) {
      const text = JSON.stringify(body);
      const isLive =
        /data\.|world\./.test(text) || [...live].some((name) => new RegExp(`local\\.${name}\\b`).test(text));
      if (typeof body === "string" && body.startsWith("${") && isLive) live.add(address.replace("local.", ""));
    }
  }
  return live;
}

function everyWorld(prefix: string, expression: string): string {
  return evaluated(`{ for id, ${WORLD} in local.${prefix}_worlds : id => ${expression} }`);
}

/** An expression of the stack in a root in which many stacks and worlds stand side by side. */
function renamed(prefix: string, live: ReadonlySet<string>, expression: string): string {
  return expression
    .replaceAll(/\blocal\.([a-z_]+)/g, (_, name: string) => `local.${prefix}_${name}${live.has(name) ? "[id]" : ""}`)
    .replaceAll("data.aws_eks_clusters.live.names", `${WORLD}.clusters`)
    .replaceAll(AWS_AUTH, `${WORLD}.aws_auth`)
    .replaceAll("data.aws_eks_cluster.this", `${WORLD}.cluster`);
}

interface Judgement {
  readonly id: string;
  /** A list of the sentences that are printed; empty where nothing is refused. */
  readonly expression: string;
}

/** The conditions of one data source; `-at_apply` reads are those of `changed-since-plan`. */
function judgements(address: string, body: Fields): readonly Judgement[] {
  if (address === ENTRY_NOT_LIVE) return [missing(address, body)];
  const { postcondition } = fieldsOf(body.lifecycle);
  if (!Array.isArray(postcondition) || address.endsWith("at_apply") || address.endsWith("plan_again")) return [];
  const self = ANSWERS[address] ?? listOf(address);
  return postcondition.map(fieldsOf).map(({ condition, error_message: message }, i) => ({
    id: `${address}#${i}`,
    expression: sentences(self, { condition: String(condition), message: String(message) }),
  }));
}

function missing(address: string, body: Fields): Judgement {
  const asked = soleExpression(String(body.for_each));
  const isMissing = `!contains(keys(${WORLD}.entries), value.principal_arn)`;
  return { id: `${address}#missing`, expression: `[for key, value in ${asked} : value.principal_arn if ${isMissing}]` };
}

function sentences(self: string, { condition, message }: { condition: string; message: string }): string {
  const inside = (expression: string): string => expression.replaceAll(/\bself\b/g, () => `(${self})`);
  return `[for only in [true] : ${inside(templateExpression(message))} if !(${inside(soleExpression(condition))})]`;
}

function listOf(address: string): string {
  if (address.startsWith(ROLES)) return `{ arns = ${WORLD}.role_arns }`;
  if (address.startsWith(USERS)) return `{ arns = ${WORLD}.user_arns }`;
  throw new Error(`${address}: a guard whose answers nobody makes up`);
}

/** What data sources read of a world. */
function worldOf({ live, awsAuth, isOther }: GuardWorld, index: number): readonly [string, Fields] {
  const ca = "-----BEGIN CERTIFICATE-----\nMIIB\n-----END CERTIFICATE-----\n";
  const entries = live.entries.map(({ principalArn, type, groups, userName, isOlderThanRole = false }) => {
    const created_at = isOlderThanRole ? "2026-01-01T00:00:00Z" : "2026-03-01T00:00:00Z";
    return [principalArn, { type, kubernetes_groups: groups, user_name: userName, created_at }] as const;
  });
  const roles = live.entries.map(({ principalArn }) => {
    const name = principalArn.split("/").at(-1) ?? "";
    return [name, { arn: principalArn, create_date: "2026-02-01T00:00:00Z" }] as const;
  });
  const groups = live.nodeGroupRoles.map((node_role_arn, i) => [`group-${i}`, { node_role_arn }] as const);
  return [
    `w${index}`,
    {
      cluster: {
        arn: `arn:aws:eks:ap-northeast-2:111122223333:cluster/${isOther.cluster ? "other" : "demo"}`,
        access_config: [{ authentication_mode: live.mode }],
        certificate_authority: [{ data: Buffer.from(ca).toString("base64") }],
      },
      clusters: ["demo", "other"],
      root_ca: { data: { "ca.crt": isOther.apiServer ? ca.replace("MIIB", "MIIC") : ca } },
      aws_auth: { data: awsAuth ?? null, metadata: awsAuth === undefined ? [] : [{ uid: "5f1c" }] },
      entries: Object.fromEntries(entries),
      roles: Object.fromEntries(roles),
      role_arns: live.roles ?? [],
      user_arns: live.users ?? [],
      node_groups: Object.fromEntries(groups),
    },
  ];
}
