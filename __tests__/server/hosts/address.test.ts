import { addressKind } from "../../../lib/server/hosts/address";

describe("addressKind", () => {
  test.each(["75.2.98.97", "99.83.150.238", "2600:1f14::1", "::ffff:75.2.98.97", "64:ff9b::4b02:6261"])(
    "%s is public",
    (address) => {
      expect(addressKind(address)).toBe("public");
    },
  );

  test.each(["10.0.0.1", "172.16.0.1", "172.31.255.255", "192.168.1.1", "100.64.0.1", "fd12::1", "::ffff:10.0.0.1"])(
    "%s is private",
    (address) => {
      expect(addressKind(address)).toBe("private");
    },
  );

  test.each(["127.0.0.1", "127.9.9.9", "::1", "::ffff:127.0.0.1", "::ffff:7f00:1", "64:ff9b::7f00:1"])(
    "%s is loopback",
    (address) => {
      expect(addressKind(address)).toBe("loopback");
    },
  );

  test.each([
    "169.254.169.254",
    "::ffff:169.254.169.254",
    "64:ff9b::a9fe:a9fe",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "0.0.0.0",
    "::",
    "224.0.0.1",
    "255.255.255.255",
    "2002:7f00:1::",
    "2001:0:7f00:1::",
    "64:ff9b::1",
    "no address",
    "",
  ])("%s is never asked", (address) => {
    expect(addressKind(address)).toBe("never");
  });

  test("the addresses beside a private network are public", () => {
    for (const address of ["172.15.255.255", "172.32.0.1", "11.0.0.1", "100.128.0.1", "192.167.255.255"])
      expect(addressKind(address)).toBe("public");
  });
});
