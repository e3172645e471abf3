import type { AccessDefinition } from "./definition";
import { filePath } from "./file-path";
import type { TranslationContext } from "./translation/translation";
import { SESSION_NODE_TYPES } from "./translation/translation-source";

/**
 * What the file says about its rows beside them: the same for gates and guards.
 * @see DOMAIN R16: a session node is what its declared entry says
 */
export function contextOf({ accountId, partition, migration, accessEntries }: AccessDefinition): TranslationContext {
  const choices = Object.values(accessEntries).flatMap(({ principalArn, type }) => {
    const choice = SESSION_NODE_TYPES.find((each) => each === type);
    return choice === undefined ? [] : [[principalArn, choice] as const];
  });
  return {
    ...(accountId === undefined ? {} : { accountId }),
    ...(partition === undefined ? {} : { partition }),
    rolePaths: migration?.rolePaths ?? {},
    expected: migration?.expected ?? [],
    choices: Object.fromEntries(choices),
    pathOf: filePath,
  };
}
