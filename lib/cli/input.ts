import { readFile } from "node:fs/promises";
import { resolve } from "node:path";
import { STANDARD_INPUT } from "../inventory/located-finding";
import type { CliContext } from "./context";
import { Failure } from "./failure";

/** Larger inputs are not read: no dump of a cluster comes near. */
const LARGEST_INPUT = 64 * 1024 * 1024;

/** The bytes of a file, or of standard input for `-`. Throws a {@link Failure} that names what cannot be opened. */
export async function readInput(context: CliContext, path: string): Promise<Uint8Array> {
  const name = inputName(path);
  try {
    const bytes = path === "-" ? await readStream(context.stdin) : await readFile(resolve(context.cwd, path));
    if (bytes.length <= LARGEST_INPUT) return bytes;
  } catch (error) {
    throw new Failure(`${name}: cannot be read: ${reasonOf(error)}`);
  }
  throw new Failure(`${name}: too large, expected at most ${LARGEST_INPUT} bytes`);
}

/** How messages name an input. */
export function inputName(path: string): string {
  return path === "-" ? STANDARD_INPUT : path;
}

/** The system's words without the path, which the message has: `ENOENT: no such file or directory`. */
export function reasonOf(error: unknown): string {
  return String(error)
    .replace(/^Error: /, "")
    .replace(/, \w+( '.*')?$/s, "");
}

async function readStream(stream: CliContext["stdin"]): Promise<Uint8Array> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of stream) {
    chunks.push(typeof chunk === "string" ? Buffer.from(chunk) : chunk);
    size += chunk.length;
    if (size > LARGEST_INPUT) break;
  }
  return Buffer.concat(chunks);
}
