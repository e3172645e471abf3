import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { KUBERNETES_CALLS } from "../../../lib/sources/kubernetes/read-kubernetes";

const ROOT = join(__dirname, "../../..");
const PAGE = readFileSync(join(ROOT, "docs/permissions.md"), "utf8");
const POLICIES = [...PAGE.matchAll(/```json\n([^]*?)```/g)].map(([, text = ""]) => text);

/** The commands of the SDK that the sources of this room make, as permissions: `eks:DescribeCluster`. */
function calledActions(): string[] {
  const folder = join(ROOT, "lib/sources/aws");
  const services: Readonly<Record<string, string>> = {
    "read-eks.ts": "eks",
    "read-iam.ts": "iam",
    "read-logs.ts": "logs",
  };
  return readdirSync(folder).flatMap((name) => {
    const service = services[name];
    if (service === undefined) return [];
    const calls = readFileSync(join(folder, name), "utf8").matchAll(/sdk\.(?:paginate(\w+)|(\w+)Command)\(/g);
    return [...calls].map(([, list, one]) => `${service}:${list ?? one ?? ""}`);
  });
}

describe("docs/permissions.md", () => {
  test("has every action that is called, and no other", () => {
    const granted = POLICIES.flatMap((text) =>
      [...text.matchAll(/"((?:eks|iam|logs):\w+)"/g)].map(([, action]) => action),
    );
    expect([...new Set(granted)].sort()).toEqual([...new Set(calledActions())].sort());
  });

  test("grants nothing that changes something", () => {
    for (const text of POLICIES) {
      const actions: unknown = JSON.parse(text);
      expect(JSON.stringify(actions)).not.toMatch(/:(Create|Delete|Update|Put|Associate|Disassociate|Tag|\*)/);
    }
    expect(PAGE).not.toMatch(/verbs: \[.*"(create|update|patch|delete|\*)"/);
  });

  test("has every call to Kubernetes", () => {
    for (const call of KUBERNETES_CALLS) expect(PAGE).toContain(`"${call.split(/[ /]/).at(-1) ?? ""}"`);
  });
});
