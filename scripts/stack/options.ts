/** The options of a stack. */
export type StackOptions = {
  dataDir: string;
  /** The port of 127.0.0.1 that the web server listens on; 0: any free one. */
  port: number;
  /** Next's development server instead of the build. */
  dev?: boolean;
  /** Added to the environment of every process. */
  env?: Record<string, string>;
  /** The processes to start beside the database and the sandbox; both by default. */
  parts?: readonly ("web" | "worker")[];
  say: (line: string) => void;
};
