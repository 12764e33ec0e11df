import type { AddressInfo } from "node:net";
import { SMTPServer } from "smtp-server";

/** A letter as it came over the wire. */
export interface ReceivedLetter {
  to: string;
  /** Headers and body, with the line breaks of quoted-printable undone. */
  source: string;
  /** One header; empty when it is not there. */
  header(name: string): string;
}

/** A mail server of its own on a free port, which keeps what it gets. */
export interface MailServer {
  url: string;
  letters: ReceivedLetter[];
  /** Resolves once so many letters have come. */
  received(count: number): Promise<ReceivedLetter[]>;
  stop(): Promise<void>;
}

/** What a server says to a recipient that it does not take. */
export interface Refusal {
  code: number;
  words: string;
}

/**
 * @param options.refuse answers why a recipient is refused; null takes the letter
 * @param options.refuseData the same once the whole letter has come
 * @param options.needsPassword whether nobody gets in, because no password is right
 */
export async function startMailServer(
  options: {
    refuse?: (recipient: string) => Refusal | null;
    refuseData?: (recipient: string) => Refusal | null;
    needsPassword?: boolean;
  } = {},
): Promise<MailServer> {
  const letters: ReceivedLetter[] = [];
  const waiting: { count: number; tell: (letters: ReceivedLetter[]) => void }[] = [];
  const refusalOf = (refusal: Refusal | null | undefined) =>
    refusal ? Object.assign(new Error(refusal.words), { responseCode: refusal.code }) : null;
  const server = new SMTPServer({
    authOptional: !options.needsPassword,
    allowInsecureAuth: true,
    disabledCommands: options.needsPassword ? ["STARTTLS"] : ["STARTTLS", "AUTH"],
    onAuth: (_auth, _session, callback) => callback(new Error("wrong password")),
    onRcptTo: (recipient, _session, callback) => callback(refusalOf(options.refuse?.(recipient.address))),
    onData(stream, session, callback) {
      const parts: Buffer[] = [];
      stream.on("data", (part: Buffer) => parts.push(part));
      stream.on("end", () => {
        const to = session.envelope.rcptTo[0]?.address ?? "";
        const refusal = refusalOf(options.refuseData?.(to));
        if (refusal) return callback(refusal);
        letters.push(letterOf(to, Buffer.concat(parts).toString("utf8")));
        callback();
        for (const one of waiting) if (letters.length >= one.count) one.tell(letters);
      });
    },
  });
  await new Promise<void>((resolve) => server.listen(0, "127.0.0.1", resolve));
  const { port } = server.server.address() as AddressInfo;
  return {
    url: `smtp://127.0.0.1:${port}`,
    letters,
    received: (count) =>
      letters.length >= count
        ? Promise.resolve(letters)
        : new Promise((tell) => {
            waiting.push({ count, tell });
          }),
    stop: () => new Promise((resolve) => server.close(resolve)),
  };
}

function letterOf(to: string, raw: string): ReceivedLetter {
  const source = raw
    .replace(/=\r?\n/g, "")
    .replace(/=([0-9A-F]{2})/g, (_, hex) => String.fromCharCode(Number.parseInt(hex, 16)));
  const unfolded = (source.split("\r\n\r\n")[0] ?? "").replace(/\r\n[ \t]+/g, " ");
  return {
    to,
    source,
    header: (name) => new RegExp(`^${name}: (.*)$`, "im").exec(unfolded)?.[1]?.trim() ?? "",
  };
}
