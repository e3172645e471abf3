import { createHmac, timingSafeEqual } from "node:crypto";

/** The header with the signature of a run task's request. */
export const SIGNATURE_HEADER = "x-tfc-task-signature";

/** Why a request is not taken: the status that answers it, and a word for the log. */
export interface Refusal {
  readonly status: number;
  readonly problem: string;
}

/**
 * Why a request is not what HCP Terraform signed, over the raw bytes of its body; undefined where it is. An empty header is
 * an unsigned request.
 * @see https://developer.hashicorp.com/terraform/cloud-docs/api-docs/run-tasks/run-tasks-integration#securing-your-run-task
 */
export function signatureRefusal(
  key: string | undefined,
  signature: string | undefined,
  body: Uint8Array,
): Refusal | undefined {
  const isSigned = signature !== undefined && signature !== "";
  if (key === undefined)
    return isSigned ? { status: 400, problem: "signed, and no HMAC key is configured" } : undefined;
  if (!isSigned) return { status: 401, problem: "not signed, expected a signature" };
  return isSignature(key, signature, body) ? undefined : { status: 401, problem: "the signature does not match" };
}

/** In constant time: how long it takes tells nothing about the right signature. */
function isSignature(key: string, signature: string, body: Uint8Array): boolean {
  const right = createHmac("sha512", key).update(body).digest();
  const given = Buffer.from(signature, "hex");
  return signature.length === right.length * 2 && given.length === right.length && timingSafeEqual(given, right);
}
