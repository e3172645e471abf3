import { helpOfCall, isOfCredentials } from "../../lib/sources/call-help";

function named(name: string, message = "no"): Error {
  return Object.assign(new Error(message), { name });
}

describe("helpOfCall", () => {
  const { AWS_PROFILE: own } = process.env;
  beforeEach(() => delete process.env.AWS_PROFILE);
  afterEach(() => {
    if (own !== undefined) process.env.AWS_PROFILE = own;
  });

  test("names the profile of the environment where none was named", () => {
    process.env.AWS_PROFILE = "staging";
    expect(helpOfCall(named("CredentialsProviderError"))).toContain("whether there is a profile `staging`");
    expect(helpOfCall(named("CredentialsProviderError"), "prod")).toContain("profile `prod`");
    expect(helpOfCall(named("Error", "Region is missing"))).toContain("in the profile `staging`, if there is one");
    delete process.env.AWS_PROFILE;
  });

  test("names the profile whose credentials fail, and no profile where another call fails", () => {
    expect(helpOfCall(named("CredentialsProviderError"), "prod")).toContain("aws sso login --profile prod");
    expect(helpOfCall(named("TokenProviderError"), "prod")).toContain("whether there is a profile `prod`");
    expect(helpOfCall(named("AccessDeniedException"), "prod")).toBe(
      "docs/permissions.md has a policy with what is read",
    );
  });

  test("says without one where a profile is named", () => {
    expect(helpOfCall(named("CredentialsProviderError"))).toMatch(/--profile or AWS_PROFILE/);
  });

  test("says where a region is named that is missing", () => {
    expect(helpOfCall(named("Error", "Region is missing"))).toMatch(/^name it with --region or AWS_REGION/);
  });

  test("knows nothing of any other error, and takes the help that an error has", () => {
    expect(helpOfCall(named("Error"))).toBeUndefined();
    expect(helpOfCall("no")).toBeUndefined();
    expect(helpOfCall(Object.assign(new Error("no"), { help: "npm install it" }), "prod")).toBe("npm install it");
  });
});

describe("isOfCredentials", () => {
  test.each([
    ["CredentialsProviderError", true],
    ["TokenProviderError", true],
    ["ExpiredTokenException", true],
    ["ExpiredToken", true],
    ["UnrecognizedClientException", true],
    ["InvalidClientTokenId", true],
    ["AccessDeniedException", false],
  ])("%s: %s", (name, expected) => {
    expect(isOfCredentials(named(name))).toBe(expected);
  });
});
