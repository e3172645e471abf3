import { createReadStream, readdirSync, statSync } from "node:fs";
import { join, resolve } from "node:path";
import { createGunzip } from "node:zlib";
import type { CliContext } from "../../context";
import { Failure } from "../../failure";
import { reasonOf } from "../../../finding/reason-of";
import { inputName } from "../input";
import { compareText } from "../../../finding/text-order";

/** One file of a log, opened when it is read. */
export interface LogFile {
  /** As messages name it. */
  readonly name: string;
  /** Its text in pieces, unpacked where it is packed by gzip. Throws a {@link Failure} where it cannot be read to its end. */
  readonly text: () => AsyncIterable<string>;
}

const CHUNK = 1024 * 1024;

/** The files of logs: paths themselves, every file below folders in the order of their names, `-` for standard input. */
export function logFiles(context: CliContext, paths: readonly string[]): LogFile[] {
  const files = paths.flatMap((path) => (path === "-" ? ["-"] : filesBelow(context.cwd, path)));
  if (files.length === 0) throw new Failure(`${paths.join(", ")}: no file in it, expected a log`);
  return files.map((path) => ({ name: inputName(path), text: () => textOf(context, path) }));
}

function filesBelow(cwd: string, path: string): string[] {
  try {
    const found = statSync(resolve(cwd, path));
    if (!found.isDirectory()) return [path];
    return readdirSync(resolve(cwd, path), { withFileTypes: true })
      .filter(({ name }) => !name.startsWith("."))
      .sort((a, b) => compareText(a.name, b.name))
      .flatMap((entry) => {
        if (entry.isDirectory()) return filesBelow(cwd, join(path, entry.name));
        return entry.isFile() ? [join(path, entry.name)] : [];
      });
  } catch (error) {
    throw new Failure(`${path}: cannot be read: ${reasonOf(error)}`);
  }
}

async function* textOf(context: CliContext, path: string): AsyncIterable<string> {
  const name = inputName(path);
  const decoder = new TextDecoder("utf-8", { fatal: true });
  try {
    const source =
      path === "-" ? context.stdin : createReadStream(resolve(context.cwd, path), { highWaterMark: CHUNK });
    for await (const bytes of unpacked(source)) yield decoder.decode(bytes, { stream: true });
    yield decoder.decode();
  } catch (error) {
    throw new Failure(`${name}: cannot be read: ${wordsOf(error)}`);
  }
}

/**
 * The bytes, through gunzip where the first two say so.
 * @yields {Uint8Array} bytes of the text
 */
async function* unpacked(source: AsyncIterable<Uint8Array | string>): AsyncIterable<Uint8Array> {
  const pieces = source[Symbol.asyncIterator]();
  const first = await pieces.next();
  if (first.done === true) return;
  const begin = Buffer.from(first.value);
  const whole = joined(begin, pieces);
  if (begin[0] !== 0x1f || begin[1] !== 0x8b) {
    yield* whole;
    return;
  }
  const gunzip = createGunzip({ chunkSize: CHUNK });
  const fed = feed(gunzip, whole);
  for await (const piece of gunzip) if (piece instanceof Uint8Array) yield piece;
  await fed;
}

async function* joined(first: Uint8Array, rest: AsyncIterator<Uint8Array | string>): AsyncIterable<Uint8Array> {
  yield first;
  for (let next = await rest.next(); next.done !== true; next = await rest.next()) yield Buffer.from(next.value);
}

async function feed(gunzip: ReturnType<typeof createGunzip>, pieces: AsyncIterable<Uint8Array>): Promise<void> {
  try {
    for await (const piece of pieces) {
      if (!gunzip.write(piece)) await new Promise((resume) => gunzip.once("drain", resume));
    }
    gunzip.end();
  } catch (error) {
    gunzip.destroy(error instanceof Error ? error : new Error(String(error)));
  }
}

function wordsOf(error: unknown): string {
  const hasCode = typeof error === "object" && error !== null && "code" in error;
  if (hasCode && error.code === "ERR_ENCODING_INVALID_ENCODED_DATA") return "not UTF-8, expected the text of a log";
  return reasonOf(error);
}
