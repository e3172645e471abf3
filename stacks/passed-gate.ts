import type { StagedCluster } from "../lib/migration/staged-cluster";
import type { Finding } from "../lib/finding/finding";
import { sortFindings } from "../lib/finding/finding-order";
import { refuse, ValidationError } from "../lib/finding/validation-error";
import { type ClusterDefinition, isOfFile } from "../lib/inventory/definition/cluster-definition";
import { validateDefinition } from "../lib/inventory/definition/validate-definition";
import type { AccessDefinition } from "../lib/migration/definition";
import { isRefused } from "../lib/migration/gate/refusal";
import { gate } from "../lib/migration/gate/gate";
import { guardAcceptanceFindings } from "../lib/migration/gate/gate-acceptance";

/** A day before every expiry: whoever read a file judged its acceptances by a day of his own. */
const BEFORE_EXPIRY = "0000-00-00";

/**
 * Throws where a definition cannot become one stack, all findings in one error: what `check` refuses, however the
 * definition was written. Stacks call it from their constructors: `skipValidation` would silence a validation of cdktf.
 */
export function validated(staged: StagedCluster<ClusterDefinition>): StagedCluster<ClusterDefinition> {
  const findings = validateDefinition(staged);
  const [first, ...others] = findings;
  if (first !== undefined && others.length > 0) throw refusal(staged.definition, [first, ...others]);
  refuse(findings);
  return staged;
}

/**
 * Throws where the gate of a definition's stage refuses it, all findings in one error. The day decides which acceptances are
 * over, never the JSON: of a definition in TypeScript all of them; of a file, which was judged when it was read, those that
 * leave a guard out of the JSON, for nobody would ask again. `beside` is judged beside what the gate finds.
 */
export function passedGate<Staged extends StagedCluster>(staged: Staged, beside: readonly Finding[] = []): Staged {
  const today = new Date().toISOString().slice(0, 10);
  const findings = isOfFile(staged.definition) ? ofFile(staged, today, beside) : gate(staged, today, beside);
  const [first, ...others] = sortFindings(findings.filter((finding) => isRefused([finding])));
  if (first !== undefined) throw refusal(staged.definition, [first, ...others]);
  return staged;
}

function ofFile(staged: StagedCluster, today: string, beside: readonly Finding[]): Finding[] {
  const ofGuards = guardAcceptanceFindings(staged, today);
  const others = gate(staged, BEFORE_EXPIRY, beside);
  return [
    ...ofGuards,
    ...others.filter(({ code, path }) => !ofGuards.some((one) => one.code === code && one.path === path)),
  ];
}

function refusal({ clusterName }: AccessDefinition, findings: readonly [Finding, ...Finding[]]): ValidationError {
  const lines = findings.map(
    ({ path, message, code, help }) => `  ${path}: ${message} (${code})${help === undefined ? "" : `\n    ${help}`}`,
  );
  return new ValidationError({
    code: findings[0].code,
    path: clusterName,
    message: `${findings.length === 1 ? "1 finding refuses" : `${findings.length} findings refuse`} it:\n${lines.join("\n")}`,
  });
}
