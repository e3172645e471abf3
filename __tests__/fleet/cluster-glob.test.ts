import { globNames } from "../../lib/fleet/cluster-glob";

describe("globNames", () => {
  test.each([
    ["prod/*", "prod/shop"],
    ["*", "shop"],
    ["**", "shop"],
    ["**", "prod/eu/shop"],
    ["prod/**", "prod/eu/shop"],
    ["**/shop", "shop"],
    ["**/shop", "prod/eu/shop"],
    ["prod/**/shop", "prod/shop"],
    ["shop-?", "shop-1"],
    ["prod/shop", "prod/shop"],
  ])("%s names %s", (glob, cluster) => {
    expect(globNames(glob, cluster)).toBe(true);
  });

  test.each([
    ["prod/*", "prod/eu/shop"],
    ["prod/*", "dev/shop"],
    ["*", "prod/shop"],
    ["prod/**", "production/shop"],
    ["**/shop", "prod/workshop"],
    ["shop-?", "shop-10"],
    ["shop-?", "shop-/"],
    ["shop.1", "shop-1"],
    ["prod/shop", "prod/shop2"],
    ["(a+)+", "aaaa"],
  ])("%s does not name %s", (glob, cluster) => {
    expect(globNames(glob, cluster)).toBe(false);
  });
});
