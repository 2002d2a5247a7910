-- AlterTable
ALTER TABLE "payment" ADD COLUMN     "ask_not_before" TIMESTAMPTZ(3),
ADD COLUMN     "hint_count" INTEGER NOT NULL DEFAULT 0,
ADD COLUMN     "hinted_at" TIMESTAMPTZ(3),
ADD COLUMN     "last_asked_at" TIMESTAMPTZ(3);
