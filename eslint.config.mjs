import eslint from '@eslint/js'
import reactHooks from 'eslint-plugin-react-hooks'
import tseslint from 'typescript-eslint'

const ENV_DOOR = { object: 'process', property: 'env', message: 'lib/env.ts is the only reader of the environment.' }
const NO_RANDOM = {
  object: 'Math',
  property: 'random',
  message: 'Not random enough for secrets, not repeatable for tests: crypto, newSecret() or a seed.',
}

const NO_UNSAFE_SQL = ['$queryRawUnsafe', '$executeRawUnsafe'].map((property) => ({
  property,
  message: 'SQL is a tagged template with parameters.',
}))

/** What puts text into a page as code, and what the content security policy would refuse. */
const NO_INJECTION = [
  { selector: 'JSXAttribute[name.name="dangerouslySetInnerHTML"]', message: 'Text from a bank would become markup.' },
  { selector: 'AssignmentExpression[left.property.name=/^(innerHTML|outerHTML)$/]', message: 'Text from a bank would become markup.' },
  {
    selector: 'CallExpression[callee.object.name="document"][callee.property.name=/^write(ln)?$/]',
    message: 'Text from a bank would become markup.',
  },
]

const NO_STYLE_ATTRIBUTE = {
  selector: 'JSXAttribute[name.name="style"]',
  message: 'The content security policy allows no style attributes in served pages: use a class.',
}

/** Money is a bigint in minor units; a float on its way loses cents. */
const NO_FLOAT_MONEY = [
  { selector: 'UnaryExpression[operator="+"]', message: 'Amounts are parsed by parseMoney, counts by Number.parseInt.' },
  { selector: 'CallExpression[callee.property.name="toFixed"]', message: 'Amounts are written by formatDecimal.' },
  {
    selector: 'CallExpression[callee.name="parseFloat"], CallExpression[callee.property.name="parseFloat"]',
    message: 'Amounts are parsed by parseMoney.',
  },
]

/** Drawn in the browser only, after mounting, where a position must be computed: never part of the served page. */
const DRAWN_IN_THE_BROWSER = ['components/transactions/virtual-list.tsx']

const MONEY_PATH = ['lib/core/money*.ts', 'lib/{accounts,sync,banking,insights,payments}/**/*.ts']
const PROGRAMS = ['scripts/**', 'bench/**', 'e2e/**', '*.config.{ts,mjs}', 'instrumentation.ts', 'lib/env.ts', 'lib/testing/**']

export default tseslint.config(
  {
    ignores: [
      '.next/',
      '.data/',
      'generated/',
      'node_modules/',
      'public/',
      'next-env.d.ts',
      'test-results/',
      'playwright-report/',
      '**/*.cjs',
    ],
  },
  eslint.configs.recommended,
  ...tseslint.configs.strict,
  { linterOptions: { noInlineConfig: true, reportUnusedDisableDirectives: 'error' } },
  {
    rules: {
      eqeqeq: ['error', 'always', { null: 'ignore' }],
      'no-control-regex': 'off',
      'no-eval': 'error',
      'no-implied-eval': 'error',
      'no-new-func': 'error',
      'no-script-url': 'error',
      'no-console': ['error', { allow: ['error'] }],
      'no-restricted-properties': ['error', ENV_DOOR, NO_RANDOM, ...NO_UNSAFE_SQL],
      'no-restricted-syntax': ['error', ...NO_INJECTION],
      '@typescript-eslint/consistent-type-imports': 'error',
      '@typescript-eslint/no-dynamic-delete': 'off',
      // noUncheckedIndexedAccess makes every index possibly undefined, also where the line above proved it is not.
      '@typescript-eslint/no-non-null-assertion': 'off',
      '@typescript-eslint/no-unused-vars': ['error', { argsIgnorePattern: '^_', varsIgnorePattern: '^_', ignoreRestSiblings: true }],
    },
  },
  { files: ['{app,components}/**/*.tsx'], rules: { 'no-restricted-syntax': ['error', ...NO_INJECTION, NO_STYLE_ATTRIBUTE] } },
  { files: DRAWN_IN_THE_BROWSER, rules: { 'no-restricted-syntax': ['error', ...NO_INJECTION] } },
  { files: MONEY_PATH, ignores: ['**/*.test.ts'], rules: { 'no-restricted-syntax': ['error', ...NO_INJECTION, ...NO_FLOAT_MONEY] } },
  { files: PROGRAMS, rules: { 'no-restricted-properties': ['error', NO_RANDOM, ...NO_UNSAFE_SQL], 'no-console': 'off' } },
  // The compiler puts the value in: nothing is read when it runs.
  { files: ['proxy.ts'], rules: { 'no-restricted-properties': ['error', NO_RANDOM, ...NO_UNSAFE_SQL] } },
  {
    files: ['**/*.mjs'],
    languageOptions: {
      globals: {
        Buffer: 'readonly',
        WebAssembly: 'readonly',
        URL: 'readonly',
        console: 'readonly',
        fetch: 'readonly',
        process: 'readonly',
        clearInterval: 'readonly',
        setInterval: 'readonly',
        setTimeout: 'readonly',
        clearTimeout: 'readonly',
      },
    },
  },
  { ...reactHooks.configs.flat.recommended, files: ['{app,components}/**/*.tsx'] },
  {
    files: ['**/*.{ts,tsx}'],
    languageOptions: { parserOptions: { projectService: true, tsconfigRootDir: import.meta.dirname } },
    rules: {
      '@typescript-eslint/await-thenable': 'error',
      '@typescript-eslint/no-floating-promises': 'error',
      '@typescript-eslint/no-misused-promises': ['error', { checksVoidReturn: { attributes: false } }],
      '@typescript-eslint/only-throw-error': 'error',
      '@typescript-eslint/require-array-sort-compare': ['error', { ignoreStringArrays: true }],
      '@typescript-eslint/switch-exhaustiveness-check': ['error', { considerDefaultExhaustiveForUnions: true }],
      '@typescript-eslint/no-explicit-any': 'error',
    },
  },
)
