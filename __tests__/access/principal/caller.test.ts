import { callerArn, probeCallers } from "../../../lib/access/principal/caller";
import { ACCOUNT, arn, caller, role, user } from "../../support/definitions/arns";

describe("probeCallers", () => {
  test("gives a role sessions of people, with @ too, and of instances with old and new IDs", () => {
    const sessions = probeCallers(arn(role("dev"))).map(({ session }) => session);
    expect(new Set(sessions).size).toBe(sessions.length);
    expect(sessions.some((session) => session.includes("@"))).toBe(true);
    expect(sessions.some((session) => /^i-\w{17}$/.test(session))).toBe(true);
    expect(sessions.some((session) => /^i-\w{8}$/.test(session))).toBe(true);
    expect(sessions.some((session) => !session.includes("@") && !session.startsWith("i-"))).toBe(true);
  });

  test.each([user("bob"), `arn:aws:iam::${ACCOUNT}:root`, `arn:aws:sts::${ACCOUNT}:federated-user/bob`])(
    "gives %s no session, and several access keys",
    (text) => {
      const probes = probeCallers(arn(text));
      expect(probes.every(({ session }) => session === "")).toBe(true);
      expect(new Set(probes.map(({ accessKeyId }) => accessKeyId)).size).toBeGreaterThan(1);
    },
  );

  test("lets an assumed role stand for its role, in its own session too", () => {
    const probes = probeCallers(arn(`arn:aws:sts::${ACCOUNT}:assumed-role/dev/me`));
    expect(probes.map(({ session }) => session)).toContain("me");
    expect(new Set(probes.map(callerArn))).toEqual(new Set([role("dev")]));
  });
});

describe("callerArn", () => {
  test("drops a role's path and keeps a user's", () => {
    expect(callerArn(caller(role("team/dev"), "me"))).toBe(role("dev"));
    expect(callerArn(caller(user("team/bob")))).toBe(user("team/bob"));
  });
});
