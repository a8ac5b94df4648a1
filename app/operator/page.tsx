import { notFound, redirect } from "next/navigation";
import { PlatformPage } from "#components/operator/platform-page.tsx";
import { currentUser } from "#lib/auth/session.ts";
import { Refusal } from "#lib/errors.ts";
import { platformReport } from "#lib/service/platform-report.ts";

export const metadata = { title: "Operator" };

/** The platform principal and problems with it, for admins; a 404 for others. */
export default async function OperatorPage() {
  const user = await currentUser();
  if (!user) redirect("/signin");
  const report = await platformReport(user.id).catch((error: unknown) => {
    if (error instanceof Refusal && error.code === "forbidden") notFound();
    throw error;
  });
  return <PlatformPage report={report} />;
}
