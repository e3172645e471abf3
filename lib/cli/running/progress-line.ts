import type { CliContext } from "../context";
import { fitted } from "../files/live/terminal-line";

/** How far a work is, on one line of a terminal. */
export interface ProgressLine {
  readonly show: (done: number, all: number) => void;
  /** Takes the line away again, where there is one. */
  readonly clear: () => void;
}

/** Work that is done before this many milliseconds shows nothing. */
const PATIENCE = 2000;
const EVERY = 100;

/** Shows `clusters: 120 of 1000` where somebody looks: never in a pipe, and after two seconds only. */
export function progressLine(
  stderr: CliContext["stderr"],
  what: string,
  now: () => number = () => performance.now(),
): ProgressLine {
  let due = now() + PATIENCE;
  let isShown = false;
  return {
    show: (done, all) => {
      if (stderr.isTTY !== true || now() < due) return;
      due = now() + EVERY;
      isShown = true;
      stderr.write(`\r\u001b[K${fitted(`${what}: ${done} of ${all}`, stderr)}`);
    },
    clear: () => {
      if (isShown) stderr.write("\r\u001b[K");
      isShown = false;
    },
  };
}
