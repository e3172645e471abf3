import type { AccessEntries } from "../../access/access-entry/access-entry";
import { type AuthenticationMode, readsAccessEntries } from "../../access/access-entry/authentication-mode";
import type { AccessDefinition } from "../definition";
import { STAGE_FACTS } from "../stage";
import { bridged, renderedEntries } from "./rendered-entries";
import { type RenderedAwsAuth, renderedAwsAuth } from "./rendered-aws-auth";
import { renderedMode } from "./rendered-mode";

/** What a stack renders of a definition: the stage, worked out. */
export interface Rendering {
  readonly mode: AuthenticationMode;
  /** Entries with the bridge group where they carry it. */
  readonly entries: AccessEntries;
  /** The group bound to cluster-admin, and the keys of the entries that wait for its binding. */
  readonly bridge?: { readonly group: string; readonly entries: readonly string[] };
  readonly awsAuth: RenderedAwsAuth;
  /** Whether the caller gets an entry, as the module's `enable_cluster_creator_admin_permissions`. */
  readonly creatorAdmin: boolean;
}

/**
 * What a definition renders at its stage; without a migration, what it says.
 * @see DESIGN: stages; DOMAIN R36, R38
 */
export function render(definition: AccessDefinition): Rendering {
  const { migration } = definition;
  const facts = migration && STAGE_FACTS[migration.stage];
  const entries = renderedEntries(definition);
  const mode = renderedMode(definition);
  const takesEntries = readsAccessEntries(mode) && facts?.entries !== "none";
  return {
    mode,
    ...bridged(definition, entries),
    awsAuth: renderedAwsAuth(definition),
    creatorAdmin: takesEntries && definition.enableClusterCreatorAdminPermissions === true,
  };
}
