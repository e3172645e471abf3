import type { StagedCluster } from "../lib/migration/staged-cluster";
import type { Finding } from "../lib/finding/finding";
import { sortFindings } from "../lib/finding/finding-order";
import { ValidationError } from "../lib/finding/validation-error";
import { type ClusterDefinition, isOfFile } from "../lib/inventory/definition/cluster-definition";
import { judgedDefinition } from "../lib/inventory/validation/validate-definition";
import { isRefused } from "../lib/migration/gate/refusal";
import { guardAcceptanceFindings } from "../lib/migration/gate/gate-acceptance";

/** A day before every expiry: whoever read a file judged its acceptances by a day of his own. */
const BEFORE_EXPIRY = "0000-00-00";

/**
 * Throws where a definition cannot become one stack, all findings in one error: what `check` refuses, however the definition was
 * written. Stacks call it from their constructors: `skipValidation` would silence a validation of cdktf. The day decides which
 * acceptances are over, never the JSON: of a definition in TypeScript all of them; of a file, which was judged when it was read,
 * those that leave a guard out of the JSON, for nobody would ask again.
 */
export function passedGate(staged: StagedCluster<ClusterDefinition>): StagedCluster<ClusterDefinition> {
  const today = new Date().toISOString().slice(0, 10);
  const { own, gated } = isOfFile(staged.definition) ? ofFile(staged, today) : judgedDefinition(staged, { today });
  const [first, ...others] = sortFindings([...own, ...gated].filter((finding) => isRefused([finding])));
  if (first === undefined) return staged;
  if (others.length === 0 && own.includes(first)) throw new ValidationError(first);
  throw refusal(staged.definition, [first, ...others]);
}

function ofFile(staged: StagedCluster<ClusterDefinition>, today: string): ReturnType<typeof judgedDefinition> {
  const ofGuards = guardAcceptanceFindings(staged, today);
  const { own, gated } = judgedDefinition(staged, { today: BEFORE_EXPIRY });
  const isOfGuards = ({ code, path }: Finding): boolean =>
    ofGuards.some((one) => one.code === code && one.path === path);
  return { own, gated: [...ofGuards, ...gated.filter((one) => !isOfGuards(one))] };
}

function refusal({ clusterName }: ClusterDefinition, findings: readonly [Finding, ...Finding[]]): ValidationError {
  const lines = findings.map(
    ({ path, message, code, help }) => `  ${path}: ${message} (${code})${help === undefined ? "" : `\n    ${help}`}`,
  );
  return new ValidationError({
    code: findings[0].code,
    path: clusterName,
    message: `${findings.length === 1 ? "1 finding refuses" : `${findings.length} findings refuse`} it:\n${lines.join("\n")}`,
  });
}
