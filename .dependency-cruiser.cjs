// Who may import whom: each rule is a sentence of ARCHITECTURE.md. What no rule forbids is allowed.
const rule = (name, from, to) => ({ name, severity: 'error', from, to })

const TEST = '[.]test[.]tsx?$'
const OURS = '^(app|components|lib)/'
/** Code that runs on the server only: a component that reaches it would carry it into the browser. */
const SERVER =
  '^lib/((action|db|env|health|jobs|log)[.]ts$|env-|(auth|database|simulator|testing|vault)/|banking/(registry|http)[.]ts$|banking/connectors/)'

/** The domains in their order: each may know those before it, never one after. */
const inOrder = [
  ['households', '^lib/(accounts|bank-sessions|sync|payments|insights)/'],
  ['accounts', '^lib/(bank-sessions|sync|payments)/'],
  ['bank-sessions', '^lib/(sync|payments)/'],
].map(([domain, later]) =>
  rule(`${domain}-before-later-domains`, { path: `^lib/${domain}/`, pathNot: TEST }, { path: later, pathNot: '^lib/sync/progress[.]ts$' }),
)

module.exports = {
  forbidden: [
    // app -> components -> lib, never upward
    rule('lib-is-below-ui', { path: '^lib/' }, { path: '^(app|components)/' }),
    rule('components-are-below-app', { path: '^components/' }, { path: '^app/' }),
    rule('components-reach-no-server-code', { path: '^components/', pathNot: TEST }, { path: SERVER, reachable: true }),
    rule(
      'app-speaks-to-domains',
      { path: '^app/', pathNot: TEST },
      { path: '^lib/(db[.]ts$|(database|banking|vault)/)', dependencyTypesNot: ['type-only'] },
    ),

    // lib/core is pure and runs everywhere
    rule('core-imports-only-core', { path: '^lib/core/' }, { path: '^lib/', pathNot: '^lib/core/' }),
    rule('core-is-isomorphic', { path: '^lib/core/', pathNot: TEST }, { dependencyTypes: ['core'] }),

    // one outside thing each
    rule('env-is-a-leaf', { path: '^lib/env', pathNot: TEST }, { path: '^lib/', pathNot: '^lib/(core/|env)' }),
    rule('log-is-a-leaf', { path: '^lib/log[.]ts$' }, { path: '^lib/', pathNot: '^lib/(core/|env)' }),
    rule('database-is-a-leaf', { path: '^lib/database/', pathNot: TEST }, { path: '^lib/', pathNot: '^lib/(core|database)/' }),
    rule('vault-is-a-leaf', { path: '^lib/vault/', pathNot: TEST }, { path: '^lib/', pathNot: '^lib/(core/|vault/|env|db[.]ts$)' }),

    // the bank's side: port <- connectors <- registry
    rule(
      'port-is-a-leaf',
      { path: '^lib/banking/[^/]+[.]ts$', pathNot: ['^lib/banking/(registry|contract)[.]ts$', TEST] },
      { path: '^lib/', pathNot: '^lib/(core/|banking/[^/]+[.]ts$)' },
    ),
    rule(
      'connector-sees-port-and-core',
      { path: '^lib/banking/connectors/([^/]+)/', pathNot: TEST },
      { path: '^lib/', pathNot: '^lib/(core/|banking/(port|payment-port|errors|http)[.]ts$|banking/connectors/($1|berlin-group)/)' },
    ),
    rule(
      'registry-is-the-only-door-to-connectors',
      { path: OURS, pathNot: ['^lib/banking/(registry[.]ts$|connectors/)', TEST] },
      { path: '^lib/banking/connectors/', dependencyTypesNot: ['type-only'] },
    ),

    // the simulator is the other party: shared types would share mistakes
    rule('simulator-shares-core-only', { path: '^lib/simulator/' }, { path: '^lib/', pathNot: '^lib/(core|simulator)/' }),
    rule('simulator-is-used-by-tests-only', { path: OURS, pathNot: ['^lib/(simulator|testing)/', TEST] }, { path: '^lib/simulator/' }),

    // domains
    ...inOrder,
    rule('sync-and-payments-are-strangers', { path: '^lib/(payments|sync)/' }, { path: '^lib/(payments|sync)/', pathNot: '^lib/$1/' }),
    rule('insights-stand-aside', { path: '^lib/insights/', pathNot: TEST }, { path: '^lib/(bank-sessions|sync|payments)/' }),
    rule(
      'domains-take-a-viewer',
      { path: '^lib/(accounts|bank-sessions|households|insights|payments|sync)/', pathNot: TEST },
      { path: '^lib/(action[.]ts$|auth/)' },
    ),

    // one door per dependency
    rule(
      'prisma-through-db',
      { path: OURS, pathNot: ['^lib/db[.]ts$', TEST] },
      { path: 'generated/prisma|node_modules/@prisma/client', dependencyTypesNot: ['type-only'] },
    ),
    rule('pg-through-database', { path: OURS, pathNot: ['^lib/(database|testing)/', TEST] }, { path: 'node_modules/pg/' }),
    rule(
      'queue-through-jobs',
      { path: OURS, pathNot: ['^lib/(jobs|log)[.]ts$', '^lib/database/migrate[.]ts$'] },
      { path: 'node_modules/graphile-worker/' },
    ),
    rule(
      'next-auth-through-auth',
      { path: OURS, pathNot: '^(lib/auth/|app/api/auth/)' },
      { path: 'node_modules/next-auth/', pathNot: 'next-auth/react' },
    ),
    rule(
      'next-stays-out-of-domains',
      { path: '^lib/', pathNot: ['^lib/(auth|i18n)/', '^lib/action[.]ts$', TEST] },
      { path: 'node_modules/next/' },
    ),
    rule('passwords-through-auth', { path: OURS, pathNot: '^lib/auth/' }, { path: 'node_modules/@node-rs/argon2' }),

    // tests
    rule('test-tools-for-tests-only', { path: OURS, pathNot: ['^lib/testing/', TEST] }, { path: '^lib/testing/' }),
    rule('nobody-imports-a-test', {}, { path: TEST }),

    rule('no-cycles', { pathNot: '^generated/' }, { circular: true }),
    rule('no-orphans', { orphan: true, path: '^(components|lib)/', pathNot: [TEST, '[.]d[.]ts$'] }, {}),
  ],
  options: {
    doNotFollow: { path: 'node_modules' },
    exclude: { path: '^[.]next/' },
    tsPreCompilationDeps: true,
    tsConfig: { fileName: 'tsconfig.json' },
    enhancedResolveOptions: { exportsFields: ['exports'], conditionNames: ['import', 'require', 'node', 'default', 'types'] },
  },
}
