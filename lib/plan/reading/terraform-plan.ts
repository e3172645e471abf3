/**
 * What this project reads of `terraform show -json PLAN`, format version 1.x; whatever else stands there is not looked at.
 * @see https://developer.hashicorp.com/terraform/internals/json-format
 */
export interface TerraformPlan {
  readonly format_version: string;
  readonly terraform_version?: string;
  /** Resources and data origins as the refresh found them, before anything is changed. */
  readonly prior_state?: { readonly values?: StateValues };
  readonly planned_values?: StateValues;
  readonly resource_changes?: readonly ResourceChange[];
  /** What changed outside Terraform since it ran last. */
  readonly resource_drift?: readonly ResourceChange[];
  readonly deferred_changes?: readonly DeferredChange[];
  /** Actions that the apply runs. Said by Terraform 1.14 and newer. */
  readonly action_invocations?: readonly ActionInvocation[];
  readonly deferred_action_invocations?: readonly { readonly action_invocation?: ActionInvocation }[];
  readonly configuration?: Configuration;
  readonly variables?: Readonly<Record<string, { readonly value?: unknown }>>;
  readonly checks?: readonly Check[];
  /** False: a plan with `-target`, or with deferred changes. Said by Terraform 1.8 and newer. */
  readonly complete?: boolean;
  readonly errored?: boolean;
  readonly applyable?: boolean;
}

/** One run of an `action` block. */
interface ActionInvocation {
  readonly address?: string;
  readonly config_values?: unknown;
}

/** Resources of one state, module by module. */
interface StateValues {
  readonly root_module?: StateModule;
}

/** A module's resources and the modules in it. */
export interface StateModule {
  readonly address?: string;
  readonly resources?: readonly StateInstance[];
  readonly child_modules?: readonly StateModule[];
}

/** One instance of a resource or data source in a state. */
export interface StateInstance {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  readonly values?: Values;
  readonly sensitive_values?: unknown;
}

/** Attributes by name. */
export type Values = Readonly<Record<string, unknown>>;

/** One entry of `resource_changes`. */
export interface ResourceChange {
  readonly address: string;
  readonly previous_address?: string;
  readonly module_address?: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly index?: string | number;
  /** Key of an object that an unfinished create_before_destroy left. */
  readonly deposed?: string;
  readonly change: Change;
  readonly action_reason?: string;
}

/** What becomes of one resource. */
interface Change {
  readonly actions: readonly string[];
  readonly before?: unknown;
  readonly after?: unknown;
  readonly after_unknown?: unknown;
  readonly before_sensitive?: unknown;
  readonly after_sensitive?: unknown;
  readonly replace_paths?: readonly (readonly (string | number)[])[];
  readonly importing?: { readonly id?: string; readonly unknown?: boolean };
}

/** A change that Terraform puts off to a later plan. */
interface DeferredChange {
  readonly reason?: string;
  readonly resource_change?: ResourceChange;
}

/** The configuration, expressions as the references in them. */
export interface Configuration {
  readonly provider_config?: Readonly<Record<string, ProviderConfig>>;
  readonly root_module?: ConfigurationModule;
}

/** One provider block. */
interface ProviderConfig {
  readonly name?: string;
  readonly module_address?: string;
  readonly expressions?: Expressions;
}

/** A module's configuration, its calls inside. */
interface ConfigurationModule {
  readonly resources?: readonly ConfigurationResource[];
  readonly module_calls?: Readonly<Record<string, ModuleCall>>;
  readonly outputs?: Readonly<Record<string, { readonly expression?: unknown }>>;
  readonly variables?: Readonly<Record<string, { readonly default?: unknown }>>;
}

/** A resource block. */
interface ConfigurationResource {
  readonly address: string;
  readonly mode: string;
  readonly type: string;
  readonly name: string;
  readonly provider_config_key?: string;
  readonly expressions?: Expressions;
  readonly for_each_expression?: unknown;
  readonly count_expression?: unknown;
  readonly depends_on?: readonly string[];
}

/** A module block. */
interface ModuleCall {
  readonly source?: string;
  readonly version_constraint?: string;
  readonly expressions?: Expressions;
  readonly for_each_expression?: unknown;
  readonly count_expression?: unknown;
  readonly module?: ConfigurationModule;
}

/** Expressions by argument: `{references: [...]}`, `{constant_value: ...}`, or blocks of them. */
type Expressions = Readonly<Record<string, unknown>>;

/** What became of the conditions of one object. */
interface Check {
  readonly address?: {
    readonly to_display?: string;
    readonly kind?: string;
    readonly mode?: string;
    readonly type?: string;
    readonly name?: string;
    readonly module?: string;
  };
  /** `pass`, `fail`, `error` or `unknown`. */
  readonly status?: string;
  readonly instances?: readonly {
    readonly address?: { readonly to_display?: string };
    readonly status?: string;
    readonly problems?: readonly { readonly message?: string }[];
  }[];
}
