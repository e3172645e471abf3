import { z } from "zod";
import { camelCase, section } from "../../../lib/inventory/schema/camel-keys";

describe("camelCase", () => {
  test.each([
    ["cluster_name", "clusterName"],
    ["cluster_service_ipv4_cidr", "clusterServiceIpv4Cidr"],
    ["openid_connect_audiences", "openidConnectAudiences"],
    ["permissionSetName", "permissionSetName"],
    ["tags", "tags"],
  ])("%s is %s", (snake, camel) => {
    expect(camelCase(snake)).toBe(camel);
  });
});

describe("section", () => {
  const schema = section({ role_tags: z.record(z.string(), z.string()), in_side: section({ a_b: z.string() }) });

  test("converts its own keys and leaves those of maps", () => {
    expect(schema.parse({ role_tags: { cost_center: "1" }, in_side: { a_b: "x" } })).toEqual({
      roleTags: { cost_center: "1" },
      inSide: { aB: "x" },
    });
  });

  test("refuses other keys", () => {
    expect(schema.safeParse({ role_tags: {}, in_side: { a_b: "x" }, roleTags: {} }).success).toBe(false);
  });
});
