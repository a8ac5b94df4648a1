"use client";
import dynamic from "next/dynamic";
import { useSelection } from "./selection.tsx";

const SelectionBar = dynamic(() => import("./selection-bar.tsx").then((module) => module.SelectionBar), {
  ssr: false,
});

/** Loads the selection bar when the first row is selected. */
export function SelectionBarWhenNeeded({ slug }: { slug: string }) {
  const { selected } = useSelection();
  return selected.length > 0 && <SelectionBar slug={slug} />;
}
