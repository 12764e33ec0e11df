import type { ReactElement } from "react";
import { Definitions } from "~/components/act/definitions";
import { LegislationSection } from "~/components/act/legislation-section";
import { RulingHint } from "~/components/act/ruling-hint";
import { RulingPanel } from "~/components/act/ruling-panel";
import { SectionLinks } from "~/components/act/section-links";
import { WhereUsed } from "~/components/act/where-used";
import { AsItStoodBanner, AsItStoodForm } from "~/components/content/as-it-stood";
import { Card } from "~/components/content/card";
import { CouncilClock } from "~/components/content/council-clock";
import { Details } from "~/components/content/details";
import { EmptyState } from "~/components/content/empty-state";
import { FactList } from "~/components/content/fact-list";
import { FollowLinks } from "~/components/content/follow-links";
import { InsetText } from "~/components/content/inset-text";
import { NotificationBanner } from "~/components/content/notification-banner";
import { Pagination } from "~/components/content/pagination";
import { Panel } from "~/components/content/panel";
import { StateTag } from "~/components/content/state-tag";
import { SummaryList } from "~/components/content/summary-list";
import { Table } from "~/components/content/table";
import { Tag } from "~/components/content/tag";
import { TaskList } from "~/components/content/task-list";
import { Timeline } from "~/components/content/timeline";
import { WarningText } from "~/components/content/warning-text";
import { Button } from "~/components/forms/button";
import { ButtonGroup } from "~/components/forms/button-group";
import { Checkboxes } from "~/components/forms/checkboxes";
import { DateInput } from "~/components/forms/date-input";
import { ErrorSummary } from "~/components/forms/error-summary";
import { Field, FieldNotes } from "~/components/forms/field";
import { Fieldset } from "~/components/forms/fieldset";
import { FileInput } from "~/components/forms/file-input";
import { Hidden } from "~/components/forms/hidden";
import { MoneyInput } from "~/components/forms/money-input";
import { Radios } from "~/components/forms/radios";
import { Select } from "~/components/forms/select";
import { TextArea } from "~/components/forms/text-area";
import { TextInput } from "~/components/forms/text-input";
import { BigFigure } from "~/components/hall/big-figure";
import { ChoiceButtons } from "~/components/hall/choice-buttons";
import { CountBars } from "~/components/hall/count-bars";
import { Countdown } from "~/components/hall/countdown";
import { Findings } from "~/components/hall/findings";
import { HallLine } from "~/components/hall/hall-line";
import { HallScreen } from "~/components/hall/hall-screen";
import { JoinByPhone } from "~/components/hall/join-by-phone";
import { LiveLine } from "~/components/hall/live-line";
import { QrCode } from "~/components/hall/qr-code";
import { QuietLine } from "~/components/hall/quiet-line";
import { ReceiptPanel } from "~/components/hall/receipt-panel";
import { ResultBars } from "~/components/hall/result-bars";
import { VoteCard } from "~/components/hall/vote-card";
import { VotedCard } from "~/components/hall/voted-card";
import { BackLink } from "~/components/page-shell/back-link";
import { Breadcrumbs } from "~/components/page-shell/breadcrumbs";
import { Footer } from "~/components/page-shell/footer";
import { Main } from "~/components/page-shell/main";
import { Masthead } from "~/components/page-shell/masthead";
import { PageHeading } from "~/components/page-shell/page-heading";
import { SimulationStrip } from "~/components/page-shell/simulation-strip";
import { SkipLink } from "~/components/page-shell/skip-link";
import { TwoColumns } from "~/components/page-shell/two-columns";
import { DialDates } from "~/components/sunset/dial-dates";
import type { DialFacts } from "~/components/sunset/dial-moments";
import { SunsetDial } from "~/components/sunset/sunset-dial";
import { VotePlan } from "~/components/sunset/vote-plan";
import type { Ruling } from "~/domain/act/ruling";

/** A parish two thirds of the way through its term. */
export const dialFacts: DialFacts = {
  startsAt: "2026-04-02T00:00:00Z",
  sunsetAt: "2027-03-18T00:00:00Z",
  now: "2026-11-21T12:00:00Z",
  hasEnded: false,
  daysLeft: 117,
  startWords: "2 April 2026",
  sunsetWords: "18 March 2027",
  milestones: [
    { at: "2027-01-09", name: "Last safe day", words: "9 January 2027" },
    { at: "2026-09-24", name: "Mid-term review", words: "24 September 2026" },
  ],
};

/** One example of every component, with `text` wherever it takes words, by the component's name. */
export function examples(text: string): Record<string, ReactElement> {
  const ruling: Ruling = {
    holds: false,
    outcome: text,
    sections: ["s29", "s30", "s41"],
    actVersion: 1,
    scheduleVersion: 2,
    figures: [{ name: text, value: 110, unit: "people", how: text }],
    sentence: text,
    wouldChange: text,
  };
  const field = { name: "answer", label: text, hint: text, error: text };
  const options = [{ value: text, label: text, hint: text }];
  return {
    BackLink: <BackLink href="/" text={text} />,
    BigFigure: <BigFigure name={text} figure={text} note={text} />,
    Breadcrumbs: <Breadcrumbs items={[{ text: "Parishes", href: "/parishes" }, { text }]} />,
    Button: (
      <Button isDisabled reason={text}>
        {text}
      </Button>
    ),
    ButtonGroup: <ButtonGroup>{text}</ButtonGroup>,
    Card: (
      <Card title={text} href="/" above={text} meta={text} aside={text}>
        {text}
      </Card>
    ),
    Checkboxes: <Checkboxes {...field} options={options} value={[text]} />,
    ChoiceButtons: <ChoiceButtons chosen="for" pending="against" waitWords={text} />,
    CouncilClock: (
      <CouncilClock dueWords={text} standing="overdue">
        {text}
      </CouncilClock>
    ),
    CountBars: <CountBars counts={{ for: 187, against: 98, abstain: 20 }} counted={305} />,
    Countdown: <Countdown words={text} />,
    DateInput: <DateInput {...field} value={{ day: text }} />,
    Definitions: <Definitions definitions={[{ id: "term-roll", name: text, meaning: text }]} />,
    Details: <Details summary={text}>{text}</Details>,
    DialDates: <DialDates {...dialFacts} startWords={text} />,
    EmptyState: (
      <EmptyState title={text} action={{ href: "/", text }}>
        {text}
      </EmptyState>
    ),
    ErrorSummary: <ErrorSummary errors={[{ field: "answer", message: text }]} />,
    FactList: <FactList facts={[{ name: text, words: text, href: "/" }]} />,
    Field: <Field field={field}>{text}</Field>,
    FieldNotes: <FieldNotes field={field} />,
    Fieldset: <Fieldset legend={text}>{text}</Fieldset>,
    AsItStoodBanner: (
      <AsItStoodBanner
        address="/parishes/millbrook-green"
        shown={{ past: { words: text, note: text }, typed: text, problem: "" }}
      />
    ),
    AsItStoodForm: (
      <AsItStoodForm address="/parishes/millbrook-green" shown={{ past: null, typed: text, problem: text }} />
    ),
    FollowLinks: <FollowLinks base="/parishes/millbrook-green" name={text} />,
    Footer: <Footer isSimulated />,
    Findings: (
      <Findings
        findings={[
          { verdict: "holds", words: text },
          { verdict: "fails", words: `${text} too` },
        ]}
      />
    ),
    HallLine: <HallLine state="open" line="back" present={148} />,
    HallScreen: (
      <HallScreen question={text} parish={text} line={text} join={text}>
        {text}
      </HallScreen>
    ),
    Hidden: <Hidden name="answer" value={text} />,
    InsetText: <InsetText>{text}</InsetText>,
    JoinByPhone: <JoinByPhone heading={text} address={text} drawing={{ size: 9, path: "M4 4h1v1h-1z" }} />,
    LegislationSection: (
      <LegislationSection
        number={20}
        title={text}
        subsections={[text, "At least {seconderFloor} people."]}
        parameters={[
          {
            name: "seconderFloor",
            value: 12,
            default: 10,
            min: 2,
            max: 50,
            unit: "people",
            meaning: text,
            precedent: text,
          },
        ]}
        resembles={text}
        note={text}
      >
        {text}
      </LegislationSection>
    ),
    LiveLine: <LiveLine words={text} />,
    Main: <Main before={text}>{text}</Main>,
    Masthead: <Masthead account={{ name: text }} current="act" />,
    MoneyInput: <MoneyInput {...field} value={text} />,
    NotificationBanner: (
      <NotificationBanner tone="success" title={text} heading={text}>
        {text}
      </NotificationBanner>
    ),
    PageHeading: (
      <PageHeading title={text} above={text} caption={text} lead={text}>
        {text}
      </PageHeading>
    ),
    Pagination: <Pagination previous={{ href: "/", label: text }} next={{ href: "/", label: text }} />,
    Panel: <Panel title={text}>{text}</Panel>,
    QrCode: <QrCode drawing={{ size: 9, path: "M4 4h1v1h-1z" }} label={text} />,
    QuietLine: <QuietLine>{text}</QuietLine>,
    Radios: <Radios {...field} options={options} value={text} />,
    ReceiptPanel: <ReceiptPanel receipt={text} message={text} />,
    ResultBars: <ResultBars rows={[{ name: text, count: 187, tone: "against" }]} total={305} />,
    RulingHint: <RulingHint ruling={ruling} />,
    RulingPanel: <RulingPanel ruling={ruling} heading={text} />,
    SectionLinks: <SectionLinks sections={["s29", "s30", "s41"]} />,
    Select: <Select {...field} options={[{ value: text, text }]} value={text} />,
    SimulationStrip: <SimulationStrip />,
    SkipLink: <SkipLink />,
    StateTag: <StateTag of="parish" state="council_review" />,
    SummaryList: <SummaryList rows={[{ key: text, value: text, action: { href: "/", text } }]} />,
    SunsetDial: <SunsetDial {...dialFacts} startWords={text} />,
    VotePlan: (
      <VotePlan
        name={text}
        ruling={ruling}
        bars={[{ key: "window", name: text, words: text, from: 12.5, to: 20 }]}
        today={3}
        sunsetWords={text}
      />
    ),
    Table: <Table caption={text} columns={[{ heading: text }]} rows={[{ key: text, cells: [text] }]} />,
    Tag: <Tag text={text} colour="teal" />,
    TaskList: <TaskList tasks={[{ title: text, href: "/", status: text, hint: text }]} />,
    FileInput: <FileInput {...field} accept="image/jpeg" />,
    TextArea: <TextArea {...field} value={text} maxCharacters={1500} />,
    TextInput: <TextInput {...field} value={text} prefix={text} suffix={text} />,
    Timeline: <Timeline events={[{ key: text, title: text, when: text, stage: "now", children: text }]} />,
    TwoColumns: <TwoColumns aside={text}>{text}</TwoColumns>,
    VoteCard: (
      <VoteCard
        parish={{ slug: "millbrook-green", name: text }}
        view={{
          id: "7d1f0a52-6b0e-4a55-9d5e-3f2a1c0b9e8d",
          question: text,
          method: "yes_no_abstain",
          class: "ordinary",
          publicity: "open",
          opensAt: "2026-11-20T08:00:00.000Z",
          closesAt: "2026-11-27T21:00:00.000Z",
          paperDueAt: null,
          state: "open",
          rollSize: 2184,
          cast: 312,
          counts: { for: 187, against: 98, abstain: 20 },
          counted: 305,
          seq: 84,
          step: null,
          ruling: null,
          paper: null,
        }}
      />
    ),
    VotedCard: <VotedCard cast={null} rollSize={2184} sealedWords={text} />,
    WarningText: <WarningText>{text}</WarningText>,
    WhereUsed: <WhereUsed counts={{ decisions: 12, proposals: 3, answers: 1, minutes: 40 }} />,
  };
}
