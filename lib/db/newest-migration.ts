/**
 * The newest migration this version of the code needs. A constant, because a running image need not carry the
 * migrations; a test compares it with prisma/migrations.
 */
export const newestMigration = "20261201011000_import_in_chunks";
