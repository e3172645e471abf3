import { createHash } from "node:crypto";

/** `sha256:…` of a cluster file's bytes: what a verdict is bound to. */
export function digestOf(bytes: Uint8Array): string {
  return `sha256:${createHash("sha256").update(bytes).digest("hex")}`;
}
