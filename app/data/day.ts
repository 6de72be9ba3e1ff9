/** Prisma gives `date` columns as UTC midnights; the rest of the house knows days as "YYYY-MM-DD". */
export const dayFromColumn = (value: Date): string => value.toISOString().slice(0, 10);

export const optionalDayFromColumn = (value: Date | null): string | null =>
  value === null ? null : dayFromColumn(value);

export const dayToColumn = (day: string): Date => new Date(`${day}T00:00:00.000Z`);
