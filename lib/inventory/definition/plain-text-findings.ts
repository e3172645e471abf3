import type { Finding } from "../../finding/finding";
import { shorten } from "../../finding/shorten";
import { inventoryFinding as finding } from "../finding/inventory-finding";
import type { ClusterDefinition } from "./cluster-definition";

/** A text, or texts by name, and their place in the file. */
type TextAt = readonly [path: string, value: unknown];

const SURROGATE = /\p{Surrogate}/u;
/** Tabs and line breaks come from block scalars. */
const CONTROL = /(?![\t\n\r])\p{Cc}/u;

/**
 * Tags, descriptions, annotations, names of RBAC roles and other texts that go to AWS and Kubernetes, where they would not stay as they are. Names
 * of people and groups have a stricter judge: `identityTextProblem`.
 */
export function plainTextFindings(definition: ClusterDefinition): Finding[] {
  return placed(definition).flatMap(([path, value]) => {
    if (typeof value === "string") return problem(path, value);
    if (typeof value !== "object" || value === null) return [];
    const texts: readonly (readonly [string, unknown])[] = Object.entries(value);
    return texts.flatMap(([key, text]) => [
      ...problem(`${path}.${key}`, key),
      ...(typeof text === "string" ? problem(`${path}.${key}`, text) : []),
    ]);
  });
}

function placed(definition: ClusterDefinition): TextAt[] {
  const { accessEntries, rbacBindings = {}, iamRoles = {}, serviceAccounts = {}, terraform } = definition;
  return [
    ...Object.entries(definition)
      .filter(([key]) => /(?:^tags|Tags|Description)$/.test(key))
      .map(([key, value]): TextAt => [snakeCase(key), value]),
    ["terraform.default_tags", terraform.defaultTags],
    ...Object.entries(accessEntries).map(([key, { tags }]): TextAt => [`access_entries.${key}.tags`, tags]),
    ...Object.entries(rbacBindings).flatMap(([key, { name, clusterRole, role }]): TextAt[] => [
      [`rbac_bindings.${key}.name`, name],
      [`rbac_bindings.${key}.cluster_role`, clusterRole],
      [`rbac_bindings.${key}.role`, role],
    ]),
    ...Object.entries(iamRoles).flatMap(([key, role]): TextAt[] => [
      [`iam_roles.${key}.path`, role.path],
      [`iam_roles.${key}.description`, role.description],
      [`iam_roles.${key}.tags`, role.tags],
      [`iam_roles.${key}.policies`, role.policies],
      [`iam_roles.${key}.inline_policies`, role.inlinePolicies],
    ]),
    ...Object.entries(serviceAccounts).flatMap(([key, { annotations, policies }]): TextAt[] => [
      [`service_accounts.${key}.annotations`, annotations],
      [`service_accounts.${key}.policies`, policies],
    ]),
  ];
}

function problem(path: string, text: string): Finding[] {
  if (SURROGATE.test(text)) return [told(path, text, HALF)];
  return CONTROL.test(text) ? [told(path, text, STEERING)] : [];
}

const HALF = { found: "half of a character (a lone surrogate)", why: "Terraform writes another one in its place" };
const STEERING = { found: "a control character", why: "AWS refuses it" };

function told(path: string, text: string, { found, why }: typeof HALF): Finding {
  return finding("text-not-kept", path, {
    message: `${found}, expected text that can be kept, got \`${shorten(text)}\``,
    help: `${why}: delete it, or write the character that was meant`,
  });
}

/** `clusterTags` -> `cluster_tags` */
function snakeCase(key: string): string {
  return key.replace(/[A-Z]/g, (letter) => `_${letter.toLowerCase()}`);
}
