import { defaultUserName } from "../../../lib/access/access-entry/access-entry";
import { ACCESS_ENTRY_TYPE_FACTS, type AccessEntryType } from "../../../lib/access/access-entry/access-entry-type";
import { awsAuthOf, type RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { isFrom } from "../../../lib/migration/stage";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { AWS_AUTH_FORMAT, dumpText, type UnreadCall } from "../../../lib/sources/dump";
import { ACCOUNT, arn, policyArn, role } from "../definitions/arns";

/** An entry of a {@link LiveModel}. */
export interface ModelEntry {
  type: AccessEntryType;
  groups: string[];
  username: string;
  createdAt: string;
  /** Namespaces by policy name; none: the whole cluster. */
  policies: Map<string, string[]>;
}

/** A binding of a {@link LiveModel}. */
export interface ModelBinding {
  name: string;
  namespace?: string;
  role: { kind: string; name: string };
  group: string;
}

const MADE = "2026-01-02T00:00:00Z";
const BEFORE = "2026-01-01T00:00:00Z";
/** After {@link MADE}: a role that was made anew. */
export const ANEW = "2026-02-01T00:00:00Z";
/** The role of the managed node group `blue`, whose entry EKS makes. */
export const BLUE = role("blue-nodes");

/** A cluster as it is after the plan of its file's stage: tests change it, and print it as a dump. */
export class LiveModel {
  mode: string;
  readonly entries = new Map<string, ModelEntry>();
  /** When each role and each user was made. */
  readonly roles = new Map<string, string>();
  rows: RoleRow[];
  accounts: string[] = [];
  /** Data of the ConfigMap in the place of the rows. */
  broken: Readonly<Record<string, string>> | undefined;
  hasConfigMap = true;
  bindings: ModelBinding[];
  clusterRoles: string[] = ["cluster-admin", "view", "edit"];
  readonly nodeGroups = new Map<string, { role: string; amiType: string }>();
  readonly unread: UnreadCall[] = [];

  constructor(readonly definition: ClusterDefinition) {
    const { rendering } = new StagedCluster(definition);
    this.mode = rendering.mode;
    this.rows = rendering.awsAuth.rows.roles.map(({ row }) => row);
    const declared = Object.entries(definition.rbacBindings ?? {}).map(
      ([key, { group, clusterRole = "", namespace }]) => ({
        name: key,
        ...(namespace === undefined ? {} : { namespace }),
        role: { kind: "ClusterRole", name: clusterRole },
        group,
      }),
    );
    const { bridge } = rendering;
    this.bindings = [
      ...declared,
      ...(bridge === undefined
        ? []
        : [{ name: bridge.group, role: { kind: "ClusterRole", name: "cluster-admin" }, group: bridge.group }]),
    ];
    for (const {
      principalArn,
      type = "STANDARD",
      kubernetesGroups = [],
      userName,
      policyAssociations = {},
    } of Object.values(rendering.entries)) {
      const policies = Object.values(policyAssociations).map(
        ({ policyArn: policy, accessScope }): [string, string[]] => [
          policy.split("/").at(-1) ?? "",
          accessScope.type === "cluster" ? [] : [...(accessScope.namespaces ?? [])],
        ],
      );
      this.addEntry(principalArn, {
        type,
        groups: [...kubernetesGroups],
        ...(userName === undefined ? {} : { username: userName }),
        policies: new Map(policies),
      });
    }
    const { stage = "done" } = definition.migration ?? {};
    if (isFrom(stage, "dual"))
      for (const expected of definition.migration?.expected ?? [])
        this.addEntry(
          expected,
          expected === BLUE ? { type: "EC2_LINUX" } : { policies: new Map([["AmazonEKSClusterAdminPolicy", []]]) },
        );
    this.nodeGroups.set("blue", { role: BLUE, amiType: "AL2023_x86_64_STANDARD" });
    for (const { principalArn } of Object.values(definition.accessEntries)) this.roles.set(principalArn, BEFORE);
    for (const expected of definition.migration?.expected ?? []) this.roles.set(expected, BEFORE);
  }

  addEntry(principalArn: string, { type = "STANDARD", ...rest }: Partial<ModelEntry> = {}): void {
    const username = ACCESS_ENTRY_TYPE_FACTS[type].username ?? defaultUserName(arn(principalArn));
    this.entries.set(principalArn, { type, groups: [], username, createdAt: MADE, policies: new Map(), ...rest });
  }

  entry(principalArn: string): ModelEntry {
    const found = this.entries.get(principalArn);
    if (found === undefined) throw new Error(`no entry of ${principalArn}`);
    return found;
  }

  /** What collect would write. */
  get text(): string {
    const { clusterName, terraform } = this.definition;
    const denied = (action: string, of?: string): boolean =>
      this.unread.some((call) => call.action === action && call.of === of);
    return dumpText({
      clusterName,
      region: terraform.region,
      collectedAt: Date.parse("2026-11-27T10:00:00Z"),
      caller: `arn:aws:sts::${ACCOUNT}:assumed-role/auditor/ann`,
      absent: this.hasConfigMap ? [] : [AWS_AUTH_FORMAT],
      unread: this.unread,
      read: [
        {
          cluster: {
            name: clusterName,
            arn: `arn:aws:eks:${terraform.region}:${ACCOUNT}:cluster/${clusterName}`,
            accessConfig: { authenticationMode: this.mode },
          },
        },
        ...(denied("eks:ListAccessEntries") || this.mode === "CONFIG_MAP" ? [] : this.entryAnswers(denied)),
        ...(denied("eks:ListNodegroups") ? [] : this.nodeGroupAnswers()),
        { fargateProfileNames: [] },
        { capabilities: [] },
        ...(denied("iam:ListRoles") ? [] : [{ Roles: this.principals("role") }]),
        ...(denied("iam:ListUsers") ? [] : [{ Users: this.principals("user") }]),
        ...(this.hasConfigMap && !denied("get configmaps/aws-auth") ? [this.configMap()] : []),
        ...(denied("list clusterrolebindings") ? [] : this.rbac()),
      ],
    });
  }

  private principals(kind: "role" | "user"): object[] {
    return [...this.roles]
      .filter(([Arn]) => Arn.includes(`:${kind}/`))
      .map(([Arn, CreateDate]) => ({ Arn, CreateDate }));
  }

  private entryAnswers(denied: (action: string, of?: string) => boolean): object[] {
    return [
      { accessEntries: [...this.entries.keys()] },
      ...[...this.entries].flatMap(([principalArn, { type, groups, username, createdAt, policies }]) => [
        ...(denied("eks:DescribeAccessEntry", principalArn)
          ? []
          : [
              {
                accessEntry: { clusterName: "demo", principalArn, type, kubernetesGroups: groups, username, createdAt },
              },
            ]),
        ...(denied("eks:ListAssociatedAccessPolicies", principalArn)
          ? []
          : [
              {
                clusterName: "demo",
                principalArn,
                associatedAccessPolicies: [...policies].map(([name, namespaces]) => ({
                  policyArn: policyArn(name),
                  accessScope: { type: namespaces.length === 0 ? "cluster" : "namespace", namespaces },
                })),
              },
            ]),
      ]),
    ];
  }

  private nodeGroupAnswers(): object[] {
    const groups = [...this.nodeGroups].map(([nodegroupName, { role: nodeRole, amiType }]) => ({
      nodegroup: { clusterName: "demo", nodegroupName, nodeRole, amiType },
    }));
    return [{ nodegroups: [...this.nodeGroups.keys()] }, ...groups];
  }

  private configMap(): object {
    const data = this.broken ?? encodeAwsAuth(awsAuthOf(this.rows, [], this.accounts));
    return { apiVersion: "v1", kind: "ConfigMap", metadata: { name: "aws-auth", namespace: "kube-system" }, data };
  }

  private rbac(): object[] {
    const apiVersion = "rbac.authorization.k8s.io/v1";
    const bindings = (namespaced: boolean) =>
      this.bindings
        .filter(({ namespace }) => (namespace !== undefined) === namespaced)
        .map(({ name, namespace, role: { kind, name: of }, group }) => ({
          metadata: { name, namespace },
          roleRef: { kind, name: of },
          subjects: [{ kind: "Group", name: group }],
        }));
    return [
      {
        apiVersion,
        kind: "ClusterRoleList",
        items: this.clusterRoles.map((name) => ({ metadata: { name }, rules: [] })),
      },
      { apiVersion, kind: "RoleList", items: [{ metadata: { name: "x", namespace: "default" }, rules: [] }] },
      {
        apiVersion,
        kind: "ClusterRoleBindingList",
        items: [
          ...bindings(false),
          { metadata: { name: "system" }, roleRef: { kind: "ClusterRole", name: "view" }, subjects: [] },
        ],
      },
      {
        apiVersion,
        kind: "RoleBindingList",
        items: [
          ...bindings(true),
          { metadata: { name: "own", namespace: "x" }, roleRef: { kind: "ClusterRole", name: "view" }, subjects: [] },
        ],
      },
    ];
  }
}
