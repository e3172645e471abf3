/** A script that kills its process when a file is opened for writing, synchronized, or renamed. */
export function killAt(moment: string): string {
  return `
const promises = require("node:fs/promises");
const { open } = promises;
const die = () => process.kill(process.pid, "SIGKILL");
promises.open = async (path, flags, mode) => {
  const file = await open(path, flags, mode);
  if (flags === "wx" && ${JSON.stringify(moment)} === "open") die();
  if (${JSON.stringify(moment)} === "sync") file.sync = async () => die();
  return file;
};
if (${JSON.stringify(moment)} === "rename") promises.rename = async () => die();
`;
}
