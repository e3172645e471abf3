import {
  type ModulePart,
  MODULE_PARTS,
  DEFAULT_VERSION,
  moduleVariables,
  NEWEST_VERSION,
} from "../../../module/module-table";
import { nameInVersion } from "../../../module/name-in-version";
import { passedDefault } from "../../../module/passed-default";

/** The sub-module whose variables are the fields of a definition: `eks_managed_node_group`; undefined for what is within one. */
export function groupPart(definition: string): ModulePart | undefined {
  return MODULE_PARTS.find((part) => part.replaceAll("-", "_") === definition);
}

/**
 * Words with what is where a variable is left out: that of v20, and that of v21 where it is another. As they are where they say
 * it themselves, and where the module works it out.
 */
export function withDefault(
  words: string | undefined,
  part: ModulePart | undefined,
  variable: string,
): string | undefined {
  if (part === undefined || words?.includes("Default:") === true) return words;
  const [now, later] = [DEFAULT_VERSION, NEWEST_VERSION].map((version) => fallbackOf(part, version, variable));
  const told = defaultWords(now, later);
  return told === undefined ? words : `${words === undefined ? "" : `${words} `}Default: ${told}.`;
}

function defaultWords(now: string | undefined, later: string | undefined): string | undefined {
  if (now === undefined || now === NONE)
    return later === NONE || later === undefined ? undefined : fromLater(now, later);
  return later === undefined || later === now ? now : `${now}, of v21 ${later}`;
}

function fromLater(now: string | undefined, later: string): string {
  return now === undefined ? later : `${later} from v21 on`;
}

const NONE = "none";

/** Undefined where the version has no such variable, or a default of several values. */
function fallbackOf(part: ModulePart, version: string, variable: string): string | undefined {
  const name = part === "eks" ? nameInVersion(variable, version) : variable;
  const own = moduleVariables(part, version)?.get(name ?? variable);
  const passed = version === DEFAULT_VERSION && own !== undefined ? passedDefault(part, variable) : undefined;
  const fallback = passed ?? own?.fallback;
  if (fallback === null || fallback === "") return NONE;
  const isTold = typeof fallback === "boolean" || typeof fallback === "number" || typeof fallback === "string";
  return isTold ? `\`${String(fallback)}\`` : undefined;
}
