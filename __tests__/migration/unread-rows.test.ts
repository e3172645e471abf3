import { printArn } from "../../lib/access/principal/arn";
import type { AccessDefinition } from "../../lib/migration/definition";
import { acceptsUnread, filePrincipals, unreadPrincipals, untypedExpected } from "../../lib/migration/unread-rows";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import { role } from "../support/definitions/arns";
import { accepting, ADMIN_ROW, CREATOR, definition, DEV_ROW, unreadOf } from "../support/definitions/definitions";

const principals = (base: AccessDefinition): string[] => unreadPrincipals(new StagedCluster(base)).map(printArn).sort();
const declared = [role("admin"), role("break-glass"), role("dev"), role("node")];
const rows = { awsAuthRoles: [ADMIN_ROW, DEV_ROW], awsAuthUsers: [], awsAuthAccounts: [] };
const newcomer = (principal?: string) => [
  accepting("config-map-unread"),
  { ...accepting("entry-not-live"), ...(principal === undefined ? {} : { principal }) },
];

describe("acceptsUnread", () => {
  test("holds for the whole file, never for one principal", () => {
    expect(acceptsUnread(definition())).toBe(false);
    expect(acceptsUnread(definition({}, { accept: [accepting("config-map-unread")] }))).toBe(true);
    const one = { ...accepting("config-map-unread"), principal: role("dev") };
    expect(acceptsUnread(definition({}, { accept: [one] }))).toBe(false);
  });
});

describe("unreadPrincipals", () => {
  test("are those of the file's rows, where it has any: not who has an entry alone", () => {
    expect(principals(definition({ stage: "retire" }, { awsAuth: rows }))).toEqual([role("admin"), role("dev")]);
  });

  test("are all who have an entry by a file without rows, or with rows that serve nobody", () => {
    expect(principals(unreadOf("retire"))).toEqual([...declared, CREATOR].sort());
    const dead = { rolearn: role("team/dead"), username: "dead", groups: [] };
    expect(principals({ ...unreadOf("retire"), awsAuth: { ...rows, awsAuthRoles: [dead] } })).toEqual(
      [...declared, CREATOR].sort(),
    );
  });

  test("leave out who leaves, and of whom the file accepts by name that there is no entry yet", () => {
    expect(principals(definition({ stage: "retire" }, { awsAuth: rows, leaving: [role("dev")] }))).toEqual([
      role("admin"),
    ]);
    const others = [CREATOR, ...declared.filter((arn) => arn !== role("dev"))].sort();
    expect(principals({ ...unreadOf("retire"), accept: newcomer(role("dev")) })).toEqual(others);
    expect(principals({ ...unreadOf("retire"), accept: newcomer(role("team/dev")) })).toEqual(others);
    expect(principals({ ...unreadOf("retire"), accept: newcomer() })).toEqual([...declared, CREATOR].sort());
  });
});

describe("filePrincipals", () => {
  test("are whoever is declared or expected, whatever rows there are, but for who leaves", () => {
    const all = (base: AccessDefinition) => filePrincipals(new StagedCluster(base)).map(printArn).sort();
    expect(all(definition({ stage: "api" }))).toEqual([...declared, CREATOR].sort());
    expect(all(definition({ stage: "api" }, { leaving: [CREATOR] }))).toEqual([...declared].sort());
    const accept = newcomer(role("dev"));
    expect(all({ ...unreadOf("api"), accept })).toEqual(
      [CREATOR, role("admin"), role("break-glass"), role("node")].sort(),
    );
    expect(all(definition({ stage: "api" }, { accept: accept.slice(1) }))).toEqual([...declared, CREATOR].sort());
  });
});

describe("the last switch", () => {
  const others = [CREATOR, role("dev"), role("node")];
  const asked = (...accepted: readonly string[]) => {
    const accept = [
      accepting("config-map-unread"),
      ...accepted.map((principal) => ({ ...accepting("entry-not-live"), principal })),
    ];
    return filePrincipals(new StagedCluster({ ...unreadOf("api"), accept }))
      .map(printArn)
      .sort();
  };

  test("R39 asks for an admin that stays, whatever is accepted", () => {
    expect(asked(role("admin"))).toEqual([...others, role("break-glass")].sort());
    expect(asked(role("admin"), role("break-glass"))).toEqual([...others, role("admin"), role("break-glass")].sort());
  });
});

describe("untypedExpected", () => {
  test.each(["retire", "api"] as const)(
    "are those of a file without rows that nobody reads, with their paths: %s",
    (stage) => {
      expect(untypedExpected(new StagedCluster(unreadOf(stage)))).toEqual([CREATOR]);
      const { migration, ...rest } = unreadOf(stage);
      const pathed = {
        stage,
        ...migration,
        expected: [role("workers")],
        rolePaths: { [role("workers")]: role("team/workers") },
      };
      expect(untypedExpected(new StagedCluster({ ...rest, migration: pathed }))).toEqual([role("team/workers")]);
    },
  );

  test("are none at retire where rows are read, or stand in the file", () => {
    expect(untypedExpected(new StagedCluster({ ...unreadOf("retire"), accept: [] }))).toEqual([]);
    expect(untypedExpected(new StagedCluster({ ...unreadOf("retire"), awsAuth: rows }))).toEqual([]);
  });

  test("are at api those that no row translates", () => {
    const both = definition({ stage: "api", expected: [CREATOR, role("dev")] });
    expect(untypedExpected(new StagedCluster(both))).toEqual([CREATOR]);
  });
});
