import { CATALOGUE, CODES } from "../../lib/finding/catalogue";
import { acceptFindings, type JudgedFinding, optsIn } from "../../lib/migration/acceptance";
import type { Acceptance } from "../../lib/migration/definition";
import { gate } from "../../lib/migration/gate/gate";
import { StagedCluster } from "../../lib/migration/staged-cluster";
import { role } from "../support/definitions/arns";
import { definition } from "../support/definitions/definitions";

const ACCEPTABLE = CODES.filter((code) => CATALOGUE[code].acceptable === true).join(", ");
const TODAY = "2026-11-22";
const WEAKER: JudgedFinding = {
  code: "entry-weaker",
  severity: "blocker",
  path: "access_entries.dev",
  message: "gives less than its row",
  principal: role("dev"),
};

const acceptance = (rest: Partial<Acceptance> = {}): Acceptance => ({
  code: "entry-weaker",
  reason: "looked at",
  until: "2026-12-31",
  ...rest,
});
const judge = (findings: readonly JudgedFinding[], accept: readonly Acceptance[]): JudgedFinding[] =>
  acceptFindings(findings, definition({}, { accept }), { context: "gate", today: TODAY });
const opened = (accept: Acceptance, found = WEAKER): boolean => judge([found], [accept])[0]?.accepted === accept;

describe("acceptFindings", () => {
  test("shows what it opens as accepted, severity and all", () => {
    const accept = acceptance({ principal: role("dev") });
    expect(judge([WEAKER], [accept])).toEqual([{ ...WEAKER, accepted: accept }]);
  });

  test("leaves findings as they are where nothing is accepted", () => {
    expect(acceptFindings([WEAKER], definition(), { context: "gate", today: TODAY })[0]).toBe(WEAKER);
    const { accept: _, ...plain } = definition();
    expect(acceptFindings([WEAKER], plain, { context: "gate", today: TODAY })).toEqual([WEAKER]);
  });

  test.each([
    ["the code, whoever it is about", {}, true],
    ["the code and the principal", { principal: role("dev") }, true],
    ["the principal with its path, as entries have it", { principal: role("team/dev") }, true],
    ["another principal", { principal: role("admin") }, false],
    ["the principal's name in another account", { principal: role("dev", "444455556666") }, false],
    ["no ARN", { principal: "dev" }, false],
    ["another code", { code: "username-changed" }, false],
  ] as const)("an acceptance of %s: %j opens: %j", (_title, rest, isOpen) => {
    expect(opened(acceptance(rest))).toBe(isOpen);
  });

  test("one that names a principal opens no finding about nobody", () => {
    const { principal: _, ...nobody } = WEAKER;
    expect(opened(acceptance({ principal: role("dev") }), nobody)).toBe(false);
    expect(opened(acceptance(), nobody)).toBe(true);
  });

  test.each([
    ["2026-11-21", false],
    ["2026-11-22", true],
    ["2026-11-23", true],
  ])("one until %s, today being 2026-11-22, holds: %j", (until, holds) => {
    expect(opened(acceptance({ until }))).toBe(holds);
  });

  test("says that the last day has passed, and the finding counts again", () => {
    expect(judge([WEAKER], [acceptance({ until: "2026-11-21" })])).toEqual([
      WEAKER,
      {
        code: "accept-expired",
        severity: "warning",
        path: "accept[0].until",
        message:
          "the acceptance has expired, and `entry-weaker` counts again, expected 2026-11-22 or later, got `2026-11-21`",
        help: "look whether it still holds: write a new `until`, or delete this item of the list `accept` and correct what `entry-weaker` says",
      },
    ]);
  });

  test("an expired one beside one that holds does no harm", () => {
    const [expired, holding] = [acceptance({ until: "2026-11-21" }), acceptance()];
    const [first, ...rest] = judge([WEAKER], [expired, holding]);
    expect(first?.accepted).toBe(holding);
    expect(rest.map(({ code, path }) => `${code} ${path}`)).toEqual(["accept-expired accept[0].until"]);
  });

  test.each([
    ["entry-weeker", "did you mean `entry-weaker`?"],
    ["zzz", `acceptable are ${ACCEPTABLE}`],
  ])("refuses the unknown code %s", (code, help) => {
    expect(judge([], [acceptance({ code })])).toEqual([
      {
        code: "accept-code-unknown",
        severity: "error",
        path: "accept[0].code",
        message: `unknown code, got \`${code}\``,
        help,
      },
    ]);
  });

  test("refuses a code that cannot be accepted, and opens nothing by it", () => {
    const found: JudgedFinding = { code: "row-uncovered", severity: "blocker", path: "aws_auth", message: "" };
    expect(judge([found], [acceptance({ code: "row-uncovered" })])).toEqual([
      found,
      {
        code: "accept-refused",
        severity: "error",
        path: "accept[0].code",
        message: `\`row-uncovered\` cannot be accepted, expected one of ${ACCEPTABLE}`,
        help: "delete this item of the list `accept`, and correct what `row-uncovered` says",
      },
    ]);
  });

  test("refuses one of `row-not-live` for everybody, and opens nothing by it", () => {
    const all = acceptance({ code: "row-not-live" });
    expect(judge([], [all, acceptance({ code: "row-not-live", principal: role("dev") })])).toEqual([
      {
        code: "accept-refused",
        severity: "error",
        path: "accept[0]",
        message:
          "`row-not-live` is accepted for one principal at a time, expected `principal`, got an acceptance for everybody",
        help: "add `principal: ARN`, as the row or the entry names who has no live row; a second principal is an item of its own",
      },
    ]);
    expect(optsIn(definition({}, { accept: [all] }), "row-not-live", role("dev"))).toBe(false);
  });

  test.each([
    [{}, "accepts nothing: this cluster has no finding `entry-weaker`"],
    [{ principal: role("dev") }, `accepts nothing: this cluster has no finding \`entry-weaker\` about ${role("dev")}`],
  ])("warns of one that opens nothing: %j", (rest, message) => {
    expect(judge([], [acceptance({ code: "row-changed" }), acceptance(rest)])).toEqual([
      {
        code: "accept-unused",
        severity: "warning",
        path: "accept[1]",
        message,
        help: "delete this item of the list `accept`",
      },
    ]);
  });

  test("warns of the second of two that open the same", () => {
    const found = judge([WEAKER], [acceptance(), acceptance()]).slice(1);
    expect(found.map(({ code, path }) => `${code} ${path}`)).toEqual(["accept-unused accept[1]"]);
  });

  test("does not call a code unused that only Terraform meets", () => {
    expect(judge([], [acceptance({ code: "row-changed" })])).toEqual([]);
  });
});

describe("acceptFindings: one decision, two codes", () => {
  const unguarded: JudgedFinding = { code: "rows-unguarded", severity: "blocker", path: "data.x", message: "" };
  const unread: JudgedFinding = { code: "config-map-unread", severity: "blocker", path: "", message: "" };
  const codes = CODES.filter((code) => CATALOGUE[code].severity.review !== undefined || code === "config-map-unread");

  test("config-map-unread opens the guard's refusal and what review says instead, and nothing more", () => {
    const all = codes.map((code): JudgedFinding => ({ code, severity: "blocker", path: "", message: "" }));
    const judged = acceptFindings(all, definition({}, { accept: [acceptance({ code: "config-map-unread" })] }), {
      context: "review",
      today: TODAY,
    });
    const open = judged.filter(({ accepted }) => accepted !== undefined).map(({ code }) => code);
    expect(open.sort()).toEqual(["config-map-unread", "rows-unguarded"]);
  });

  test("rows-unguarded is no code that a file accepts: it names the one that is", () => {
    expect(judge([unguarded, unread], [acceptance({ code: "rows-unguarded" })])).toEqual([
      unguarded,
      unread,
      {
        code: "accept-refused",
        severity: "error",
        path: "accept[0].code",
        message: `\`rows-unguarded\` cannot be accepted, expected one of ${ACCEPTABLE}`,
        help: "accept `config-map-unread`: the two are one decision",
      },
    ]);
  });
});

describe("optsIn", () => {
  const accepting = (rest: Partial<Acceptance>) => definition({}, { accept: [acceptance(rest)] });

  test("holds for the code, and for the principal where one is named, with its path or without", () => {
    expect(optsIn(accepting({}), "entry-weaker")).toBe(true);
    expect(optsIn(accepting({}), "entry-weaker", role("dev"))).toBe(true);
    expect(optsIn(accepting({ principal: role("team/dev") }), "entry-weaker", role("dev"))).toBe(true);
  });

  test("does not hold for another code, another principal, or all where one is named", () => {
    expect(optsIn(accepting({}), "row-changed")).toBe(false);
    expect(optsIn(accepting({ principal: role("dev") }), "entry-weaker", role("admin"))).toBe(false);
    expect(optsIn(accepting({ principal: role("dev") }), "entry-weaker")).toBe(false);
    const { accept: _, ...plain } = definition();
    expect(optsIn(plain, "entry-weaker")).toBe(false);
  });

  test("does not ask for the date: it never changes the JSON", () => {
    expect(optsIn(accepting({ until: "2000-01-01" }), "entry-weaker")).toBe(true);
  });
});

describe("acceptFindings: a code that had another name", () => {
  const renamed = (code: "entry-weaker" | "config-map-unread" | "row-changed", name: string): void => {
    jest.replaceProperty(CATALOGUE, code, { ...CATALOGUE[code], formerly: [name] });
  };
  afterEach(() => {
    jest.restoreAllMocks();
  });

  test("is opened by an acceptance of that name, with a warning that says the new one", () => {
    renamed("entry-weaker", "entry-lesser");
    const old = acceptance({ code: "entry-lesser", principal: role("dev") });
    expect(judge([WEAKER], [old])).toEqual([
      { ...WEAKER, accepted: old },
      {
        code: "accept-code-unknown",
        severity: "warning",
        path: "accept[0].code",
        message: "a code that has another name now, expected `entry-weaker`, got `entry-lesser`",
        help: "write `entry-weaker`: the acceptance holds until then",
      },
    ]);
  });

  test("opens no more by it than by its new name, and is unused and over as by that", () => {
    renamed("entry-weaker", "entry-lesser");
    const codes = (rest: Partial<Acceptance>, findings: readonly JudgedFinding[] = [WEAKER]) =>
      judge(findings, [acceptance({ code: "entry-lesser", ...rest })]).map(
        ({ code, severity }) => `${severity} ${code}`,
      );
    expect(codes({ principal: role("admin") })).toEqual([
      "blocker entry-weaker",
      "warning accept-code-unknown",
      "warning accept-unused",
    ]);
    expect(codes({ until: "2026-11-21" })).toContain("warning accept-expired");
    expect(codes({}, [])).toEqual(["warning accept-code-unknown", "warning accept-unused"]);
  });

  test("opens a guard that only Terraform meets", () => {
    renamed("row-changed", "row-altered");
    const definitionOf = (code: string) => definition({}, { accept: [acceptance({ code })] });
    expect(optsIn(definitionOf("row-altered"), "row-changed")).toBe(true);
    expect(optsIn(definitionOf("row-altered"), "row-not-live")).toBe(false);
    const over = gate(
      new StagedCluster(definition({}, { accept: [acceptance({ code: "row-altered" })] })),
      "2027-06-01",
    );
    expect(over.map(({ code }) => code)).toContain("accept-guard-expired");
  });

  test("is refused beside a ConfigMap that is written unread, by either name", () => {
    renamed("config-map-unread", "rows-unread");
    const told = (code: string) =>
      gate(new StagedCluster(definition({}, { accept: [acceptance({ code })] })), TODAY).map((one) => one.code);
    expect(told("config-map-unread")).toContain("accept-unread-written");
    expect(told("rows-unread")).toContain("accept-unread-written");
  });

  test("without a former name anywhere nothing is taken that was not", () => {
    expect(CODES.flatMap((code) => CATALOGUE[code].formerly ?? [])).toEqual([]);
  });
});
