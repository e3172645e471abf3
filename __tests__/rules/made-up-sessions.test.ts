import { probeCallers } from "../../lib/access/principal/caller";
import { arn, role, user } from "../support/definitions/arns";
import { destroyed } from "../support/plans/plan-edits";
import { planNamed, planNames } from "../support/plans/plan-fixtures";
import { DEV, devRow, nodeRow, rowsAfter, rowsAlways, still } from "../support/reviews/review-plans";
import { demoFile, findingsOf, reviewed } from "../support/reviews/review-clusters";

const CALLERS = [role("dev"), user("dev")].map(arn).flatMap(probeCallers);
const SESSIONS = CALLERS.flatMap(({ session }) => (session === "" ? [] : [session, session.replaceAll("@", "-")]));
const MADE_UP = [...new Set([...SESSIONS, ...CALLERS.map(({ accessKeyId }) => accessKeyId)])];

/** What a text shows of the sessions and keys by which differences are found. */
const shown = (value: unknown): string[] => MADE_UP.filter((text) => JSON.stringify(value).includes(text));

describe("a review shows no session that was made up", () => {
  test.each(planNames())("of the plan %s", (name) => {
    expect(shown(reviewed(planNamed(name)))).toEqual([]);
    expect(shown(reviewed(planNamed(name), demoFile("entries")))).toEqual([]);
  });

  const team = { ...devRow, username: "dev:{{SessionNameRaw}}", groups: ["team-{{SessionName}}"] };

  test("where a group that goes holds the session's name", () => {
    const review = reviewed(still(destroyed(DEV), rowsAlways(team, nodeRow), rowsAfter(nodeRow)));
    const lost = findingsOf(review).filter(
      ({ code, principal }) => code === "access-lost" && principal === role("dev"),
    );
    expect(shown(review)).toEqual([]);
    expect(lost.map(({ message }) => message)).toEqual([
      "role dev loses all access: in every session it had group developers with username `dev:{{SessionName}}` by access entry aws_eks_access_entry.dev, and has nothing",
    ]);
  });

  test("where a group that comes holds the session's name", () => {
    const review = reviewed(still(destroyed(DEV), rowsAfter(team, nodeRow)));
    const gained = findingsOf(review).filter(({ code }) => code === "access-gained");
    expect(shown(review)).toEqual([]);
    expect(gained.map(({ message, after }) => ({ message, after }))).toEqual([
      {
        message: "role dev gains group team-{{SessionName}}",
        after: "group `team-{{SessionName}}`, by aws-auth `mapRoles[0]`",
      },
    ]);
  });
});
