import type { KubeClient } from "../kubernetes/kube-client";
import { type Fields, fieldsOf } from "../terraform/provider-schema";
import { PUBLISHED_POLICIES } from "./published-policies";

const API = "rbac.authorization.k8s.io";
const PATH = `/apis/${API}/v1`;

/** Whom a binding is for: a group, a user, or a service account as `namespace/name`. */
export interface Subject {
  readonly kind: "Group" | "User" | "ServiceAccount";
  readonly name: string;
}

/** A binding to be: cluster-wide without a namespace. */
export interface BindingToBe {
  readonly name: string;
  readonly namespace?: string;
  readonly role: { readonly kind: "ClusterRole" | "Role"; readonly name: string };
  readonly subjects: readonly Subject[];
}

/** Writes RBAC of an API server, and does what the controller of aggregated roles does where one runs. */
export class RbacWriter {
  constructor(private readonly kube: KubeClient) {}

  async namespace(name: string): Promise<void> {
    await this.create("/api/v1/namespaces", { apiVersion: "v1", kind: "Namespace", metadata: { name } });
  }

  /** A ClusterRole, or a Role of a namespace; `more` has labels or an aggregation rule. */
  async role(
    { name, namespace }: { readonly name: string; readonly namespace?: string },
    rules: readonly object[],
    { labels, ...more }: { readonly labels?: Fields; readonly aggregationRule?: Fields } = {},
  ): Promise<void> {
    const kind = namespace === undefined ? "ClusterRole" : "Role";
    const metadata = { name, ...(namespace === undefined ? {} : { namespace }), ...(labels && { labels }) };
    await this.create(pathOf(kind, namespace), { apiVersion: `${API}/v1`, kind, metadata, rules, ...more });
  }

  async bind({ name, namespace, role, subjects }: BindingToBe): Promise<void> {
    const kind = namespace === undefined ? "ClusterRoleBinding" : "RoleBinding";
    const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
    await this.create(pathOf(kind, namespace), {
      apiVersion: `${API}/v1`,
      kind,
      metadata,
      roleRef: { apiGroup: API, ...role },
      subjects: subjects.map(subjectOf),
    });
  }

  /** Fills every aggregated ClusterRole with the rules of those that its selectors match. */
  async aggregate(): Promise<void> {
    // A role may be put together from roles that are put together: two rounds are enough for view, edit and admin.
    for (let round = 0; round < 3; round += 1) {
      const roles = await this.list("ClusterRole");
      for (const role of roles.filter(({ aggregationRule }) => aggregationRule !== undefined)) {
        const { clusterRoleSelectors } = fieldsOf(role.aggregationRule);
        const selectors = itemsOf(clusterRoleSelectors).map(({ matchLabels }) => fieldsOf(matchLabels));
        const rules = roles
          .filter((one) => selectors.some((wanted) => matches(fieldsOf(fieldsOf(one.metadata).labels), wanted)))
          .flatMap((one) => itemsOf(one.rules));
        const name = String(fieldsOf(role.metadata).name);
        must(`fill ${name}`, await this.kube.call("PUT", `${PATH}/clusterroles/${name}`, { ...role, rules }));
      }
    }
  }

  /** ClusterRoles of what AWS publishes, named as its policies are. */
  async publishedPolicies(): Promise<void> {
    for (const [name, rules] of Object.entries(PUBLISHED_POLICIES)) await this.role({ name }, rules);
  }

  /** All roles and bindings, as kubectl prints them. */
  async dump(): Promise<string> {
    const kinds = ["ClusterRole", "ClusterRoleBinding", "Role", "RoleBinding"] as const;
    const lists = await Promise.all(
      kinds.map(async (kind) => (await this.list(kind)).map((item) => ({ apiVersion: `${API}/v1`, kind, ...item }))),
    );
    return JSON.stringify({ apiVersion: "v1", kind: "List", items: lists.flat() });
  }

  private async list(kind: string): Promise<readonly Fields[]> {
    return itemsOf((await this.kube.call("GET", pathOf(kind))).json.items);
  }

  private async create(path: string, object: Fields): Promise<void> {
    must(`create ${JSON.stringify(object.metadata)}`, await this.kube.call("POST", path, object));
  }
}

function pathOf(kind: string, namespace?: string): string {
  const plural = `${kind.toLowerCase()}s`;
  return namespace === undefined ? `${PATH}/${plural}` : `${PATH}/namespaces/${namespace}/${plural}`;
}

function subjectOf({ kind, name }: Subject): Fields {
  const [namespace = "", own = ""] = name.split("/");
  return kind === "ServiceAccount" ? { kind, namespace, name: own } : { apiGroup: API, kind, name };
}

function matches(labels: Fields, wanted: Fields): boolean {
  return Object.entries(wanted).every(([key, value]) => labels[key] === value);
}

function itemsOf(value: unknown): readonly Fields[] {
  return Array.isArray(value) ? value.map((item: unknown) => fieldsOf(item)) : [];
}

function must(what: string, { status, json }: { readonly status: number; readonly json: Fields }): void {
  if (status > 299) throw new Error(`${what}: ${status} ${JSON.stringify(json)}`);
}
