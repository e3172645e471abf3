import { painter } from "../../report/text/colour";
import { printable } from "../../report/text/printable";
import type { CliContext } from "../context";
import type { Failure } from "../failure";

/** Of one of many nothing came: that is said, and the others are done all the same. */
export function tellFailure({ stderr, env }: CliContext, what: string, { message, help }: Failure): void {
  const error = painter(stderr, env)("error", "red");
  stderr.write(`${error} ${printable(`${what}: ${message}`)}\n${help === undefined ? "" : `    ${printable(help)}\n`}`);
}
