import { defineConfig } from 'prisma/config'

// No datasource: nothing here needs a database, and an unset DATABASE_URL must not stop `generate`.
export default defineConfig({ schema: 'prisma/schema.prisma' })
