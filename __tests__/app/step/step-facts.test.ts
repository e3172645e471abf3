import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import { moved } from "../../../lib/inventory/cluster-file/move-cluster-file";
import { type Direction, stepOf } from "../../../lib/migration/step";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { stepFacts, type StepFacts } from "../../../lib/app/step/step-facts";
import type { Stage } from "../../../lib/migration/stage";
import { ADMIN_ROW } from "../../support/definitions/definitions";
import { cluster } from "../../support/definitions/sample-definitions";

/** The facts of the step that a definition takes. */
function facts(from: ClusterDefinition, direction: Direction = "advance"): StepFacts {
  const step = stepOf(from, direction);
  if ("refused" in step) throw new Error(step.refused);
  return stepFacts({
    direction,
    file: `clusters/${from.clusterName}.yaml`,
    from: new StagedCluster(from),
    to: new StagedCluster(moved(from, { direction, to: step.to })),
  });
}

const SWITCH = "switches the authentication mode from CONFIG_MAP to API_AND_CONFIG_MAP";
const OWN = "EKS may add entries of its own, for managed node groups, Fargate profiles and the cluster's creator";
const BRIDGE = "binds group access-bridge to cluster-admin, which entries of admins carry until their policy serves";

describe("stepFacts says what the plan does", () => {
  test.each<[string, ClusterDefinition, string[]]>([
    ["to dual", cluster({ stage: "config-map" }), [SWITCH, OWN, BRIDGE]],
    [
      "to dual, of a stack without the cluster",
      cluster({ stage: "config-map" }, { render: "access" }),
      [
        'leaves the mode alone: whatever manages the cluster switches it from CONFIG_MAP to API_AND_CONFIG_MAP, in HCL by `authentication_mode = "API_AND_CONFIG_MAP"` of module eks or `access_config { authentication_mode = "API_AND_CONFIG_MAP" }` of aws_eks_cluster, else by `aws eks update-cluster-config --name demo --region ap-northeast-2 --access-config authenticationMode=API_AND_CONFIG_MAP`',
        OWN,
        BRIDGE,
      ],
    ],
    [
      "to the first wave, whose principal has no row",
      cluster({ stage: "dual" }),
      [`creates access entry break_glass for role break-glass`],
    ],
    [
      "to the next wave",
      cluster({ stage: "entries", wave: 1 }),
      ["admin", "dev"].map((key) => `creates access entry ${key} for role ${key}, which overrides its row at once`),
    ],
    ["to retire", cluster({ stage: "entries" }), ["empties aws-auth: 3 rows"]],
    [
      "to retire, of rows that stay alive",
      cluster({ stage: "entries", retire: "forget" }),
      ["leaves aws-auth and its 3 rows alive, out of Terraform's state"],
    ],
    ["to api", cluster({ stage: "retire" }), ["switches the authentication mode from API_AND_CONFIG_MAP to API"]],
    [
      "to done",
      cluster({ stage: "api" }),
      [
        "takes group access-bridge and its binding away again",
        "deletes our keys of aws-auth; the ConfigMap stays, which nothing reads: `kubectl delete configmap -n kube-system aws-auth` takes it away",
      ],
    ],
    [
      "to done, of rows that stay alive",
      cluster({ stage: "api", retire: "forget" }),
      [
        "takes group access-bridge and its binding away again",
        "leaves aws-auth alone, which nothing reads: it stays until `kubectl delete configmap -n kube-system aws-auth`",
      ],
    ],
    [
      "that is the first after an adoption",
      cluster({ stage: "retire" }, { adopt: { module: "module.eks", imported: ["node"] } }),
      [
        "switches the authentication mode from API_AND_CONFIG_MAP to API",
        "no longer moves or imports anything: `adopt` is taken out of the file, but for the keys of imported entries",
      ],
    ],
    [
      "of a file that only names what was imported",
      cluster({ stage: "retire" }, { adopt: { imported: ["node"] } }),
      ["switches the authentication mode from API_AND_CONFIG_MAP to API"],
    ],
    [
      "that is the first after a key was renamed",
      cluster({ stage: "retire" }, { renamed: { ops: "admin" } }),
      [
        "switches the authentication mode from API_AND_CONFIG_MAP to API",
        "no longer moves ops to admin: `renamed` is taken out of the file",
      ],
    ],
  ])("%s", (_, from, does) => {
    expect(facts(from).does).toEqual(does);
  });

  test("what has to be applied first is the plan that moves: without it the next one destroys", () => {
    const applied = (rest: Partial<ClusterDefinition>, direction: Direction = "advance"): string | undefined =>
      facts(cluster({ stage: "retire" }, rest), direction).before[0];
    const known = "is applied, and another plan shows no changes";
    const destroys = "Terraform would destroy what has not moved yet";
    const renamed = { ops: "admin" };
    expect(applied({ renamed })).toBe(`the plan with \`renamed\` ${known}: ${destroys}`);
    expect(applied({ renamed, adopt: { module: "module.eks" } })).toBe(
      `the plan with \`adopt\` and \`renamed\` ${known}: ${destroys}`,
    );
    expect(applied({})).toBe(`the plan of stage retire ${known}`);
    expect(applied({ adopt: { imported: ["node"] } })).toBe(`the plan of stage retire ${known}`);
    expect(applied({ renamed }, "back")).toBe(`the plan of stage retire ${known}`);
  });

  test("an admin without a bridge has a gap", () => {
    const { bridgeGroup, ...migration } = cluster({ stage: "entries", wave: 1 }).migration ?? { stage: "entries" };
    expect(facts(cluster({}, { migration })).does).toContain(
      "leaves admin without rights between its creation and that of its policy",
    );
  });

  test.each<[string, ClusterDefinition, string[]]>([
    ["from retire", cluster({ stage: "retire" }), ["writes 3 rows back to aws-auth"]],
    [
      "from a wave of nodes",
      cluster({ stage: "entries" }),
      [`deletes access entry node of role node: its row serves it then`],
    ],
    [
      "from a wave of people",
      cluster({ stage: "entries", wave: 2 }),
      [
        `deletes access entry admin of role admin: its policy goes first, for seconds nothing serves it, then its row does`,
        `deletes access entry dev of role dev: its row serves it then`,
      ],
    ],
    [
      "from the wave of somebody without a row",
      cluster({ stage: "entries", wave: 1 }),
      [`deletes access entry break_glass of role break-glass: it has no row, so nothing serves it then`],
    ],
  ])("back %s", (_, from, does) => {
    expect(facts(from, "back").does).toEqual(does);
  });
});

describe("stepFacts says what can be undone", () => {
  test.each([
    ["config-map", false, /^AWS does not take a cluster back .*; the rows serve as before$/],
    ["dual", true, /^eks-access back deletes the entries again/],
    ["entries", true, /^eks-access back writes the rows again, .* the last step that can be undone$/],
    ["retire", false, /^AWS does not take a cluster back/],
    ["api", false, /^mode API does not read aws-auth/],
  ] as const)("after the step from %s: %j", (stage, possible, how) => {
    expect(facts(cluster({ stage })).undo).toEqual({ possible, how: expect.stringMatching(how) });
  });

  test("a step back is taken again by a step forward", () => {
    expect(facts(cluster({ stage: "retire" }), "back").undo).toEqual({
      possible: true,
      how: "eks-access advance takes the step again",
    });
  });
});

describe("stepFacts says what to check before", () => {
  test("the plan before comes first, and says so loudest while a file adopts", () => {
    expect(facts(cluster({ stage: "retire" })).before[0]).toBe(
      "the plan of stage retire is applied, and another plan shows no changes",
    );
    expect(facts(cluster({ stage: "retire" }, { adopt: { module: "module.eks" } })).before[0]).toBe(
      "the plan with `adopt` is applied, and another plan shows no changes: Terraform would destroy what has not moved yet",
    );
  });

  test.each([
    ["config-map", "CONFIG_MAP or API_AND_CONFIG_MAP", /platformVersion says at least eks\.2 for Kubernetes 1\.30/],
    ["dual", "API_AND_CONFIG_MAP", /list-access-entries .* names none of break_glass: EKS answers 409/],
    ["entries", "API_AND_CONFIG_MAP", /kubectl auth whoami/],
    ["retire", "API_AND_CONFIG_MAP or API", /shows no row$/],
    ["api", "API", /no pipeline reads or edits aws-auth/],
  ] as const)("the step from %s needs the live mode %s, and more", (stage, modes, more) => {
    const { before } = facts(cluster({ stage }));
    expect(before[1]).toBe(
      `aws eks describe-cluster --name demo --region ap-northeast-2 --query cluster.accessConfig.authenticationMode says ${modes}`,
    );
    expect(before.slice(2).some((line) => more.test(line))).toBe(true);
  });

  test("rows that were to stay alive need their entries, not to be gone", () => {
    expect(facts(cluster({ stage: "retire", retire: "forget" })).before).toContain(
      "every row of aws-auth that is left has its entry",
    );
  });

  test.each([
    ["access", {}, true],
    ["module", {}, false],
    ["access", { manageAwsAuthConfigmap: false }, false],
    ["module", { manageAwsAuthConfigmap: false }, false],
  ] as const)(
    "retire with render: %s and %j names modules of HCL whose rows come back: %s",
    (render, toggle, isNamed) => {
      const rows = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [] };
      const { before } = facts(cluster({ stage: "entries" }, { render, awsAuth: { ...rows, ...toggle } }));
      expect(before.some((line) => line.startsWith("where module aws_auth in HCL writes it"))).toBe(isNamed);
    },
  );

  test("back to rows needs them live, in the mode that there is", () => {
    expect(facts(cluster({ stage: "entries", wave: 2 }), "back").before.slice(1)).toEqual([
      "aws eks describe-cluster --name demo --region ap-northeast-2 --query cluster.accessConfig.authenticationMode says API_AND_CONFIG_MAP",
      "the rows of admin, dev are live: kubectl get configmap -n kube-system aws-auth -o yaml",
    ]);
  });
});

describe("stepFacts of rows that somebody else writes", () => {
  const rows = { awsAuthRoles: [ADMIN_ROW], awsAuthUsers: [], awsAuthAccounts: [], manageAwsAuthConfigmap: false };
  const overlay = { root: "../infra", module: "eks" };
  const at = (stage: Stage): ClusterDefinition => cluster({ stage }, { render: "overlay", overlay, awsAuth: rows });

  test("retire touches none of them, and nobody has to stop writing", () => {
    const { does, undo, before } = facts(at("entries"));
    expect(does).toEqual(["leaves aws-auth and its 1 row alone: they are somebody else's"]);
    expect(undo.how).toBe(
      "eks-access back writes the stage before: no plan of either touches the rows; it is the last step that can be undone",
    );
    expect(before).toContain(
      "whoever writes aws-auth may go on: its rows stay, and mode API does not read them; a row that comes from now on needs an entry in this file, or the plan of stage api is refused",
    );
    expect(before.join("\n")).not.toMatch(/come back|`removed`|any more/);
  });

  test("back from retire writes nothing", () => {
    expect(facts(at("retire"), "back").does).toEqual(["leaves aws-auth alone: its rows are somebody else's"]);
  });

  test("api says to whom it may matter, and done leaves the ConfigMap", () => {
    expect(facts(at("retire")).before).toContain(
      "whoever still writes aws-auth knows that mode API does not read it: eksctl, Helm, scripts, other Terraform",
    );
    expect(facts(at("api")).does).toContain(
      "leaves aws-auth alone, which nothing reads: it stays until `kubectl delete configmap -n kube-system aws-auth`",
    );
  });

  test("of rows that are our own and stay alive, back takes the ConfigMap into the state", () => {
    expect(facts(cluster({ stage: "entries", retire: "forget" })).undo.how).toMatch(
      /^eks-access back takes aws-auth into the state again, as it is;/,
    );
  });
});
