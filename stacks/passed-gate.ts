import { gate, isRefused } from "../lib/migration/gate";
import type { StagedCluster } from "../lib/migration/staged-cluster";
import { ValidationError } from "../lib/eks/validation-error";

/** A day before every expiry: acceptances that have expired change findings, never the JSON. */
const BEFORE_EXPIRY = "0000-00-00";

/**
 * Throws where the gate of a definition's stage refuses it, all findings in one error. Stacks call it from their
 * constructors: `skipValidation` would silence a validation of cdktf.
 */
export function passedGate<Staged extends StagedCluster>(staged: Staged): Staged {
  const refused = gate(staged, BEFORE_EXPIRY).filter((finding) => isRefused([finding]));
  const [first] = refused;
  if (first === undefined) return staged;
  const lines = refused.map(
    ({ path, message, code, help }) => `  ${path}: ${message} (${code})${help === undefined ? "" : `\n    ${help}`}`,
  );
  throw new ValidationError({
    code: first.code,
    path: staged.definition.clusterName,
    message: `${refused.length === 1 ? "1 finding refuses" : `${refused.length} findings refuse`} it:\n${lines.join("\n")}`,
  });
}
