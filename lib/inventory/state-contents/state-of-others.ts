import type { Finding } from "../../finding/finding";
import { shorten } from "../../finding/shorten";
import { MODULE_CALLS } from "../definition/cluster-addresses";
import type { State } from "../definition/state-place/shared-state";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import { isRenderedByUs } from "./rendered-address";
import { resourcesOfState, type HeldResource } from "./state-file";

/** More resources than these are counted. */
const SHOWN = 5;

/**
 * What a local state holds and no stack of ours makes, where the file is there and can be read: the plan would destroy it. What our
 * stacks render, and what is in the calls that they forget, is their own. Of other backends the file alone shows nothing.
 * @see docs/adoption.md
 */
export function stateOfOthersFindings(state: State): Finding[] {
  if (state.kind !== "file" || state.local === undefined) return [];
  const others = resourcesOfState(state.local).filter((one) => !isOurs(one));
  if (others.length === 0) return [];
  const addresses = [...new Set(others.map(addressOf))].sort();
  const more = addresses.length > SHOWN ? ` and ${addresses.length - SHOWN} more` : "";
  const shown = addresses.slice(0, SHOWN).map((address) => `\`${shorten(address)}\``);
  const message = `the plan destroys what this state holds and the stack does not make, ${shown.join(", ")}${more}, expected a state of the stack's own, got \`${shorten(state.words)}\``;
  return [finding("state-of-others", "terraform.backend", { message, help: HELP })];
}

const HELP =
  "name another file, or leave `path` out: the state then is the stack's own; `render: overlay` keeps the state of a root module as it is. Of a state that was this stack's, `terraform state rm ADDRESS` takes out what the stack makes no more, and leaves it alive";

function isOurs({ module, type, name }: HeldResource): boolean {
  if (module === "") return isRenderedByUs({ type, name });
  return MODULE_CALLS.some((call) => module === call || [".", "["].some((next) => module.startsWith(`${call}${next}`)));
}

function addressOf({ module, type, name }: HeldResource): string {
  return `${module === "" ? "" : `${module}.`}${type}.${name}`;
}
