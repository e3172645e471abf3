import { LogMessages } from "../../lib/usage/logs/log-messages";

const LINE = 'time="2026-11-20T10:00:00Z" level=info msg="access granted" arn="arn:aws:iam::111122223333:role/ops"';
const AUDIT = '{"kind":"Event","auditID":"a-1","stage":"ResponseComplete"}';
const TIME = Date.parse("2026-11-20T10:00:01.000Z");

/** The messages of a text, given in pieces of some size. */
function messages(text: string, size = text.length): unknown[] {
  const reader = new LogMessages();
  const pieces = Array.from({ length: Math.ceil(text.length / size) }, (_, i) => text.slice(i * size, (i + 1) * size));
  return [...pieces.flatMap((piece) => reader.push(piece)), ...reader.end()];
}

const SHAPES: Readonly<Record<string, { text: string; expected: unknown[] }>> = {
  "lines of the log": { text: `${LINE}\n${AUDIT}\r\n\n`, expected: [{ text: LINE }, { text: AUDIT }] },
  "aws logs tail": {
    text: `2026-11-20T10:00:01.000000+00:00 authenticator-0a1b ${LINE}\n2026-11-20T10:00:01.000000+00:00 kube-apiserver-audit-0a1b ${AUDIT}\n`,
    expected: [
      { text: LINE, time: TIME },
      { text: AUDIT, time: TIME },
    ],
  },
  "aws logs tail --format short": {
    text: `2026-11-20T10:00:01Z ${LINE}\n`,
    expected: [{ text: LINE, time: TIME }],
  },
  "an export to S3": { text: `2026-11-20T10:00:01.000Z ${LINE}\n`, expected: [{ text: LINE, time: TIME }] },
  "filter-log-events": {
    text: JSON.stringify(
      {
        events: [
          { logStreamName: "a", timestamp: TIME, message: LINE },
          { timestamp: TIME, message: AUDIT },
        ],
        searchedLogStreams: [],
      },
      null,
      2,
    ),
    expected: [
      { text: LINE, time: TIME },
      { text: AUDIT, time: TIME },
    ],
  },
  "filter-log-events, another key first": {
    text: JSON.stringify({
      searchedLogStreams: [{ logStreamName: "a" }],
      events: [{ timestamp: TIME, message: LINE }],
    }),
    expected: [{ text: LINE, time: TIME }],
  },
  "get-query-results": {
    text: JSON.stringify({
      status: "Complete",
      results: [
        [
          { field: "@timestamp", value: "2026-11-20 10:00:01.000" },
          { field: "@message", value: LINE },
          { field: "@ptr", value: "x" },
        ],
      ],
    }),
    expected: [{ text: LINE, time: TIME }],
  },
  "--query events[]": {
    text: JSON.stringify([{ timestamp: TIME, message: LINE }]),
    expected: [{ text: LINE, time: TIME }],
  },
  "--query events[].message": { text: JSON.stringify([LINE, AUDIT]), expected: [{ text: LINE }, { text: AUDIT }] },
  "--output text": {
    text: `EVENTS\t3912\t${TIME}\tauthenticator-0a1b\t${LINE}\t${TIME}\n`,
    expected: [{ text: LINE, time: TIME }],
  },
  "a text in an event that holds braces, brackets and quotes": {
    text: JSON.stringify({ events: [{ timestamp: TIME, message: 'a "quoted" } ] { [ \\ text' }] }),
    expected: [{ text: 'a "quoted" } ] { [ \\ text', time: TIME }],
  },
  "a subscription of CloudWatch, one document after the other": {
    text: [LINE, AUDIT]
      .map((message) =>
        JSON.stringify({
          messageType: "DATA_MESSAGE",
          owner: "111122223333",
          logGroup: "/aws/eks/demo/cluster",
          subscriptionFilters: ["all"],
          logEvents: [{ id: "1", timestamp: TIME, message }],
        }),
      )
      .join(""),
    expected: [{ text: "all" }, { text: LINE, time: TIME }, { text: "all" }, { text: AUDIT, time: TIME }],
  },
  "a subscription after other lines": {
    text: `${LINE}\n${JSON.stringify({ logGroup: "g", logEvents: [{ timestamp: TIME, message: AUDIT }] })}\n`,
    expected: [{ text: LINE }, { text: AUDIT, time: TIME }],
  },
  "a batch of audit events": {
    text: JSON.stringify({
      kind: "EventList",
      apiVersion: "audit.k8s.io/v1",
      metadata: {},
      items: [JSON.parse(AUDIT)],
    }),
    expected: [{ text: AUDIT }],
  },
  "batches of audit events after other lines": {
    text: `${LINE}\n${JSON.stringify({ kind: "EventList", items: [JSON.parse(AUDIT), JSON.parse(AUDIT)] })}\n`,
    expected: [{ text: LINE }, { text: AUDIT }, { text: AUDIT }],
  },
  "lines of a collector": {
    text: `${JSON.stringify({ log: `${LINE}\n`, stream: "stderr" })}\n${JSON.stringify({ message: AUDIT, timestamp: TIME })}\n`,
    expected: [{ text: LINE }, { text: AUDIT, time: TIME }],
  },
  "the console's JSON of a query": {
    text: JSON.stringify([{ "@timestamp": "2026-11-20 10:00:01.000", "@message": LINE, "@ptr": "x" }]),
    expected: [{ text: LINE, time: TIME }],
  },
  "lines of the authenticator in JSON": {
    text: `${JSON.stringify({ arn: 'a"b', groups: ["x", "y"], level: "info", msg: "access granted", time: "2026-11-20T10:00:00Z" })}\n`,
    expected: [{ text: 'arn="a\\"b" groups="[x y]" level="info" msg="access granted" time="2026-11-20T10:00:00Z"' }],
  },
  "JSON of something else": {
    text: '{"level":"info","done":true}\n',
    expected: [{ text: '{"level":"info","done":true}' }],
  },
  "an empty document": { text: '{"events": [], "searchedLogStreams": []}', expected: [] },
  nothing: { text: "", expected: [] },
};

describe("LogMessages", () => {
  test.each(Object.entries(SHAPES))("%s", (_, { text, expected }) => {
    expect(messages(text)).toEqual(expected);
  });

  test.each(Object.entries(SHAPES))("%s, in pieces of 1 and of 7 characters", (_, { text, expected }) => {
    expect([messages(text, 1), messages(text, 7)]).toEqual([expected, expected]);
  });

  test("a document that ends in its middle is torn, a whole one is not", () => {
    const whole = JSON.stringify({ events: [{ timestamp: TIME, message: LINE }] });
    const torn = [whole, whole.slice(0, -3)].map((text) => {
      const reader = new LogMessages();
      reader.push(text);
      reader.end();
      return reader.isTorn;
    });
    expect(torn).toEqual([false, true]);
  });

  test("a line without end is no log", () => {
    const reader = new LogMessages();
    expect(() => {
      for (let i = 0; i < 20; i += 1) reader.push("x".repeat(1024 * 1024));
    }).toThrow(new RangeError("a line of more than 16 MiB"));
  });

  test("an element without end is none", () => {
    const reader = new LogMessages();
    expect(() => {
      reader.push('{"events": [{"message": "');
      for (let i = 0; i < 20; i += 1) reader.push("x".repeat(1024 * 1024));
    }).toThrow(new RangeError("an element of more than 16 MiB"));
  });
});
