import { CATALOGUE, codesOf, says } from "../../../lib/finding/catalogue";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import type { AccessDefinition } from "../../../lib/migration/definition";
import { isRefused } from "../../../lib/migration/gate/refusal";
import { gate } from "../../../lib/migration/gate/gate";
import { guardAcceptanceFindings } from "../../../lib/migration/gate/gate-acceptance";
import { STAGES } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { accepting, definition, unreadOf } from "../../support/definitions/definitions";

const TODAY = "2026-11-22";
const CODES = codesOf("guard").filter((code) => CATALOGUE[code].acceptable === true);

const about = (accepted: AccessDefinition) => guardAcceptanceFindings(new StagedCluster(accepted), TODAY);
const until = (code: string, day: string, principal?: string) => ({
  ...accepting(code),
  until: day,
  ...(principal === undefined ? {} : { principal }),
});
const foreign = (stage: (typeof STAGES)[number], toggles: object): AccessDefinition => {
  const { awsAuth, ...rest } = definition({ stage, retire: "forget" }, { accept: [accepting("config-map-unread")] });
  return awsAuth === undefined ? rest : { ...rest, awsAuth: { ...awsAuth, ...toggles } };
};

describe("guardAcceptanceFindings: the last day", () => {
  test("knows the guards that a file may open", () => {
    expect([...CODES].sort()).toEqual([
      "config-map-unread",
      "entry-not-live",
      "node-group-row",
      "principal-unread",
      "row-changed",
      "row-not-live",
    ]);
    expect(["masters-by-name", "entry-replaced", "constructor"].filter((code) => says("guard", code))).toEqual([]);
  });

  test.each(STAGES.flatMap((stage) => CODES.map((code) => [stage, code] as const)))(
    "refuses at %s an acceptance of %s that is over, and takes its last day",
    (stage, code) => {
      const { awsAuth: _, ...rest } = definition({ stage });
      const whom = CATALOGUE[code].acceptedByPrincipal === true ? role("dev") : undefined;
      const at = (day: string) => gate(new StagedCluster({ ...rest, accept: [until(code, day, whom)] }), TODAY);
      const [over, last] = [at("2026-11-21"), at("2026-11-22")].map((findings) =>
        findings.filter((finding) => finding.path.startsWith("accept")),
      );
      expect(over).toEqual([
        {
          code: "accept-guard-expired",
          severity: "blocker",
          path: "accept[0].until",
          message: `an expired acceptance would leave the guard \`${code}\` open, expected 2026-11-22 or later, got \`2026-11-21\``,
          help: "look at the cluster again, and write a new date; or delete the acceptance, and the guard asks again",
        },
      ]);
      expect(isRefused(over ?? [])).toBe(true);
      expect(last).toEqual([]);
    },
  );

  test("refuses one for a principal alone, and in a file without a migration", () => {
    const one = { accept: [until("row-changed", "2020-01-01", role("dev"))] };
    expect(about(definition({}, one)).map(({ code }) => code)).toEqual(["accept-guard-expired"]);
    const { migration: _, awsAuth: __, ...rest } = definition({}, one);
    expect(about(rest).map(({ code }) => code)).toEqual(["accept-guard-expired"]);
  });

  test("refuses one beside another that holds, at its own place", () => {
    const accept = [accepting("row-changed"), until("row-changed", "2020-01-01")];
    expect(about(definition({}, { accept })).map(({ path }) => path)).toEqual(["accept[1].until"]);
  });

  test("leaves acceptances of findings to their own warning: those findings count again", () => {
    const accept = [until("masters-by-name", "2020-01-01")];
    expect(about(definition({}, { accept }))).toEqual([]);
    expect(gate(new StagedCluster(definition({ stage: "retire" }, { accept })), TODAY).map(({ code }) => code)).toEqual(
      expect.arrayContaining(["accept-expired", "masters-by-name"]),
    );
  });
});

describe("guardAcceptanceFindings: a ConfigMap that is written unread", () => {
  test.each(["config-map", "dual", "entries", "retire", "api"] as const)("is refused at %s", (stage) => {
    const findings = about(
      definition({ stage }, { accept: [accepting("masters-by-name"), accepting("config-map-unread")] }),
    );
    expect(findings).toEqual([
      expect.objectContaining({ code: "accept-unread-written", severity: "error", path: "accept[1].code" }),
    ]);
  });

  test("is one finding where the acceptance is over too: it has to go, and needs no new date", () => {
    const accept = [until("config-map-unread", "2020-01-01"), until("row-changed", "2020-01-01")];
    expect(about(definition({}, { accept })).map(({ code, path }) => `${code} ${path}`)).toEqual([
      "accept-guard-expired accept[1].until",
      "accept-unread-written accept[0].code",
    ]);
  });

  test("is refused where it is created alone, and without a migration", () => {
    const created = foreign("entries", { createAwsAuthConfigmap: true, manageAwsAuthConfigmap: false });
    expect(about(created).map(({ code }) => code)).toEqual(["accept-unread-written"]);
    const { migration: _, ...rest } = definition({}, { accept: [accepting("config-map-unread")] });
    expect(about(rest).map(({ code }) => code)).toEqual(["accept-unread-written"]);
  });

  test.each(STAGES)("is accepted at %s where somebody else writes the rows, or the file has none", (stage) => {
    expect(about(foreign(stage, { manageAwsAuthConfigmap: false }))).toEqual([]);
    expect(about(unreadOf(stage))).toEqual([]);
  });

  test("is accepted once the rows are forgotten, or gone", () => {
    expect(about(foreign("retire", {}))).toEqual([]);
    expect(about(definition({ stage: "done" }, { accept: [accepting("config-map-unread")] }))).toEqual([]);
  });

  test("other guards may be opened beside a ConfigMap that is written", () => {
    const accept = CODES.filter((code) => code !== "config-map-unread").map(accepting);
    expect(about(definition({ stage: "entries" }, { accept }))).toEqual([]);
  });
});
