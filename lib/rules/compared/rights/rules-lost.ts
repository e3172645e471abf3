import type { RbacRule } from "../../../access/rbac/rbac";

/** One thing that a rule gives; a name alone where the rule has names. */
interface Permission {
  readonly verb: string;
  readonly what: string;
  /** `apps/deployments`, `/healthz` */
  readonly parts: readonly string[];
  readonly name?: string;
}

/** What rules give and others do not, in words: `get pods`, `update apps/deployments checkout`. In the order of the rules. */
export function rulesLost(before: readonly RbacRule[], after: readonly RbacRule[]): readonly string[] {
  const lost = before.flatMap(permissionsOf).filter((one) => !after.some((rule) => gives(rule, one)));
  return [
    ...new Set(lost.map(({ verb, what, name }) => [verb, what, ...(name === undefined ? [] : [name])].join(" "))),
  ];
}

function permissionsOf({ verbs, apiGroups, resources, resourceNames, nonResourceURLs }: RbacRule): Permission[] {
  const names = resourceNames.length === 0 ? [{}] : resourceNames.map((name) => ({ name }));
  return verbs.flatMap((verb) => [
    ...apiGroups.flatMap((group) =>
      resources.flatMap((resource) =>
        names.map((name) => ({
          verb,
          what: group === "" ? resource : `${group}/${resource}`,
          parts: [group, resource],
          ...name,
        })),
      ),
    ),
    ...nonResourceURLs.map((url) => ({ verb, what: url, parts: [url] })),
  ]);
}

function gives(rule: RbacRule, { verb, parts, name }: Permission): boolean {
  if (!has(rule.verbs, verb)) return false;
  const [first = "", second] = parts;
  if (second === undefined) return rule.nonResourceURLs.some((url) => isUrlWithin(first, url));
  const isNamed = rule.resourceNames.length === 0 || (name !== undefined && rule.resourceNames.includes(name));
  return isNamed && has(rule.apiGroups, first) && hasResource(rule.resources, second);
}

function has(list: readonly string[], one: string): boolean {
  return list.includes("*") || list.includes(one);
}

/** A star and a subresource stand for that subresource of everything. */
function hasResource(list: readonly string[], resource: string): boolean {
  const [, sub] = resource.split("/");
  return has(list, resource) || (sub !== undefined && list.includes(`*/${sub}`));
}

function isUrlWithin(url: string, pattern: string): boolean {
  return pattern === url || pattern === "*" || (pattern.endsWith("*") && url.startsWith(pattern.slice(0, -1)));
}
