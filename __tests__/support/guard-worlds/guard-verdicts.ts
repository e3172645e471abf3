import { fieldsOf } from "../terraform/provider-schema";
import { guardRefusals } from "../guards/guard-refusals";
import type { GuardCase } from "./guard-worlds";

/** What a plan is refused for: codes, with how many sentences; what reading alone refuses is `entry-not-live`. */
export type Refusals = Readonly<Record<string, readonly string[]>>;

/** What the guards of a definition say of a world, as they are compiled and as the model has them. */
export interface Verdict {
  readonly case: string;
  readonly compiled: Refusals;
  readonly model: Refusals;
}

/** The verdicts of a case, by what its root gave of each world. */
export function verdictsOf(name: string, one: GuardCase, judged: unknown): readonly Verdict[] {
  const worlds = fieldsOf(judged);
  return one.worlds.map((_, w) => ({
    case: `${name} w${w}`,
    compiled: refusalsOf(worlds[`w${w}`]),
    model: modelOf(one, w),
  }));
}

/** Whether both refuse for the same, and the compiled sentences name everybody of whom the model says it, unless they are many. */
export function agrees({ compiled, model }: Verdict): boolean {
  const codes = (refusals: Refusals): string => Object.keys(refusals).sort().join();
  const isNamed = ([code, abouts]: [string, readonly string[]]): boolean => {
    const said = (compiled[code] ?? []).join("\n").toLowerCase();
    return said.includes("and more") || abouts.every((about) => said.includes(nameIn(about)));
  };
  return codes(compiled) === codes(model) && Object.entries(model).every(isNamed);
}

/** The sentences by code, of one world. */
function refusalsOf(judged: unknown): Refusals {
  const said: Record<string, string[]> = {};
  for (const [id, sentences] of Object.entries(fieldsOf(judged))) {
    const list: readonly unknown[] = Array.isArray(sentences) ? sentences : [];
    for (const sentence of list.map(String)) {
      const code = id.endsWith("#missing") ? "entry-not-live" : (/\[([a-z-]+)\]\.$/.exec(sentence)?.[1] ?? sentence);
      (said[code] ??= []).push(sentence);
    }
  }
  return said;
}

function modelOf({ staged, worlds }: GuardCase, index: number): Refusals {
  const world = worlds[index];
  const said: Record<string, string[]> = {};
  for (const { code, about } of world === undefined ? [] : guardRefusals(staged, world.live))
    (said[code] ??= []).push(about);
  return said;
}

/** The name of a role or user, whose path one of both leaves out; an account, a mode, a section as it is. */
function nameIn(about: string): string {
  return (about.split("/").at(-1) ?? about).toLowerCase();
}
