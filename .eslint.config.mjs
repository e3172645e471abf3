import eslint from "@eslint/js";
import jsdoc from "eslint-plugin-jsdoc";
import tseslint from "typescript-eslint";
import architecture from "./.eslint/import-direction.cjs";

const LIBRARY = ["lib/**/*.ts", "stacks/**/*.ts", "main.ts"];

export default tseslint.config(
  { ignores: ["dist/", "cdktf.out/", "node_modules/", "**/fixtures/"] },
  { files: ["**/*.ts"], extends: [eslint.configs.recommended] },
  {
    files: ["**/*.ts"],
    extends: [tseslint.configs.strictTypeChecked, tseslint.configs.stylisticTypeChecked],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    plugins: { architecture },
    rules: {
      "architecture/import-direction": "error",
      "max-lines": ["error", { max: 300 }],
      "max-params": ["error", 3],
      "@typescript-eslint/consistent-type-imports": "error",
      "@typescript-eslint/switch-exhaustiveness-check": "error",
      "@typescript-eslint/restrict-template-expressions": ["error", { allowNumber: true }],
      "@typescript-eslint/consistent-type-assertions": ["error", { assertionStyle: "never" }],
      "@typescript-eslint/no-unused-vars": ["error", { ignoreRestSiblings: true }],
      "@typescript-eslint/no-confusing-void-expression": ["error", { ignoreArrowShorthand: true }],
    },
  },
  {
    files: LIBRARY,
    extends: [jsdoc.configs["flat/recommended-typescript-error"]],
    rules: {
      "max-lines-per-function": ["error", { max: 40, skipBlankLines: true, skipComments: true }],
      "jsdoc/require-jsdoc": [
        "error",
        {
          publicOnly: true,
          require: { ClassDeclaration: true, MethodDefinition: false },
          contexts: [
            "TSInterfaceDeclaration",
            "TSTypeAliasDeclaration",
            "ExportNamedDeclaration > VariableDeclaration",
          ],
        },
      ],
      "jsdoc/require-param": "off",
      "jsdoc/require-returns": "off",
      "jsdoc/tag-lines": "off",
    },
  },
  {
    files: ["__tests__/**/*.ts"],
    rules: { "@typescript-eslint/no-unsafe-assignment": "off", "@typescript-eslint/no-unsafe-argument": "off" },
  },
  // Their packages are installed where they are tried.
  { files: ["examples/**/*.ts"], extends: [tseslint.configs.disableTypeChecked] },
  { files: ["lib/access/**/*.ts"], rules: { "max-lines": ["error", { max: 200 }] } },
);
