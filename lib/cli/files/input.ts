import { createReadStream } from "node:fs";
import { join, resolve } from "node:path";
import { reasonOf } from "../../finding/reason-of";
import { STANDARD_INPUT } from "../../inventory/finding/located-finding";
import type { CliContext } from "../context";
import { Failure } from "../failure";

/** Larger inputs are not read: no dump of a cluster comes near. */
const LARGEST_INPUT = 64 * 1024 * 1024;
const CHUNK = 1024 * 1024;

/**
 * The bytes of a file, a pipe, or of standard input for `-`, of at most `most` bytes. Throws a {@link Failure} that names what
 * cannot be opened or does not end.
 */
export async function readInput(context: CliContext, path: string, most = LARGEST_INPUT): Promise<Uint8Array> {
  const name = inputName(path);
  const stream = path === "-" ? context.stdin : createReadStream(resolve(context.cwd, path), { highWaterMark: CHUNK });
  const bytes = await readAtMost(stream, most).catch((error: unknown) => {
    throw isFolder(error)
      ? new Failure(`${name}: a folder, expected a file`, {
          help: `name the files in it: ${join(path, "*.json")}, say`,
        })
      : new Failure(`${name}: cannot be read: ${reasonOf(error)}`);
  });
  if (bytes !== undefined) return bytes;
  throw inputTooLarge(name, most);
}

function isFolder(error: unknown): boolean {
  return String(error).startsWith("Error: EISDIR:");
}

/** Why an input is not read to its end. */
export function inputTooLarge(name: string, most: number): Failure {
  return new Failure(`${name}: too large, expected at most ${most} bytes`);
}

/** What a stream gives, or undefined where it is more than `most` bytes: then the rest is not read. */
export async function readAtMost(stream: CliContext["stdin"], most: number): Promise<Buffer | undefined> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const given of stream) {
    const chunk = typeof given === "string" ? Buffer.from(given) : given;
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

/** How messages name an input. */
export function inputName(path: string): string {
  return path === "-" ? STANDARD_INPUT : path;
}

/** Refuses `-` where it stands for more than one input: the second would find nothing. */
export function refuseTwiceStandardInput(paths: readonly (string | undefined)[]): void {
  if (paths.filter((path) => path === "-").length > 1)
    throw new Failure("`-` stands twice: standard input can be read once", { help: "write the others to files" });
}
