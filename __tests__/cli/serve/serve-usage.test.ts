import { join } from "node:path";
import { cli, folderWith } from "../../support/cli/cli-run";

/** What `serve` says where it does not start; it would listen on a port that is free. */
async function said(args: readonly string[], env: Readonly<Record<string, string>> = {}, cwd = folderWith({})) {
  const { exitCode, stderr } = await cli(["serve", "--listen", "127.0.0.1:0", ...args], { env, cwd });
  expect(exitCode).toBe(2);
  return stderr;
}

describe("eks-access serve", () => {
  test("does not start without a key", async () => {
    expect(await said([])).toContain("no HMAC key, expected --hmac-key-file or EKS_ACCESS_HMAC_KEY");
    expect(await said([], { EKS_ACCESS_HMAC_KEY: " " })).toContain("EKS_ACCESS_HMAC_KEY: empty, expected the HMAC key");
    expect(await said(["--hmac-key-file", "key"], {}, folderWith({ key: "\n" }))).toContain("key: empty");
    expect(await said(["--hmac-key-file", "none"])).toContain("none: cannot be read: ENOENT");
  });

  test("takes unsigned requests on a loopback address alone", async () => {
    expect(await said(["--unsigned", "--listen", "0.0.0.0:0"])).toContain("--unsigned: expected a loopback address");
    expect(await said(["--unsigned", "--hmac-key-file", "key"])).toContain("--unsigned: a key is given too");
  });

  test.each([
    [["--allow-host", "http://tfe.example.com"], "--allow-host: `http://tfe.example.com`: expected a host"],
    [["--allow-host", "*.example.com"], "--allow-host: `*.example.com`: expected a host"],
    [["--tls-cert", "cert.pem"], "--tls-cert and --tls-key: one of them is missing"],
    [["--clusters", "none"], "none: cannot be read: ENOENT"],
    [["--concurrency", "0"], "Expected a whole number from 1 to 64."],
    [["--allow", "everything"], "Allowed choices are irreversible, destroy=CLUSTER."],
    [["--listen", "8080"], "--listen: expected host:port"],
  ])("refuses %j", async (args, message) => {
    expect(await said(args, { EKS_ACCESS_HMAC_KEY: "key" })).toContain(message);
  });

  test("says where a certificate is none", async () => {
    const cwd = folderWith({ "cert.pem": "x", "key.pem": "y" });
    const args = ["--tls-cert", join(cwd, "cert.pem"), "--tls-key", join(cwd, "key.pem")];
    expect(await said(args, { EKS_ACCESS_HMAC_KEY: "key" })).toContain("--tls-cert and --tls-key: cannot be used: ");
  });
});
