import { check } from "../../../lib/app/check/check";
import { explainFiles, principalOf } from "../../../lib/app/explain/explain-files";
import { parseRequest } from "../../../lib/access/rbac/request-text";
import { clusterText, filesOf, TODAY } from "../texts";

const FLEET = check(filesOf({ "demo.yaml": clusterText("dual"), "other.yaml": "cluster_name: 5\n" }), TODAY);

function arn(text: string) {
  const asked = principalOf(text);
  if ("problem" in asked) throw new Error(asked.problem);
  return asked.principal;
}

describe("explainFiles", () => {
  test("explains every file that can be read, and tells the errors of the others", () => {
    const { files, errors, refused, isOpen } = explainFiles(FLEET, { today: TODAY });
    expect(files.map(({ file, clusterName }) => [file, clusterName])).toEqual([["demo.yaml", "demo"]]);
    expect(new Set(errors.map(({ file }) => file))).toEqual(new Set(["other.yaml"]));
    expect([refused, isOpen]).toEqual([[], false]);
  });

  test("names the files whose own stage is refused", () => {
    const fleet = check(filesOf({ "demo.yaml": clusterText("retire") }), TODAY);
    expect(explainFiles(fleet, { today: TODAY }).refused).toEqual(["demo.yaml"]);
  });

  test("a principal that the file does not name gets the nearest one in words", () => {
    const named = explainFiles(FLEET, { principal: arn("arn:aws:iam::111122223333:role/ops"), today: TODAY }).files[0];
    const near = explainFiles(FLEET, { principal: arn("arn:aws:iam::111122223333:user/ops"), today: TODAY }).files[0];
    expect([named?.isNamed, named?.nearest]).toEqual([true, undefined]);
    expect([near?.isNamed, near?.nearest]).toEqual([
      false,
      "the file does not name it: did you mean arn:aws:iam::111122223333:role/ops?",
    ]);
  });

  test("an answer that hangs on bindings nobody read is open", () => {
    const parsed = parseRequest("get pods -n prod");
    if ("problem" in parsed) throw new Error(parsed.problem);
    const { files, isOpen } = explainFiles(FLEET, { request: parsed.request, today: TODAY });
    expect(isOpen).toBe(true);
    expect(files[0]?.answers?.flat().map(({ verdict }) => verdict)).toContain("depends");
  });
});

describe("principalOf", () => {
  test("takes a session for its role, and refuses what is no ARN", () => {
    expect(principalOf(" arn:aws:sts::111122223333:assumed-role/ops/alice ")).toEqual({
      principal: arn("arn:aws:iam::111122223333:role/ops"),
    });
    expect(principalOf("ops")).toHaveProperty("problem");
  });
});
