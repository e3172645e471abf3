/**
 * A block under `overlay`: its key there and its name, with what a plan says that it calls, and whether it leaves to an expression
 * if the module makes an entry for whoever runs Terraform; or why a person has to say it.
 */
export type StateBlock<Key extends string> =
  | { readonly key: Key; readonly name: string; readonly calls?: string; readonly asksCreator?: boolean }
  | { readonly key: Key; readonly question: string };

/** What addresses of a state say of the blocks of a root module. */
export interface StateBlocks {
  readonly cluster: StateBlock<"cluster" | "module">;
  /** @default the state has no rows */
  readonly rows?: StateBlock<"aws_auth_module" | "config_map">;
  /** Whether the block of the rows makes the ConfigMap too. */
  readonly createsConfigMap: boolean;
  /** Whether the folder has a Kubernetes provider with credentials that an overlay takes over: `exec`, or a kubeconfig. */
  readonly hasCredentials: boolean;
}
