import { exemptions } from "../../lib/sources/no-proxy";

describe("exemptions", () => {
  test.each([
    ["*", "eks.eu-west-1.amazonaws.com"],
    ["amazonaws.com", "eks.eu-west-1.amazonaws.com"],
    ["amazonaws.com", "amazonaws.com"],
    [".amazonaws.com", "eks.eu-west-1.amazonaws.com"],
    ["*.amazonaws.com", "eks.eu-west-1.amazonaws.com"],
    ["internal, AMAZONAWS.com", "sts.amazonaws.com"],
    ["10.0.0.0/8", "10.1.2.3"],
    ["fd00::/8", "fd00::1"],
    ["10.1.2.3", "10.1.2.3"],
    ["example.com:443", "api.example.com"],
    ["", "localhost"],
    ["", "127.0.0.1"],
  ])("%j exempts %s", (noProxy, host) => {
    expect(exemptions(noProxy)(host, 443)).toBe(true);
  });

  test.each([
    ["", "eks.eu-west-1.amazonaws.com"],
    ["amazonaws.com", "notamazonaws.com"],
    [".amazonaws.com", "amazonaws.com"],
    ["10.0.0.0/8", "11.1.2.3"],
    ["10.0.0.0/8", "host.example.com"],
    ["10.0.0.0/99", "10.1.2.3"],
    ["10.1.2.3", "110.1.2.3"],
    ["example.com:8443", "api.example.com"],
    ["127.0.0.1", "127.example.com"],
  ])("%j does not exempt %s", (noProxy, host) => {
    expect(exemptions(noProxy)(host, 443)).toBe(false);
  });
});
