"use client";
import { Search } from "lucide-react";
import { useRouter } from "next/navigation";
import { type RefObject, useEffect, useRef, useState, useTransition } from "react";
import { type ListAddress, withFilter } from "./list-address.ts";

const PAUSE_MS = 200;

/** Searches when typing pauses; without JavaScript it is an ordinary form. */
export function SearchBox({ address }: { address: ListAddress }) {
  const router = useRouter();
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const meant = useMeantAddress(address);
  const [searching, startSearching] = useTransition();
  const [text, setText] = useState(address.q ?? "");
  const [asked, setAsked] = useState(address.q ?? "");

  // The URL was changed elsewhere (back button, "Clear"): the field follows, except while the user types.
  const given = address.q ?? "";
  if (given !== asked && !searching) {
    setAsked(given);
    setText(given);
  }

  function search(typed: string) {
    clearTimeout(timer.current);
    const q = typed.trim();
    startSearching(() => {
      setAsked(q);
      router.replace(withFilter(meant.current, { q }), { scroll: false });
    });
  }

  return (
    <search className="max-sm:w-full">
      <form
        onSubmit={(event) => {
          event.preventDefault();
          search(text);
        }}
        className="relative w-64 max-sm:w-full"
      >
        <Search
          size={14}
          aria-hidden
          className={`absolute top-1/2 left-3 -translate-y-1/2 transition-colors ${searching ? "text-accent" : "text-ink-3"}`}
        />
        <input
          type="search"
          name="q"
          aria-label="Search by name or ARN"
          aria-keyshortcuts="/"
          placeholder="Name or ARN"
          autoComplete="off"
          spellCheck={false}
          maxLength={200}
          value={text}
          onChange={({ target }) => {
            setText(target.value);
            clearTimeout(timer.current);
            timer.current = setTimeout(() => search(target.value), PAUSE_MS);
          }}
          className="field-size w-full rounded-lg border border-line-field bg-surface pr-3 pl-8 placeholder:text-ink-3 focus:border-accent focus:outline-2 focus:-outline-offset-1 focus:outline-accent"
        />
      </form>
    </search>
  );
}

/** Returns the list's URL, or that of a list link just pressed whose page is still loading. */
function useMeantAddress(address: ListAddress): RefObject<ListAddress> {
  const meant = useRef(address);
  const shown = withFilter(address, {});
  useEffect(() => {
    meant.current = Object.fromEntries(new URLSearchParams(shown));
  }, [shown]);
  useEffect(() => {
    const follow = ({ target, defaultPrevented: isFollowedHere }: MouseEvent) => {
      const link = isFollowedHere ? (target as Element).closest("a") : null;
      if (link?.pathname === location.pathname) {
        meant.current = Object.fromEntries(new URLSearchParams(link.search));
      }
    };
    document.addEventListener("click", follow);
    return () => document.removeEventListener("click", follow);
  }, []);
  return meant;
}
