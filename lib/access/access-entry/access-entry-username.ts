import type { JudgedEntry } from "./access-entry-keys";
import { ACCESS_ENTRY_TYPE_FACTS } from "./access-entry-type";
import { type Finding, findingsIn } from "../../finding/finding";
import { shortenArn } from "../../finding/shorten";
import { placeholdersOf } from "../aws-auth/template";

/**
 * Prefixes that usernames of entries may not have.
 * @see https://docs.aws.amazon.com/eks/latest/userguide/set-custom-username.html; DOMAIN §2.3
 */
export const RESERVED_USERNAME_PREFIXES = ["system:", "eks:", "aws:", "amazon:", "iam:"] as const;

const finding = findingsIn("file");

/** What is wrong with an entry's username (R21-R24, R30). */
export function usernameFindings(entryPath: string, entry: JudgedEntry): Finding[] {
  const path = `${entryPath}.user_name`;
  const { userName, type = "STANDARD" } = entry;
  if (userName === undefined) return [];
  if (!ACCESS_ENTRY_TYPE_FACTS[type].identity) {
    return [
      finding("entry-username-on-type", path, {
        message: `username on type ${type}, expected none, got \`${shortenArn(userName)}\``,
        help: 'delete `user_name`. AWS: InvalidParameterException, only on "STANDARD"',
      }),
    ];
  }
  if (userName === "") {
    return [
      finding("entry-username-empty", path, {
        message: 'empty username, expected a name, got `""`',
        help: "delete `user_name`: EKS then takes the principal's ARN",
      }),
    ];
  }
  return [...reserved(path, userName), ...colon(path, userName), ...templates(path, userName)];
}

/** The reserved prefix that a username has, if any. */
export function reservedPrefix(userName: string): (typeof RESERVED_USERNAME_PREFIXES)[number] | undefined {
  return RESERVED_USERNAME_PREFIXES.find((prefix) => userName.startsWith(prefix));
}

/** Whether the session's name stands in a username with no colon before it, which EKS refuses. */
export function lacksColon(userName: string): boolean {
  const session = userName.search(/\{\{SessionName(Raw)?\}\}/);
  return session >= 0 && !userName.slice(0, session).includes(":");
}

/** The placeholders of a username that entries do not document. */
export function undocumentedPlaceholders(userName: string): string[] {
  return placeholdersOf(userName).filter((each) => each !== "{{SessionName}}" && each !== "{{SessionNameRaw}}");
}

function reserved(path: string, userName: string): Finding[] {
  const prefix = reservedPrefix(userName);
  if (prefix === undefined) return [];
  return [
    finding("entry-username-reserved", path, {
      message: `reserved prefix \`${prefix}\`, expected none of ${RESERVED_USERNAME_PREFIXES.join(", ")}, got \`${shortenArn(userName)}\``,
      help: `choose another name, and bind RBAC to it. AWS: The username must not begin with ${prefix}`,
    }),
  ];
}

function colon(path: string, userName: string): Finding[] {
  if (!lacksColon(userName)) return [];
  return [
    finding("entry-username-colon", path, {
      message: `session name without a colon before it, expected \`role:{{SessionName}}\`, got \`${shortenArn(userName)}\``,
      help: "put a prefix with a colon before it; RBAC subjects by username have to follow. AWS: InvalidParameterException",
    }),
  ];
}

function templates(path: string, userName: string): Finding[] {
  return undocumentedPlaceholders(userName).map((placeholder) =>
    finding("entry-username-template", path, {
      message: `undocumented placeholder, expected {{SessionName}} or {{SessionNameRaw}}, got \`${placeholder}\``,
      help: placeholder === "{{AccountID}}" ? "write the account ID itself" : "write a username without it",
    }),
  );
}
