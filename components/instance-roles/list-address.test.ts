import { describe, expect, it } from "vitest";
import { type ListAddress, newerPage, olderPage, pagesBefore, withFilter } from "./list-address.ts";

const read = (search: string): ListAddress => Object.fromEntries(new URLSearchParams(search));

describe("the list's address", () => {
  it("pages to older roles and back by the cursors it keeps", () => {
    const second = read(olderPage({ q: "etl" }, "c1"));
    const third = read(olderPage(second, "c2"));
    expect(pagesBefore(third)).toBe(2);
    expect(read(newerPage(third))).toEqual(second);
    expect(read(newerPage(second))).toEqual({ q: "etl" });
  });

  it("returns to the first page when the filter or the order changes", () => {
    const second = read(olderPage({ q: "etl", sort: "name" }, "c1"));
    expect(read(withFilter(second, { status: "FAILED" }))).toEqual({
      q: "etl",
      sort: "name",
      status: "FAILED",
    });
  });

  it("drops an empty filter", () => {
    expect(withFilter({ status: "FAILED" }, { status: undefined })).toBe("?");
  });

  it("keeps a limited number of cursors, and then no longer knows the page number", () => {
    let address: ListAddress = {};
    for (let page = 0; page < 500; page++) address = read(olderPage(address, `cursor-of-page-${page}`));
    expect(olderPage(address, "next").length).toBeLessThan(4000);
    expect(pagesBefore(address)).toBeNull();
  });
});
