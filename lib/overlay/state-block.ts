/** A block under `overlay`: its key there and its name, or why a person has to say it. */
export type StateBlock<Key extends string> =
  { readonly key: Key; readonly name: string } | { readonly key: Key; readonly question: string };

/** What addresses of a state say of the blocks of a root module. */
export interface StateBlocks {
  readonly cluster: StateBlock<"cluster" | "module">;
  /** @default the state has no rows */
  readonly rows?: StateBlock<"aws_auth_module" | "config_map">;
  /** Whether the block of the rows makes the ConfigMap too. */
  readonly createsConfigMap: boolean;
}
