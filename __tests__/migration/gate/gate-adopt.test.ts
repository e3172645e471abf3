import { STAGES } from "../../../lib/migration/stage";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { AccessDefinition, AdoptedModules } from "../../../lib/migration/definition";
import { isRefused } from "../../../lib/migration/gate/refusal";
import { gate } from "../../../lib/migration/gate/gate";
import { adoptionFindings, isAdoptionCode } from "../../../lib/migration/gate/gate-adopt";
import { accepting, definition } from "../../support/definitions/definitions";

const of = (adopt: AdoptedModules, rest: Partial<AccessDefinition> = {}) =>
  adoptionFindings(definition({}, { ...rest, adopt }));
const codes = (adopt: AdoptedModules, rest: Partial<AccessDefinition> = {}): string[] =>
  of(adopt, rest).map(({ code, path }) => `${code} ${path}`);

describe("adoptionFindings", () => {
  test.each<[string, NonNullable<ClusterDefinition["adopt"]>]>([
    ["nothing", {}],
    ["what AWS has and no state", { import: true }],
    ["an entry that EKS has made", { import: true, imported: ["node"] }],
  ])("finds nothing where %s is adopted", (_, adopt) => {
    expect(codes(adopt)).toEqual([]);
    expect(codes(adopt, { render: "access" })).toEqual([]);
  });

  test.each([
    [{ module: "module.eks" }, ["adopt-access adopt.module"]],
    [{ awsAuthModule: "module.aws_auth" }, ["adopt-access adopt.aws_auth_module"]],
    [
      { module: "module.eks", awsAuthModule: "module.aws_auth" },
      ["adopt-access adopt.module", "adopt-access adopt.aws_auth_module"],
    ],
    [{ module: 'module.eks["prod"]' }, ["adopt-access adopt.module"]],
  ])("refuses %j with `render: access`", (adopt, expected) => {
    expect(codes(adopt, { render: "access" })).toEqual(expected);
  });

  test("says with `render: access` what works", () => {
    expect(of({ module: "module.eks" }, { render: "access" })).toEqual([
      {
        code: "adopt-access",
        severity: "error",
        path: "adopt.module",
        message:
          "with `render: access` the plan would destroy the cluster of that state, expected `import: true` alone, got `module.eks`",
        help: "write `adopt: { import: true }`, and a state of this file's own, as in `backend: { s3: { bucket: BUCKET, key: CLUSTER/access } }` under `terraform`: live entries are imported, and the module keeps its state",
      },
    ]);
  });

  test.each([
    'module.eks["prod"]',
    "module.eks[0]",
    'module.stack["eu"].module.eks',
    "module.eks[",
    "module.eks[each.key]",
  ])("refuses the instance %s, of either module", (address) => {
    expect(codes({ module: address })).toEqual(["adopt-module-instance adopt.module"]);
    expect(codes({ awsAuthModule: address })).toEqual(["adopt-module-instance adopt.aws_auth_module"]);
  });

  test.each([
    "eks",
    "module",
    "module.",
    "module.eks.",
    "module.eks.aws_eks_cluster.this",
    "module.1eks",
    "module.eks ",
  ])("refuses %j, which is no call of a module", (address) => {
    expect(codes({ module: address })).toEqual(["adopt-module-malformed adopt.module"]);
  });

  test.each(["module.eks", "module.eks_blue-2", "module._eks", "module.platform.module.eks", "module.größe"])(
    "asks for an acceptance of %s, which can be adopted",
    (address) => {
      expect(codes({ module: address })).toEqual(["adopt-whole-state adopt.module"]);
      expect(codes({ awsAuthModule: address })).toEqual(["adopt-whole-state adopt.aws_auth_module"]);
    },
  );

  test("asks once for both modules, and says what leaves the state and when the plan is empty", () => {
    expect(of({ module: "module.eks", awsAuthModule: "module.aws_auth" })).toEqual([
      {
        code: "adopt-whole-state",
        severity: "blocker",
        path: "adopt.module",
        message:
          "the plan destroys every resource of that state outside `module.eks` and `module.aws_auth`, such as a VPC, subnets or IAM roles, expected a state without them, got one that this file cannot show",
        help: "run `terraform state list`: every resource has to be in `module.eks` and `module.aws_auth`; where one is not, use `render: access`, `adopt: { import: true }`, and a state of this file's own, as in `backend: { s3: { bucket: BUCKET, key: CLUSTER/access } }` under `terraform`. Node groups, Fargate profiles, add-ons, security groups and the KMS key leave the state: they stay alive, and no Terraform manages them. Nothing else changes where module 20.37.2 made the state and this file gives the module's variables the values that they have (tried; 20.31.4 and later read alike in their source); with an older one, such as 20.24.3, the plan creates aws_iam_policy.custom and changes the trust policy of the cluster's role. Then add `- { code: adopt-whole-state, reason: WHY, until: YYYY-MM-DD }` to the list `accept` of the cluster file (`until`: the last day on which it holds); docs/adoption.md says more.",
      },
    ]);
  });

  test("writes what it got on one line, shortened", () => {
    expect(of({ module: `module.eks\n${"x".repeat(500)}` })[0]?.message).toMatch(/got `module\.eks x{40,60}…`$/);
  });
});

describe("adoptionFindings of `render: module`", () => {
  test.each(STAGES)("asks at %s, for a migration finds its cluster in a state that is there", (stage) => {
    expect(adoptionFindings(definition({ stage }, { render: "module" }))).toEqual([
      {
        code: "adopt-whole-state",
        severity: "blocker",
        path: "render",
        message:
          "the plan destroys every resource of the state that is in no call of this file, such as a VPC, subnets or IAM roles, or the cluster under another name of its call, expected a state without them, got one that this file cannot show",
        help: 'run `terraform state list`: every resource has to be in `module.name`, `module.aws_auth_name` or one of `modules`, by the names that the state has, without a key; where one is not, use `render: overlay`, which leaves the root module and its state as they are. A call that has another name in the state, or a key as in `module.eks["prod"]`, is destroyed unless it moves by `module.formerly`. Then add `- { code: adopt-whole-state, reason: WHY, until: YYYY-MM-DD }` to the list `accept` of the cluster file (`until`: the last day on which it holds); docs/module.md says more.',
      },
    ]);
  });

  test("asks without a migration too, and how a new cluster answers", () => {
    const { migration: _, ...rest } = definition({}, { render: "module" });
    const [asked, ...others] = adoptionFindings(rest);
    expect(others).toEqual([]);
    expect(asked).toMatchObject({ code: "adopt-whole-state", severity: "blocker", path: "render" });
    expect(asked?.help).toMatch(
      /^For a new cluster in a state of its own add `- \{ code: adopt-whole-state, .* run `terraform state list`/,
    );
  });

  test("asks nothing of the other ways to render", () => {
    for (const render of ["overlay", "access", "resources"] as const)
      expect(adoptionFindings(definition({}, { render }))).toEqual([]);
  });

  test("refuses it until somebody accepts it", () => {
    const judge = (...codes: readonly string[]) =>
      isRefused(
        gate(
          new StagedCluster(definition({}, { render: "module", accept: codes.map((code) => accepting(code)) })),
          TODAY,
        ),
      );
    expect(judge("masters-by-name")).toBe(true);
    expect(judge("masters-by-name", "adopt-whole-state")).toBe(false);
  });
});

const TODAY = "2026-11-22";

describe("the gate of an adoption", () => {
  const adopt = { module: "module.eks" };
  const judge = (accept: AccessDefinition["accept"] = [], today = "2026-11-22") =>
    gate(new StagedCluster(definition({}, { adopt, accept: [accepting("masters-by-name"), ...accept] })), today);

  test("refuses it until somebody accepts it", () => {
    expect(isRefused(judge())).toBe(true);
    expect(isRefused(judge([accepting("adopt-whole-state")]))).toBe(false);
  });

  test("refuses it again once the acceptance has expired", () => {
    const accept = [{ ...accepting("adopt-whole-state"), until: "2026-11-21" }];
    expect(isRefused(judge(accept))).toBe(true);
  });

  test.each<[AdoptedModules, Partial<AccessDefinition>, string]>([
    [{ module: 'module.eks["prod"]' }, {}, "adopt-module-instance"],
    [{ module: "eks" }, {}, "adopt-module-malformed"],
    [{ module: "module.eks" }, { render: "access" }, "adopt-access"],
  ])("says of %j what to do first, and does not call the acceptance idle meanwhile", (wrong, rest, code) => {
    const accept = [accepting("masters-by-name"), accepting("adopt-whole-state"), accepting("username-changed")];
    const found = gate(new StagedCluster(definition({}, { adopt: wrong, accept, ...rest })), "2026-11-22");
    expect(found.map((each) => each.code)).toContain(code);
    expect(found.filter((each) => each.code === "accept-unused").map(({ path }) => path)).toEqual(["accept[2]"]);
    const idle = gate(new StagedCluster(definition({}, { accept })), "2026-11-22");
    expect(idle.filter((each) => each.code === "accept-unused").map(({ path }) => path)).toContain("accept[1]");
  });

  test("takes no acceptance of what cannot be adopted at all", () => {
    const refused = gate(
      new StagedCluster(definition({}, { adopt, render: "access", accept: [accepting("adopt-access")] })),
      "2026-11-22",
    ).map(({ code }) => code);
    expect(refused).toEqual(expect.arrayContaining(["adopt-access", "accept-refused"]));
  });
});

describe("isAdoptionCode", () => {
  test("knows the codes of `adopt` from others", () => {
    expect(["adopt-whole-state", "row-uncovered", "toString"].map(isAdoptionCode)).toEqual([true, false, false]);
  });
});
