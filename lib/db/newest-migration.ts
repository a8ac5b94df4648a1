/**
 * The migration this version of the code wants applied. Written down, because a running image need not carry the
 * migrations; a test holds it to prisma/migrations.
 */
export const newestMigration = "20261201002000_lease_token";
