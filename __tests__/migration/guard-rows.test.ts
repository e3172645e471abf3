import { awsAuthOf, EMPTY_AWS_AUTH } from "../../lib/access/aws-auth";
import { isLeaving, isLeavingAccount } from "../../lib/migration/leaving";
import type { AccessDefinition } from "../../lib/migration/definition";
import {
  changedRows,
  effectiveRows,
  liveRows,
  rowsLeft,
  rowsNotLive,
  unknownRows,
} from "../../lib/migration/guard-rows";
import { ACCOUNT, arn, role, user } from "../support/arns";
import { accepting, ADMIN_ROW, BREAK_GLASS, definition, DEV_ROW, NODE_ROW } from "../support/definitions";
import { liveCluster } from "../support/live-clusters";

const STRANGER = { rolearn: role("stranger"), username: "stranger", groups: ["a"] };
const OTHER = "444455556666";
const live = (...args: Parameters<typeof awsAuthOf>) => liveCluster({ configMap: awsAuthOf(...args) });

describe("effectiveRows", () => {
  test("are those that serve somebody, ambiguous ones too, not dead and shadowed ones", () => {
    const rows = awsAuthOf(
      [DEV_ROW, { ...DEV_ROW, groups: ["later"] }, { rolearn: role("team/dead"), groups: ["a"] }],
      [
        { userarn: user("bob"), groups: ["a"] },
        { userarn: user("Bob"), groups: ["b"] },
      ],
    );
    expect(effectiveRows(rows).map(({ principal, row }) => [principal, row.groups])).toEqual([
      [arn(role("dev")), ["later"]],
      [arn(user("bob")), ["a"]],
      [arn(user("Bob")), ["b"]],
    ]);
  });
});

describe("isLeaving", () => {
  const leaving = definition({}, { leaving: [role("team/dev"), "nobody"] });

  test("holds for the principal of the list, with its path or without", () => {
    expect(isLeaving(leaving, arn(role("dev")))).toBe(true);
  });

  test("does not hold for others, nor without a list", () => {
    expect(isLeaving(leaving, arn(role("dev", OTHER)))).toBe(false);
    expect(isLeaving(definition(), arn(role("dev")))).toBe(false);
  });
});

describe("unknownRows", () => {
  test("R38 accepts: live rows of the file, in any case, and dead ones", () => {
    expect(unknownRows(definition(), liveCluster())).toEqual([]);
    const odd = { ...DEV_ROW, rolearn: `arn:aws:IAM::${ACCOUNT}:Role/DEV` };
    expect(unknownRows(definition(), live([odd, { rolearn: role("team/x"), groups: ["a"] }]))).toEqual([]);
  });

  test("R38 refuses: a live row that the file does not have, unless its principal is leaving", () => {
    expect(unknownRows(definition(), live([ADMIN_ROW, STRANGER]))).toEqual([role("stranger")]);
    expect(unknownRows(definition({}, { leaving: [role("stranger")] }), live([STRANGER]))).toEqual([]);
  });

  test("R38 refuses: a row that the file has dead only", () => {
    const awsAuth = {
      awsAuthRoles: [{ ...DEV_ROW, rolearn: role("team/dev") }],
      awsAuthUsers: [],
      awsAuthAccounts: [],
    };
    expect(unknownRows(definition({}, { awsAuth }), live([DEV_ROW]))).toEqual([role("dev")]);
  });

  test("names accounts that the file does not map; what is no account ID serves nobody", () => {
    const mapped = { awsAuthRoles: [], awsAuthUsers: [], awsAuthAccounts: [ACCOUNT] };
    expect(unknownRows(definition({}, { awsAuth: mapped }), live([], [], [ACCOUNT, OTHER, OTHER, "12"]))).toEqual([
      `account ${OTHER}`,
    ]);
  });

  test("names every live row where the file has no aws_auth", () => {
    const { awsAuth: _, ...bare } = definition();
    expect(unknownRows(bare, liveCluster())).toEqual([role("admin"), role("dev"), role("node")]);
  });
});

describe("changedRows", () => {
  const changed = { ...DEV_ROW, groups: ["developers", "on-call"] };

  test("R38 accepts: groups in another order or twice, and rows that the file does not have", () => {
    const shuffled = { ...NODE_ROW, groups: ["system:nodes", "system:bootstrappers", "system:nodes"] };
    expect(changedRows(definition(), live([ADMIN_ROW, shuffled, STRANGER]))).toEqual([]);
  });

  test.each([
    ["another group", changed],
    ["no groups", { rolearn: role("dev"), username: "dev:{{SessionName}}" }],
    ["another username", { ...DEV_ROW, username: "developer:{{SessionName}}" }],
  ])("R38 refuses: %s than the file's", (_title, row) => {
    expect(changedRows(definition(), live([ADMIN_ROW, row]))).toEqual([role("dev")]);
  });

  test("R38 accepts: a change that is accepted for this principal, or whose principal is leaving", () => {
    const accept = (principal: string) => [{ ...accepting("row-changed"), principal }];
    expect(changedRows(definition({}, { accept: accept(role("team/dev")) }), live([changed]))).toEqual([]);
    expect(changedRows(definition({}, { accept: accept(role("admin")) }), live([changed]))).toEqual([role("dev")]);
    expect(changedRows(definition({}, { leaving: [role("dev")] }), live([changed]))).toEqual([]);
  });
});

describe("changedRows, where an account serves", () => {
  test("R13 refuses: a row that is not live, whose principal's account is: writing it takes the account's access", () => {
    const awsAuth = { awsAuthRoles: [ADMIN_ROW, NODE_ROW], awsAuthUsers: [], awsAuthAccounts: [ACCOUNT] };
    expect(changedRows(definition({}, { awsAuth }), live([ADMIN_ROW], [], [ACCOUNT]))).toEqual([role("node")]);
    expect(changedRows(definition({}, { awsAuth }), live([ADMIN_ROW], [], ["444455556666"]))).toEqual([]);
  });
});

describe("isLeavingAccount", () => {
  const leaving = [`arn:aws:iam::${ACCOUNT}:root`];

  test("R13 accepts: a mapped account that leaves, named as IAM names it", () => {
    expect(isLeavingAccount(definition({}, { leaving }), ACCOUNT)).toBe(true);
    expect(unknownRows(definition({}, { leaving }), live([], [], [ACCOUNT]))).toEqual([]);
    expect(rowsLeft(definition({ stage: "api" }, { leaving }), live([], [], [ACCOUNT]))).toEqual([]);
  });

  test("R13 refuses: another account, and an account of which one principal leaves", () => {
    expect(isLeavingAccount(definition({}, { leaving }), "444455556666")).toBe(false);
    expect(isLeavingAccount(definition({}, { leaving: [role("dev")] }), ACCOUNT)).toBe(false);
    expect(unknownRows(definition(), live([], [], [ACCOUNT]))).toEqual([`account ${ACCOUNT}`]);
  });
});

describe("rowsNotLive", () => {
  test("R38 accepts: an entry that is taken away while its row is live", () => {
    expect(rowsNotLive(definition({ wave: 1 }), liveCluster())).toEqual([]);
  });

  test("R38 accepts: planning `dual` again with an entry in the file whose principal has no row", () => {
    expect(rowsNotLive(definition({ stage: "dual" }), liveCluster())).toEqual([]);
  });

  test("R38 refuses: an entry that is taken away after its row has left", () => {
    const emptied = liveCluster({ configMap: EMPTY_AWS_AUTH });
    expect(rowsNotLive(definition({ wave: 1 }), emptied)).toEqual([role("admin"), role("dev"), role("node")]);
    expect(rowsNotLive(definition(), emptied)).toEqual([]);
  });

  describe("back from retire", () => {
    const { dev: _, ...others } = definition().accessEntries;
    const emptied = liveCluster({ configMap: EMPTY_AWS_AUTH });
    const back = (rest: Partial<AccessDefinition> = {}, migration = {}) =>
      rowsNotLive(definition(migration, { accessEntries: others, ...rest }), emptied);

    test("R38 refuses: an entry that leaves the file while its row is only being put back", () => {
      expect(back()).toEqual([role("dev")]);
      expect(rowsNotLive(definition({}, { accessEntries: others }), live([STRANGER]))).toEqual([role("dev")]);
    });

    test("R38 accepts: one that EKS makes, one that leaves, one that is accepted", () => {
      expect(back({}, { expected: [role("dev")] })).toEqual([]);
      expect(back({ leaving: [role("dev")] })).toEqual([]);
      expect(back({ accept: [{ ...accepting("row-not-live"), principal: role("dev") }] })).toEqual([]);
    });

    test("R38 accepts: a new row without an entry beside live ones, and the rows of a ConfigMap that is made", () => {
      expect(rowsNotLive(definition({}, { accessEntries: others }), live([ADMIN_ROW]))).toEqual([]);
      const absent = liveCluster({ configMap: "absent" });
      expect(rowsNotLive(definition({}, { accessEntries: others }), absent)).toEqual([]);
    });
  });

  test("does not ask a cluster that knows no entries yet", () => {
    expect(rowsNotLive(definition({ stage: "dual" }), liveCluster({ mode: "CONFIG_MAP" }))).toEqual([]);
  });

  test("lets through what is accepted, whoever it is about or for one principal", () => {
    const dual = (rest: Partial<AccessDefinition>) =>
      rowsNotLive(definition({ stage: "dual" }, rest), live([ADMIN_ROW, NODE_ROW]));
    expect(dual({ accept: [accepting("row-not-live")] })).toEqual([]);
    expect(dual({ accept: [{ ...accepting("row-not-live"), principal: role("dev") }] })).toEqual([]);
    expect(dual({ accept: [{ ...accepting("row-not-live"), principal: role("admin") }] })).toEqual([role("dev")]);
  });

  test("leaves an entry whose ARN is none to the gate", () => {
    const accessEntries = { broken: { ...BREAK_GLASS, principalArn: "nobody" } };
    expect(rowsNotLive(definition({ stage: "dual" }, { accessEntries }), liveCluster())).toEqual([]);
  });
});

describe("rowsLeft", () => {
  const api = definition({ stage: "api" });

  test("R39 accepts: emptied rows, rows of those who leave, dead rows, and any row in mode API", () => {
    expect(rowsLeft(api, liveCluster({ configMap: EMPTY_AWS_AUTH }))).toEqual([]);
    expect(rowsLeft(definition({ stage: "api" }, { leaving: [role("dev")] }), live([DEV_ROW]))).toEqual([]);
    expect(rowsLeft(api, live([{ rolearn: role("team/dev") }], [], ["12"]))).toEqual([]);
    expect(rowsLeft(api, liveCluster({ mode: "API" }))).toEqual([]);
  });

  test("R39 refuses: a row or an account that still serves somebody", () => {
    expect(rowsLeft(api, live([DEV_ROW], [], [OTHER]))).toEqual([role("dev"), `account ${OTHER}`]);
  });

  test("R39 accepts: rows that were forgotten, for entries cover them", () => {
    expect(rowsLeft(definition({ stage: "api", retire: "forget" }), liveCluster())).toEqual([]);
  });

  test("R39 refuses: an account though rows were forgotten, for no entry covers it", () => {
    expect(rowsLeft(definition({ stage: "api", retire: "forget" }), live([DEV_ROW], [], [OTHER]))).toEqual([
      `account ${OTHER}`,
    ]);
  });
});

describe("liveRows", () => {
  test.each([
    ["CONFIG_MAP", 3],
    ["API_AND_CONFIG_MAP", 3],
    ["API", 0],
  ] as const)("in mode %s %j of three rows count", (mode, count) => {
    expect(liveRows(liveCluster({ mode })).roles).toHaveLength(count);
  });

  test.each(["absent", "unread"] as const)("a ConfigMap that is %s has none", (configMap) => {
    expect(liveRows(liveCluster({ configMap }))).toEqual(EMPTY_AWS_AUTH);
  });
});
