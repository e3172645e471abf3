import { resolve } from "node:path";
import { type LocatedFinding, locatedAt } from "./finding/located-finding";
import type { ParsedClusterFile } from "./cluster-file/parse-cluster-file";
import {
  isShared,
  type State,
  stateKeys,
  stateOf,
  stateReadToo,
  stateShared,
} from "./definition/state-place/shared-state";
import { type Links, rememberedLinks } from "./definition/state-place/real-path";
import { realFiles, statePathFindings } from "./definition/state-place/state-path";
import { outputsMissing } from "./outputs-taken";
import { stateOfOthersFindings } from "./state-contents/state-of-others";
import { clusterTwice, maybeTwice, nameTwice, sameFolder, stackNameOf } from "./definition/stack-name";

/** A file, as far as its name and its state go. */
export type IdentifiedFile = Pick<ParsedClusterFile, "clusterName" | "state" | "account"> & {
  readonly file: string;
  /**
   * Folders between that of the fleet and the file.
   * @default none
   */
  readonly folders?: readonly string[];
};

/** Files that come before all others, and the folder of the output. */
export interface Before {
  readonly before: readonly IdentifiedFile[];
  readonly outdir: string;
}

/** Files whose name or state an earlier one has, each at its place in the later file. */
export function twinFindings(files: readonly IdentifiedFile[], { before, outdir }: Before): LocatedFinding[] {
  const links = rememberedLinks();
  const all = [...before, ...files];
  const stacks = all.flatMap((one, i) => statefulStack(one, { outdir, links, isAsked: i >= before.length }));
  const asked = stacks.filter(({ isAsked }) => isAsked);
  const read = realFiles(
    all.map(({ file }) => file),
    links,
  );
  const states = [
    ...statesShared(stacks),
    ...statesReadToo(asked),
    ...statesUnfit(asked, { outdir, files: read, links }),
    ...statesOfOthers(asked),
    ...asked.flatMap((one) => outputsMissing(one, stacks)),
  ];
  return [...namedTwice(files, before), ...sameCluster(files, before), ...states];
}

function namedTwice(files: readonly IdentifiedFile[], before: readonly IdentifiedFile[]): LocatedFinding[] {
  return laterTwins(files, before, (one) => stackOf(one)?.toLowerCase()).flatMap(({ file, first }) => {
    const [name, other] = [stackOf(file), stackOf(first)];
    if (name === undefined || other === undefined || file.clusterName === undefined) return [];
    return [locatedAt(file.file, nameTwice(name, { name: other, what: first.file }), file.clusterName.at)];
  });
}

/** Names may repeat in other accounts and regions: of one account and region they are one cluster, and may be where no file tells. */
function sameCluster(files: readonly IdentifiedFile[], before: readonly IdentifiedFile[]): LocatedFinding[] {
  const known = new Map<string, IdentifiedFile[]>();
  return [...before, ...files].flatMap((file, i) => {
    const key = placeKey(file);
    if (key === undefined || file.clusterName === undefined) return [];
    const others = known.get(key) ?? [];
    known.set(key, [...others, file]);
    const first = i < before.length ? undefined : others.find((other) => mayBeOne(file, other));
    if (first === undefined) return [];
    const { text, at } = file.clusterName;
    const isKnown = accountId(file) !== undefined && accountId(first) !== undefined;
    return [locatedAt(file.file, (isKnown ? clusterTwice : maybeTwice)(text, { what: first.file }), at)];
  });
}

/** Files of one stack are told of their name. */
function mayBeOne(one: IdentifiedFile, other: IdentifiedFile): boolean {
  if (stackOf(one)?.toLowerCase() === stackOf(other)?.toLowerCase()) return false;
  const [own, others] = [accountId(one), accountId(other)];
  return own === others || own === undefined || others === undefined;
}

function placeKey({ clusterName, account }: IdentifiedFile): string | undefined {
  return clusterName === undefined || account === undefined
    ? undefined
    : JSON.stringify([account.region, clusterName.text]);
}

function accountId({ account }: IdentifiedFile): string | undefined {
  return account?.id;
}

function stackOf({ folders = [], clusterName }: IdentifiedFile): string | undefined {
  return clusterName === undefined ? undefined : stackNameOf(folders, clusterName.text);
}

interface Twins {
  readonly file: IdentifiedFile;
  readonly first: IdentifiedFile;
}

/** Files that share a key with an earlier one. */
function laterTwins(
  files: readonly IdentifiedFile[],
  before: readonly IdentifiedFile[],
  keyOf: (file: IdentifiedFile) => string | undefined,
): Twins[] {
  const first = new Map<string, IdentifiedFile>();
  const twins: Twins[] = [];
  for (const [i, file] of [...before, ...files].entries()) {
    const key = keyOf(file);
    if (key === undefined) continue;
    const known = first.get(key);
    if (known === undefined) first.set(key, file);
    else if (i >= before.length) twins.push({ file, first: known });
  }
  return twins;
}

/** Of one name and no backend, two files share their state by the name alone, which is refused as such. */
function statesShared(stacks: readonly FileStack[]): LocatedFinding[] {
  const known = new KnownStates<FileStack>();
  return stacks.flatMap((one) => {
    const hasTwinState = (other: FileStack): boolean =>
      sameFolder(other.name, one.name) && other.isDefault && one.isDefault;
    const first = known.find(one, (other) => isShared(other.state, one.state) && !hasTwinState(other));
    known.add(one);
    if (!one.isAsked || first === undefined) return [];
    const states = [one.state, first.state] as const;
    return [locatedAt(one.file, stateShared({ other: `the stack of ${first.file}`, each: "file", states }), one.at)];
  });
}

/** States that a file writes and reads. */
function statesReadToo(stacks: readonly FileStack[]): LocatedFinding[] {
  return stacks.flatMap(({ file, at, stack, reads }) =>
    stateReadToo(stack, reads).map((finding) => locatedAt(file, finding, at)),
  );
}

/** Local states on a file of the folder, in the output, or on no file at all. */
function statesUnfit(stacks: readonly FileStack[], around: Parameters<typeof statePathFindings>[1]): LocatedFinding[] {
  return stacks.flatMap(({ file, at, state }) =>
    statePathFindings(state, around).map((finding) => locatedAt(file, finding, at)),
  );
}

/** Local states that hold what no stack makes, where nobody takes a whole state over. */
function statesOfOthers(stacks: readonly FileStack[]): LocatedFinding[] {
  const own = stacks.filter(({ isTaken }) => !isTaken);
  return own.flatMap(({ file, at, state }) =>
    stateOfOthersFindings(state).map((finding) => locatedAt(file, finding, at)),
  );
}

/** States by what they could be shared with: of a thousand files, one each is asked. */
class KnownStates<Stack extends { readonly state: State }> {
  readonly #byKey = new Map<string, Stack[]>();

  find({ state }: Stack, isShared: (other: Stack) => boolean): Stack | undefined {
    return stateKeys(state)
      .flatMap((key) => this.#byKey.get(key) ?? [])
      .find(isShared);
  }

  add(stack: Stack): void {
    for (const key of stateKeys(stack.state)) this.#byKey.set(key, [...(this.#byKey.get(key) ?? []), stack]);
  }
}

/** The stack of a file, and where it keeps its state. */
type FileStack = ReturnType<typeof statefulStack>[number];

interface Asked {
  readonly outdir: string;
  readonly links: Links;
  /** Whether findings are told of the file: not of neighbours. */
  readonly isAsked: boolean;
}

function statefulStack(identified: IdentifiedFile, { outdir, links, isAsked }: Asked) {
  const { file, state } = identified;
  const name = stackOf(identified);
  if (name === undefined || state === undefined) return [];
  const { at, reads, taken, isTaken, outputs, backend = { local: {} } } = state;
  const isDefault = "local" in backend && backend.local.path === undefined;
  const folder = resolve(outdir, "stacks", name);
  const stack = { name, folder, backend };
  return [{ file, at, name, isDefault, isAsked, isTaken, stack, reads, taken, outputs, state: stateOf(stack, links) }];
}
