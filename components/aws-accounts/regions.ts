/** The Regions in a text, with commas or white space between them. Browser-safe. */
export const regionsIn = (text: string): string[] => text.split(/[\s,;]+/).filter((region) => region !== "");
