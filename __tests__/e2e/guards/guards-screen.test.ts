import { awsAuthOf, type RoleRow } from "../../../lib/access/aws-auth/aws-auth";
import { encodeAwsAuth } from "../../../lib/access/aws-auth/aws-auth-encode";
import type { AccessEntries } from "../../../lib/access/access-entry/access-entry";
import type { ClusterDefinition } from "../../../lib/inventory/definition/cluster-definition";
import type { Stage } from "../../../lib/migration/stage";
import { role } from "../../support/definitions/arns";
import { ADMIN_ROW, CREATOR, DEV_ROW, NODE_ROW } from "../../support/definitions/definitions";
import { GuardBench, guarded } from "../../support/guards/guard-bench";
import { printedRefusals, SCREEN } from "../../support/guards/printed-refusal";
import { type TerraformResult, withMirror } from "../../support/terraform/terraform";

const PATIENCE = 1_200_000;
const MORE = `${role("team-101")}, ${role("team-102")}, and more`;
/** IAM names are 64 characters at most: their ARNs take two lines. */
const LONG = `-${"other".repeat(11)}`;
const NO_ENTRY = "and its cluster file has no access entry for it";
const NOT_THERE = "couldn't find resource with data.aws_eks_access_entry.some_row_without_live_access_entry";
const NAMES = Array.from({ length: 200 }, (_, i) => `team-${i}`);

/** 200 teams beside everybody else, with rows and entries. */
function teams(stage: Stage): ClusterDefinition {
  const whole = guarded(stage);
  return {
    ...whole,
    accessEntries: { ...whole.accessEntries, ...entriesOf("") },
    awsAuth: { awsAuthRoles: rowsOf(), awsAuthUsers: [], awsAuthAccounts: [] },
  };
}

/** Whoever has one of the first rows: an entry each, and one of break-glass. */
function firstOf(count: number): ClusterDefinition {
  const whole = teams("retire");
  const awsAuth = { awsAuthRoles: rowsOf().slice(0, count), awsAuthUsers: [], awsAuthAccounts: [] };
  const names = NAMES.slice(0, Math.max(0, count - 3));
  const own = Object.entries(whole.accessEntries).filter(([key]) => !NAMES.includes(key) || names.includes(key));
  return { ...whole, accessEntries: Object.fromEntries(own), awsAuth };
}

/** The entries of 200 others beside everybody else, whose names nobody has. */
function misspelt(stage: Stage): ClusterDefinition {
  const whole = guarded(stage);
  return { ...whole, accessEntries: { ...whole.accessEntries, ...entriesOf("-typo") } };
}

function entriesOf(suffix: string): AccessEntries {
  const entries = NAMES.map((name) => {
    const principalArn = role(name + suffix);
    return [name, { principalArn, userName: `${name}:{{SessionName}}`, kubernetesGroups: [name] }] as const;
  });
  return Object.fromEntries(entries);
}

function rowsOf({ role: suffix = "", group = "" } = {}): readonly RoleRow[] {
  const own = NAMES.map((name) => {
    return { rolearn: role(name + suffix), username: `${name}:{{SessionName}}`, groups: [name + group] };
  });
  return [ADMIN_ROW, DEV_ROW, NODE_ROW, ...own];
}

/** What a plan prints that is refused: of each guard its first sentence, and its lines. */
function printed(result: TerraformResult): { readonly said: readonly string[]; readonly long: readonly unknown[] } {
  expect(result.exitCode).toBe(1);
  const refusals = printedRefusals(result);
  return {
    said: refusals.map(({ said }) => said[0] ?? ""),
    long: refusals.filter(({ lines }) => lines > SCREEN.lines),
  };
}

withMirror("kubernetes", "guards of 200 principals that are at fault", () => {
  let bench: GuardBench;

  beforeAll(async () => {
    bench = await GuardBench.live(teams("dual"), { creator: CREATOR });
    await bench.switchMode("API_AND_CONFIG_MAP");
    await bench.init(teams("dual"));
  }, PATIENCE);

  afterAll(async () => bench.stop(), PATIENCE);

  async function liveRows(rows: readonly RoleRow[]): Promise<void> {
    await bench.writeAwsAuth(encodeAwsAuth(awsAuthOf(rows)));
  }

  /** Each guard by its own sentence, in the order in which Terraform prints them, and none by more than a screen. */
  function refuses(
    name: string,
    prepare: () => Promise<unknown>,
    { definition, sentences }: { readonly definition: ClusterDefinition; readonly sentences: readonly string[] },
  ): void {
    test(
      name,
      async () => {
        await prepare();
        const { said, long } = printed(await bench.run(definition, "plan"));
        expect(said).toEqual(sentences.map((sentence): unknown => expect.stringContaining(sentence)));
        expect(long).toEqual([]);
      },
      PATIENCE,
    );
  }

  /** Every entry gets a group that the file does not say; without one, what the file says. */
  async function changeEntries(group?: string): Promise<void> {
    for (const name of NAMES) {
      await bench.changeEntry("POST", role(name), { kubernetesGroups: [group ?? name] });
    }
  }

  async function makeAnew(): Promise<void> {
    await liveRows(rowsOf());
    await changeEntries();
    for (const RoleName of NAMES) {
      await bench.iam("DeleteRole", { RoleName });
      await bench.createRole(RoleName);
    }
  }

  const nothing = async (): Promise<void> => Promise.resolve();

  refuses("dual: rows of 200 strangers", async () => liveRows(rowsOf({ role: LONG })), {
    definition: teams("dual"),
    sentences: [
      `${others(LONG)} by rows that its cluster file does not have`,
      "and more, and the live aws-auth has no row for the same principal",
    ],
  });

  refuses("dual: 200 rows that give something else", async () => liveRows(rowsOf({ group: "s" })), {
    definition: teams("dual"),
    sentences: [
      `role team-101, role team-102, and more another username or other groups than aws_auth of its cluster file`,
    ],
  });

  refuses("retire: rows of 200 strangers", async () => liveRows(rowsOf({ role: LONG })), {
    definition: teams("retire"),
    sentences: [
      `${others(LONG)} by rows that its cluster file does not have`,
      `${others(LONG)}, and its cluster file has no access entry for it`,
    ],
  });

  refuses("retire: 200 principals that IAM has not", async () => liveRows(rowsOf()), {
    definition: misspelt("retire"),
    sentences: [
      `${others("-typo")}, and access_entries of the cluster file of demo`,
      `${MORE} by rows that its cluster file does not have`,
      NO_ENTRY,
    ],
  });

  refuses("retire: 200 entries that are not there, three of which are looked for", async () => liveRows(rowsOf()), {
    definition: teams("retire"),
    sentences: [NOT_THERE],
  });

  test.each([
    [1, 1],
    [3, 3],
    [4, 4],
    [10, 3],
    [11, 3],
  ])(
    "retire: of %i entries that are not there %i are said, within 40 lines; each file has one more, of break-glass",
    async (count, said) => {
      await liveRows(rowsOf().slice(0, count));
      const result = await bench.run(firstOf(count), "plan");
      expect(result.exitCode).toBe(1);
      const refusals = printedRefusals(result);
      expect(refusals.map((one) => one.said.length)).toEqual([said]);
      const most = said > 3 ? 40 : SCREEN.lines;
      expect(refusals.filter(({ lines }) => lines > most)).toEqual([]);
    },
    PATIENCE,
  );

  test(
    "retire: of 11 entries, those that are not there are said three at a time, wherever they stand",
    async () => {
      const whole = firstOf(11);
      const live = Object.fromEntries(
        Object.entries(whole.accessEntries).filter(([key]) => ["admin", "team-1", "team-5"].includes(key)),
      );
      await bench.makeEntries({ ...guarded("entries"), accessEntries: live, migration: { stage: "done" } });
      const refusals = printedRefusals(await bench.run(whole, "plan"));
      expect(refusals.map(({ said }) => said.length)).toEqual([3]);
      expect(refusals.filter(({ lines }) => lines > SCREEN.lines)).toEqual([]);
      for (const name of ["admin", "team-1", "team-5"]) await bench.changeEntry("DELETE", role(name));
    },
    PATIENCE,
  );

  refuses("api: 200 rows that are left", nothing, {
    definition: teams("api"),
    sentences: ["and more, and in mode API the cluster does not read aws-auth"],
  });

  refuses("api: 200 entries that are not there", async () => bench.writeAwsAuth({}), {
    definition: teams("api"),
    sentences: [NOT_THERE],
  });

  test(
    "retire: 200 entries that changed since the plan was made",
    async () => {
      await liveRows(rowsOf());
      await bench.makeEntries(teams("entries"));
      await bench.must(teams("retire"), "plan", "-out=saved");
      await changeEntries("others");
      const { said, long } = printed(await bench.runSaved());
      const names = MORE.replaceAll(role("team-"), "role team-");
      expect(said).toEqual([expect.stringContaining(`${names} in cluster demo has changed since this plan was made`)]);
      expect(long).toEqual([]);
    },
    PATIENCE,
  );

  const other = (name: string): string =>
    `; the live access entry of role ${name} in cluster demo (STANDARD, user name ${name}:{{SessionName}}, groups others)`;

  refuses("retire: 200 entries of other groups", nothing, {
    definition: teams("retire"),
    sentences: [`${other("team-10")} is not what access_entries of its cluster file says for key team-10; and more: `],
  });

  refuses("api: 200 entries of other groups", async () => bench.writeAwsAuth({}), {
    definition: teams("api"),
    sentences: [`${other("team-10")} is not what access_entries of its cluster file says for key team-10; and more: `],
  });

  const ANEW =
    "after its access entry in cluster demo, and the entry serves only the older role of that name, which is deleted; and more: ";

  refuses("retire: 200 roles that were made anew", async () => makeAnew(), {
    definition: teams("retire"),
    sentences: [ANEW],
  });

  refuses("api: 200 roles that were made anew", async () => bench.writeAwsAuth({}), {
    definition: teams("api"),
    sentences: [ANEW],
  });
});

function others(suffix: string): string {
  return MORE.replaceAll(/team-\d+/g, (name) => name + suffix);
}
