import { proxyNamed, proxyOfEnvironment } from "../../lib/sources/proxy";
import { cli } from "../support/cli/cli-run";
import { FakeAwsServer } from "../support/eks/fake-aws";
import { fakeEks } from "../support/eks/fake-eks";
import { ConnectProxy } from "../support/live/connect-proxy";

describe("proxyOfEnvironment", () => {
  test("is none where none is set, or the empty text", async () => {
    expect(await proxyOfEnvironment({})).toBeUndefined();
    expect(await proxyOfEnvironment({ HTTPS_PROXY: "", HTTP_PROXY: "http://p:1" })).toBeUndefined();
    expect(await proxyOfEnvironment({ https_proxy: "p:3128" })).toBeDefined();
  });

  test.each([
    ["socks5://p:1080", "HTTPS_PROXY names a proxy of another protocol, got `socks5:`"],
    ["http://:x:y", "HTTPS_PROXY is no URL"],
  ])("refuses %s", async (proxy, message) => {
    await expect(proxyOfEnvironment({ HTTPS_PROXY: proxy })).rejects.toThrow(message);
  });

  test("is refused by the name of whoever named it", async () => {
    await expect(proxyNamed("socks5://p:1", "proxy-url")).rejects.toThrow("proxy-url names a proxy");
  });
});

describe("collect, behind a proxy", () => {
  let fake: FakeAwsServer;
  let proxy: ConnectProxy;
  const environment = { ...process.env };

  beforeEach(async () => {
    fake = await FakeAwsServer.start(fakeEks());
    proxy = await ConnectProxy.start();
    const url = (fake.environment.AWS_ENDPOINT_URL ?? "").replace("127.0.0.1", "aws.example.test");
    Object.assign(process.env, fake.environment, { AWS_ENDPOINT_URL: url, HTTP_PROXY: proxy.url });
  });

  afterEach(async () => {
    process.env = { ...environment };
    await Promise.all([fake.stop(), proxy.stop()]);
  });

  test("asks AWS through the proxy of the environment", async () => {
    expect((await cli(["collect", "--cluster", "demo"])).exitCode).toBe(0);
    expect(new Set(proxy.asked)).toEqual(new Set([new URL(process.env.AWS_ENDPOINT_URL ?? "").host]));
    expect(fake.calls.length).toBeGreaterThan(10);
  });

  test("and past it where NO_PROXY says so", async () => {
    process.env.NO_PROXY = "example.test";
    const { exitCode, stderr } = await cli(["collect", "--cluster", "demo"]);
    expect({ exitCode, asked: proxy.asked }).toEqual({ exitCode: 1, asked: [] });
    expect(stderr).toContain("nothing was read");
  });
});
