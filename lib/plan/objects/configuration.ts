import { callPath } from "../reading/module-path";
import type { PlanObject } from "./plan-object";
import { compareText } from "../../finding/text-order";
import { isRecord, listOf, recordOf } from "../reading/plan-shape";
import { type Reference, referencesOf } from "../reading/reference";
import type { Configuration } from "../reading/terraform-plan";

type Json = Readonly<Record<string, unknown>>;

/** A module of the configuration, with the call that makes it. */
interface Scope {
  /** `x.eks`; empty for the root module. */
  readonly path: string;
  readonly module: Json;
  readonly call?: Json;
  readonly parent?: Scope;
}

/** A resource block or data block that an expression comes from. */
export interface Target {
  /** Calls that lead to its module: `x.eks`. */
  readonly callPath: string;
  readonly mode: "managed" | "data";
  readonly type: string;
  readonly name: string;
  /** `[0]` or `["a"]`; empty where the expression names none. */
  readonly instance: string;
  /** The same of each module of `callPath`. */
  readonly modules: readonly string[];
}

/** What an argument comes from, through variables and outputs. */
interface Origin {
  readonly targets: readonly Target[];
  /** Whether it comes through something of which a plan does not tell the source, such as a local value. */
  readonly isOpaque: boolean;
}

/** The configuration of a plan: where arguments of its resources come from. */
export class PlanConfiguration {
  private readonly scopes = new Map<string, Scope>();
  private readonly blocks = new Map<string, Json>();
  private readonly origins = new Map<string, Origin>();
  private readonly providers: Json;

  constructor(configuration: Configuration | undefined) {
    this.providers = recordOf(configuration?.provider_config);
    this.add({ path: "", module: recordOf(configuration?.root_module) });
  }

  /** The block of an object, or undefined where the configuration has none any more. */
  blockOf(object: Pick<PlanObject, "moduleAddress" | "mode" | "type" | "name">): Json | undefined {
    return this.blocks.get(blockKey(callPath(object.moduleAddress), object));
  }

  /** The block of the root module at an address: `data.aws_partition.guards`. */
  rootBlock(address: string): Json | undefined {
    const isData = address.startsWith("data.");
    const [type = "", name = ""] = (isData ? address.slice("data.".length) : address).split(".");
    return this.blocks.get(blockKey("", { mode: isData ? "data" : "managed", type, name }));
  }

  /** Every block of resources and data sources, with the calls that lead to its module. */
  everyBlock(): readonly { readonly callPath: string; readonly block: Json }[] {
    return [...this.scopes.values()].flatMap(({ path, module }) =>
      listOf(module.resources).map((block) => ({ callPath: path, block: recordOf(block) })),
    );
  }

  /** The calls of modules that stand in one module. */
  callsIn(path: string): readonly Json[] {
    return [...this.scopes.values()].flatMap(({ parent, call }) =>
      parent?.path === path && call !== undefined ? [call] : [],
    );
  }

  /** The call of a module that stands in the root module, by its name. */
  rootCall(name: string): Json | undefined {
    return this.scopes.get(name)?.call;
  }

  /** Names of the modules that the root module calls: `eks`. */
  rootCalls(): readonly string[] {
    return Object.keys(recordOf(this.scopes.get("")?.module.module_calls)).sort(compareText);
  }

  /** What the expression of an argument itself refers to; undefined where it is left out. */
  direct(object: PlanObject, argument: string): readonly Reference[] | undefined {
    const expression = recordOf(this.blockOf(object)?.expressions)[argument];
    return expression === undefined ? undefined : referencesOf(expression);
  }

  /** What an argument of an object comes from in the end. */
  origin(object: PlanObject, argument: string): Origin {
    const path = callPath(object.moduleAddress);
    const key = `${blockKey(path, object)}|${argument}`;
    const known = this.origins.get(key);
    if (known !== undefined) return known;
    const block = this.blockOf(object);
    const origin = this.trace(path, recordOf(block?.expressions)[argument], block?.for_each_expression);
    this.origins.set(key, origin);
    return origin;
  }

  /**
   * What the calls around an object pass into its module under names that tell of access: of a `for_each` over local values a
   * plan tells no more.
   */
  passedIn(object: PlanObject): Origin {
    const found: Tracing = { targets: new Map(), seen: new Set(), isOpaque: false };
    let scope = this.scopes.get(callPath(object.moduleAddress));
    for (; scope?.parent !== undefined; scope = scope.parent) {
      const { call, parent } = scope;
      const modules = parent.path === "" ? [] : parent.path.split(".").map(() => "");
      for (const [name, expression] of Object.entries(recordOf(call?.expressions))) {
        if (!TELLS_OF_ACCESS.test(name)) continue;
        this.follow(parent, { expression, forEach: call?.for_each_expression, modules }, found);
      }
    }
    return { targets: [...found.targets.values()], isOpaque: found.isOpaque };
  }

  /** What the provider of an object is configured from: host, certificate and token of Kubernetes. */
  providerOrigin(object: PlanObject): Origin {
    const key = this.providerKey(object);
    const provider = recordOf(key === undefined ? undefined : this.providers[key]);
    const module = typeof provider.module_address === "string" ? callPath(provider.module_address) : "";
    return this.trace(module, provider.expressions, undefined);
  }

  /** Which provider block an object uses: `aws`, `aws.other`. */
  providerKey(object: PlanObject): string | undefined {
    const key = this.blockOf(object)?.provider_config_key;
    return typeof key === "string" ? key : undefined;
  }

  /** An argument of the provider block that an object uses, where it is written out: `eu-west-1`. */
  providerConstant(object: PlanObject, argument: string): string | undefined {
    const provider = recordOf(this.providers[this.providerKey(object) ?? ""]);
    const { constant_value: value } = recordOf(recordOf(provider.expressions)[argument]);
    return typeof value === "string" ? value : undefined;
  }

  private add(scope: Scope): void {
    this.scopes.set(scope.path, scope);
    for (const block of listOf(scope.module.resources).filter(isRecord)) {
      const { type = "", name = "" } = block;
      const mode = block.mode === "data" ? "data" : "managed";
      this.blocks.set(blockKey(scope.path, { mode, type: String(type), name: String(name) }), block);
    }
    for (const [name, value] of Object.entries(recordOf(scope.module.module_calls))) {
      const call = recordOf(value);
      const path = scope.path === "" ? name : `${scope.path}.${name}`;
      this.add({ path, module: recordOf(call.module), call, parent: scope });
    }
  }

  private trace(path: string, expression: unknown, forEach: unknown): Origin {
    const scope = this.scopes.get(path);
    const found: Tracing = { targets: new Map(), seen: new Set(), isOpaque: false };
    const modules = path === "" ? [] : path.split(".").map(() => "");
    if (scope !== undefined) this.follow(scope, { expression, forEach, modules }, found);
    return { targets: [...found.targets.values()], isOpaque: found.isOpaque };
  }

  private follow(scope: Scope, followed: Followed, found: Tracing): void {
    const { expression, forEach, modules } = followed;
    for (const reference of referencesOf(expression)) {
      const key = `${scope.path}|${modules.join("|")}|${JSON.stringify(reference)}|${reference.kind === "each" ? JSON.stringify(forEach) : ""}`;
      if (found.seen.has(key)) continue;
      found.seen.add(key);
      this.followOne(scope, { reference, forEach, modules }, found);
    }
  }

  private followOne(scope: Scope, { reference, forEach, modules }: FollowedReference, found: Tracing): void {
    switch (reference.kind) {
      case "resource": {
        const { mode, type, name, instance } = reference;
        const target: Target = { callPath: scope.path, mode, type, name, instance, modules };
        found.targets.set(JSON.stringify(target), target);
        return;
      }
      case "variable":
        this.followVariable(scope, { name: reference.name, modules }, found);
        return;
      case "output":
        this.followOutput(scope, { reference, modules }, found);
        return;
      case "each":
        this.follow(scope, { expression: forEach, forEach: undefined, modules }, found);
        return;
      case "opaque":
        found.isOpaque = true;
    }
  }

  /** A variable that the call leaves out has its default, and that refers to nothing. */
  private followVariable({ parent, call }: Scope, { name, modules }: FollowedVariable, found: Tracing): void {
    if (parent === undefined) return;
    const expression = recordOf(call?.expressions)[name];
    const outer = modules.slice(0, -1);
    this.follow(parent, { expression, forEach: call?.for_each_expression, modules: outer }, found);
  }

  private followOutput(scope: Scope, { reference, modules }: FollowedOutput, found: Tracing): void {
    const path = scope.path === "" ? reference.call : `${scope.path}.${reference.call}`;
    const child = this.scopes.get(path);
    const { expression } = recordOf(recordOf(child?.module.outputs)[reference.output]);
    if (child === undefined || expression === undefined) found.isOpaque = true;
    else this.follow(child, { expression, forEach: undefined, modules: [...modules, reference.instance] }, found);
  }
}

interface InModules {
  /** Which instance of each module on the way is meant: `["a"]`; empty where nothing says. */
  readonly modules: readonly string[];
}

interface Followed extends InModules {
  readonly expression: unknown;
  readonly forEach: unknown;
}

interface FollowedReference extends InModules {
  readonly reference: Reference;
  readonly forEach: unknown;
}

interface FollowedVariable extends InModules {
  readonly name: string;
}

interface FollowedOutput extends InModules {
  readonly reference: Extract<Reference, { kind: "output" }>;
}

interface Tracing {
  readonly targets: Map<string, Target>;
  readonly seen: Set<string>;
  isOpaque: boolean;
}

const TELLS_OF_ACCESS = /access_entr|access_polic|principal|map_(?:roles|users)/;

function blockKey(path: string, { mode, type, name }: { mode: string; type: string; name: string }): string {
  return `${path}|${mode}.${type}.${name}`;
}
