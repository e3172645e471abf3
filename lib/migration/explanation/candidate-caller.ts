import type { IamArn } from "../../access/principal/arn";
import type { Caller } from "../../access/principal/caller";
import { PLACEHOLDERS, type Placeholder } from "../../access/aws-auth/template";
import type { StagedAccess } from "./staged-access";

/** Sessions that no binding is likely to name: they stand for all others. */
const OTHERS = ["eks-access-any-other-session", "i-0e5acce55a11c0de5"];
const OTHER_KEY = "AKIAEKSACCESSANYKEY0";

/**
 * Callers of a principal whom RBAC may tell apart: one that stands for all, and for each name that a binding has and a
 * template can become the session, or access key, with which it does.
 */
export function candidateCallers(
  access: Extract<StagedAccess, { kind: "access" }>,
  principal: IamArn,
  names: readonly string[],
): Caller[] {
  const templates = [access.username, ...access.groups].map((template) =>
    template.replaceAll("{{AccountID}}", principal.accountId),
  );
  const found = templates.flatMap((template) => names.flatMap((name) => captured(template, name)));
  const valuesOf = (...of: Placeholder[]): string[] =>
    found.filter(([at]) => of.includes(at)).map(([, value]) => value);
  const hasSessions = principal.kind === "role" || principal.kind === "service-linked-role";
  const named = valuesOf("{{SessionName}}", "{{SessionNameRaw}}").filter((value) => /^[\w+=,.@-]{2,64}$/.test(value));
  const sessions = hasSessions ? [...new Set([...OTHERS, ...named])] : [""];
  const keys = [...new Set([OTHER_KEY, ...valuesOf("{{AccessKeyID}}")])];
  return sessions.flatMap((session) => keys.map((accessKeyId) => ({ principal, session, accessKeyId })));
}

/** What the placeholders of a template hold where it becomes this name. */
function captured(template: string, name: string): [Placeholder, string][] {
  const parts = template.split(/(\{\{\w+\}\})/);
  const at = parts.flatMap((part) => PLACEHOLDERS.find((each) => each === part) ?? []);
  if (at.length === 0) return [];
  const isHole = (part: string): boolean => PLACEHOLDERS.some((each) => each === part);
  const pattern = parts.map((part) => (isHole(part) ? "(.+)" : part.replace(/[.*+?^${}()|[\]\\]/g, "\\$&"))).join("");
  const match = new RegExp(`^${pattern}$`, "s").exec(name);
  return at.flatMap((placeholder, i): [Placeholder, string][] => {
    const value = match?.[i + 1];
    return value === undefined ? [] : [[placeholder, value]];
  });
}
