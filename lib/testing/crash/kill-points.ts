/** A moment in a reading at which a worker process is killed: just before something goes out, or just after its answer came. */
export type KillPoint = {
  readonly name: string
  readonly on: 'statement' | 'call'
  readonly match: RegExp
  readonly when: 'before' | 'after'
  /** The how manyth time; the first when absent. */
  readonly nth?: number
  /** Only in a transaction in which this was sent before. */
  readonly within?: RegExp
}

const statement = (name: string, match: RegExp, more: Partial<KillPoint> = {}): KillPoint => ({
  name,
  on: 'statement',
  match,
  when: 'after',
  ...more,
})
const call = (name: string, match: RegExp, more: Partial<KillPoint> = {}): KillPoint => ({
  name,
  on: 'call',
  match,
  when: 'before',
  ...more,
})

/** What goes over the wire in one reading, from the job to its end, in order. */
export const KILL_POINTS: readonly KillPoint[] = [
  statement('job taken', /get_job|_private_jobs.*set.*locked_at/is),
  statement('access locked', /FROM saldo_lock_session/),
  statement('lease taken, not committed', /SELECT saldo_start_run/),
  statement('before the lease is committed', /^COMMIT/, { when: 'before', within: /SELECT saldo_start_run/ }),
  statement('after the lease is committed', /^COMMIT/, { within: /SELECT saldo_start_run/ }),
  statement('account begun', /^COMMIT/, { within: /reference_trust/ }),
  call('before the first page is asked for', /\/transactions\?/),
  call('first page on its way', /\/transactions\?/, { when: 'after' }),
  statement('lease proven', /SELECT saldo_hold_lease/, { nth: 2 }),
  statement('account locked', /FROM account WHERE .* FOR NO KEY UPDATE/s),
  statement('rows looked up', /unnest\(.*::char\(1\)\[\]/s),
  statement('before the rows are written', /^\s*INSERT INTO transaction \(/, { when: 'before' }),
  statement('rows written', /^\s*INSERT INTO transaction \(/),
  statement('words moved along', /SET user_name = coalesce/),
  statement('pending row superseded', /SET superseded_by_id = n.id/),
  statement('evidence written', /INSERT INTO transaction_evidence/),
  statement('days counted', /INSERT INTO daily_total/),
  statement('months counted', /INSERT INTO monthly_total/),
  statement('page kept', /INSERT INTO "public"."raw_page"/),
  statement('batch reported', /INSERT INTO sync_run_account/, { within: /INSERT INTO transaction \(/ }),
  statement('before a batch is committed', /^COMMIT/, { when: 'before', within: /INSERT INTO transaction \(/ }),
  statement('after a batch is committed', /^COMMIT/, { within: /INSERT INTO transaction \(/ }),
  call('before the pending rows are asked for', /transaction_status=PDNG/),
  call('pending rows on their way', /transaction_status=PDNG/, { when: 'after' }),
  call('before the balances are asked for', /\/balances/),
  call('balances on their way', /\/balances/, { when: 'after' }),
  statement('history of balances written', /INSERT INTO balance_history/),
  statement('balances written', /INSERT INTO balance \(/),
  statement('before the balances are committed', /^COMMIT/, { when: 'before', within: /INSERT INTO balance \(/ }),
  statement('balance checked', /INSERT INTO "public"."balance_check"/),
  statement('account closed, not committed', /UPDATE account_feed\s+SET last_error_kind/),
  statement('after the first account', /^COMMIT/, { within: /UPDATE account_feed\s+SET last_error_kind/ }),
  statement('after a batch of the second account', /^COMMIT/, { within: /INSERT INTO transaction \(/, nth: 2 }),
  statement('next reading queued, not committed', /SELECT saldo_enqueue\(/),
  statement('before the run’s end is committed', /^COMMIT/, { when: 'before', within: /SELECT saldo_enqueue\(/ }),
  statement('after the run’s end is committed', /^COMMIT/, { within: /SELECT saldo_enqueue\(/ }),
  statement('before the job is called done', /complete_jobs|delete from .*_private_jobs/is, { when: 'before' }),
  statement('after the job is called done', /complete_jobs|delete from .*_private_jobs/is),
]
