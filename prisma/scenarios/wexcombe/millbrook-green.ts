import type { CharterDays, CharterText } from "#server/simulation/live-charter";
import type { ProposalDays, ProposalText } from "#server/simulation/live-proposal";
import { bulbs, drain, fullBin, puddles } from "./pictures";

/** Days from today on which the main parish began and will end: 117 days of power are left. */
export const millbrookStartsOn = -248;

export const millbrookGreen: CharterText = {
  name: "Millbrook Green",
  council: "wexcombe",
  wards: ["millbrook", "station"],
  convenor: "convenor",
  deputy: "deputy",
  coFounders: ["resident"],
  problem:
    "Between the old mill and the station people walk past bare verges, full bins and a path that floods. Three teams at the council look after a few yards each, so nobody looks after the whole.",
  endPoint: "Safer, greener streets between the mill and the station by next spring.",
  startsOn: millbrookStartsOn,
  termMonths: 12,
  actions: [
    {
      action: "Let the verges flower and keep the corners clear",
      measure: "Metres of verge with wildflowers in June",
      baseline: "40 metres, counted last June",
      target: "600 metres",
      dueOn: 100,
    },
    {
      action: "Keep the walk to the station clean",
      measure: "Full bins found on Monday mornings",
      baseline: "9 full bins of 14, counted over a month",
      target: "2 full bins of 16",
      dueOn: 60,
    },
    {
      action: "Make the path behind Tanner Street dry all year",
      measure: "Days a year on which the path is under water",
      baseline: "41 days",
      target: "5 days",
      dueOn: 90,
    },
  ],
  powers: [
    {
      catalogueId: "verges",
      scope: "Grass verges of every street in Millbrook and Station wards",
      budgetYearPounds: 6_000,
      verdict: {
        grant: {
          budgetDecisionPounds: 3_000,
          conditions:
            "Sight lines at junctions stay clear. The county council agrees to any planting beside its roads.",
        },
      },
    },
    {
      catalogueId: "litter",
      scope: "Street bins and litter picking between Mill Lane and the station",
      budgetYearPounds: 4_000,
      verdict: { grant: { budgetDecisionPounds: 2_000, wrapper: "area_committee" } },
    },
    {
      catalogueId: "grants",
      scope: "Small grants to groups and neighbours in Millbrook and Station wards",
      budgetYearPounds: 5_000,
      verdict: { grant: { budgetDecisionPounds: 1_000 } },
    },
    {
      catalogueId: "footpaths",
      scope: "The paths behind Tanner Street and along the mill stream",
      budgetYearPounds: 2_500,
      verdict: { grant: { budgetDecisionPounds: 1_500, isTrial: true } },
    },
    {
      catalogueId: "shelters",
      scope: "Bus stops on Station Road and Mill Road",
      budgetYearPounds: 5_000,
      verdict: {
        grant: { budgetDecisionPounds: 4_500, conditions: "The county council must agree to each shelter." },
      },
    },
    {
      catalogueId: "parking",
      scope: "Advice on parking in Weir Street and Alma Road",
      budgetYearPounds: 0,
      verdict: { grant: { budgetDecisionPounds: 0 } },
    },
    {
      catalogueId: "calming",
      scope: "Advice on slower traffic and play streets in Alma Road and Mill Road",
      budgetYearPounds: 0,
      verdict: { grant: { budgetDecisionPounds: 0 } },
    },
    {
      catalogueId: "toilets",
      scope: "The closed toilets by the mill pond",
      budgetYearPounds: 8_000,
      verdict: {
        refuse: {
          ground: "unfunded",
          reasons:
            "The building needs a new roof and drains at about £60,000. There is no money for that in this year's budget or the next, and a parish of one year could not pay it back.",
        },
      },
    },
  ],
  money: {
    pounds: 12_000,
    type: "one_off",
    purpose: "Bins, seeds, gravel and small grants in the one year of the parish",
  },
  receiver: "Millbrook and Station Residents' Association",
  receiverTakes:
    "The tools in the mill shed, the seed stock, the list of bin keepers and whatever is left of the small grants.",
};

export const millbrookDays: CharterDays = {
  drafted: -400,
  opened: -393,
  supported: { on: -381 },
  acknowledged: -377,
  reviewed: -344,
  noticed: -338,
  vote: { for: 168, against: 41, abstain: 12 },
  measured: [
    { on: -210, action: 0, value: 40, source: "Walked with a tape by four neighbours" },
    { on: -120, action: 0, value: 220, source: "Walked with a tape by four neighbours" },
    { on: -40, action: 0, value: 310, source: "Walked with a tape by two neighbours and Year 4" },
    { on: -200, action: 1, value: 8, source: "Bin keepers’ list, four Mondays" },
    { on: -130, action: 1, value: 5, source: "Bin keepers’ list, four Mondays" },
    { on: -60, action: 1, value: 4, source: "Bin keepers’ list, five Mondays" },
    { on: -10, action: 1, value: 3, source: "Bin keepers’ list, four Mondays" },
  ],
};

/** A proposal of the main parish with its life. */
export interface PlannedProposal {
  /** An example account; a resident when left out. */
  author?: string;
  text: ProposalText;
  days: ProposalDays;
}

/** What the vote that the crowd takes part in is about. */
export const wildflowers = "Cut the verges once a year and plant wildflowers";

/**
 * Every proposal of the main parish, oldest first: one in each state that a proposal can be in.
 *
 * @param opened days from today on which the open votes opened, the ordinary one and the one on spending
 */
export function millbrookProposals(opened: { ordinary: number; spending: number }): PlannedProposal[] {
  // Notice of seven clear days before the opening.
  const noticed = (on: number) => on - 8;
  return [
    {
      text: {
        title: "A bulb-planting day on Brook Street",
        power: "verges",
        change:
          "We plant 1,200 crocus and daffodil bulbs along both verges of Brook Street on one Saturday. The council brings the turf cutter and marks the cables. Neighbours bring spades, and the school brings Year 4.",
        place: "Brook Street, from the chapel to the bridge",
        startsOn: -170,
        costPounds: 420,
        moneyType: "one_off",
        moneySource: "The verge budget of this parish",
        whoPaysAfter: "Nothing is left to pay: bulbs come back by themselves.",
        measure: "Metres of verge in flower in March",
        baseline: "None",
        target: "180 metres",
        measureOn: -62,
        arguments: [
          {
            side: "for",
            text: "My mother is 84 and walks to the chapel every day. She says she has not seen a crocus on Brook Street since the gas works. It costs less than one new bin.",
          },
          {
            side: "against",
            text: "The corner by the bridge is where the lorries turn. Anything we plant there will be mud by February. Leave the last ten metres out and I am for it.",
          },
        ],
      },
      days: {
        written: -245,
        seconded: { on: -243 },
        noticed: -227,
        vote: { for: 121, against: 22, abstain: 9 },
        acknowledged: -206,
        dated: { on: -203, willAnswerOn: -188 },
        answered: {
          on: -190,
          reasons: "",
          commitment: {
            what: "Mark the cables, lend the turf cutter and plant Brook Street with the neighbours",
            owner: "Streets and parks officer",
            dueOn: -150,
          },
        },
        underWay: { on: -172, words: "The bulbs are in the mill shed and the cables are marked." },
        done: { on: -158, words: "All 1,200 bulbs were planted by 63 people in one morning." },
        noted: [{ on: -70, words: "The crocuses are out, 196 metres of them.", picture: bulbs }],
        reports: [
          {
            on: -68,
            by: "resident",
            isDone: true,
            text: "They are up all along our side, from the chapel to number 30. My daughter counts them on the way to school.",
          },
        ],
        measured: {
          on: -58,
          by: "convenor",
          figures: [
            { on: -80, value: 25, source: "Walked with a tape" },
            { on: -72, value: 140, source: "Walked with a tape" },
            { on: -63, value: 196, source: "Walked with a tape, and once more by the school" },
          ],
        },
        reviewed: {
          on: -55,
          outcome: "keep",
          measured: "196 metres in flower on 9 counts in March",
          finding:
            "More than was promised, at £31 under its cost. The ten metres by the bridge were left out, as somebody had asked. The bulbs stay and nobody has to pay for them.",
          by: "councillor",
        },
      },
    },
    {
      text: {
        title: "Empty the station bins twice a week",
        power: "litter",
        change:
          "The six bins between the ticket hall and the taxi rank are emptied on Mondays as well as Thursdays, from spring until the sunset.",
        place: "Station forecourt and the first 100 metres of Station Road",
        startsOn: -185,
        costPounds: 1_560,
        moneyType: "revenue",
        moneySource: "The litter budget of this parish, £30 a week for one extra round",
        whoPaysAfter: "Wexcombe District Council, if the outcome review says that it was worth it",
        measure: "Full bins found on Monday mornings",
        baseline: "5 full bins of 6",
        target: "1 full bin of 6",
        measureOn: -4,
        arguments: [
          {
            side: "for",
            text: "I open the kiosk at half past five. Every Monday I sweep up chips before I sell a single paper. One more round is all it takes.",
          },
          {
            side: "against",
            text: "We pay for bins and get more takeaway boxes. Ask the two shops that sell them to pay for the second round.",
          },
        ],
      },
      days: {
        written: -243,
        seconded: { on: -241 },
        noticed: -225,
        vote: { for: 133, against: 38, abstain: 14 },
        acknowledged: -206,
        dated: { on: -203, willAnswerOn: -190 },
        answered: {
          on: -194,
          reasons: "",
          commitment: {
            what: "Add a Monday round for the six bins at the station",
            owner: "Streets and parks officer",
            ownerName: "Tariq Mahmood",
            dueOn: -170,
          },
        },
        underWay: { on: -184, words: "The crew's new round was tried on two Mondays." },
        done: { on: -172, words: "The Monday round is part of the weekly plan." },
        reports: [
          {
            on: -120,
            by: "resident",
            isDone: true,
            text: "I take the 7.14 every Monday. The bins at the ticket hall are empty again, and so is the pavement.",
          },
          {
            on: -33,
            by: "neighbour",
            isDone: false,
            text: "Not at the taxi rank. The sixth bin, by the wall, was full on the last three Mondays. The lorry turns before it.",
            picture: fullBin,
            answered: {
              on: -29,
              words:
                "You are right. The lorry cannot pass when taxis wait in the second row. From next Monday the crew walks that bin.",
            },
          },
        ],
        measured: {
          on: -3,
          by: "officer",
          figures: [
            { on: -190, value: 5, source: "Crew’s sheet" },
            { on: -162, value: 3, source: "Crew’s sheet" },
            { on: -134, value: 2, source: "Crew’s sheet" },
            { on: -99, value: 1, source: "Crew’s sheet, checked by the kiosk" },
            { on: -64, value: 2, source: "Crew’s sheet" },
            { on: -36, value: 2, source: "Bin keepers’ list: the taxi rank" },
            { on: -8, value: 1, source: "Crew’s sheet, checked by the kiosk" },
          ],
        },
      },
    },
    {
      text: {
        title: "A corner of the green without dogs",
        power: "verges",
        change:
          "The verge around the small green at the top of Alma Road becomes a corner without dogs, with two signs and a low hedge, so that small children can sit on the grass.",
        place: "The top of Alma Road",
        startsOn: -180,
        measure: "Children under five counted on ten afternoons",
        baseline: "3",
        target: "15",
        measureOn: -60,
        arguments: [
          {
            side: "for",
            text: "My twins are two. We have a lovely green and we cannot put a blanket on it. I like dogs. I would just like one corner.",
          },
          {
            side: "against",
            text: "I am the dog. Or rather his owner, aged 79. It is the only grass I can reach with my frame. Please do not send us to the far end of the park.",
          },
          {
            side: "against",
            text: "A sign that nobody may enforce makes everybody cross with each other. Let us ask people to pick up first.",
          },
        ],
      },
      days: {
        written: -238,
        seconded: { on: -236 },
        noticed: -220,
        vote: { for: 74, against: 96, abstain: 18 },
        contested: {
          on: -203,
          reasons:
            "At the tea stall on the green nearly everybody said that they had voted for the corner. I cannot believe that it lost by 22.",
          found: {
            on: -190,
            isUpheld: false,
            reasons:
              "I had the count done again from what is published, and every ballot is in the log once. The files are open to anybody who would like to do the same. Who talks at a tea stall and who votes are not the same people.",
          },
        },
      },
    },
    {
      text: {
        title: "Fines for leaving dog mess on the green",
        power: "litter",
        change:
          "Anybody who leaves dog mess on the green pays a fine of £80, to be collected by volunteers with armbands.",
        place: "Mill Green and Alma Road",
        startsOn: -150,
        measure: "Heaps counted on Sunday mornings",
        baseline: "11",
        target: "2",
        measureOn: -60,
      },
      days: {
        written: -231,
        inadmissible: {
          on: -229,
          ground: "never_delegable",
          reasons:
            "Fining people is enforcement, which a council can never give to a parish. A proposal for bags, bins or signs would be welcome, and I am glad to help with the words.",
        },
      },
    },
    {
      text: {
        title: "Gravel the path behind Tanner Street",
        power: "footpaths",
        change:
          "The 90 metres of path behind Tanner Street get a drain at the low end and a layer of rolled gravel, wide enough for a wheelchair and a pushchair to pass.",
        place: "The path behind Tanner Street, from the school gate to the stream",
        startsOn: -120,
        costPounds: 1_350,
        moneyType: "capital",
        moneySource: "The footpath budget of this parish",
        whoPaysAfter: "The residents' association tops up the gravel every third year, about £90",
        measure: "Days on which the path is under water",
        baseline: "41 days a year",
        target: "5 days a year",
        measureOn: 50,
        arguments: [
          {
            side: "for",
            text: "I push my son's wheelchair along the main road because of forty puddles. It takes eleven minutes longer and frightens both of us.",
          },
          {
            side: "against",
            text: "Gravel runs. I laid paths for thirty years: on a slope like that it is in the stream after two winters. Do the drain now and save up for proper stone.",
          },
        ],
      },
      days: {
        written: -215,
        seconded: { on: -213 },
        noticed: -197,
        vote: { for: 158, against: 31, abstain: 11 },
        acknowledged: -179,
        dated: { on: -174, willAnswerOn: -160 },
        answered: {
          on: -165,
          reasons: "",
          commitment: {
            what: "Put in the drain and gravel 90 metres of path",
            owner: "Streets and parks officer",
            ownerName: "Tariq Mahmood",
            dueOn: -60,
          },
        },
        milestones: [
          { on: -164, what: "Put in the drain at the low end", dueOn: -136, doneOn: -139 },
          { on: -164, what: "Lay and roll the gravel", dueOn: -62 },
          { on: -66, what: "Hold the soft edge with boards", dueOn: -15, doneOn: -18 },
        ],
        noted: [
          { on: -139, words: "The drain is in and took the first heavy rain without trouble.", picture: drain },
          { on: -18, words: "The boards stand. The gravel is ordered and waits for three dry days." },
        ],
        reports: [
          {
            on: -45,
            by: "deputy",
            isDone: false,
            text: "The drain works. Between the school gate and the lamp there is still water from side to side after every rain.",
            picture: puddles,
            answered: {
              on: -40,
              words:
                "That is the stretch the gravel is for. It has no other drain, so it stays wet until then. We are sorry.",
            },
          },
        ],
        measured: {
          on: -12,
          by: "convenor",
          figures: [
            { on: -200, value: 41, source: "The school’s diary, for a whole year" },
            { on: -75, value: 22, source: "The school’s diary since the drain, made up to a year" },
            { on: -14, value: 17, source: "The school’s diary since the drain, made up to a year" },
          ],
        },
        underWay: { on: -138, words: "The drain is in. The gravel waits for a dry week." },
        moved: {
          on: -66,
          dueOn: 24,
          words: "The bank was softer than the survey said, and the edge has to be held by boards first.",
        },
      },
    },
    {
      text: {
        title: "Money for street parties in June",
        power: "grants",
        change:
          "Nine streets get £100 each towards a street party on one weekend in June, for tables, a toilet for the day and music that ends at nine.",
        place: "Any nine streets of the two wards",
        startsOn: -120,
        costPounds: 900,
        moneyType: "one_off",
        moneySource: "The small grants of this parish",
        whoPaysAfter: "Nobody: it is for one weekend",
        measure: "Neighbours who say that they met somebody new",
        baseline: "Not known",
        target: "200",
        measureOn: -60,
        arguments: [
          {
            side: "for",
            text: "When we closed Weir Street for the flood clean-up I met people I had nodded to for nine years. It should not take a flood.",
          },
          {
            side: "against",
            text: "Lovely idea, but four of these streets are all holiday lets in June. The money goes to whoever is best at forms.",
          },
        ],
      },
      days: {
        written: -205,
        seconded: { on: -203 },
        noticed: -187,
        vote: { for: 24, against: 9, abstain: 3 },
      },
    },
    {
      text: {
        title: "A tool library in the scout hut",
        power: "grants",
        change:
          "The scout hut lends out drills, ladders and a carpet cleaner on Saturday mornings. The grant buys shelves, labels and the first twenty tools.",
        place: "The scout hut on Mill Road",
        startsOn: -100,
        costPounds: 750,
        moneyType: "one_off",
        moneySource: "The small grants of this parish",
        whoPaysAfter: "Borrowers, with £1 for each tool",
        measure: "Tools lent in a month",
        baseline: "None",
        target: "60",
        measureOn: -40,
      },
      days: { written: -195, seconded: { on: -190, seconders: 3 } },
    },
    {
      text: {
        title: "Leave the leaf piles for hedgehogs on Weir Lane",
        power: "verges",
        change: "From October to March the leaves on the verge of Weir Lane are raked into piles and left there.",
        place: "Weir Lane, the side of the stream",
        startsOn: -100,
        measure: "Hedgehogs seen on the night camera",
        baseline: "2 in a month",
        target: "8 in a month",
        measureOn: -30,
        arguments: [
          {
            side: "for",
            text: "It saves the council a day of blowing leaves about, and the hedgehogs do the rest.",
          },
          {
            side: "against",
            text: "Wet leaves are why I broke my wrist there two winters ago. Please move the piles well away from the path.",
          },
        ],
      },
      days: { written: -186, seconded: { on: -184 }, withdrawn: -176 },
    },
    {
      text: {
        title: "Ask for residents' parking on Weir Street",
        power: "parking",
        change:
          "We ask the council to mark 22 spaces on Weir Street for residents on weekdays from 8am to 6pm, with visitors' vouchers.",
        place: "Weir Street, both sides",
        startsOn: -60,
        measure: "Residents who find a space within one minute's walk at 6pm",
        baseline: "4 of 10",
        target: "9 of 10",
        measureOn: 40,
        arguments: [
          {
            side: "for",
            text: "I am a night nurse. When I come home at eight in the morning the commuters have every space, and I sleep with the car two streets away on a yellow line.",
          },
          {
            side: "against",
            text: "Permits on Weir Street just push the cars into Alma Road. Do the whole quarter or none of it.",
          },
        ],
      },
      days: {
        written: -170,
        seconded: { on: -168 },
        noticed: -152,
        vote: { for: 139, against: 82, abstain: 21 },
        acknowledged: -134,
        dated: { on: -128, willAnswerOn: -95 },
        answered: {
          on: -97,
          ground: "wrong_authority",
          reasons:
            "Parking orders on Weir Street are made by the county council, which plans the whole quarter for next year. We have sent your vote, its count and the two arguments with it to the county's parking team, and will publish what they say.",
        },
      },
    },
    {
      text: {
        title: "A wildflower mat on the Mill Road roundabout",
        power: "verges",
        change:
          "The roundabout gets ready-grown wildflower mats instead of the three rings of bedding plants that are changed twice a year.",
        place: "The roundabout where Mill Road meets Station Road",
        startsOn: -60,
        costPounds: 1_100,
        moneyType: "capital",
        moneySource: "The verge budget of this parish",
        whoPaysAfter: "The council saves £700 a year on bedding plants",
        measure: "Kinds of bee counted in July",
        baseline: "2",
        target: "8",
        measureOn: 80,
        arguments: [
          {
            side: "for",
            text: "It is the first thing visitors see of us. At the moment they see tired begonias and a traffic cone.",
          },
        ],
      },
      days: { written: -150, seconded: { on: -148 } },
    },
    {
      text: {
        title: "Litter bins at both ends of Mill Lane",
        power: "litter",
        change: "Two large bins with lids are put up, one at each end of Mill Lane, and added to the Thursday round.",
        place: "Mill Lane, at the lock and at the bus stop",
        startsOn: -30,
        costPounds: 640,
        moneyType: "capital",
        moneySource: "The litter budget of this parish",
        whoPaysAfter: "The council's usual round passes there already",
        measure: "Bags of litter picked on the first Sunday of the month",
        baseline: "7 bags",
        target: "2 bags",
        measureOn: 70,
        arguments: [
          {
            side: "for",
            text: "We pick Mill Lane on the first Sunday of every month. Half of what we find was carried past the spot where a bin should be.",
          },
          {
            side: "against",
            text: "A bin by the lock means wasps by the lock. Put that one ten metres up, away from the benches.",
          },
        ],
      },
      days: {
        written: -108,
        seconded: { on: -106 },
        noticed: -90,
        vote: { for: 171, against: 29, abstain: 8 },
        acknowledged: -70,
        desk: {
          assigned: { on: -68, by: "officer", to: "second-officer" },
          notes: [
            {
              on: -60,
              by: "second-officer",
              text: "Both bins are in the depot. The lock belongs to the canal trust: I rang on Tuesday and they want a drawing before they agree.",
            },
            {
              on: -20,
              by: "officer",
              text: "We are late with this and the Commissioner has it. Tariq, please answer before the end of the week, with the drawing or without.",
            },
          ],
          draft: {
            on: -2,
            by: "second-officer",
            typed: {
              answer: "commit",
              what: "Put up both bins, the one by the lock ten metres away from the benches",
              owner: "Streets and parks officer",
              ownerName: "Tariq Mahmood",
            },
          },
        },
      },
    },
    {
      text: {
        title: "A play street on Alma Road, once a month",
        power: "calming",
        change:
          "On the first Sunday of each month, from 2pm to 5pm, Alma Road is closed to through traffic between the green and the chapel. Neighbours in bright jackets walk any car in and out.",
        place: "Alma Road, between the green and the chapel",
        startsOn: 25,
        measure: "Children playing in the street, counted each time",
        baseline: "None",
        target: "25",
        measureOn: 105,
        arguments: [
          {
            side: "for",
            text: "I learned to ride a bike on Alma Road in 1971. My granddaughter learns in a car park. Three hours a month is not much to ask.",
          },
          {
            side: "against",
            text: "I am a carer and come at all hours. If somebody really does walk my car in each time, fine. If it depends on who turns up, I am worried.",
          },
          {
            side: "for",
            by: "observer",
            text: "I work at the health centre round the corner. We see the children who do not move enough. Other towns have done this for years and the street stays friendlier all month.",
          },
        ],
      },
      days: {
        written: -87,
        seconded: { on: -85 },
        noticed: -69,
        vote: { for: 204, against: 66, abstain: 19 },
        paper: {
          offered: -66,
          issued: { on: -58, papers: 14 },
          counted: { for: 8, against: 3, abstain: 1, spoilt: 1, notReturned: 1 },
        },
        acknowledged: -44,
        dated: { on: -42, willAnswerOn: 5 },
        desk: {
          assigned: { on: -43, by: "officer", to: "officer" },
          notes: [
            {
              on: -15,
              by: "officer",
              text: "The county is content with a closing order for six Sundays. Still open: who has the signs between times.",
            },
          ],
        },
      },
    },
    {
      text: {
        title: "No mowing on Priory Bank until August",
        power: "verges",
        change:
          "The bank is not mown from April to the end of July. A strip one metre wide beside the pavement is kept short.",
        place: "Priory Bank, the side of the allotments",
        startsOn: 10,
        measure: "Kinds of flower counted in one square metre in June",
        baseline: "4",
        target: "12",
        measureOn: 110,
        arguments: [
          {
            side: "for",
            text: "Orchids came up there the year the mower was broken. Everybody stopped to look. Then it was mended.",
          },
          {
            side: "against",
            text: "Long grass hides glass, and my dog's paw needed six stitches. Keep a wider strip short.",
          },
        ],
      },
      days: {
        written: -76,
        seconded: { on: -74 },
        noticed: -58,
        vote: { for: 148, against: 71, abstain: 12 },
        acknowledged: -39,
        dated: { on: -34, willAnswerOn: -5 },
        answered: {
          on: -6,
          ground: "unsafe",
          reasons:
            "We agree to the idea and to the months. Drivers leaving the allotments need to see people on the pavement, and our safety check asks for more than one metre there.",
          modifiedText:
            "The bank is not mown from April to the end of July. A strip of two and a half metres is kept short for fifteen metres on either side of the allotment gate, and of one metre everywhere else.",
        },
      },
    },
    {
      author: "deputy",
      text: {
        title: wildflowers,
        power: "verges",
        change:
          "The verges of the streets named below are cut once a year, in September, and the cuttings are taken away. Where the grass is thin, neighbours sow yellow rattle and local wildflowers from donated seed. Corners and crossings stay short, so that drivers and walkers see each other.",
        place: "Mill Road, Station Road, Brook Street and Weir Lane",
        startsOn: 14,
        measure: "Metres of verge with wildflowers in June",
        baseline: "40 metres, counted last June",
        target: "600 metres",
        measureOn: 112,
        arguments: [
          {
            side: "for",
            text: "One cut instead of seven. The crew told me they would rather spend those days on the paths, and so would I.",
          },
          {
            side: "against",
            text: "I have hay fever and asthma. July on Station Road is hard enough. Could the stretch by the surgery stay short?",
          },
          {
            side: "for",
            text: "We tried it on our own little strip of Weir Lane. In the second summer we counted eleven kinds of butterfly, and my neighbour who was against it brought me a deckchair.",
          },
          {
            side: "against",
            text: "Long grass collects litter, and the flail turns one can into forty pieces. Promise a litter pick before each cut and you have my vote.",
          },
          {
            side: "for",
            by: "convenor",
            text: "To be plain about the corners: the county's rule is that everything lower than a child's eye must be in view for 25 metres. Those corners are marked on the map at the library and stay mown.",
          },
          {
            side: "against",
            text: "My late husband kept that verge like a bowling green for thirty years. I know that is not an argument. But I wanted it said.",
          },
          {
            side: "for",
            by: "observer",
            text: "The health centre has two kilos of local seed left over from its own garden, and we will give them if this passes. It wants sowing on bare soil.",
          },
        ],
      },
      days: {
        written: opened.ordinary - 32,
        seconded: { on: opened.ordinary - 29 },
        noticed: noticed(opened.ordinary),
        vote: { for: 190, against: 101, abstain: 21 },
      },
    },
    {
      text: {
        title: "Ten small grants for greener front gardens",
        power: "grants",
        change:
          "Ten households get £100 each to take up paving in front of their house and plant something instead: a tree in the middle, a hedge, or beans if they like. Names are drawn if more than ten ask.",
        place: "Front gardens in the two wards",
        startsOn: 20,
        costPounds: 1_000,
        moneyType: "one_off",
        moneySource: "The small grants of this parish",
        whoPaysAfter: "Whoever lives there",
        measure: "Square metres of paving taken up",
        baseline: "None",
        target: "120 square metres",
        measureOn: 110,
        arguments: [
          {
            side: "for",
            text: "Our street floods because every second garden is a car park. Ten gardens will not stop the river, but they will show how.",
          },
          {
            side: "against",
            text: "People who own a front garden are not the ones who need £100. What about the flats?",
          },
          {
            side: "for",
            text: "I rent and my landlord said yes when I showed him this. Without the grant he would not pay for a skip.",
          },
        ],
      },
      days: {
        // Written first of the two on every day of the year, also when they open on the same day: numbers go by it.
        written: opened.spending - 33,
        seconded: { on: opened.spending - 30 },
        noticed: noticed(opened.spending),
        vote: { for: 96, against: 61, abstain: 11 },
        paper: { offered: opened.spending - 6, issued: { on: -1, papers: 3 } },
      },
    },
    {
      author: "convenor",
      text: {
        title: "A bus shelter with a seat on Station Road",
        power: "shelters",
        change:
          "The stop outside number 41 gets a shelter with a seat, a light that comes on by itself and room for a wheelchair. The pavement stays two metres wide.",
        place: "The bus stop outside 41 Station Road",
        startsOn: 45,
        costPounds: 4_200,
        moneyType: "capital",
        moneySource: "The shelter budget of this parish",
        whoPaysAfter: "The county council cleans and insures it with its own shelters",
        measure: "People who wait there for the 7.52 bus",
        baseline: "6 on a dry day, 2 in the rain",
        target: "12, whatever the weather",
        measureOn: 114,
        arguments: [
          {
            side: "for",
            text: "I am 71 and wait with two bags. A seat decides whether I go to town or not.",
          },
          {
            side: "against",
            text: "Number 41 is my front window. I will look at the back of a shelter all day. Ten metres further is a blank wall.",
          },
          {
            side: "for",
            text: "The blank wall belongs to the bank, and the bank said no. Twice. Sorry. The side panels can be clear glass, and we asked for that.",
          },
        ],
      },
      days: { written: -30, seconded: { on: -27 }, noticed: -2, paper: { offered: -1 } },
    },
    {
      author: "resident",
      text: {
        title: "Turn the phone box into a book and seed swap",
        power: "grants",
        change:
          "The old phone box on Brook Street gets four shelves, a solar lamp and a notebook. People leave books and seeds, and take some. The grant pays for wood, paint and the lamp.",
        place: "The phone box at the corner of Brook Street and Mill Road",
        startsOn: 40,
        costPounds: 350,
        moneyType: "one_off",
        moneySource: "The small grants of this parish",
        whoPaysAfter: "Neighbours who keep the shelves; nothing else has to be paid",
        measure: "Books and seed packets swapped in a month",
        baseline: "None",
        target: "80",
        measureOn: 112,
        arguments: [
          {
            side: "for",
            text: "It has had no phone for eleven years. It is the best-lit corner of the street and smells of nothing worse than paint.",
          },
          {
            side: "against",
            text: "The library is 300 metres away, open four days a week and fighting for its life. Take the books there.",
          },
          {
            side: "for",
            text: "I am a volunteer at that library, and we would like a shelf in the phone box with our opening hours on it.",
          },
          {
            side: "against",
            text: "Who empties it when somebody leaves forty damp encyclopaedias? Put a name to that and I will come round.",
          },
          {
            side: "for",
            by: "resident",
            text: "That would be me, and two neighbours who have signed up. We will look in every Tuesday and Saturday, and our names are in the proposal's notebook.",
          },
        ],
      },
      days: { written: -19, seconded: { on: -17 } },
    },
    {
      text: {
        title: "Bag posts for dog walkers at three corners",
        power: "litter",
        change:
          "Three posts hold paper bags for dog walkers, filled by the shops beside them. The council fixes the posts.",
        place: "Mill Green, Weir Lane and the station steps",
        startsOn: 35,
        costPounds: 180,
        moneyType: "one_off",
        moneySource: "The litter budget of this parish",
        whoPaysAfter: "The three shops",
        measure: "Heaps counted on Sunday mornings",
        baseline: "11",
        target: "3",
        measureOn: 108,
        arguments: [
          {
            side: "for",
            text: "Kinder than fines and cheaper too. My shop will fill the post at the station steps.",
          },
          {
            side: "against",
            text: "Those who pick up have bags already. Those who do not will not start because of a post.",
          },
        ],
      },
      days: { written: -13, seconded: { on: -11 } },
    },
    {
      text: {
        title: "A Sunday litter pick with breakfast",
        power: "litter",
        change:
          "Once a month the litter pick ends with breakfast in the mission hall, for anybody who filled a bag. The money pays for the hall, rolls and tea.",
        place: "Mission hall, Mill Lane",
        startsOn: 45,
        costPounds: 240,
        moneyType: "one_off",
        moneySource: "The litter budget of this parish",
        whoPaysAfter: "The mission hall's own breakfast fund",
        measure: "People who come to the pick",
        baseline: "9",
        target: "30",
        measureOn: 105,
      },
      days: { written: -10, seconded: { on: -8 } },
    },
    {
      text: {
        title: "Three fruit trees on the verge by the surgery",
        power: "verges",
        change:
          "Two apple trees and a plum are planted on the wide verge by the surgery, where nobody needs to see past.",
        place: "Station Road, beside the surgery",
        startsOn: 30,
        costPounds: 210,
        moneyType: "capital",
        moneySource: "The verge budget of this parish",
        whoPaysAfter: "The surgery's patients' group waters and prunes them",
        measure: "Trees alive at the sunset",
        baseline: "None",
        target: "3",
        measureOn: 114,
      },
      days: { written: -5, seconded: { on: -3, seconders: 5 }, secondedOnPaper: -2 },
    },
    {
      text: {
        title: "Litter bins in the two lay-bys on the mill road",
        power: "litter",
        change: "One bin with a lid is put up in each lay-by on the mill road, and emptied with the Thursday round.",
        place: "The two lay-bys on the mill road",
        startsOn: 40,
        measure: "Bags of litter picked in the lay-bys on the first Sunday of the month",
        baseline: "9 bags",
        target: "3 bags",
        measureOn: 110,
        arguments: [
          {
            side: "for",
            text: "Drivers stop there to eat, and what they leave blows into the mill race by the evening.",
          },
          {
            side: "against",
            text: "Whoever empties them stands with their back to lorries. Has anybody asked the crew?",
          },
        ],
      },
      days: {
        written: -52,
        seconded: { on: -50 },
        noticed: -34,
        vote: { for: 118, against: 57, abstain: 9 },
        acknowledged: -14,
        answered: {
          on: -12,
          ground: "unsafe",
          reasons:
            "The lay-bys have no kerb and the road is fast. The crew would have to empty the bins with a lorry stopped in the lane, and our safety officer will not allow that.",
        },
      },
    },
    {
      author: "resident",
      text: {
        title: "A bench by the mill pond",
        power: "grants",
        change:
          "A wooden bench with a back and arms, facing the water. Still to find out: who owns the strip by the wall.",
        place: "The mill pond",
        startsOn: 60,
        costPounds: 450,
        moneyType: "one_off",
        moneySource: "The small grants of this parish",
        whoPaysAfter: "",
        measure: "People sitting there on ten afternoons",
        baseline: "None",
        target: "20",
        measureOn: 110,
      },
      days: { written: -1, isDraft: true },
    },
  ];
}
