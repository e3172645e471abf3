import { listenAddress } from "../../../lib/cli/serve/listen-address";

describe("listenAddress", () => {
  test.each([
    ["127.0.0.1:8080", { host: "127.0.0.1", port: 8080, isLocal: true }],
    ["localhost:0", { host: "localhost", port: 0, isLocal: true }],
    ["[::1]:443", { host: "::1", port: 443, isLocal: true }],
    ["0.0.0.0:8080", { host: "0.0.0.0", port: 8080, isLocal: false }],
    ["[::]:8080", { host: "::", port: 8080, isLocal: false }],
    ["tasks.example.com:65535", { host: "tasks.example.com", port: 65_535, isLocal: false }],
  ])("takes %s", (text, address) => {
    expect(listenAddress(text)).toEqual(address);
  });

  test.each(["8080", ":8080", "localhost", "localhost:", "localhost:65536", "::1:80", "[x]:80", "a b:80", ""])(
    "refuses `%s`",
    (text) => {
      expect(() => listenAddress(text)).toThrow(`--listen: expected host:port, got \`${text}\``);
    },
  );
});
