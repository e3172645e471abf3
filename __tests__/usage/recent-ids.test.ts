import { RecentIds } from "../../lib/usage/logs/recent-ids";
import { readerOf, ROLE } from "../support/cli/usage-world";

function request(auditID: string): string {
  const extra = { canonicalArn: [`${ROLE}/reader`] };
  return JSON.stringify({
    ...{ auditID, stage: "ResponseComplete", verb: "get", objectRef: { resource: "pods" } },
    ...{ user: { username: "reader", extra }, stageTimestamp: "2026-11-20T10:00:00Z" },
    annotations: { "authorization.k8s.io/decision": "allow" },
  });
}

describe("RecentIds", () => {
  test("knows at least the last fifty thousand, wherever a generation ends", () => {
    const ids = new RecentIds();
    const wrong: number[] = [];
    for (let i = 0; i < 120_000; i += 1) {
      if (!ids.isNew(`id-${i}`)) wrong.push(i);
      if (i >= 50_000 && i % 9_999 === 0 && ids.isNew(`id-${i - 49_999}`)) wrong.push(-i);
    }
    expect(wrong).toEqual([]);
    expect(ids.isNew("id-0")).toBe(true);
  });

  test("a watch whose events stand around the fifty thousandth request counts once", async () => {
    const ids = Array.from({ length: 50_001 }, (_, i) => `id-${i}`);
    const { counts } = await readerOf([...ids, "id-49999"].map(request).join("\n"));
    expect(counts.requests).toBe(50_001);
  });
});
