// npm run bench [-- sync|reads]: measures, one JSON line each: {name, value, unit, goal, ok}. Build first for the pages (npm run build).
process.argv.splice(2, 0, 'bench/run.ts')
await import('./run-ts.mjs')
