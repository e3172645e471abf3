import { cli } from "../../support/cli/cli-run";

jest.mock("@aws-sdk/client-eks", () => {
  throw Object.assign(new Error("Cannot find module '@aws-sdk/client-eks'"), { code: "MODULE_NOT_FOUND" });
});

test("a package that is not installed is one sentence and the line to type", async () => {
  const { exitCode, stderr } = await cli(["collect", "--cluster", "demo"]);
  expect(exitCode).toBe(1);
  expect(stderr).toBe(
    `error cluster demo: nothing was read: PackageMissing: @aws-sdk/client-eks is not installed, expected the packages that read AWS
    npm install @aws-sdk/client-eks @aws-sdk/client-iam @aws-sdk/client-sts @aws-sdk/client-cloudwatch-logs @aws-sdk/credential-providers @smithy/signature-v4
`,
  );
});
