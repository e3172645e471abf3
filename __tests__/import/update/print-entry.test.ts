import { printEntry } from "../../../lib/import/update/file-content";
import { policyArn, role } from "../../support/definitions/arns";

describe("printEntry", () => {
  const principalArn = role("dev");
  const session = "arn:aws:sts::111122223333:assumed-role/dev/{{SessionName}}";

  test("names who a STANDARD entry is where it says nothing, as EKS does, and nobody for the other types", () => {
    expect(printEntry({ principalArn })).toBe(`type STANDARD, username ${session}`);
    expect(printEntry({ principalArn, userName: "dev" })).toBe("type STANDARD, username dev");
    expect(printEntry({ principalArn, type: "EC2_LINUX" })).toBe("type EC2_LINUX");
  });

  test("has groups, policies and namespaces in one order, so that another order is no difference", () => {
    const accessScope = { type: "namespace", namespaces: ["b", "a"] } as const;
    const policyAssociations = {
      view: { policyArn: policyArn("AmazonEKSViewPolicy"), accessScope },
      edit: { policyArn: policyArn("AmazonEKSEditPolicy"), accessScope: { type: "cluster" } },
    } as const;
    expect(printEntry({ principalArn, userName: "dev", kubernetesGroups: ["y", "x"], policyAssociations })).toBe(
      "type STANDARD, username dev, group x, group y, AmazonEKSEditPolicy cluster, AmazonEKSViewPolicy namespace a b",
    );
  });
});
