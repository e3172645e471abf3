import { painter } from "../../report/text/colour";
import type { TableLook } from "../../report/text/text-table";
import type { CliContext } from "../context";

const NARROWEST = 60;
const WIDTH = 100;

/** How wide the terminal is, and whether it has colours. */
export function lookOf({ stdout, env }: CliContext): TableLook {
  const columns = stdout.isTTY === true ? stdout.columns : undefined;
  return { width: Math.max(NARROWEST, columns ?? WIDTH), paint: painter(stdout, env) };
}
