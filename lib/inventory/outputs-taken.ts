import { didYouMean } from "../finding/did-you-mean";
import type { Finding } from "../finding/finding";
import { shorten } from "../finding/shorten";
import type { FileState, TakenOutput } from "./cluster-file/file-identity";
import { isNamed, isShared, type State, type StatefulStack, stateRead } from "./definition/state-place/shared-state";
import { inventoryFinding as finding } from "./finding/inventory-finding";
import { type LocatedFinding, locatedAt } from "./finding/located-finding";

/** The stack of a file, its state, and what it takes of others. */
export interface StateOfFile extends Pick<FileState, "reads" | "taken" | "outputs"> {
  readonly file: string;
  readonly stack: StatefulStack;
  readonly state: State;
}

/** Outputs that a file takes of the state of another file, which passes on no outputs of that name: its plan would fail. */
export function outputsMissing(one: StateOfFile, others: readonly StateOfFile[]): LocatedFinding[] {
  return one.taken.flatMap((taken) => {
    const owner = ownerOf(one, taken, others);
    if (owner?.outputs === undefined || owner.outputs.names.includes(taken.output)) return [];
    return [locatedAt(one.file, outputMissing(taken, { file: owner.file, ...owner.outputs }), taken.at)];
  });
}

function ownerOf(one: StateOfFile, { from }: TakenOutput, others: readonly StateOfFile[]): StateOfFile | undefined {
  const backend = one.reads[from];
  const read = backend === undefined ? undefined : stateRead(one.stack, backend);
  if (read === undefined || !isNamed(read)) return undefined;
  return others.find((other) => other.file !== one.file && isNamed(other.state) && isShared(read, other.state));
}

function outputMissing(
  { from, output, path }: TakenOutput,
  owner: NonNullable<StateOfFile["outputs"]> & { readonly file: string },
): Finding {
  const { file, at, names } = owner;
  const place = `${file}:${at.line}:${at.column}`;
  const near = didYouMean(output, names);
  const expected =
    names.length === 0 ? "which passes on no outputs" : `expected one of its \`outputs\`, ${shorten(names.join(", "))}`;
  return finding("reference-unknown", path, {
    message: `\`terraform.remote_states.${from}\` is the state of ${place}, ${expected}, got \`${shorten(output)}\``,
    help:
      near === undefined
        ? "declare it there under `outputs`, which is for `render: module`, and apply that stack first"
        : `did you mean \`${near}\`?`,
  });
}
