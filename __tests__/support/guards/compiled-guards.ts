import { App, TerraformStack, Testing } from "cdktf";
import { guards } from "../../../lib/guards/guards";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { StagedCluster } from "../../../lib/migration/staged-cluster";
import { type Fields, fieldsOf } from "../terraform/provider-schema";
import { jsonOf } from "../definitions/sample-stacks";

/** A postcondition of a stack that says a guard's code. */
export interface CompiledGuard {
  readonly code: string;
  /** Of the data source on which it stands: `data.aws_eks_cluster.this`. */
  readonly address: string;
  /** As in the JSON, with expressions. */
  readonly sentence: string;
}

/** Every sentence that a definition's guards can say, in the order of its stack's JSON. */
export function compiledGuards(definition: ClusterDefinition): readonly CompiledGuard[] {
  return Object.entries(blocksOf(stackOf(definition))).flatMap(([address, body]) =>
    postconditions(body).flatMap((sentence) => {
      const code = /\[([a-z-]+)\]\.$/.exec(sentence)?.[1];
      return code === undefined ? [] : [{ code, address, sentence }];
    }),
  );
}

const STACKS = new WeakMap<ClusterDefinition, Fields>();

/** A definition's stack, parsed; synthesized once, never written to. */
export function stackOf(definition: ClusterDefinition): Fields {
  const stack = STACKS.get(definition) ?? fieldsOf(JSON.parse(jsonOf(definition)));
  STACKS.set(definition, stack);
  return stack;
}

/** The guards of a definition in a stack of their own, without what they protect. */
export function guardsAlone(staged: StagedCluster<ClusterDefinition>): Fields {
  const stack = new TerraformStack(new App({ skipValidation: true, stackTraces: false }), "guards");
  guards(stack, staged);
  return fieldsOf(JSON.parse(Testing.synth(stack)));
}

/** Blocks of a stack by address: `aws_eks_cluster.this`, `data.aws_region.current`, `local.live_rows`. */
export function blocksOf(json: Fields): Readonly<Record<string, unknown>> {
  const typed = (kind: string, prefix: string) =>
    Object.entries(fieldsOf(json[kind])).flatMap(([type, names]) =>
      Object.entries(fieldsOf(names)).map(([name, body]) => [`${prefix}${type}.${name}`, body] as const),
    );
  const locals = Object.entries(fieldsOf(json.locals)).map(([name, body]) => [`local.${name}`, body] as const);
  return Object.fromEntries([...typed("resource", ""), ...typed("data", "data."), ...locals]);
}

/** Everything that a block refers to, through other data sources and locals, itself included; lists of IAM only come first. */
export function behind(json: Fields, address: string): readonly string[] {
  const texts = Object.entries(blocksOf(json)).map(([name, body]) => {
    const { depends_on: before, ...own } = fieldsOf(body);
    const read = Array.isArray(before)
      ? before.filter((one) => !/^data\.aws_iam_(roles|users)\./.test(String(one)))
      : [];
    return [name, typeof body === "string" ? body : JSON.stringify({ ...own, read })] as const;
  });
  const textOf = new Map(texts);
  const seen = new Set([address]);
  for (const each of seen) {
    const text = textOf.get(each) ?? "";
    for (const [other] of texts) if (!seen.has(other) && names(text, other)) seen.add(other);
  }
  return [...seen];
}

/** Whether a block's text names an address, and not the data source of the same name. */
function names(text: string, address: string): boolean {
  if (!text.includes(address)) return false;
  const escaped = address.replace(/[.$]/g, "\\$&");
  return new RegExp(`(?<![.\\w])${escaped}(?![\\w-])`).test(text);
}

function postconditions(body: unknown): readonly string[] {
  const { postcondition } = fieldsOf(fieldsOf(body).lifecycle);
  const conditions: readonly unknown[] = Array.isArray(postcondition) ? postcondition : [];
  return conditions.map((condition) => String(fieldsOf(condition).error_message));
}
