import js from '@eslint/js';
import prettier from 'eslint-config-prettier';
import { defineConfig } from 'eslint/config';
import tseslint from 'typescript-eslint';

/** Syntax that no TypeScript file may hold. */
const everywhere = [
  {
    selector: String.raw`:matches(ImportDeclaration, ExportNamedDeclaration, ExportAllDeclaration)[source.value=/^\.{1,2}\u002f(?!.*\.(ts|mjs|json)$)/]`,
    message: 'A relative import names the file with its extension.',
  },
  {
    selector: String.raw`ImportExpression[source.value=/^\.{1,2}\u002f(?!.*\.(ts|mjs|json)$)/]`,
    message: 'A relative import names the file with its extension.',
  },
  { selector: 'TSEnumDeclaration', message: 'Use a union of strings.' },
];

const noDefaultExport = [
  { selector: 'ExportDefaultDeclaration', message: 'Use a named export.' },
  { selector: 'ExportSpecifier[exported.name="default"]', message: 'Use a named export.' },
];

/** What makes output depend on anything but input. */
const deterministic = [
  {
    selector: 'MemberExpression[object.name="Date"][property.name="now"]',
    message: 'The same input gives the same bytes: take the time from an adapter.',
  },
  {
    selector: ':matches(NewExpression, CallExpression)[callee.name="Date"][arguments.length=0]',
    message: 'The same input gives the same bytes: take the time from an adapter.',
  },
  {
    selector: 'MemberExpression[object.name="Math"][property.name="random"]',
    message: 'The same input gives the same bytes: randomness is an adapter.',
  },
  {
    selector: 'Identifier[name=/^(randomUUID|randomBytes|randomInt|getRandomValues)$/]',
    message: 'The same input gives the same bytes: randomness is an adapter.',
  },
  {
    selector: 'MemberExpression[property.name=/^(localeCompare|toLocale[A-Z].*)$/]',
    message: 'Order and text do not depend on the locale: use byteOrder.',
  },
];

const worldGlobals = ['process', 'fetch', 'performance'].map((name) => ({
  name,
  message: 'What reaches outside the process stays in adapters, cli and bin.ts.',
}));

export default defineConfig(
  // tables are data
  {
    ignores: [
      'src/validate/tables/',
      'dist/',
      'coverage/',
      '.cache/',
      'fixtures/',
      'templates/',
      'src/**/examples/',
    ],
  },
  { linterOptions: { reportUnusedDisableDirectives: 'error', reportUnusedInlineConfigs: 'error' } },
  js.configs.recommended,
  tseslint.configs.strictTypeChecked,
  prettier,
  {
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      complexity: ['error', 15],
      'max-params': ['error', 3],
      'no-restricted-syntax': ['error', ...everywhere, ...noDefaultExport],
      '@typescript-eslint/consistent-type-imports': ['error', { disallowTypeAnnotations: false }],
      '@typescript-eslint/no-confusing-void-expression': ['error', { ignoreArrowShorthand: true }],
      '@typescript-eslint/restrict-template-expressions': ['error', { allowNumber: true }],
      '@typescript-eslint/switch-exhaustiveness-check': [
        'error',
        { considerDefaultExhaustiveForUnions: true, requireDefaultForNonUnion: true },
      ],
    },
  },
  {
    files: ['src/**/*.ts'],
    rules: {
      'max-lines': ['error', { max: 300, skipBlankLines: true, skipComments: true }],
      'max-lines-per-function': ['error', { max: 60, skipBlankLines: true, skipComments: true }],
      'no-console': 'error',
      // Without a comparer, `sort` orders by UTF-16 units; bytes are ordered by byteOrder.
      '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: false }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/adapters/**'],
    rules: {
      'no-restricted-syntax': ['error', ...everywhere, ...noDefaultExport, ...deterministic],
      'no-restricted-globals': ['error', { name: 'Intl', message: 'Output does not depend on the locale.' }],
    },
  },
  {
    files: ['src/**/*.ts'],
    ignores: ['src/adapters/**', 'src/cli/**', 'src/bin.ts'],
    rules: {
      'no-restricted-globals': [
        'error',
        { name: 'Intl', message: 'Output does not depend on the locale.' },
        ...worldGlobals,
      ],
    },
  },
  {
    files: ['test/**/*.ts'],
    rules: { 'no-console': 'error', '@typescript-eslint/no-non-null-assertion': 'off' },
  },
  {
    // Tools ask for a default export in their configuration.
    files: ['*.config.{ts,js}', '.dependency-cruiser.mjs'],
    rules: { 'no-restricted-syntax': ['error', ...everywhere] },
  },
  {
    // TypeScript reports unknown names in these files.
    files: ['**/*.{js,mjs}'],
    rules: { 'no-undef': 'off' },
  },
);
