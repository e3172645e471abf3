import { shorten } from "../finding/shorten";
import { printable } from "./text/printable";

/** A folder of the output whose stack is gone: where it is, and the names of what keeps it. */
interface StaleFolder {
  readonly path: string;
  readonly holds: readonly string[];
}

const HELP = "look at it, keep the state where the cluster still needs it, then delete the folder";

/** One warning for each, with what to do. */
export function staleText(stale: readonly StaleFolder[] = []): string {
  return stale.map((one) => `warning ${printable(sentence(one))}\n    ${HELP}\n`).join("");
}

function sentence({ path, holds }: StaleFolder): string {
  return `${path}: no cluster file leads to this folder any more, it stays for what it holds: \`${shorten(holds.join(", "))}\``;
}
