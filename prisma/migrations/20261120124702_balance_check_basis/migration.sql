-- AlterTable
ALTER TABLE "balance_check" ADD COLUMN     "basis" JSONB NOT NULL DEFAULT '{}';
