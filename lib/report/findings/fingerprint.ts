import { createHash } from "node:crypto";

/** Tells findings apart from one run to the next: 64 hexadecimal digits, of the parts and nothing else. */
export function fingerprint(...parts: readonly string[]): string {
  return createHash("sha256").update(JSON.stringify(parts)).digest("hex");
}

/** A fingerprint each; findings that are all the same are numbered. */
export function fingerprints(findings: readonly (readonly string[])[]): string[] {
  const seen = new Map<string, number>();
  return findings.map((parts) => {
    const key = JSON.stringify(parts);
    const count = seen.get(key) ?? 0;
    seen.set(key, count + 1);
    return count === 0 ? fingerprint(...parts) : fingerprint(...parts, String(count));
  });
}
