import { auditEvent, isTornEvent } from "../../lib/usage/logs/audit-log";
import { authenticatorEvent } from "../../lib/usage/logs/authenticator-log";

const TIME = Date.parse("2026-11-20T10:00:00Z");

describe("authenticatorEvent", () => {
  test("who called", () => {
    const line =
      'time="2026-11-20T10:00:00Z" level=info msg="STS response" accesskeyid=ASIAEXAMPLE accountid=111122223333 arn="arn:aws:sts::111122223333:assumed-role/ops/alice" client="127.0.0.1:50000" method=POST path=/authenticate session=alice userid=AROAEXAMPLE';
    expect(authenticatorEvent(line)).toEqual({
      kind: "caller",
      time: TIME,
      client: "127.0.0.1:50000",
      arn: "arn:aws:sts::111122223333:assumed-role/ops/alice",
      userId: "AROAEXAMPLE",
      session: "alice",
    });
  });

  test("who was let in, with groups, and a name that has quotes and a line break", () => {
    const line =
      'time="2026-11-20T10:00:00Z" level=info msg="access granted" arn="arn:aws:iam::111122223333:role/ops" client="127.0.0.1:50000" groups="[system:masters ops]" method=POST path=/authenticate uid="aws-iam-authenticator:111122223333:AROAEXAMPLE" username="a \\"b\\"\\nc"';
    expect(authenticatorEvent(line)).toEqual({
      kind: "granted",
      time: TIME,
      client: "127.0.0.1:50000",
      arn: "arn:aws:iam::111122223333:role/ops",
      username: 'a "b"\nc',
      groups: ["system:masters", "ops"],
      userId: "AROAEXAMPLE",
    });
  });

  test("who was refused, and why", () => {
    const line =
      'time="2026-11-20T10:00:00Z" level=warning msg="access denied" arn="arn:aws:iam::111122223333:role/old" client="127.0.0.1:50000" error="ARN is not mapped" method=POST path=/authenticate';
    expect(authenticatorEvent(line)).toEqual({
      kind: "denied",
      time: TIME,
      client: "127.0.0.1:50000",
      arn: "arn:aws:iam::111122223333:role/old",
      why: "ARN is not mapped",
    });
  });

  test.each([
    'time="2026-11-20T10:00:00Z" level=info msg="listening on https://127.0.0.1:21362/"',
    'level=info msg="access granted" arn=x',
    'time="2026-11-20T10:00:00Z" msg="access granted" arn="unclosed',
    "",
  ])("%s tells nothing", (line) => {
    expect(authenticatorEvent(line)).toBeUndefined();
  });
});

describe("auditEvent", () => {
  const event = {
    kind: "Event",
    auditID: "a-1",
    stage: "ResponseComplete",
    requestURI: "/api/v1/namespaces/prod/pods/web/log?follow=true",
    verb: "get",
    user: {
      username: "ops:alice",
      uid: "aws-iam-authenticator:111122223333:AROAEXAMPLE",
      groups: ["ops", "system:authenticated"],
      extra: {
        accessKeyId: ["ASIAEXAMPLE"],
        arn: ["arn:aws:sts::111122223333:assumed-role/ops/alice"],
        canonicalArn: ["arn:aws:iam::111122223333:role/ops"],
        principalId: ["AROAEXAMPLE"],
        sessionName: ["alice"],
      },
    },
    objectRef: { resource: "pods", subresource: "log", namespace: "prod", name: "web", apiVersion: "v1" },
    responseStatus: { code: 200 },
    requestReceivedTimestamp: "2026-11-20T09:59:59Z",
    stageTimestamp: "2026-11-20T10:00:00Z",
    annotations: { "authorization.k8s.io/decision": "allow", "authorization.k8s.io/reason": "RBAC: allowed" },
  };

  test("a request for an object", () => {
    expect(auditEvent(JSON.stringify(event))).toEqual({
      auditId: "a-1",
      time: TIME,
      user: {
        username: "ops:alice",
        groups: ["ops", "system:authenticated"],
        arn: "arn:aws:iam::111122223333:role/ops",
        session: "alice",
        accessKeyId: "ASIAEXAMPLE",
        userId: "AROAEXAMPLE",
      },
      verb: "get",
      target: { apiGroup: "", resource: "pods/log", namespace: "prod", name: "web" },
      code: 200,
      decision: "allow",
      reason: "RBAC: allowed",
    });
  });

  test("a URL without its query, and whom somebody impersonates", () => {
    const { objectRef: _, ...rest } = event;
    const asked = { ...rest, requestURI: "/metrics?x=1", impersonatedUser: { username: "bob", groups: ["dev"] } };
    expect(auditEvent(JSON.stringify(asked))).toMatchObject({
      target: { nonResourceURL: "/metrics" },
      impersonated: { username: "bob", groups: ["dev"] },
    });
  });

  test.each(["ResponseStarted", "Panic"])("a request that is not over counts too: %s", (stage) => {
    expect(auditEvent(JSON.stringify({ ...event, stage }))).toMatchObject({ auditId: "a-1", decision: "allow" });
  });

  test("a caller without a canonical ARN has that of its session, and one without any is known to be of IAM", () => {
    const { extra, ...user } = event.user;
    const only = { ...event, user: { ...user, extra: { arn: extra.arn } } };
    expect(auditEvent(JSON.stringify(only))?.user.arn).toBe("arn:aws:iam::111122223333:role/ops");
    const none = auditEvent(JSON.stringify({ ...event, user }));
    expect([none?.user.arn, none?.user.isScrubbed]).toEqual([undefined, true]);
    const china = { arn: ["arn:aws-cn:sts::111122223333:assumed-role/ops/a=b,c@d.e"] };
    expect(auditEvent(JSON.stringify({ ...event, user: { ...user, extra: china } }))?.user.arn).toBe(
      "arn:aws-cn:iam::111122223333:role/ops",
    );
  });

  test("a line that is cut off is torn, another stage and another log are not", () => {
    const line = JSON.stringify({ apiVersion: "audit.k8s.io/v1", ...event });
    expect([line.slice(0, -1), line.slice(0, 60), `${line.slice(0, -60)}}`].map(isTornEvent)).toEqual([
      true,
      true,
      true,
    ]);
    const tail = line.slice(line.indexOf('"stageTimestamp"') + 5);
    expect([tail, '{"kind":"Event","apiV'].map(isTornEvent)).toEqual([true, true]);
    const others = [line, JSON.stringify({ ...event, stage: "RequestReceived" }), '{"ts":"2026","msg":"started'];
    expect(others.map(isTornEvent)).toEqual([false, false, false]);
  });

  test.each([
    ["another stage", JSON.stringify({ ...event, stage: "RequestReceived" })],
    ["no JSON", '{"stage":"ResponseComplete"'],
    ["no id", JSON.stringify({ ...event, auditID: undefined })],
  ])("%s is no event", (_, text) => {
    expect(auditEvent(text)).toBeUndefined();
  });
});
