import type { CharterDays, CharterText, PowerAsked } from "#server/simulation/live-charter";
import type { PlannedProposal } from "./millbrook-green";

/** A parish with its founding and its proposals. */
export interface PlannedParish {
  text: CharterText;
  days: CharterDays;
  proposals?: readonly PlannedProposal[];
}

const granted = (catalogueId: string, scope: string, budgetYearPounds: number): PowerAsked => ({
  catalogueId,
  scope,
  budgetYearPounds,
  verdict: { grant: { budgetDecisionPounds: Math.round(budgetYearPounds / 2) } },
});

const refusedPower = (catalogueId: string, scope: string, ground: string, reasons: string): PowerAsked => ({
  catalogueId,
  scope,
  budgetYearPounds: 0,
  verdict: { refuse: { ground, reasons } },
});

/**
 * The other parishes of the example district, each in a state of its own.
 *
 * @param opened days from today on which the open charter vote opened
 */
export function otherParishes(opened: { charter: number }): readonly PlannedParish[] {
  return [
    // Ended: its powers are over, its record stays.
    {
      text: {
        name: "Harbour Lights",
        council: "wexcombe",
        wards: ["harbour"],
        problem:
          "After dark the walk from the ferry to the bus is unlit in three places, and there is nowhere to sit and wait. People who work late take taxis for half a mile.",
        endPoint: "Nobody has to walk from the ferry to the bus in the dark.",
        startsOn: -338,
        termMonths: 6,
        actions: [
          {
            action: "Put seats where people wait for the late ferry",
            measure: "Seats between the ferry and the bus",
            baseline: "None",
            target: "4",
            dueOn: -200,
          },
        ],
        powers: [
          granted("seats", "Seats on the quay and along Ferry Street", 2_400),
          granted("info", "Signs and timetables between the ferry and the bus", 600),
          granted("lighting", "Lamps on the fish market wall", 3_000),
        ],
        receiver: "Harbour Traders and Residents",
        receiverTakes: "The four seats with their guarantee, and the key of the timetable case.",
      },
      days: {
        drafted: -409,
        opened: -406,
        supported: { on: -402 },
        acknowledged: -399,
        reviewed: -384,
        noticed: -382,
        vote: { for: 34, against: 8, abstain: 2 },
      },
      proposals: [
        {
          text: {
            title: "Four seats along Ferry Street",
            power: "seats",
            change: "Four steel seats with backs are put up along Ferry Street, each beside a lamp.",
            place: "Ferry Street, between the quay and the bus stop",
            startsOn: -290,
            costPounds: 1_180,
            moneyType: "capital",
            moneySource: "The seat budget of this parish",
            whoPaysAfter: "Harbour Traders and Residents paint them",
            measure: "People sitting there, counted on ten evenings",
            baseline: "None",
            target: "40",
            measureOn: -190,
            arguments: [
              {
                side: "for",
                text: "I clean offices until eleven. Twenty minutes on your feet in the rain feels longer at that hour.",
              },
              {
                side: "against",
                text: "Please, not the kind with a bar in the middle. If we put up a seat, let it be a seat.",
              },
            ],
          },
          days: {
            written: -336,
            seconded: { on: -335 },
            noticed: -319,
            vote: { for: 26, against: 4, abstain: 1 },
            acknowledged: -300,
            dated: { on: -298, willAnswerOn: -285 },
            answered: {
              on: -288,
              reasons: "The seats may stand where they were asked for. They have no bar in the middle.",
              commitment: {
                what: "Put up four seats on Ferry Street",
                owner: "Streets and parks officer",
                dueOn: -240,
              },
            },
            underWay: { on: -270, words: "The seats are ordered and the places are marked." },
            done: { on: -245, words: "Four seats stand on Ferry Street." },
            reviewed: {
              on: -180,
              outcome: "keep",
              measured: "57 people on ten evenings",
              finding: "The seats are used every evening. Two more were asked for and are left to the council.",
              by: "councillor",
            },
          },
        },
        {
          text: {
            title: "Late ferry times on the bus stop",
            power: "info",
            change: "The times of the ferry are shown at the bus stop, and those of the bus at the ferry.",
            place: "The ferry and the bus stop on Quay Road",
            startsOn: -280,
            costPounds: 140,
            moneyType: "one_off",
            moneySource: "The information budget of this parish",
            whoPaysAfter: "The ferry company prints new times twice a year",
            measure: "People who miss the last bus in a month",
            baseline: "31",
            target: "10",
            measureOn: -200,
          },
          days: {
            written: -330,
            seconded: { on: -329 },
            noticed: -313,
            vote: { for: 22, against: 1, abstain: 2 },
            acknowledged: -294,
            answered: {
              on: -285,
              reasons: "",
              commitment: { what: "Print and hang both timetables", owner: "Streets and parks officer", dueOn: -260 },
            },
            underWay: { on: -272, words: "The ferry company has sent its times." },
            done: { on: -262, words: "Both timetables hang in their cases." },
          },
        },
        {
          text: {
            title: "Coloured lamps on the fish market wall",
            power: "lighting",
            change: "The six lamps on the wall of the fish market are changed for ones that turn blue and green.",
            place: "The fish market wall",
            startsOn: -250,
            costPounds: 1_400,
            moneyType: "capital",
            moneySource: "The lighting budget of this parish",
            whoPaysAfter: "The council, with the power for its other lamps",
            measure: "People who say that they feel safe there",
            baseline: "3 of 10",
            target: "8 of 10",
            measureOn: -200,
            arguments: [
              {
                side: "against",
                text: "White light lets me see a face. Blue light makes the whole quay look like an aquarium.",
              },
            ],
          },
          days: {
            written: -320,
            seconded: { on: -319 },
            noticed: -303,
            vote: { for: 9, against: 21, abstain: 3 },
          },
        },
      ],
    },
    // Winding up: no new votes, everything gets a receiver.
    {
      text: {
        name: "Castle Hill Paths",
        council: "wexcombe",
        wards: ["castle-hill"],
        problem:
          "The steps from the market up to Castle Hill are broken, so that a walk of five minutes takes twenty by the road. Nobody has mended them since the handrail fell.",
        endPoint: "Anybody can walk from the market to the top of the hill by the steps.",
        startsOn: -168,
        termMonths: 6,
        actions: [
          {
            action: "Mend the steps and give them a handrail",
            measure: "Steps that are whole",
            baseline: "71 of 112",
            target: "112 of 112",
            dueOn: 5,
          },
        ],
        powers: [
          granted("footpaths", "The castle steps and the paths that lead to them", 5_000),
          granted("seats", "A resting place half way up", 800),
        ],
        receiver: "Castle Hill Walkers",
        receiverTakes: "Looking after the handrail and clearing the steps in autumn.",
      },
      days: {
        drafted: -246,
        opened: -241,
        supported: { on: -232 },
        acknowledged: -228,
        reviewed: -205,
        noticed: -202,
        vote: { for: 38, against: 5, abstain: 3 },
      },
      proposals: [
        {
          text: {
            title: "Mend the lower forty steps",
            power: "footpaths",
            change: "The broken treads of the lower forty steps are lifted, levelled and set again in mortar.",
            place: "The castle steps, from the market to the first landing",
            startsOn: -110,
            costPounds: 2_300,
            moneyType: "capital",
            moneySource: "The footpath budget of this parish",
            whoPaysAfter: "Nothing is left to pay for twenty years",
            measure: "Steps that are whole",
            baseline: "71 of 112",
            target: "95 of 112",
            measureOn: 2,
            arguments: [
              {
                side: "for",
                text: "I count them with my son on the way to school. He skips the ones that wobble. That is most of them.",
              },
            ],
          },
          days: {
            written: -165,
            seconded: { on: -163 },
            noticed: -147,
            vote: { for: 29, against: 3, abstain: 2 },
            acknowledged: -127,
            dated: { on: -122, willAnswerOn: -110 },
            answered: {
              on: -115,
              reasons: "",
              commitment: { what: "Set the lower forty steps again", owner: "Streets and parks officer", dueOn: -40 },
            },
            underWay: { on: -85, words: "The first ten treads are set." },
            done: { on: -44, words: "The lower forty steps are whole and open." },
          },
        },
        {
          text: {
            title: "A handrail from the first landing to the top",
            power: "footpaths",
            change: "A steel handrail is fixed along the wall from the first landing to the top of the hill.",
            place: "The castle steps, above the first landing",
            startsOn: -50,
            costPounds: 2_450,
            moneyType: "capital",
            moneySource: "The footpath budget of this parish",
            whoPaysAfter: "Castle Hill Walkers paint it every fifth year",
            measure: "People over 65 who use the steps, counted on ten mornings",
            baseline: "4",
            target: "20",
            measureOn: 8,
          },
          days: {
            written: -120,
            seconded: { on: -118 },
            noticed: -102,
            vote: { for: 31, against: 2, abstain: 1 },
            acknowledged: -82,
            dated: { on: -78, willAnswerOn: -60 },
            answered: {
              on: -62,
              reasons: "",
              commitment: { what: "Fix the handrail to the wall", owner: "Streets and parks officer", dueOn: 6 },
            },
            underWay: { on: -16, words: "The posts are in and the rail is being made." },
          },
        },
      ],
    },
    // Approved: its powers begin on a day to come.
    {
      text: {
        name: "Orchard Park Together",
        council: "wexcombe",
        wards: ["orchard-park"],
        problem:
          "The three play areas of Orchard Park were built for children who are now forty. Two swings are left, and the grass is cut around them by three different teams.",
        endPoint: "Each of the three play areas has something that children under ten and over ten want to use.",
        startsOn: 12,
        termMonths: 12,
        actions: [
          {
            action: "Open the three play areas again, one after the other",
            measure: "Children counted on a dry Saturday",
            baseline: "6",
            target: "60",
            dueOn: 330,
          },
        ],
        powers: [
          granted("recreation", "The three play areas of Orchard Park", 9_000),
          granted("parks", "The grass and paths between them", 3_000),
        ],
        receiver: "Orchard Park School Association",
        receiverTakes: "The inspection book of the play areas and the shed.",
      },
      days: {
        drafted: -78,
        opened: -74,
        supported: { on: -69 },
        acknowledged: -64,
        reviewed: -46,
        noticed: -43,
        vote: { for: 41, against: 6, abstain: 2 },
      },
    },
    // The charter vote is open, and sealed: nobody sees a count or a turnout.
    {
      text: {
        name: "Saltmarsh Path Friends",
        council: "wexcombe",
        wards: ["saltmarsh"],
        problem:
          "The path along the marsh is the only way to the school without a pavement on a fast road. In winter it is mud for eleven weeks, and parents drive instead.",
        endPoint: "Children walk along the marsh to school on every day of the year.",
        startsOn: 40,
        termMonths: 9,
        actions: [
          {
            action: "Raise the path at its four lowest places",
            measure: "School days on which the path is dry",
            baseline: "135 of 190",
            target: "185 of 190",
            dueOn: 250,
          },
        ],
        powers: [
          granted("footpaths", "The marsh path from the sluice to the school", 4_000),
          granted("open_space", "The meadow beside the path", 1_000),
          refusedPower(
            "lighting",
            "Lamps along the marsh path",
            "unsafe",
            "Lamps would light the roost of the geese, which is protected in winter, and would draw people onto the marsh at night, where the tide cuts off two of the ways back.",
          ),
        ],
        receiver: "Saltmarsh School Governors",
        receiverTakes: "The boardwalk, its inspection every spring and the key of the sluice gate.",
      },
      days: {
        drafted: opened.charter - 62,
        opened: opened.charter - 58,
        supported: { on: opened.charter - 52 },
        acknowledged: opened.charter - 47,
        reviewed: opened.charter - 22,
        noticed: opened.charter - 16,
        opensOn: opened.charter,
        vote: { for: 19, against: 7, abstain: 2 },
      },
    },
    // With the council, which has begun to decide.
    {
      text: {
        name: "Northgate Quiet Streets",
        council: "wexcombe",
        wards: ["northgate"],
        problem:
          "Since the ring road was moved, 4,000 cars a day cut through four streets of terraced houses. Two children were hurt last year, and the noise does not stop at night.",
        endPoint: "Fewer than 800 cars a day drive through the four streets.",
        startsOn: 70,
        termMonths: 12,
        actions: [
          {
            action: "Count the cars and show the council what would slow them",
            measure: "Cars a day through Chapel Row",
            baseline: "4,100",
            target: "800",
            dueOn: 400,
          },
        ],
        powers: [
          granted("calming", "Advice on slower traffic in Chapel Row, Forge Street, Hope Street and Northgate Lane", 0),
          granted("parking", "Advice on parking in the same four streets", 0),
          granted("info", "Signs and letters about the counts", 500),
        ],
        receiver: "Northgate Neighbours",
        receiverTakes: "The counts, the two counting boxes and the letters from the school.",
      },
      days: { drafted: -44, opened: -40, supported: { on: -27 }, acknowledged: -22, reviewBegun: -6 },
    },
    // Gathering supporters: half of them have come.
    {
      text: {
        name: "Priory Allotments",
        council: "wexcombe",
        wards: ["priory"],
        problem:
          "There are 46 allotments and 212 names on the list. The field behind the priory has been empty for nine years, apart from one goat.",
        endPoint: "Everybody who has waited longer than three years has a plot.",
        startsOn: 120,
        termMonths: 18,
        actions: [
          {
            action: "Lay out half plots on the priory field",
            measure: "Names on the list",
            baseline: "212",
            target: "90",
            dueOn: 600,
          },
          {
            action: "Bring water to the field",
            measure: "Plots within 40 metres of a tap",
            baseline: "None",
            target: "All",
            dueOn: 300,
          },
        ],
        powers: [
          granted("allotments", "The field behind the priory", 6_000),
          granted("water", "A well or a pipe to the field", 2_500),
        ],
        receiver: "Wexcombe Allotment Society",
        receiverTakes: "The plots, the waiting list and, if he is still there, the goat.",
      },
      days: { drafted: -26, opened: -21, supported: { on: -12, supporters: 2 } },
    },
    // A draft that two founders are still writing.
    {
      text: {
        name: "Wharf Night Bus",
        council: "wexcombe",
        wards: ["wharf"],
        problem:
          "The last bus to the wharf leaves at ten to seven. The bakery, the hospital laundry and the cinema all close later, so that people who work there walk home along the canal.",
        endPoint: "There is a way home from work by bus on every night of the week.",
        startsOn: 150,
        termMonths: 12,
        actions: [],
        powers: [],
        receiver: "",
        receiverTakes: "",
      },
      days: { drafted: -6 },
    },
    // Too few supporters in time.
    {
      text: {
        name: "Beacon Bandstand",
        council: "wexcombe",
        wards: ["beacon"],
        problem:
          "The bandstand on the Beacon has no roof. The brass band plays in the car park of the supermarket, and the crowd stands between the trolleys.",
        endPoint: "A concert on the bandstand on every dry Sunday of the summer.",
        startsOn: -20,
        termMonths: 6,
        actions: [
          {
            action: "Put a roof on the bandstand",
            measure: "Concerts in a summer",
            baseline: "None",
            target: "8",
            dueOn: 150,
          },
        ],
        powers: [granted("arts", "Concerts on the Beacon", 2_000)],
        receiver: "Beacon Brass",
        receiverTakes: "The roof and the chairs.",
      },
      days: { drafted: -138, opened: -134, supported: { on: -110, supporters: 2 } },
    },
    // The council granted nothing.
    {
      text: {
        name: "Tanners Row Watch",
        council: "wexcombe",
        wards: ["tanners-row"],
        problem:
          "Eleven vans were broken into behind Tanners Row in one winter. The yard is dark, has three ways out and belongs to nobody who answers letters.",
        endPoint: "No van is broken into behind Tanners Row for six months.",
        startsOn: -130,
        termMonths: 9,
        actions: [
          {
            action: "Close two of the three ways into the yard at night",
            measure: "Break-ins reported in a month",
            baseline: "4",
            target: "0",
            dueOn: -20,
          },
        ],
        powers: [
          refusedPower(
            "crime",
            "Gates and cameras in the yard behind Tanners Row",
            "wrong_authority",
            "The yard is private land and its three ways out are kept open by an old agreement. Only its owner or the county council can ask for gates, and we have written to both.",
          ),
          refusedPower(
            "lighting",
            "Lamps in the same yard",
            "outside_powers",
            "The council may not put up or run lamps on private land without the owner's agreement, and the owner has not answered us.",
          ),
        ],
        receiver: "Tanners Row Traders",
        receiverTakes: "The log of break-ins.",
      },
      days: { drafted: -206, opened: -202, supported: { on: -195 }, acknowledged: -190, reviewed: -171 },
    },
    // Residents said no.
    {
      text: {
        name: "Kingsmead Shared Cars",
        council: "wexcombe",
        wards: ["kingsmead"],
        problem:
          "There are 1,900 cars in Kingsmead and 1,400 places to leave one. Most of them move for less than an hour a day, and the verges are turning into mud.",
        endPoint: "Two hundred fewer cars stand in Kingsmead, and nobody misses them.",
        startsOn: -130,
        termMonths: 12,
        actions: [
          {
            action: "Run six shared cars from three corners",
            measure: "Households that share a car",
            baseline: "None",
            target: "120",
            dueOn: 180,
          },
        ],
        powers: [granted("car_share", "Six shared cars at three corners of Kingsmead", 12_000)],
        receiver: "Wexcombe Car Club",
        receiverTakes: "The cars, their insurance and the bookings.",
      },
      days: {
        drafted: -234,
        opened: -230,
        supported: { on: -220 },
        acknowledged: -216,
        reviewed: -198,
        noticed: -194,
        vote: { for: 18, against: 29, abstain: 4 },
      },
    },
    // Withdrawn by its founders.
    {
      text: {
        name: "Weavers Yard Market",
        council: "wexcombe",
        wards: ["weavers"],
        problem:
          "Weavers Yard was the weekly market for four hundred years and has been a car park for forty. On Sundays it is empty, and the nearest market is nine miles away.",
        endPoint: "A market stands in Weavers Yard on one Sunday a month.",
        startsOn: -20,
        termMonths: 12,
        actions: [
          {
            action: "Hold the first six markets",
            measure: "Stalls at a market",
            baseline: "None",
            target: "20",
            dueOn: 120,
          },
        ],
        powers: [granted("arts", "Music and demonstrations at the market", 800)],
        receiver: "Weavers Yard Traders",
        receiverTakes: "The stalls and the list of stallholders.",
      },
      days: { drafted: -122, opened: -117, supported: { on: -110, supporters: 3 }, withdrawn: -101 },
    },
    // Another council's parish, so that nobody takes the one for the whole.
    {
      text: {
        name: "Fellside Bus and Bench",
        council: "northmoor",
        wards: ["fellside"],
        problem:
          "Fellside has one bus an hour and no shelter at any of its nine stops. At 340 metres above the sea that means wet school children for half of the year.",
        endPoint: "Every stop that children use has a roof, and somebody to tell when it leaks.",
        startsOn: -96,
        termMonths: 10,
        actions: [
          {
            action: "Put roofs over the three school stops",
            measure: "School stops with a roof",
            baseline: "0 of 3",
            target: "3 of 3",
            dueOn: 150,
          },
        ],
        powers: [
          granted("shelters", "The nine bus stops of Fellside", 9_000),
          granted("transport_info", "Timetables and messages about late buses", 700),
        ],
        receiver: "Fellside Village Hall",
        receiverTakes: "The shelters' guarantee and the telephone list of late buses.",
      },
      days: {
        drafted: -182,
        opened: -177,
        supported: { on: -168 },
        acknowledged: -164,
        reviewed: -140,
        noticed: -136,
        vote: { for: 77, against: 12, abstain: 4 },
      },
      proposals: [
        {
          text: {
            title: "A roof over the stop at the smithy",
            power: "shelters",
            change: "The stop at the smithy gets a shelter of local stone and slate, big enough for twelve children.",
            place: "The bus stop at the smithy",
            startsOn: -10,
            costPounds: 4_100,
            moneyType: "capital",
            moneySource: "The shelter budget of this parish",
            whoPaysAfter: "The village hall sweeps it; the borough insures it",
            measure: "Children who wait in the dry",
            baseline: "None of 12",
            target: "12 of 12",
            measureOn: 120,
            arguments: [
              {
                side: "for",
                text: "Mine come home with wet books. The school dries them on the radiator, one page at a time.",
              },
              {
                side: "against",
                text: "Stone is for churches. A plain metal shelter costs half and we could have two.",
              },
            ],
          },
          days: {
            written: -90,
            seconded: { on: -88 },
            noticed: -72,
            vote: { for: 61, against: 18, abstain: 4 },
            acknowledged: -52,
            dated: { on: -46, willAnswerOn: -10 },
            answered: {
              on: -12,
              reasons: "The county council has agreed to the shelter, and the mason's price is within the budget.",
              commitment: { what: "Build the shelter at the smithy", owner: "Communities manager", dueOn: 60 },
            },
          },
        },
        {
          text: {
            title: "A message when the school bus is late",
            power: "transport_info",
            change:
              "Whoever drives the bus rings the village hall when it is late, and the hall sends a message to those who asked for it.",
            place: "Fellside, all nine stops",
            startsOn: 20,
            costPounds: 260,
            moneyType: "revenue",
            moneySource: "The information budget of this parish",
            whoPaysAfter: "The village hall, about £20 a month",
            measure: "Minutes waited at the smithy stop in a week",
            baseline: "96 minutes",
            target: "40 minutes",
            measureOn: 120,
            arguments: [
              { side: "for", text: "Ten minutes in a warm kitchen or ten in the sleet. That is the whole question." },
            ],
          },
          days: { written: -12, seconded: { on: -10 } },
        },
      ],
    },
  ];
}
