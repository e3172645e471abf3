import "./cdktf-without-archiver";
import { App, type TerraformStack } from "cdktf";
import type { ClusterDefinition } from "../lib/inventory/definition/cluster-definition";
import type { StagedCluster } from "../lib/migration/staged-cluster";
import { AccessStack } from "./access-stack";
import { EksStack } from "./eks-stack";
import { jsonText } from "./output/json-text";
import { ModuleStack } from "./module/module-stack";

/** What is asked of a stack once it is drawn: it is not kept. */
export interface StackJson {
  /** `cdk.tf.json`, byte for byte as cdktf's own synthesis writes it. */
  readonly text: string;
  /** How many resources it has. */
  readonly resources: number;
}

/** A cluster and the name of its stack. */
export interface NamedCluster {
  readonly staged: StagedCluster<ClusterDefinition>;
  readonly stack: string;
}

const STACKS = { access: AccessStack, module: ModuleStack, overlay: EksStack, resources: EksStack } as const;

/** The stack of a cluster, as its `render` says. */
export function stackOf(app: App, { staged, stack }: NamedCluster): TerraformStack {
  const Stack = STACKS[staged.definition.render];
  return new Stack(app, stack, staged);
}

/**
 * Draws one stack into an App of its own and forgets both: its references are resolved once, where `app.synth` resolves them three
 * times, and nobody records where each was made. What a construct refuses is thrown.
 */
export function stackJson(cluster: NamedCluster, outdir: string): StackJson {
  return withoutStackTraces(() => {
    const app = new App({ outdir, skipValidation: true, stackTraces: false, hclOutput: false });
    const json: unknown = stackOf(app, cluster).toTerraform();
    forgetTokens();
    return { text: jsonText(json), resources: countResources(json) };
  });
}

/** cdktf records where each reference was made, whatever `stackTraces` says, which takes a tenth of the time and is never shown. */
function withoutStackTraces<Value>(run: () => Value): Value {
  const captureStackTrace: unknown = Reflect.get(Error, "captureStackTrace");
  Reflect.set(Error, "captureStackTrace", () => undefined);
  try {
    return run();
  } finally {
    Reflect.set(Error, "captureStackTrace", captureStackTrace);
  }
}

/**
 * cdktf keeps every reference of the process, and with it every stack. Those of a stack that is written are of no use: one that
 * were asked again would be refused by cdktf, not mistaken.
 */
function forgetTokens(): void {
  const tokens: unknown = Reflect.get(globalThis, "__cdktfTokenMap");
  for (const kept of Object.values(fieldsOf(tokens))) if (kept instanceof Map) kept.clear();
}

function countResources(json: unknown): number {
  const types = fieldsOf(fieldsOf(json).resource);
  return Object.values(types).reduce<number>((sum, named) => sum + Object.keys(fieldsOf(named)).length, 0);
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
