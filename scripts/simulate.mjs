// npm run simulate -- --seeds 200 [--from 1] | --seed 17 | --kills 500: lives of households under faults (docs/operations.md).
process.argv.splice(2, 0, 'scripts/simulate.ts')
await import('./run-ts.mjs')
