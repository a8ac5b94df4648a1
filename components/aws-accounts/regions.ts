/** Returns the Regions in a text, separated by commas or white space. Browser-safe. */
export const regionsIn = (text: string): string[] => text.split(/[\s,;]+/).filter((region) => region !== "");
