import type { Caller } from "../principal/caller";

/** The placeholders that the authenticator fills in, in usernames and groups; any other `{{…}}` is plain text. */
export const PLACEHOLDERS = [
  "{{EC2PrivateDNSName}}",
  "{{AccountID}}",
  "{{SessionName}}",
  "{{SessionNameRaw}}",
  "{{AccessKeyID}}",
] as const;

/** One of {@link PLACEHOLDERS}. */
export type Placeholder = (typeof PLACEHOLDERS)[number];

/** The placeholders of a template, in the order of {@link PLACEHOLDERS}. */
export function placeholdersOf(template: string): Placeholder[] {
  return PLACEHOLDERS.filter((placeholder) => template.includes(placeholder));
}

const INSTANCE_ID = /^i-(\w{8}|\w{17})$/;

/** Whether a session is named after an EC2 instance, as those of nodes are. */
export function isInstanceSession(session: string): boolean {
  return INSTANCE_ID.test(session);
}

/** Whether a template becomes this name in some session: each placeholder stands for any text. */
export function canBecome(template: string, name: string): boolean {
  const parts = template.split(new RegExp(`(?:${PLACEHOLDERS.map(literally).join("|")})`));
  return new RegExp(`^${parts.map(literally).join(".+")}$`, "s").test(name);
}

/** What a name tells of the caller for whom a template became it: each placeholder with its text; undefined where it cannot be. */
export function filledIn(template: string, name: string): ReadonlyMap<Placeholder, string> | undefined {
  const inOrder = template.match(new RegExp(PLACEHOLDERS.map(literally).join("|"), "g")) ?? [];
  const parts = template.split(new RegExp(`(?:${PLACEHOLDERS.map(literally).join("|")})`));
  const found = new RegExp(`^${parts.map(literally).join("(.+)")}$`, "s").exec(name);
  if (found === null) return undefined;
  return new Map(
    inOrder.flatMap((text, i) =>
      PLACEHOLDERS.filter((each) => each === text).map((each) => [each, found[i + 1] ?? ""]),
    ),
  );
}

function literally(text: string): string {
  return text.replace(/[.*+?^${}()|[\]\\]/g, "\\$&");
}

/**
 * Fills a template in for one caller, in the authenticator's order; undefined where it cannot, which refuses the caller.
 * The private DNS name, which the authenticator asks EC2 for, is `<instance id>.ec2.internal` here.
 * @see aws-iam-authenticator pkg/server/server.go renderTemplate; DOMAIN §1.3
 */
export function renderTemplate(template: string, caller: Caller): string | undefined {
  if (!template.includes("{{")) return template;
  if (template.includes("{{EC2PrivateDNSName}}") && !isInstanceSession(caller.session)) return undefined;
  const values: readonly (readonly [Placeholder, string])[] = [
    ["{{EC2PrivateDNSName}}", `${caller.session}.ec2.internal`],
    ["{{AccountID}}", caller.principal.accountId],
    ["{{SessionName}}", caller.session.replaceAll("@", "-")],
    ["{{SessionNameRaw}}", caller.session],
    ["{{AccessKeyID}}", caller.accessKeyId],
  ];
  return values.reduce((text, [placeholder, value]) => text.replaceAll(placeholder, () => value), template);
}
