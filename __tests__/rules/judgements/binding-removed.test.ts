import type { Rbac } from "../../../lib/access/rbac/rbac";
import type { ResourceChange } from "../../../lib/plan/reading/terraform-plan";
import { bindingRemoved } from "../../../lib/rules/judgements/access/binding-removed";
import { cluster, creates, deletes, entry, keeps, policy, replaces, updates } from "../../support/plans/case-plans";
import { api, CLUSTER } from "../../support/reviews/case-reviews";
import { seenIn } from "../../support/reviews/seen-by";

type Json = Readonly<Record<string, unknown>>;

const A = "kubernetes_cluster_role_binding_v1.a";
const B = "kubernetes_cluster_role_binding_v1.b";
const SHOP = "kubernetes_role_binding_v1.shop";
const dev = keeps("aws_eks_access_entry.dev", entry("dev", { user_name: "dev", kubernetes_groups: ["g"] }));
const ops = keeps("aws_eks_access_entry.ops", entry("ops", { user_name: "ops", kubernetes_groups: ["g", "h"] }));

/** A binding of a cluster role to groups, and to users. */
function binding(role: string, groups: readonly string[], users: readonly string[] = []): Json {
  const of = (kind: string) => (name: string) => ({
    kind,
    name,
    api_group: "rbac.authorization.k8s.io",
    namespace: "",
  });
  return {
    metadata: [{ name: "x" }],
    role_ref: [{ api_group: "rbac.authorization.k8s.io", kind: "ClusterRole", name: role }],
    subject: [...groups.map(of("Group")), ...users.map(of("User"))],
  };
}

/** The same in a namespace. */
const within = (namespace: string, role: string, groups: readonly string[]): Json => ({
  ...binding(role, groups),
  metadata: [{ name: "x", namespace }],
});

const told = (changes: readonly ResourceChange[], rbac?: Rbac): readonly (readonly (string | undefined)[])[] =>
  seenIn(bindingRemoved, [api, ...changes], { rbac }).map(({ address, severity, message }) => [
    address,
    severity,
    message,
  ]);

const toldOf = (...changes: readonly ResourceChange[]) => told([dev, ...changes]);

const lost = (text: string, address = A) => [[address, undefined, text]];
const again = (text: string, address = A) => [[address, "warning", text]];
const EDIT = "role dev loses what `ClusterRole edit` allows: the plan takes it from group `g`";
const SECONDS =
  "role dev loses for seconds what `ClusterRole edit` allows: the plan takes it from group `g` and gives it again";

describe("binding-removed: whom it names, and what is taken", () => {
  const goes = (...subjects: readonly [readonly string[], (readonly string[])?]) =>
    deletes(A, binding("edit", ...subjects));

  test.each<[string, readonly ResourceChange[], readonly unknown[]]>([
    ["a member of the group", [dev, goes(["g"])], lost(EDIT)],
    [
      "members of groups",
      [dev, ops, goes(["g", "h"])],
      lost("role dev, role ops lose what `ClusterRole edit` allows: the plan takes it from groups `g`, `h`"),
    ],
    [
      "the user of the name",
      [dev, goes([], ["dev"])],
      lost("role dev loses what `ClusterRole edit` allows: the plan takes it from username `dev`"),
    ],
    [
      "users and groups",
      [dev, ops, goes(["h"], ["dev", "ops"])],
      lost(
        "role dev, role ops lose what `ClusterRole edit` allows: the plan takes it from group `h` and usernames `dev`, `ops`",
      ),
    ],
    ["a member of that group and another", [ops, goes(["g"])], lost(EDIT.replace("role dev", "role ops"))],
    ["nobody: no member", [dev, goes(["h"])], []],
    ["nobody: a user of the group's name", [dev, goes([], ["g"])], []],
    ["nobody: a group of the user's name", [dev, goes(["dev"])], []],
    [
      "nobody: an admin may do everything anyway",
      [dev, keeps("aws_eks_access_policy_association.dev", policy("dev", "AmazonEKSClusterAdminPolicy")), goes(["g"])],
      [],
    ],
    [
      "nobody: the member goes too",
      [deletes("aws_eks_access_entry.dev", entry("dev", { kubernetes_groups: ["g"] })), goes(["g"])],
      [],
    ],
  ])("%s", (_, changes, expected) => {
    expect(told(changes)).toEqual(expected);
  });

  test("is nobody where the cluster goes by the same plan, or is new", () => {
    const changes = [dev, goes(["g"])];
    expect(seenIn(bindingRemoved, [deletes(CLUSTER, cluster("API")), ...changes])).toEqual([]);
    expect(seenIn(bindingRemoved, [creates(CLUSTER, cluster("API")), ...changes])).toEqual([]);
  });
});

describe("binding-removed: how a binding changes", () => {
  const edit = binding("edit", ["g"]);

  test.each<[string, ResourceChange, readonly unknown[]]>([
    ["it drops one of its subjects", updates(A, binding("edit", ["g", "h"]), binding("edit", ["h"])), lost(EDIT)],
    ["it drops another subject", updates(A, binding("edit", ["g", "h"]), edit), []],
    ["it is relabelled", updates(A, edit, { ...edit, metadata: [{ name: "x", labels: { a: "b" } }] }), []],
    ["it stays", keeps(A, edit), []],
    ["it binds a weaker role", updates(A, edit, binding("view", ["g"])), lost(EDIT)],
    ["it binds a role that nobody knows to be stronger", updates(A, edit, binding("team", ["g"])), lost(EDIT)],
    ["it binds a stronger role", updates(A, edit, binding("admin", ["g"])), []],
    ["it binds the strongest role", updates(A, edit, binding("cluster-admin", ["g"])), []],
    ["it is made anew", replaces(A, [edit, edit], "metadata"), again(SECONDS)],
    [
      "it goes to another namespace",
      updates(SHOP, within("shop", "edit", ["g"]), within("pay", "edit", ["g"])),
      lost(EDIT, SHOP),
    ],
    [
      "of a role that is not told",
      deletes(A, { ...edit, role_ref: null }),
      lost("role dev loses what `a role` allows: the plan takes it from group `g`"),
    ],
  ])("%s", (_, change, expected) => {
    expect(told([dev, change])).toEqual(expected);
  });
});

describe("binding-removed: what another binding of the plan gives", () => {
  const edit = binding("edit", ["g"]);
  const gone = deletes(A, edit);
  const inShop = deletes(SHOP, within("shop", "edit", ["g"]));

  test.each<[string, ResourceChange, ResourceChange, readonly unknown[]]>([
    ["the same, all the time", gone, keeps(B, edit), []],
    ["the same, all the time, to more", gone, updates(B, edit, binding("edit", ["g", "h"])), []],
    ["more, all the time", gone, keeps(B, binding("admin", ["g"])), []],
    ["all, all the time", gone, keeps(B, binding("cluster-admin", ["g"])), []],
    ["less", gone, keeps(B, binding("view", ["g"])), lost(EDIT)],
    ["to others", gone, keeps(B, binding("edit", ["h"])), lost(EDIT)],
    ["to a user of the name", gone, keeps(B, binding("edit", [], ["g"])), lost(EDIT)],
    ["the same afterwards", gone, creates(B, edit), again(SECONDS)],
    [
      "the same, of one that gets the group now",
      gone,
      updates(B, binding("edit", ["h"]), binding("edit", ["g", "h"])),
      again(SECONDS),
    ],
    ["the same, of one that was weaker", gone, updates(B, binding("view", ["g"]), edit), again(SECONDS)],
    [
      "the same, of one that is made anew",
      gone,
      replaces(B, [edit, edit], "metadata"),
      [...again(SECONDS), ...again(SECONDS, B)],
    ],
    ["the same, of one that goes too", gone, deletes(B, edit), [...lost(EDIT), ...lost(EDIT, B)]],
    ["in one namespace alone", gone, keeps(SHOP, within("shop", "edit", ["g"])), lost(EDIT)],
    ["in the whole cluster", inShop, keeps(B, edit), []],
    ["in the same namespace", inShop, keeps("kubernetes_role_binding_v1.b", within("shop", "edit", ["g"])), []],
    [
      "in another namespace",
      inShop,
      keeps("kubernetes_role_binding_v1.b", within("pay", "edit", ["g"])),
      lost(EDIT, SHOP),
    ],
    [
      "in the namespace that it goes to",
      inShop,
      updates("kubernetes_role_binding_v1.b", within("pay", "edit", ["h"]), within("shop", "edit", ["g", "h"])),
      lost(EDIT, SHOP),
    ],
  ])("%s", (...[, change, other, expected]) => {
    expect(told([dev, change, other])).toEqual(expected);
  });

  test("is not known to be as much as a role of somebody's own, but for cluster-admin", () => {
    const own = deletes(A, binding("team", ["g"]));
    const told = EDIT.replace("edit", "team");
    expect(toldOf(own, keeps(B, binding("admin", ["g"])))).toEqual(lost(told));
    expect(toldOf(own, keeps(B, binding("team", ["g"])))).toEqual([]);
    expect(toldOf(own, keeps(B, binding("cluster-admin", ["g"])))).toEqual([]);
  });

  test("is asked of each user as of each group", () => {
    const user = binding("edit", [], ["dev"]);
    expect(told([dev, deletes(A, user), keeps(B, user)])).toEqual([]);
    expect(told([dev, deletes(A, user), keeps(B, binding("edit", ["dev"]))])).toHaveLength(1);
    expect(told([dev, deletes(A, user), creates(B, user)])).toEqual(
      again(
        "role dev loses for seconds what `ClusterRole edit` allows: the plan takes it from username `dev` and gives it again",
      ),
    );
  });

  test("is nothing where neither role is told", () => {
    const open = { ...edit, role_ref: null };
    expect(told([dev, deletes(A, open), keeps(B, open)])).toHaveLength(1);
  });
});

describe("binding-removed: what a dump shows", () => {
  const live = (name: string, role: string, namespace?: string) => ({
    name,
    ...(namespace === undefined ? {} : { namespace }),
    role: { kind: "ClusterRole" as const, name: role },
    subjects: [{ kind: "Group" as const, name: "g" }],
  });
  const dump = (...bindings: readonly ReturnType<typeof live>[]): Rbac => ({ roles: [], bindings, missing: [] });
  const gone = deletes(A, binding("edit", ["g"]));

  test.each<[string, Rbac, readonly ResourceChange[], boolean]>([
    ["one more than go", dump(live("a", "edit"), live("b", "edit")), [gone], false],
    ["as many as go", dump(live("a", "edit")), [gone], true],
    ["two, and both go", dump(live("a", "edit"), live("b", "edit")), [gone, deletes(B, binding("edit", ["g"]))], true],
    [
      "two, and one of another role goes",
      dump(live("a", "edit"), live("b", "edit")),
      [gone, deletes(B, binding("view", ["g"]))],
      false,
    ],
    [
      "two, and one of another group goes",
      dump(live("a", "edit"), live("b", "edit")),
      [gone, deletes(B, binding("edit", ["h"]))],
      false,
    ],
    ["one more in a namespace", dump(live("a", "edit"), live("b", "edit", "shop")), [gone], true],
    [
      "two, and one in a namespace goes",
      dump(live("a", "edit"), live("b", "edit")),
      [gone, deletes(SHOP, within("shop", "edit", ["g"]))],
      false,
    ],
    ["one more of another role", dump(live("a", "edit"), live("b", "view")), [gone], true],
    [
      "a dump without bindings",
      { ...dump(live("a", "edit"), live("b", "edit")), missing: ["RoleBinding"] },
      [gone],
      true,
    ],
  ])("%s", (...[, rbac, changes, isLost]) => {
    expect(told([dev, ...changes], rbac).some(([address]) => address === A)).toBe(isLost);
  });

  test("tells nothing of a role that the plan does not tell", () => {
    const open = deletes(A, { ...binding("edit", ["g"]), role_ref: null });
    expect(told([dev, open], dump(live("a", "edit"), live("b", "edit")))).toHaveLength(1);
  });
});
