import type { AuthenticationMode } from "../access/access-entry/authentication-mode";
import { type Block, blockAddress } from "./root/block";
import { attributesOf, blockOf, type HclValue, literalValue } from "./root/hcl-value";
import type { OverlayTarget } from "./overlay-target";
import { ownEntries } from "./check/entry-checks";

/** What a plan does once the files are gone: the root module's own words count again. */
export function removedWords(target: OverlayTarget): string[] {
  const { cluster, eks, rows } = target;
  const { definition, rendering } = cluster.staged;
  const own = ownEntries(target);
  const gone = own === undefined ? [] : Object.keys(rendering.entries).filter((key) => !Object.hasOwn(own, key));
  const bindings = Object.keys(definition.rbacBindings ?? {}).length + (rendering.bridge === undefined ? 0 : 1);
  return [
    `${definition.clusterName}: the next plan does what ${blockAddress(eks.block)} says, and asks no guard`,
    ...modeWords(eks.block, rendering.mode),
    ...(own === undefined ? ["  access entries: as the block's expression says"] : []),
    ...(gone.length === 0 ? [] : [`  destroys the access entries ${gone.join(", ")}`]),
    ...(rows === undefined ? [] : [`  writes the rows of ${blockAddress(rows.block)} as they stand there`]),
    ...(bindings === 0 ? [] : [`  destroys ${bindings} role bindings`]),
  ];
}

/** A module has a default; a resource that says no mode has what the cluster has. */
function modeWords({ kind, body }: Block, overlaid: AuthenticationMode): string[] {
  const written = kind === "module" ? (body.authentication_mode ?? "API_AND_CONFIG_MAP") : modeOfResource(body);
  const mode = written === undefined ? undefined : literalValue(written);
  if (mode === overlaid) return [];
  const says = typeof mode === "string" ? mode : "as the block's expression says";
  return [
    `  authentication mode: ${written === undefined ? "the block says none" : says}, ${overlaid} with the overlay`,
  ];
}

/** A `dynamic` block is an expression as a whole. */
function modeOfResource(body: Block["body"]): HclValue | undefined {
  const { access_config: generated } = attributesOf(body.dynamic);
  return blockOf(body.access_config).authentication_mode ?? (generated === undefined ? undefined : "${access_config}");
}
