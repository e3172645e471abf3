import { check } from "../../../lib/app/check/check";
import { checkLive } from "../../../lib/app/check/check-live";
import { clusterText, filesOf, TODAY } from "../texts";

const CONFIG_MAP = `apiVersion: v1
kind: ConfigMap
metadata: { name: aws-auth, namespace: kube-system }
data: { mapRoles: "[]" }
`;

describe("check", () => {
  test("judges files that are texts alone, each finding at its place", () => {
    const { clusters, findings, isRefused } = check(filesOf({ "demo.yaml": clusterText("retire") }), TODAY);
    expect(clusters.map(({ staged }) => staged.definition.clusterName)).toEqual(["demo"]);
    expect(isRefused).toBe(true);
    expect(findings).toContainEqual(
      expect.objectContaining({ code: "admin-missing", severity: "blocker", file: "demo.yaml", line: 7 }),
    );
  });

  test("refuses nothing at a stage that may still be without an admin", () => {
    expect(check(filesOf({ "demo.yaml": clusterText("entries") }), TODAY).isRefused).toBe(false);
  });

  test("tells what reading found beside what the texts say", () => {
    const unread = { code: "file-not-regular", severity: "error", path: "", message: "", file: "b.yaml" } as const;
    const files = { ...filesOf({ "demo.yaml": clusterText("entries") }), findings: [unread] };
    const { findings, isRefused } = check(files, TODAY);
    expect([isRefused, findings[0]?.file, findings.at(-1)?.code]).toEqual([true, "b.yaml", "creator-unknown"]);
  });
});

describe("checkLive", () => {
  const fleetOf = (...names: readonly string[]) =>
    check(
      filesOf(
        Object.fromEntries(names.map((name) => [`${name}.yaml`, clusterText("dual").replace("demo", () => name)])),
      ),
      TODAY,
    );

  test("asks the guards of the one cluster file what they would say of a dump", () => {
    const checked = checkLive(fleetOf("demo"), [{ name: "aws-auth.yaml", text: CONFIG_MAP }]);
    if ("problem" in checked) throw new Error(checked.problem);
    expect(checked.isRefused).toBe(true);
    expect(checked.findings.map(({ code }) => code)).toContain("live-unknown");
  });

  test("has no answer where the dump names none of several clusters", () => {
    expect(checkLive(fleetOf("demo", "other"), [{ name: "aws-auth.yaml", text: CONFIG_MAP }])).toEqual({
      problem: "the data name no cluster, and there are several cluster files",
      help: "name the one cluster file that the live data are of",
      fault: "question",
    });
  });
});
