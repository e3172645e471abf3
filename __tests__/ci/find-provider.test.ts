import { chmodSync, mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir, userInfo } from "node:os";
import { dirname, join } from "node:path";
import { findProvider, ownerOf, PLATFORM } from "../../.ci/find-provider";

const WANTED = { name: "aws", version: "5.100.0" };
const UNPACKED = `registry.terraform.io/hashicorp/aws/5.100.0/${PLATFORM}/terraform-provider-aws_v5.100.0_x5`;
const PACKED = `registry.terraform.io/hashicorp/aws/terraform-provider-aws_5.100.0_${PLATFORM}.zip`;

describe("findProvider", () => {
  let machine = "";
  beforeEach(() => {
    machine = mkdtempSync(join(tmpdir(), "machine-"));
    chmodSync(machine, 0o755);
  });
  afterEach(() => {
    rmSync(machine, { recursive: true });
  });

  const at = (folder: string): string => join(machine, folder);
  const write = (path: string, text = "binary"): void => {
    mkdirSync(dirname(at(path)), { recursive: true, mode: 0o755 });
    writeFileSync(at(path), text, { mode: 0o755 });
  };
  const has = (folder: string, file = UNPACKED): void => write(join(folder, file));
  const find = (env: Readonly<Record<string, string>> = {}) =>
    findProvider(WANTED, { env, home: at("home"), root: machine, ownerOf: () => 0 });

  test.each([
    ["the cache of plugins", "cache", { TF_PLUGIN_CACHE_DIR: "cache" }],
    ["the home folder", "home/.terraform.d/plugins", {}],
    ["data of the user", "home/.local/share/terraform/plugins", {}],
    ["data of the user, elsewhere", "data/terraform/plugins", { XDG_DATA_HOME: "data" }],
    ["data of the machine", "usr/local/share/terraform/plugins", {}],
    ["data of the system", "usr/share/terraform/plugins", {}],
    ["data of the machine, elsewhere", "other/terraform/plugins", { XDG_DATA_DIRS: "other" }],
  ])("takes it from Terraform's own places: %s", (_, folder, env) => {
    has(folder);
    const absolute = Object.fromEntries(Object.entries(env).map(([name, value]) => [name, at(value)]));
    expect(find(absolute)).toBe(at(folder));
    rmSync(at(folder), { recursive: true });
    expect(find(absolute)).toBeUndefined();
  });

  test("reads mirrors and the cache in Terraform's configuration, comments aside", () => {
    const mirror = (folder: string): string => `filesystem_mirror {\n    path = "${at(folder)}"\n  }`;
    write(
      "home/.terraformrc",
      `# ${mirror("commented").replaceAll("\n", " ")}\nprovider_installation {\n  ${mirror("mirror")}\n}\n`,
    );
    has("commented");
    expect(find()).toBeUndefined();
    has("mirror");
    expect(find()).toBe(at("mirror"));
    write("ci.tfrc", 'plugin_cache_dir = "$WHERE/cache"\n');
    has("cache");
    expect(find({ TF_CLI_CONFIG_FILE: at("ci.tfrc"), WHERE: machine })).toBe(at("cache"));
  });

  test("takes it packed too, and no other version or system", () => {
    has("cache", UNPACKED.replaceAll("5.100.0", "5.99.0"));
    has("cache", UNPACKED.replace(PLATFORM, "plan9_arm"));
    expect(find({ TF_PLUGIN_CACHE_DIR: at("cache") })).toBeUndefined();
    has("cache", PACKED);
    expect(find({ TF_PLUGIN_CACHE_DIR: at("cache") })).toBe(at("cache"));
  });

  test("then from the variable, which has to be right", () => {
    has("opt/plugins");
    has("mirror");
    expect(find({ AWS_PROVIDER_MIRROR: at("mirror") })).toBe(at("mirror"));
    has("home/.terraform.d/plugins");
    expect(find({ AWS_PROVIDER_MIRROR: at("mirror") })).toBe(at("home/.terraform.d/plugins"));
    rmSync(at("home"), { recursive: true });
    expect(() => find({ AWS_PROVIDER_MIRROR: at("empty") })).toThrow(
      `AWS_PROVIDER_MIRROR: no provider aws 5.100.0 for ${PLATFORM} in it, got \`${at("empty")}\``,
    );
  });

  test.each(["opt", "opt/tf-plugins", "usr/lib/terraform/providers", "usr/local/terraform"])(
    "then from folders of the system: /%s",
    (folder) => {
      has(folder);
      expect(find()).toBe(at(folder));
    },
  );

  test.each(["tmp/plugins", "var/tmp/plugins", "home/somebody/plugins", "build/.terraform/providers"])(
    "never from anywhere else: /%s",
    (folder) => {
      has(folder);
      expect(find()).toBeUndefined();
    },
  );

  test.each(["opt", "opt/plugins", `opt/plugins/${dirname(UNPACKED)}`, `opt/plugins/${UNPACKED}`])(
    "nor from where others may write: /%s",
    (open) => {
      has("opt/plugins");
      for (const mode of [0o775, 0o757, 0o1777]) {
        chmodSync(at(open), mode);
        expect(find()).toBeUndefined();
      }
      chmodSync(at(open), 0o755);
      expect(find()).toBe(at("opt/plugins"));
    },
  );

  test("nor through a link", () => {
    has("tmp/plugins");
    mkdirSync(at("opt"), { mode: 0o755 });
    symlinkSync(at("tmp/plugins"), at("opt/plugins"));
    expect(find()).toBeUndefined();
  });

  test.each(["opt", "opt/plugins", `opt/plugins/${dirname(UNPACKED)}`, `opt/plugins/${UNPACKED}`])(
    "nor where somebody else owns a part of the way: /%s",
    (given) => {
      has("opt/plugins");
      const ownerOf = (path: string): number => (path === at(given) ? 12345 : 0);
      expect(findProvider(WANTED, { env: {}, home: at("home"), root: machine, ownerOf })).toBeUndefined();
    },
  );
});

describe("ownerOf", () => {
  test("is who made it, of a link too", () => {
    const folder = mkdtempSync(join(tmpdir(), "owned-"));
    symlinkSync("/", join(folder, "link"));
    expect([ownerOf(folder), ownerOf(join(folder, "link"))]).toEqual([userInfo().uid, userInfo().uid]);
    rmSync(folder, { recursive: true });
  });
});
