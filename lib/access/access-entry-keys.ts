import type { AccessEntry } from "./access-entry";
import { ACCESS_ENTRY_RULES } from "./access-entry-rules";
import { didYouMean } from "./did-you-mean";
import { type Finding, findingsOf } from "./finding";

const ENTRY = ["principalArn", "type", "kubernetesGroups", "userName", "policyAssociations", "tags"] as const;
const ASSOCIATION = ["policyArn", "accessScope"] as const;
const SCOPE = ["type", "namespaces"] as const;
const finding = findingsOf(ACCESS_ENTRY_RULES);

/**
 * Keys that an entry, its associations or their scopes do not have: the module ignores them, and with them somebody's
 * rights.
 * @see DOMAIN R34, §5 pain 16
 */
export function unknownKeyFindings(path: string, entry: AccessEntry): Finding[] {
  const associations = Object.entries(entry.policyAssociations ?? {}).flatMap(([key, association]) => {
    const at = `${path}.policy_associations.${key}`;
    return [...unknown(at, association, ASSOCIATION), ...unknown(`${at}.access_scope`, association.accessScope, SCOPE)];
  });
  return [...unknown(path, entry, ENTRY), ...associations];
}

function unknown(path: string, value: object, known: readonly string[]): Finding[] {
  return Object.keys(value)
    .filter((key) => !known.includes(key))
    .map((key) => {
      const near = didYouMean(key, known);
      return finding("entry-unknown-key", `${path}.${key}`, {
        message: `unknown key, expected one of ${known.join(", ")}, got \`${key}\``,
        help: near === undefined ? "delete it" : `did you mean \`${near}\`?`,
      });
    });
}
