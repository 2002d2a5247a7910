-- AlterTable
ALTER TABLE "bank_call" ADD COLUMN     "further_page" BOOLEAN NOT NULL DEFAULT false;
