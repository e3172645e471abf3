import { awsAuthOf } from "../../../lib/access/aws-auth/aws-auth";
import type { AccessDefinition } from "../../../lib/migration/definition";
import { entryNotLive } from "../../../lib/migration/guard/entries/entry-not-live";
import { entryOutdated } from "../../../lib/migration/guard/entries/entry-outdated";
import { servedAccounts } from "../../../lib/migration/guard/aws-auth/live-rows";
import { GUARDS } from "../../../lib/migration/guard/guards";
import { printedSentence } from "../../../lib/migration/guard/guard";
import { otherModeThanStage } from "../../../lib/migration/guard/live-mode";
import { StagedCluster } from "../../../lib/migration/staged-cluster";
import { ACCOUNT, role, user } from "../../support/definitions/arns";
import { CREATOR, definition, unreadOf } from "../../support/definitions/definitions";
import { LIVE_DEV, liveCluster } from "../../support/live/live-clusters";

describe("the sentence of an entry that is not live", () => {
  const said = (own: AccessDefinition, entries: readonly (typeof LIVE_DEV)[] = []) =>
    entryNotLive.says(role("dev"), new StagedCluster(own), liveCluster({ entries: [...entries] }));

  test("says at api that nothing else is read, and to go back to retire", () => {
    expect(said(definition({ stage: "api" }))).toEqual({
      wrong: "role dev has no live access entry: in mode API it has no access, for EKS reads entries alone",
      mend: "write `stage: retire` under `migration` and apply its plan, which makes or corrects the entries that the file declares; then type `eks-access advance FILE` again",
    });
    const { mend } = said(definition({ stage: "api" }), [{ ...LIVE_DEV, userName: "x" }]);
    expect(mend).toBe("write migration.stage: retire and apply it, which corrects the entry, and then api");
  });

  test("says before that whether a live row serves it, or that nobody reads one", () => {
    const mend = "write `stage: entries` under `migration` and apply its plan, which makes or corrects the entry";
    expect(said(definition({ stage: "retire" })).wrong).toBe(
      "role dev has no live access entry: only a row of aws-auth lets it in, and it loses access with that row",
    );
    expect(said(definition({ stage: "retire" })).mend).toContain(mend);
    expect(said(unreadOf("retire")).wrong).toContain("and whether a row of aws-auth serves it is not known");
  });

  test("names what a live entry is: its groups in order, or that it has none", () => {
    const other = (groups: readonly string[]) => said(definition({ stage: "retire" }), [{ ...LIVE_DEV, groups }]).wrong;
    expect(other(["b", "a"])).toContain("groups `a, b`)");
    expect(other([])).toContain("groups none)");
  });

  test("sends to entries before the last switch, and names the acceptance where nobody reads rows", () => {
    const mend = "which makes or corrects the entry, before a later stage takes the row away";
    const live = [{ ...LIVE_DEV, groups: [] }];
    expect(said(definition({ stage: "retire" }), live).mend).toMatch(new RegExp(`${mend}$`));
    expect(said(unreadOf("retire"), live).mend).toMatch(
      /add code entry-not-live with its ARN as principal to the list accept$/,
    );
  });

  test("says of somebody without an entry in the file that it has none, and no more where nobody reads rows", () => {
    const { dev: _, ...accessEntries } = definition().accessEntries;
    const mend =
      "declare the entry under access_entries at stage entries, or, where the access is to end, add the ARN to the list leaving of that file";
    const unread = { ...unreadOf("retire"), accessEntries };
    const wrong =
      "the cluster file has no access entry for role dev, and whether a row of aws-auth serves it is not known";
    for (const live of [[], [LIVE_DEV]]) expect(said(unread, live)).toMatchObject({ wrong, mend });
    const read = { ...definition({ stage: "retire" }), accessEntries };
    const served = `aws-auth of cluster demo serves \`${role("dev")}\`, and its cluster file has no access entry for it`;
    for (const live of [[], [LIVE_DEV]]) expect(said(read, live)).toMatchObject({ wrong: served, mend });
  });

  test("says of an expected principal that nobody knows more of that its entry is missing, where nobody reads rows", () => {
    const { awsAuth: _, ...rowless } = unreadOf("retire");
    expect(entryNotLive.says(CREATOR, new StagedCluster(rowless), liveCluster({ entries: [] })).wrong).toBe(
      "role cluster-creator has no live access entry, and whether a row of aws-auth serves it is not known: without either it has no access",
    );
  });

  test("says of an expected principal at api that its entry is missing, not that the file has none", () => {
    const staged = new StagedCluster(definition({ stage: "api" }));
    expect(entryNotLive.says(CREATOR, staged, liveCluster({ entries: [] }))).toEqual({
      wrong: "role cluster-creator has no live access entry: in mode API it has no access, for EKS reads entries alone",
      mend: "EKS has made none: delete its ARN from `expected` under `migration` where nothing needs it, as that of a creator who was made no admin; else write `stage: retire` under `migration`, declare its entry under `access_entries`, apply the plan, and type `eks-access advance FILE` again",
    });
  });
});

describe("the sentence of a principal that was made anew", () => {
  test("says of which kind it is, and names no key that it does not know", () => {
    const staged = new StagedCluster(definition({ stage: "retire" }));
    const said = (arn: string) => entryOutdated.says(arn, staged);
    expect(said(role("dev")).wrong).toMatch(
      /^IAM role dev was made .* serves only the older role of that name, which is deleted$/,
    );
    expect(said(user("dev")).wrong).toMatch(
      /^IAM user dev was made .* serves only the older user of that name, which is deleted$/,
    );
    expect(said(role("dev")).mend).toMatch(
      /--principal-arn arn:aws:iam::111122223333:role\/dev\), .* which make the entry again$/,
    );
  });
});

describe(otherModeThanStage, () => {
  test("names every mode that the stage can be planned from", () => {
    expect(otherModeThanStage({ cluster: "demo", mode: "API" }, "dual").wrong).toMatch(
      /can be planned from mode `CONFIG_MAP` or `API_AND_CONFIG_MAP` only$/,
    );
  });
});

describe(servedAccounts, () => {
  test("are accounts of twelve digits, each once, that do not leave", () => {
    const accounts = [ACCOUNT, ACCOUNT, ACCOUNT.slice(1), `${ACCOUNT}3`, "444455556666"];
    const leaving = { ...definition(), leaving: ["arn:aws:iam::444455556666:root"] };
    expect(servedAccounts(leaving, awsAuthOf([], [], accounts))).toEqual([`account ${ACCOUNT}`]);
  });
});

describe(printedSentence, () => {
  test("has no backticks, which findings have: stacks keep their bytes", () => {
    const told = { wrong: "`aws_auth` of `demo`", mend: "`x`", help: "y" };
    expect(printedSentence("row-left", told)).toBe("aws_auth of demo: x [row-left].");
  });
});

describe("every sentence about one of those that a guard refuses", () => {
  const speaking = GUARDS.flatMap(({ code, says, stages }) =>
    says === undefined ? [] : stages.map((stage) => ({ code, says, stage })),
  );

  test.each(speaking)("$code at $stage is a sentence even of what is no ARN", ({ says, stage }) => {
    const { wrong, mend, help = mend } = says("nobody", new StagedCluster(definition({ stage })), liveCluster());
    for (const text of [wrong, mend, help]) expect(text).not.toMatch(/undefined|^$/);
  });
});
