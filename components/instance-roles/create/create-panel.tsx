"use client";
import dynamic from "next/dynamic";
import { useSearchParams } from "next/navigation";
import { useState } from "react";
import type { CreateFormProps } from "./create-form.tsx";
import { closeCreate } from "./open-create.ts";

const CreateForm = dynamic(() => import("./create-form.tsx").then((module) => module.CreateForm), {
  ssr: false,
});

/** Loaded when it is first opened; after that it stays, so that what was typed does too. */
export function CreatePanel(props: Omit<CreateFormProps, "open" | "onClose">) {
  const open = useSearchParams().get("create") === "1";
  const [used, setUsed] = useState(open);
  if (open && !used) setUsed(true);
  return used ? <CreateForm {...props} open={open} onClose={closeCreate} /> : null;
}
