import { foldArn, printArn } from "../../../lib/access/principal/arn";
import type { AwsAuth } from "../../../lib/access/aws-auth/aws-auth";
import { parseAwsAuth } from "../../../lib/access/aws-auth/aws-auth-parse";
import { literals } from "../../../lib/eks/address/literal";
import { evaluated } from "../../../lib/guards/expression";
import { countingRows, servingRowsExpression } from "../../../lib/guards/aws-auth/live-rows";
import {
  liveAccounts,
  sectionLists,
  sectionTexts,
  unreadableSectionsExpression,
} from "../../../lib/guards/aws-auth/live-sections";
import { effectiveRows } from "../../../lib/migration/effective-rows";
import { type AwsAuthCase, awsAuthCases } from "../../support/authenticator/aws-auth-cases";
import { type Fields, fieldsOf } from "../../support/terraform/provider-schema";
import { workspace } from "../../support/terraform/terraform";

const CASES = 400;

/** What Terraform makes of one ConfigMap, in the locals that stacks have. */
function localsOf({ data }: AwsAuthCase, index: number): Readonly<Record<string, unknown>> {
  const local = (name: string): string => `local.${name}_${index}`;
  const result = `{ unreadable = ${unreadableSectionsExpression(local("sections"))}, rows = ${local("rows")}, accounts = ${liveAccounts(local("sections"))} }`;
  const expressions = {
    sections: sectionTexts(local("data"), "true"),
    lists: sectionLists(local("sections")),
    roles: servingRowsExpression(`${local("lists")}.mapRoles`, "rolearn"),
    users: servingRowsExpression(`${local("lists")}.mapUsers`, "userarn"),
    rows: countingRows(local("roles"), local("users")),
    result,
  };
  const named = Object.entries(expressions).map(([name, text]) => [`${name}_${index}`, evaluated(text)] as const);
  return { [`data_${index}`]: literals(data), ...Object.fromEntries(named) };
}

/** Rows as Terraform shows them, by the pure model. */
function modelOf(awsAuth: AwsAuth): readonly string[] {
  return effectiveRows(awsAuth)
    .map(({ principal, row: { username = "", groups = [] } }) =>
      JSON.stringify([foldArn(printArn(principal)), username, [...new Set(groups)].sort()]),
    )
    .sort();
}

function rowsOf(value: unknown): readonly string[] {
  const rows: readonly unknown[] = Array.isArray(value) ? value : [];
  return rows
    .map(fieldsOf)
    .map(({ arn, given }) => {
      const parsed: unknown = JSON.parse(String(given));
      const [username, groups]: readonly unknown[] = Array.isArray(parsed) ? parsed : [];
      return JSON.stringify([arn, username, groups]);
    })
    .sort();
}

/**
 * Terraform may read less, which is refused, and rows more, of which a guard asks: both refuse too much, never too little.
 * Of odd scalars (`0b101`) its YAML makes texts where Go's makes numbers: the row is there, what it gives differs.
 */
function judge(data: AwsAuthCase["data"], { unreadable, rows, accounts }: Fields) {
  const { awsAuth } = parseAwsAuth(data);
  const isUnread = Array.isArray(unreadable) && unreadable.length > 0;
  if (isUnread) return { verdict: awsAuth.unreadable.length > 0 ? "unreadable" : "stricter", data };
  const [mine, theirs] = [rowsOf(rows), modelOf(awsAuth)];
  const [mineAccounts, theirAccounts] = [Array.isArray(accounts) ? accounts : [], servedAccounts(awsAuth)];
  const lacksRow = theirs.some((row) => !mine.map(arnOf).includes(arnOf(row)));
  const lacksAccount = theirAccounts.some((account) => !mineAccounts.includes(account));
  const seen = { data, mine, theirs, mineAccounts, theirAccounts };
  if (lacksRow || lacksAccount || awsAuth.unreadable.length > 0) return { verdict: "missed", ...seen };
  if (theirs.some((row) => !mine.includes(row))) return { verdict: "odd", ...seen };
  return { verdict: mine.length > theirs.length ? "more" : "same", data };
}

function arnOf(row: string): string {
  return row.slice(0, row.indexOf('",'));
}

function servedAccounts({ accounts }: AwsAuth): readonly string[] {
  return accounts.map(({ row }) => row).filter((row) => /^[0-9]{12}$/.test(row));
}

describe("rows as guards read them, in Terraform itself", () => {
  test(`of ${CASES} ConfigMaps nobody is missed whom the pure model serves`, async () => {
    const seed = Number(process.env.SEED ?? 1);
    const cases = [...awsAuthCases(seed, CASES)];
    const folder = workspace([]);
    const locals = Object.assign({}, ...cases.map(localsOf));
    const output = Object.fromEntries(cases.map((_, i) => [`c${i}`, { value: evaluated(`local.result_${i}`) }]));
    folder.write("main.tf.json", JSON.stringify({ locals, output }));
    await folder.must("init", "-input=false");
    await folder.must("apply", "-input=false", "-auto-approve");
    const read = fieldsOf(JSON.parse(await folder.must("output", "-json")));
    folder.remove();
    const judged = cases.map(({ data }, i) => judge(data, fieldsOf(fieldsOf(read[`c${i}`]).value)));
    const count = (verdict: string): number => judged.filter((one) => one.verdict === verdict).length;
    console.info(
      `seed ${seed}: ${count("same")} same, ${count("odd")} with odd scalars, ${count("more")} with rows that serve nobody, ${count("unreadable")} unreadable to both, ${count("stricter")} to Terraform alone`,
    );
    const missed = judged.filter(({ verdict }) => verdict === "missed");
    expect(count("odd")).toBeLessThan(CASES / 50);
    expect({ seed, missed }).toEqual({ seed, missed: [] });
  }, 120_000);
});
