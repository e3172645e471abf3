import { parseArn } from "../access/principal/arn";
import { type Finding, findingsIn } from "../finding/finding";
import { CATALOGUE, type Code, CODES, currentCode, isCode, says } from "../finding/catalogue";
import { didYouMean } from "../finding/did-you-mean";
import { samePrincipal } from "../access/principal/principal-id";
import type { AccessDefinition, Acceptance } from "./definition";

/** A finding, and the acceptance that opens it: then it counts as a note, and is still shown. */
export interface JudgedFinding extends Finding {
  /** ARN of the principal that the finding is about. */
  readonly principal?: string;
  readonly accepted?: Acceptance;
}

const finding = findingsIn("gate");

/** Who judges, and when: `today` is `2026-11-22`; an acceptance holds through its last day. */
interface Judging {
  /** At a gate the end of a guard's acceptance is a finding of its own. */
  readonly context: "gate" | "review";
  readonly today: string;
}

/** Opens the findings that the file accepts, and reports acceptances that are wrong, expired or idle. */
export function acceptFindings(
  findings: readonly JudgedFinding[],
  definition: AccessDefinition,
  judging: Judging,
): JudgedFinding[] {
  const accept = definition.accept ?? [];
  const judged = findings.map((found) => {
    const accepted = accept.find((one) => opens(one, found) && !isExpired(one, judging.today));
    return accepted === undefined ? found : { ...found, accepted };
  });
  const about = accept.flatMap((one, i) => [
    ...renamedFindings(one, `accept[${i}]`),
    ...acceptanceFindings(one, `accept[${i}]`, { ...judging, findings: judged }),
  ]);
  return [...judged, ...about];
}

/** Whether a definition opts in to a code that only Terraform meets; the date does not matter: it never changes the JSON. */
export function optsIn({ accept = [] }: AccessDefinition, code: Code, principal?: string): boolean {
  return accept.some((one) => currentCode(one.code) === code && !lacksPrincipal(one) && names(one, principal));
}

/** A code is opened by its own acceptance, or by that of the one code that its row names instead. */
function opens(acceptance: Acceptance, { code, principal }: JudgedFinding): boolean {
  const { acceptable = false, openedBy = acceptable ? code : undefined } = CATALOGUE[code];
  return currentCode(acceptance.code) === openedBy && names(acceptance, principal);
}

/** Rows name a role without its path, entries with it: to EKS one principal. */
function names({ principal: named }: Acceptance, principal: string | undefined): boolean {
  if (named === undefined || named === principal) return true;
  const [one, other] = [named, principal ?? ""].map(parseArn);
  if (one === undefined || other === undefined) return false;
  return "arn" in one && "arn" in other && samePrincipal(one.arn, other.arn);
}

/** Whether the last day of an acceptance is before `today`, `2026-11-22`. */
export function isExpired({ until }: Acceptance, today: string): boolean {
  return until < today;
}

/** An acceptance by a name that its code had before holds, and says the new one. */
function renamedFindings({ code }: Acceptance, path: string): Finding[] {
  const current = currentCode(code);
  if (current === code) return [];
  const message = `a code that has another name now, expected \`${current}\`, got \`${code}\``;
  const help = `write \`${current}\`: the acceptance holds until then`;
  return [finding("accept-code-unknown", `${path}.code`, { severity: "warning", message, help })];
}

function acceptanceFindings(
  one: Acceptance,
  path: string,
  { context, today, findings }: Judging & { readonly findings: readonly JudgedFinding[] },
): Finding[] {
  const { principal, until } = one;
  const code = currentCode(one.code);
  if (!isCode(code)) {
    const near = didYouMean(code, ACCEPTABLE);
    const help = near === undefined ? `acceptable are ${ACCEPTABLE.join(", ")}` : `did you mean \`${near}\`?`;
    return [finding("accept-code-unknown", `${path}.code`, { message: `unknown code, got \`${code}\``, help })];
  }
  if (!ACCEPTABLE.includes(code)) {
    const message = `\`${code}\` cannot be accepted, expected one of ${ACCEPTABLE.join(", ")}`;
    return [finding("accept-refused", `${path}.code`, { message, help: refusedHelp(code) })];
  }
  if (lacksPrincipal(one)) return [refusedForAll(code, path)];
  if (isExpired(one, today)) {
    if (context === "gate" && says("guard", code)) return [];
    const message = `the acceptance has expired, and \`${code}\` counts again, expected ${today} or later, got \`${until}\``;
    return [
      finding("accept-expired", `${path}.until`, {
        message,
        help: `look whether it still holds: write a new \`until\`, or delete this item of the list \`accept\` and correct what \`${code}\` says`,
      }),
    ];
  }
  const isUsed = !says("gate", code) || findings.some(({ accepted }) => accepted === one);
  if (isUsed) return [];
  const message = `accepts nothing: this cluster has no finding \`${code}\`${principal === undefined ? "" : ` about ${principal}`}`;
  return [finding("accept-unused", path, { message, help: "delete this item of the list `accept`" })];
}

/** Whether an acceptance would open its guard for everybody, of whom each may lose the last access by one plan. */
function lacksPrincipal({ code, principal }: Acceptance): boolean {
  const current = currentCode(code);
  return principal === undefined && isCode(current) && CATALOGUE[current].acceptedByPrincipal === true;
}

function refusedForAll(code: Code, path: string): Finding {
  return finding("accept-refused", path, {
    message: `\`${code}\` is accepted for one principal at a time, expected \`principal\`, got an acceptance for everybody`,
    help: "add `principal: ARN`, as the row or the entry names who has no live row; a second principal is an item of its own",
  });
}

const ACCEPTABLE: readonly Code[] = CODES.filter((code) => CATALOGUE[code].acceptable === true);

function refusedHelp(code: Code): string {
  const { openedBy } = CATALOGUE[code];
  return openedBy === undefined
    ? `delete this item of the list \`accept\`, and correct what \`${code}\` says`
    : `accept \`${openedBy}\`: the two are one decision`;
}
