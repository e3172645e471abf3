/** What reads AWS: optional peers of this package, for they are 30 MB that files and plans do not need. */
const AWS_PACKAGES = [
  "@aws-sdk/client-eks",
  "@aws-sdk/client-iam",
  "@aws-sdk/client-sts",
  "@aws-sdk/client-cloudwatch-logs",
  "@aws-sdk/credential-providers",
  "@smithy/signature-v4",
] as const;

/** A package that is needed and not installed. */
class PackageMissing extends Error {
  public override readonly name = "PackageMissing";
  public readonly help = `npm install ${AWS_PACKAGES.join(" ")}`;

  constructor(what: string) {
    super(`${what} is not installed, expected the packages that read AWS`);
  }
}

/** A package, loaded when it is used. Throws {@link PackageMissing} where it is not installed. */
export async function loaded<Loaded>(
  name: (typeof AWS_PACKAGES)[number],
  load: () => Promise<Loaded>,
): Promise<Loaded> {
  try {
    return await load();
  } catch (error) {
    if (isMissing(error)) throw new PackageMissing(name);
    throw error;
  }
}

function isMissing(error: unknown): boolean {
  const code = error instanceof Error && "code" in error ? error.code : undefined;
  return code === "ERR_MODULE_NOT_FOUND" || code === "MODULE_NOT_FOUND";
}
