"use client";
import { Moon, Sun } from "lucide-react";
import { useTheme } from "next-themes";
import { IconButton } from "#components/ui/icon-button.tsx";

export function ThemeToggle() {
  const { resolvedTheme, setTheme } = useTheme();
  return (
    <IconButton
      label="Switch between light and dark"
      onClick={() => setTheme(resolvedTheme === "dark" ? "light" : "dark")}
    >
      {/* Both are there and CSS shows one: the server does not know the theme. */}
      <Sun size={16} className="dark:hidden" />
      <Moon size={16} className="hidden dark:block" />
    </IconButton>
  );
}
