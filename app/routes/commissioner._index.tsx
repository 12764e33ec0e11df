import type { LoaderFunctionArgs } from "@remix-run/node";
import { useLoaderData } from "@remix-run/react";
import { getCommissionerDesk, listRegister } from "#server/container";
import { SectionLinks } from "~/components/act/section-links";
import { MatterCard } from "~/components/commissioner/matter-card";
import { EmptyState } from "~/components/content/empty-state";
import { Pagination } from "~/components/content/pagination";
import { Table } from "~/components/content/table";
import { FilterLinks } from "~/components/council/filter-links";
import { Button } from "~/components/forms/button";
import { Select } from "~/components/forms/select";
import { TextInput } from "~/components/forms/text-input";
import { Main } from "~/components/page-shell/main";
import { PageHeading } from "~/components/page-shell/page-heading";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { may } from "~/domain/permissions/may";
import type { MatterLine } from "~/domain/response/matter-view";
import { matterKinds, matterStates, matterWords } from "~/domain/response/matters";
import { dayInWords, number, people } from "~/domain/time/words";
import { registerFilterSchema } from "~/forms/council";
import { titled } from "~/page-title";

export const meta = titled<typeof loader>("The Commissioner", () => [
  {
    tagName: "link",
    rel: "alternate",
    type: "application/atom+xml",
    title: "What comes before the Commissioner",
    href: "/commissioner/feed.atom",
  },
]);

export async function loader({ context: { app, actor }, request }: LoaderFunctionArgs) {
  const filter = registerFilterSchema.parse(Object.fromEntries(new URL(request.url).searchParams));
  const now = await app.now();
  return {
    filter,
    register: await listRegister(app.db, filter, now),
    desk: may(actor, "matter.decide").holds ? await getCommissionerDesk(app.db, now) : null,
  };
}

type Filter = ReturnType<typeof useLoaderData<typeof loader>>["filter"];

/** The address of the register with another choice; the first page, unless one is chosen. */
function addressOf(filter: Filter, change: Partial<Filter>): string {
  const { kind, state, council, search, page } = { ...filter, page: 1, ...change };
  const asked = new URLSearchParams();
  if (kind !== "all") asked.set("kind", kind);
  if (state !== "all") asked.set("state", state);
  if (council !== "") asked.set("council", council);
  if (search !== "") asked.set("search", search);
  if (page > 1) asked.set("page", String(page));
  return asked.size === 0 ? "/commissioner" : `/commissioner?${asked}`;
}

const stateWords = { all: "Everything", waits: "Waiting", found: "Decided", ended: "Ended by itself" };

export default function CommissionerPage() {
  const { filter, register, desk } = useLoaderData<typeof loader>();
  const { lines, counts, page, pages } = register;
  return (
    <Main>
      <PageHeading
        title="The Commissioner"
        lead="Hears both sides when a council does not answer, or when a count, a ruling or an order is contested. What is found is published with its reasons."
      />
      {desk && <Desk {...desk} />}
      <TwoColumns aside={<About />}>
        <h2 className="govuk-heading-m">Register</h2>
        <form method="get" action="/commissioner" className="docket-filters">
          {filter.kind !== "all" && <input type="hidden" name="kind" value={filter.kind} />}
          {filter.state !== "all" && <input type="hidden" name="state" value={filter.state} />}
          <TextInput
            name="search"
            label="Title, parish or council"
            type="search"
            value={filter.search}
            widthCharacters={20}
          />
          <Select
            name="council"
            label="Council"
            value={filter.council}
            options={[
              { value: "", text: "All councils" },
              ...register.councils.map(({ slug, name }) => ({ value: slug, text: name })),
            ]}
          />
          <Button tone="secondary">Search</Button>
        </form>
        <FilterLinks
          label="How it stands"
          links={(["all", ...matterStates] as const).map((state) => ({
            text: `${stateWords[state]} (${number(counts.states[state])})`,
            href: addressOf(filter, { state }),
            isCurrent: filter.state === state,
          }))}
        />
        <FilterLinks
          label="What it is"
          links={(["all", ...matterKinds] as const).map((kind) => ({
            text: `${kind === "all" ? "All kinds" : matterWords[kind].name} (${number(counts.kinds[kind])})`,
            href: addressOf(filter, { kind }),
            isCurrent: filter.kind === kind,
          }))}
        />
        {lines.length === 0 ? (
          <EmptyState
            title={filter.search === "" ? "Nothing like this is before the Commissioner" : "Nothing matches"}
            headingLevel={3}
            action={register.total === 0 ? { href: "/commissioner", text: "See the whole register" } : undefined}
          >
            Matters are listed here from the minute they arise, and stay here once they are decided.
          </EmptyState>
        ) : (
          lines.map((matter) => <MatterCard key={matter.href} matter={matter} />)
        )}
        <Pagination
          previous={
            page > 1
              ? { href: addressOf(filter, { page: page - 1 }), label: `${number(page - 1)} of ${number(pages)}` }
              : null
          }
          next={
            page < pages
              ? { href: addressOf(filter, { page: page + 1 }), label: `${number(page + 1)} of ${number(pages)}` }
              : null
          }
        />
      </TwoColumns>
    </Main>
  );
}

/** What waits for whoever holds the role, the longest first. */
function Desk({ waiting, missed }: { waiting: MatterLine[]; missed: MatterLine[] }) {
  return (
    <section aria-labelledby="desk">
      <h2 className="govuk-heading-l" id="desk">
        Your desk
      </h2>
      <p className="govuk-body">
        {people(waiting.length, "matter waits", "matters wait")} for you, the longest waiting first.
      </p>
      {waiting.length > 0 && (
        <Table
          caption="Waiting for you"
          isCaptionHidden
          columns={[{ heading: "Matter" }, { heading: "What it is" }, { heading: "Where" }, { heading: "Since" }]}
          rows={waiting.map((matter) => ({
            key: matter.href,
            cells: [
              <a key="a" href={matter.href}>
                {matter.title}
              </a>,
              matter.kindWords,
              `${matter.parish.name}, ${matter.council.name}`,
              dayInWords(new Date(matter.since)),
            ],
          }))}
        />
      )}
      {missed.length > 0 && (
        <>
          <h3 className="govuk-heading-m">New dates that have passed without an answer</h3>
          <ul className="govuk-list">
            {missed.map((matter) => (
              <li key={matter.href}>
                <a href={matter.href}>{matter.title}</a>, {matter.council.name}: {matter.finding?.directed?.newDay}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function About() {
  return (
    <>
      <h2 className="govuk-heading-m">What the Commissioner may do</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>Publish what was found, with reasons</li>
        <li>Have a count done again from what was published</li>
        <li>Set a new date for the council’s answer, beside the first one</li>
        <li>Set aside an order that took a power away</li>
        <li>Let a proposal go on that was wrongly ruled out</li>
        <li>Say whether a council’s objection is good</li>
      </ul>
      <h2 className="govuk-heading-m">And what never</h2>
      <ul className="govuk-list govuk-list--bullet">
        <li>Change how a vote came out</li>
        <li>Answer for a council</li>
        <li>Decide twice on one matter</li>
        <li>Decide about their own parish or council</li>
      </ul>
      <p className="govuk-body">
        <SectionLinks sections={["s13", "s16", "s19", "s32", "s37", "s50", "s53"]} />
      </p>
      <h2 className="govuk-heading-m">Follow</h2>
      <p className="govuk-body">
        <a href="/commissioner/feed.atom">News feed of the register</a>
      </p>
    </>
  );
}
