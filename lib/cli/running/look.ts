import { painter } from "../../report/text/colour";
import type { TableLook } from "../../report/text/text-table";
import type { CliContext } from "../context";

const NARROWEST = 60;
const WIDTH = 100;

/** How wide the terminal is, and whether it has colours. */
export function lookOf({ stdout, env }: CliContext): TableLook {
  const { isTTY = false, columns = WIDTH } = stdout;
  // A terminal that does not know its width says 0.
  const width = isTTY && columns > 0 ? columns : WIDTH;
  return { width: Math.max(NARROWEST, width), paint: painter(stdout, env) };
}
