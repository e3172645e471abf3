import { blockAddress } from "./root/block";
import { literalValue } from "./root/hcl-value";
import type { OverlayTarget } from "./overlay-target";
import { ownEntries } from "./check/entry-checks";

/** What a plan does once the files are gone: the root module's own words count again. */
export function removedWords(target: OverlayTarget): string[] {
  const { cluster, eks, rows } = target;
  const { definition, rendering } = cluster.staged;
  const own = ownEntries(target);
  const gone = own === undefined ? [] : Object.keys(rendering.entries).filter((key) => !Object.hasOwn(own, key));
  const mode = literalValue(eks.block.body.authentication_mode ?? "API_AND_CONFIG_MAP");
  const bindings = Object.keys(definition.rbacBindings ?? {}).length + (rendering.bridge === undefined ? 0 : 1);
  return [
    `${definition.clusterName}: the next plan does what ${blockAddress(eks.block)} says, and asks no guard`,
    ...(eks.block.kind === "module" && mode !== rendering.mode
      ? [
          `  authentication mode: ${typeof mode === "string" ? mode : "as the block's expression says"}, ${rendering.mode} with the overlay`,
        ]
      : []),
    ...(own === undefined ? ["  access entries: as the block's expression says"] : []),
    ...(gone.length === 0 ? [] : [`  destroys the access entries ${gone.join(", ")}`]),
    ...(rows === undefined ? [] : [`  writes the rows of ${blockAddress(rows.block)} as they stand there`]),
    ...(bindings === 0 ? [] : [`  destroys ${bindings} role bindings`]),
  ];
}
