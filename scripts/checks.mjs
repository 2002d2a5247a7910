// The checks that need no database and no browser, each a program of its own.
const bin = (path) => ['node_modules/' + path]

export const CHECKS = [
  { name: 'Format', args: [...bin('prettier/bin/prettier.cjs'), '--check', '--log-level=warn', '.'] },
  { name: 'Lint', args: [...bin('eslint/bin/eslint.js'), '.'] },
  { name: 'Types', args: ['scripts/check-types.mjs'] },
  {
    name: 'Import rules',
    args: [...bin('dependency-cruiser/bin/dependency-cruise.mjs'), 'app', 'components', 'lib', 'scripts', 'proxy.ts', 'instrumentation.ts'],
  },
  { name: 'Architecture graph is true', args: ['scripts/architecture-graph.mjs', '--check'] },
  { name: 'Dead code', args: [...bin('knip/bin/knip.js'), '--no-progress'] },
  { name: 'Migrations match the schema', args: ['scripts/new-migration.mjs', '--check'] },
]
