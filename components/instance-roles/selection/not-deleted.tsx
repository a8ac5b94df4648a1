import { ProblemWords } from "#components/problem-words.tsx";
import { Button } from "#components/ui/button.tsx";
import { Modal } from "#components/ui/dialog.tsx";
import { counted } from "#lib/counted.ts";
import type { Refused } from "./use-delete-many.ts";

export function NotDeleted({ refused, onClose }: { refused: Refused[]; onClose: () => void }) {
  return (
    <Modal title={`${counted(refused.length, "role")} not deleted`} open onClose={onClose}>
      <div className="flex min-h-0 flex-col gap-4 overflow-y-auto px-6 pb-6">
        <p role="alert" className="text-ink-2">
          What was refused stays as it is, and stays selected. Everything else is being deleted.
        </p>
        <ul className="divide-y divide-line rounded-lg border border-line">
          {refused.map(({ role, problem }) => (
            <li key={role.id} className="px-4 py-2">
              <p className="font-medium [overflow-wrap:anywhere]">{role.name}</p>
              <p className="text-sm text-ink-2">
                <ProblemWords problem={problem} />
              </p>
            </li>
          ))}
        </ul>
      </div>
      <div className="flex justify-end border-t border-line px-6 py-4">
        <Button onClick={onClose}>Close</Button>
      </div>
    </Modal>
  );
}
