"use client";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import { fetchedAhead } from "#components/ui/fetched-ahead.tsx";
import type { CreateFormProps } from "./create-form.tsx";
import { closeCreate } from "./open-create.ts";

const form = fetchedAhead(() => import("./create-form.tsx").then(({ CreateForm }) => CreateForm));

/** Mounts the form when it is first opened and keeps it mounted, so that typed text is kept. */
export function CreatePanel(props: Omit<CreateFormProps, "open" | "onClose">) {
  const open = useSearchParams().get("create") === "1";
  form.useFetching();
  const [used, setUsed] = useState(open);
  if (open && !used) setUsed(true);
  return used ? <form.Part {...props} open={open} onClose={closeCreate} /> : null;
}
