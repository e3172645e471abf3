import { heredocEnd, stringEnd } from "../root/quoted";
import { readTemplateParts } from "../root/template";

/** New addresses by old ones: `data.aws_eks_cluster.this`, `local.leaving`, `terraform_data.stage`. */
export type Renames = ReadonlyMap<string, string>;

/** The parts of a configuration in which names are given. */
interface Named {
  readonly data?: unknown;
  readonly ephemeral?: unknown;
  readonly locals?: unknown;
  readonly resource?: unknown;
}

/** `payments-prod` -> `eks_access_payments_prod`: what all our names of a cluster begin with. */
export function namePrefix(clusterName: string): string {
  return `eks_access_${clusterName.replace(/-/g, "_")}`;
}

/** What our own resources, data sources and locals are called in a root module that has names of its own. */
export function renamesOf({ data, ephemeral, locals, resource }: Named, prefix: string): Renames {
  const typed = (kind: string, types: unknown): [string, string][] =>
    Object.entries(fieldsOf(types)).flatMap(([type, named]) =>
      Object.keys(fieldsOf(named)).map((name): [string, string] => {
        const start = `${kind}${type}.`;
        return [`${start}${name}`, `${start}${prefix}_${name}`];
      }),
    );
  return new Map([
    ...typed("data.", data),
    ...typed("ephemeral.", ephemeral),
    ...typed("", resource),
    ...Object.keys(fieldsOf(locals)).map((name): [string, string] => [`local.${name}`, `local.${prefix}_${name}`]),
  ]);
}

/** A value of Terraform JSON with its references renamed; texts stay as they are. */
export function withNewNames(value: unknown, renames: Renames): unknown {
  if (typeof value === "string") return renames.get(value) ?? renamedTemplate(value, renames);
  if (Array.isArray(value)) return value.map((item) => withNewNames(item, renames));
  if (typeof value !== "object" || value === null) return value;
  return Object.fromEntries(Object.entries(value).map(([key, item]) => [key, withNewNames(item, renames)]));
}

function renamedTemplate(template: string, renames: Renames): string {
  return readTemplateParts(template)
    .map(({ kind, text }) => {
      if (kind === "text") return text;
      return `${kind === "directive" ? "%" : "$"}{${renamedExpression(text, renames)}}`;
    })
    .join("");
}

const REFERENCE = /[\p{L}_][\p{L}\p{N}_-]*(?:\.[\p{L}_][\p{L}\p{N}_-]*)*/uy;

/** Strings within are templates again; `row.arn` after a dot or bracket is no reference of its own. */
function renamedExpression(expression: string, renames: Renames): string {
  let result = "";
  for (let at = 0; at < expression.length;) {
    if (expression[at] === '"') {
      const end = stringEnd(expression, at + 1) ?? expression.length;
      result += `"${renamedTemplate(expression.slice(at + 1, end), renames)}"`;
      at = end + 1;
      continue;
    }
    if (expression.startsWith("<<", at)) {
      // A heredoc stands in what a root module wrote alone, which knows none of our names.
      const end = heredocEnd(expression, at) ?? expression.length;
      result += expression.slice(at, end + 1);
      at = end + 1;
      continue;
    }
    REFERENCE.lastIndex = at;
    const [reference] = REFERENCE.exec(expression) ?? [];
    const next = reference ?? expression.charAt(at);
    result += reference === undefined || expression[at - 1] === "." ? next : renamedReference(reference, renames);
    at += next.length;
  }
  return result;
}

/** The longest beginning of a reference that is an address of ours. */
function renamedReference(reference: string, renames: Renames): string {
  const steps = reference.split(".");
  for (const count of [3, 2]) {
    const address = steps.slice(0, count).join(".");
    const other = steps.length >= count ? renames.get(address) : undefined;
    if (other !== undefined) return [other, ...steps.slice(count)].join(".");
  }
  return reference;
}

function fieldsOf(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null ? { ...value } : {};
}
