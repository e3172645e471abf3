import { createHash } from "node:crypto";

/** The SHA-256 of texts and bytes one after another, each with its length, so that no two lists share one. */
export function textDigest(...parts: readonly (string | Uint8Array)[]): string {
  const hash = createHash("sha256");
  for (const part of parts) hash.update(`${part.length}:`).update(part);
  return hash.digest("hex");
}
