import { addressRefusal, allowedHosts, type AllowedHosts, urlRefusal } from "../../../lib/server/hosts/allowed-hosts";

function hostsOf(names: readonly string[] = [], isPrivate = false): AllowedHosts {
  const hosts = allowedHosts(names, isPrivate);
  if ("problem" in hosts) throw new Error(hosts.problem);
  return hosts;
}

describe("allowedHosts", () => {
  test.each([
    "tfe.example.com/path",
    "http://tfe.example.com",
    "http://localhost",
    "*",
    "*.example.com",
    "https://user@tfe.example.com",
    "tfe.example.com?x",
    "",
    "https://",
  ])("refuses %s", (name) => {
    expect(allowedHosts([name])).toEqual({
      problem: `\`${name}\`: expected a host or host:port, or http:// with a loopback address`,
    });
  });
});

describe("urlRefusal", () => {
  test.each(["https://app.terraform.io/api/v2/x", "https://app.eu.terraform.io/x", "https://APP.terraform.io:443/x"])(
    "HCP Terraform gets the token: %s",
    (url) => {
      expect(urlRefusal(url, hostsOf(), "token")).toBeUndefined();
    },
  );

  test("its archive is asked without the token alone", () => {
    const url = "https://archivist.terraform.io/v1/object/x";
    expect(urlRefusal(url, hostsOf(), "archive")).toBeUndefined();
    expect(urlRefusal(url, hostsOf(), "token")).toContain("`https://archivist.terraform.io` is not allowed");
  });

  test.each([
    "https://evil.example.com/x",
    "https://app.terraform.io.evil.example.com/x",
    "https://app.terraform.io:8443/x",
    "http://app.terraform.io/x",
    "https://user:pw@app.terraform.io/x",
    "https://app.terraform.io@evil.example.com/x",
    "file:///etc/passwd",
    "https://169.254.169.254/latest/meta-data",
    "http://127.0.0.1:8080/x",
    "nothing",
  ])("refuses %s", (url) => {
    expect(urlRefusal(url, hostsOf(["tfe.example.com"]), "token")).toBeDefined();
    expect(urlRefusal(url, hostsOf(["tfe.example.com"]), "archive")).toBeDefined();
  });

  test("takes a host of Terraform Enterprise that somebody allows, on its own port alone", () => {
    const hosts = hostsOf(["tfe.example.com:8443"]);
    expect(urlRefusal("https://tfe.example.com:8443/x", hosts, "token")).toBeUndefined();
    expect(urlRefusal("https://tfe.example.com:8443/x", hosts, "archive")).toBeUndefined();
    expect(urlRefusal("https://tfe.example.com/x", hosts, "token")).toBeDefined();
  });

  test("a private address is asked where both it and private addresses are allowed", () => {
    expect(urlRefusal("https://10.1.2.3/x", hostsOf(["10.1.2.3"], true), "token")).toBeUndefined();
    expect(urlRefusal("https://10.1.2.3/x", hostsOf(["10.1.2.3"]), "token")).toBe(
      "`10.1.2.3` has the address 10.1.2.3, which is not public",
    );
    expect(urlRefusal("https://169.254.169.254/x", hostsOf(["169.254.169.254"], true), "token")).toBeDefined();
  });
});

describe("addressRefusal", () => {
  const url = (text: string): URL => new URL(text);

  test("a name of HCP Terraform that leads into a private network is refused, whatever is allowed", () => {
    const hosts = hostsOf(["tfe.example.com"], true);
    expect(addressRefusal("10.0.0.1", url("https://app.terraform.io"), hosts)).toBeDefined();
    expect(addressRefusal("10.0.0.1", url("https://tfe.example.com"), hosts)).toBeUndefined();
    expect(addressRefusal("75.2.98.97", url("https://app.terraform.io"), hosts)).toBeUndefined();
  });

  test("a name that leads to this machine or to a link-local address is refused", () => {
    const hosts = hostsOf(["tfe.example.com"], true);
    for (const address of ["127.0.0.1", "::1", "169.254.169.254", "fe80::1"])
      expect(addressRefusal(address, url("https://tfe.example.com"), hosts)).toBe(
        `\`tfe.example.com\` has the address ${address}, which is not public`,
      );
  });
});
