import { parseAllDocuments } from "yaml";
import {
  RBAC_KINDS,
  type Rbac,
  type RbacBinding,
  type RbacKind,
  type RbacRole,
  type RbacRule,
  type RbacSubject,
} from "./rbac";
import { shorten } from "../../finding/shorten";

/** What {@link parseRbacDump} answers: the RBAC, or what is wrong with the text, with its place if it has one. */
export type ParsedRbacDump = { readonly rbac: Rbac } | { readonly problem: string; readonly line?: number };

/** The command that makes a whole dump. */
export const RBAC_DUMP_COMMAND = "kubectl get clusterroles,clusterrolebindings,roles,rolebindings -A -o json";

const GROUP = "rbac.authorization.k8s.io";

/**
 * Reads what {@link RBAC_DUMP_COMMAND} prints, as JSON or YAML, lists and several documents included. Objects of other kinds
 * are passed over; one of RBAC that cannot be read makes the whole text unreadable, for it may be what gives a right.
 */
export function parseRbacDump(text: string): ParsedRbacDump {
  const documents = readDocuments(text);
  return "problem" in documents ? documents : rbacOf(documents.values);
}

/** The same of values that are parsed. */
export function rbacOf(values: readonly unknown[]): ParsedRbacDump {
  const objects: ValueAt[] = values.flatMap((value, i) =>
    objectsOf({ value, path: values.length === 1 ? "" : `document ${i + 1}` }),
  );
  const known = objects.flatMap((object) => {
    const kind = kindOf(object.value);
    return kind === undefined ? [] : [{ ...object, kind }];
  });
  if (known.length === 0) return { problem: `not an object of RBAC, expected the output of \`${RBAC_DUMP_COMMAND}\`` };
  const reader = new Reader();
  const roles = known.filter(({ kind }) => !kind.endsWith("Binding")).map((each) => roleOf(each, reader));
  const bindings = known.filter(({ kind }) => kind.endsWith("Binding")).map((each) => bindingOf(each, reader));
  const [problem] = reader.problems;
  if (problem !== undefined) return { problem };
  const missing = RBAC_KINDS.filter((kind) => !known.some((each) => each.kind === kind));
  return { rbac: { roles, bindings, missing } };
}

interface ValueAt {
  readonly value: unknown;
  readonly path: string;
}

interface KnownObject extends ValueAt {
  readonly kind: RbacKind;
}

function readDocuments(
  text: string,
): { readonly values: readonly unknown[] } | { readonly problem: string; readonly line?: number } {
  if (/^\s*\{/.test(text)) {
    try {
      return { values: [JSON.parse(text)] };
    } catch {
      // Flow mappings of YAML begin alike.
    }
  }
  const documents = parseAllDocuments(text.replace(/^\uFEFF/, ""), { uniqueKeys: true });
  const error = [...documents].flatMap(({ errors }) => errors)[0];
  if (error !== undefined) {
    const line = error.linePos?.[0].line;
    const problem = `no YAML and no JSON: ${shorten(error.message.split(/ at line |\n/)[0] ?? "", 120)}`;
    return line === undefined ? { problem } : { problem, line };
  }
  try {
    return { values: [...documents].map((document): unknown => document.toJS({ maxAliasCount: 100 })) };
  } catch (error) {
    return { problem: `cannot be read: ${shorten(String(error))}` };
  }
}

function objectsOf({ value, path }: ValueAt): ValueAt[] {
  const object = record(value);
  if (isCollected(object)) return objectsOf({ value: { kind: "List", items: object.read }, path: "read" });
  if (typeof object.kind !== "string" || !object.kind.endsWith("List") || !Array.isArray(object.items))
    return [{ value, path }];
  const items: readonly unknown[] = object.items;
  const listed = RBAC_KINDS.find((kind) => `${kind}List` === object.kind);
  return items.flatMap((item, i) =>
    objectsOf({
      value: listed === undefined ? item : { apiVersion: object.apiVersion, kind: listed, ...record(item) },
      path: `${path === "" ? "" : `${path} `}items[${i}]`,
    }),
  );
}

/** A dump of `eks-access collect`, which has the answers of EKS and IAM beside those of Kubernetes. */
function isCollected(object: Readonly<Record<string, unknown>>): boolean {
  return typeof object.eks_access_dump === "string" && Array.isArray(object.read);
}

function kindOf(value: unknown): RbacKind | undefined {
  const { kind, apiVersion } = record(value);
  if (typeof apiVersion !== "string" || !apiVersion.startsWith(`${GROUP}/`)) return undefined;
  return RBAC_KINDS.find((each) => each === kind);
}

/** Reads fields of objects, and keeps what is wrong with them. */
class Reader {
  public readonly problems: string[] = [];

  public text(of: ValueAt, field: string): string {
    const value = record(of.value)[field];
    if (typeof value === "string" && value !== "") return value;
    this.report(of, field, "a text");
    return "";
  }

  /** Absent and null are empty. */
  public texts(of: ValueAt, field: string): readonly string[] {
    const value = record(of.value)[field] ?? [];
    if (isTexts(value)) return value;
    this.report(of, field, "a list of texts");
    return [];
  }

  /** Absent and null are empty. */
  public list(of: ValueAt, field: string): readonly ValueAt[] {
    const value = record(of.value)[field] ?? [];
    if (Array.isArray(value)) {
      const items: readonly unknown[] = value;
      return items.map((item, i) => ({ value: item, path: `${of.path}.${field}[${i}]`.replace(/^\./, "") }));
    }
    this.report(of, field, "a list");
    return [];
  }

  public inside(of: ValueAt, field: string): ValueAt {
    return { value: record(of.value)[field], path: `${of.path}.${field}`.replace(/^\./, "") };
  }

  public report(of: ValueAt, field: string, expected: string): void {
    const { value, path } = this.inside(of, field);
    const got = value === undefined ? "nothing" : JSON.stringify(value);
    this.problems.push(`${path}: expected ${expected}, got \`${shorten(got)}\``);
  }
}

function roleOf(object: KnownObject, reader: Reader): RbacRole {
  const kind = object.kind === "Role" ? "Role" : "ClusterRole";
  const rules = reader.list(object, "rules").map((rule) => ruleOf(rule, reader));
  const isOpen = record(object.value).aggregationRule !== undefined && rules.length === 0;
  return { kind, ...nameOf(object, reader), rules: isOpen ? "unresolved" : rules };
}

function ruleOf(rule: ValueAt, reader: Reader): RbacRule {
  return {
    verbs: reader.texts(rule, "verbs"),
    apiGroups: reader.texts(rule, "apiGroups"),
    resources: reader.texts(rule, "resources"),
    resourceNames: reader.texts(rule, "resourceNames"),
    nonResourceURLs: reader.texts(rule, "nonResourceURLs"),
  };
}

function bindingOf(object: KnownObject, reader: Reader): RbacBinding {
  const ref = reader.inside(object, "roleRef");
  const kind = record(ref.value).kind;
  if (kind !== "Role" && kind !== "ClusterRole") reader.report(ref, "kind", "Role or ClusterRole");
  return {
    ...nameOf(object, reader),
    role: { kind: kind === "Role" ? "Role" : "ClusterRole", name: reader.text(ref, "name") },
    subjects: reader.list(object, "subjects").flatMap((subject) => subjectOf(subject, reader)),
  };
}

function subjectOf(subject: ValueAt, reader: Reader): RbacSubject[] {
  const { kind, namespace } = record(subject.value);
  if (kind !== "User" && kind !== "Group" && kind !== "ServiceAccount") {
    reader.report(subject, "kind", "User, Group or ServiceAccount");
    return [];
  }
  const name = reader.text(subject, "name");
  return [{ kind, name, ...(typeof namespace === "string" && namespace !== "" ? { namespace } : {}) }];
}

/** A namespace counts only where the kind has one: one written on a ClusterRole is nothing. */
function nameOf(object: KnownObject, reader: Reader): { readonly name: string; readonly namespace?: string } {
  const metadata = reader.inside(object, "metadata");
  const name = reader.text(metadata, "name");
  return object.kind.startsWith("Cluster") ? { name } : { name, namespace: reader.text(metadata, "namespace") };
}

function record(value: unknown): Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value) ? { ...value } : {};
}

function isTexts(value: unknown): value is readonly string[] {
  return Array.isArray(value) && value.every((each) => typeof each === "string");
}
