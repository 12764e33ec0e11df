import { randomBytes } from "node:crypto";
import type { IncomingMessage } from "node:http";
import type { NextFunction, Request, Response } from "express";
import helmet from "helmet";

/** Whether a request comes from a page of this site, by the headers that a browser sets and a page cannot. */
export function isSameOrigin(request: IncomingMessage, publicUrl: string | undefined): boolean {
  const site = request.headers["sec-fetch-site"];
  if (site === "cross-site" || site === "same-site") return false;
  const origin = request.headers.origin;
  if (origin === undefined) return true;
  const hosts = [request.headers.host, publicUrl && new URL(publicUrl).host];
  try {
    return hosts.includes(new URL(origin).host);
  } catch {
    return false;
  }
}

/**
 * Whether a mail program ends letters by RFC 8058: it posts from wherever it lives, without a cookie. What lets it is the token in the address, which
 * can do nothing else.
 */
function isOneClick(request: Request): boolean {
  return request.method === "POST" && /^\/unsubscribe\/[^/]+$/.test(request.path);
}

/** Refuses a form that was posted from another site. */
export function refuseCrossSite(publicUrl: string | undefined) {
  return (request: Request, response: Response, next: NextFunction) => {
    const isRead = ["GET", "HEAD", "OPTIONS"].includes(request.method);
    // Remix compares the origin of a form too, so that of a mail program is not handed on.
    if (isOneClick(request)) delete request.headers.origin;
    else if (!isRead && !isSameOrigin(request, publicUrl)) return refuse(response);
    next();
  };
}

function refuse(response: Response): void {
  response
    .status(403)
    .type("text/plain")
    .send("This form was sent from another site, so nothing was done. Open the page on this site and try again.");
}

/** Response headers: a content-security policy with a fresh nonce and no inline styles, and the usual others. */
export function securityHeaders(isDevelopment: boolean, isHttps: boolean) {
  return (request: Request, response: Response, next: NextFunction) => {
    const nonce = randomBytes(16).toString("base64");
    response.locals.nonce = nonce;
    helmet({
      contentSecurityPolicy: {
        useDefaults: false,
        directives: {
          defaultSrc: ["'self'"],
          baseUri: ["'none'"],
          objectSrc: ["'none'"],
          frameAncestors: ["'none'"],
          formAction: ["'self'"],
          imgSrc: ["'self'", "data:"],
          fontSrc: ["'self'"],
          // The development server adds styles by script; the built product has style sheets only.
          styleSrc: isDevelopment ? ["'self'", "'unsafe-inline'"] : ["'self'"],
          scriptSrc: ["'self'", `'nonce-${nonce}'`],
          connectSrc: isDevelopment ? ["'self'", "ws:"] : ["'self'"],
        },
      },
      strictTransportSecurity: isHttps,
      crossOriginEmbedderPolicy: false,
      referrerPolicy: { policy: "same-origin" },
    })(request, response, next);
  };
}
