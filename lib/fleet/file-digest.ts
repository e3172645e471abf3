import { createHash } from "node:crypto";

/** A cluster file as it was read, with what its folders say for it. */
export interface DigestedFile {
  readonly bytes: Uint8Array;
  /** Those of the folders above, the outermost first. */
  readonly defaults?: readonly { readonly bytes: Uint8Array }[];
}

/**
 * `sha256:…` of a cluster file's bytes, and of those of each `defaults.yaml` that it has: what a verdict is bound to. Without any
 * it is what `sha256sum` prints of the file.
 */
export function digestOf({ bytes, defaults = [] }: DigestedFile): string {
  const hash = createHash("sha256").update(bytes);
  for (const one of defaults) hash.update(`\0${one.bytes.length}\0`).update(one.bytes);
  return `sha256:${hash.digest("hex")}`;
}
