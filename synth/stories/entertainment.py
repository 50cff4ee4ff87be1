"""Stories of shows, films, games and parks."""

from __future__ import annotations

from nl2opt.synth.stories.story import Activity, Decider, Kind, Measure, Quality, Story, verb

PRODUCE = verb("produce, produces, produced, producing")

CONCERT_TICKETS = Story(
    name="concert_tickets",
    domain="entertainment",
    kind=Kind.COUNT,
    deciders=(
        Decider("a concert hall in Nashville", "the hall"),
        Decider("Joel, who organizes a jazz festival,", "Joel", "he"),
        Decider("Grand Stage Events", "the company"),
    ),
    verbs=(verb("sell, sells, sold, selling"), verb("offer, offers, offered, offering")),
    activities=(
        Activity("balcony ticket"),
        Activity("floor ticket", 0.8),
        Activity("box ticket", 1.8),
        Activity("student ticket", 0.5),
        Activity("backstage ticket", 2.4),
        Activity("lawn ticket", 0.4),
        Activity("gallery ticket", 0.7),
    ),
    collective="ticket",
    quantity=(10, 300, 10),
    resources=(
        Measure(
            "minute of usher time", (1, 6, 0.5), total="total usher time", reasons=("because ushers are hard to find",)
        ),
        Measure("square foot of hall space", (5, 14, 1), total="total use of hall space"),
        Measure("program booklet", (1, 3, 1)),
        Measure("free drink", (1, 3, 1)),
    ),
    profit=(8, 80, 2),
    price=(60, 170, 5),
    cost=(10, 55, 5),
    gains=("profit", "surplus"),
    fixed=("a printing cost", "a set-up cost"),
    qualities=(Quality("comfort rating", (2, 9, 1)),),
    periods=("for the opening night", "for each concert"),
    lower_reasons=("because of a contract with the band", "because of a promise to a sponsor"),
    upper_reasons=("because of safety rules", "because demand is limited"),
    mix_reasons=("to reach all age groups", "because of the wishes of the band"),
    contexts=(
        "The concert will be recorded for the radio.",
        "Doors open early in the evening.",
        "Tickets are valid for the train as well.",
    ),
    facts=(
        "The hall was built in {year}.",
        "The band has {n} members.",
        "The fan club has {big} members.",
    ),
)

THEME_PARK = Story(
    name="theme_park",
    domain="entertainment",
    kind=Kind.COUNT,
    deciders=(
        Decider("a theme park in Orlando", "the park"),
        Decider("the owner of a traveling fair", "the owner", "he"),
        Decider("Wonder Valley", "the park"),
    ),
    verbs=(verb("buy, buys, bought, buying"), verb("install, installs, installed, installing")),
    activities=(
        Activity("carousel"),
        Activity("water slide", 1.3),
        Activity("climbing wall", 0.5),
        Activity("ghost train", 1.5),
        Activity("swing ride", 0.8),
        Activity("roller coaster", 3),
        Activity("trampoline", 0.3),
        Activity("puppet stage", 0.6),
    ),
    collective="attraction",
    quantity=(1, 15, 1),
    resources=(
        Measure("square meter of ground", (60, 400, 20), total="total area of ground"),
        Measure(
            "kilowatt of power", (5, 40, 5), total="total use of power", reasons=("because the power line is old",)
        ),
        Measure("attendant", (1, 5, 1), total="total number of attendants"),
    ),
    supplies=(
        Measure(
            "guest",
            (100, 600, 20),
            (verb("entertain, entertains, entertained, entertaining"), verb("serve, serves, served, serving")),
            "total number of guests",
        ),
    ),
    cost=(5000, 60000, 1000),
    profit=(500, 8000, 100),
    gains=("yearly profit", "yearly surplus"),
    fixed=("an engineering fee", "a safety inspection fee"),
    fixed_span=(500, 6000, 100),
    qualities=(Quality("thrill rating", (1, 9, 1)),),
    periods=("for the new season", "this year"),
    lower_reasons=("because of a promise to the city", "because of requests from families"),
    upper_reasons=("because of safety rules", "because neighbors complain about noise"),
    mix_reasons=("to offer something for all ages", "because of a visitor survey"),
    contexts=(
        "The park closes in the winter.",
        "The new area has a pirate theme.",
        "Small children get in for free.",
    ),
    facts=(
        "The park was opened in {year}.",
        "The lake in the park has {n} swans.",
        "The parking lot has {big} spaces.",
    ),
)

FILM_STUDIO = Story(
    name="film_studio",
    domain="entertainment",
    kind=Kind.SELECT,
    deciders=(
        Decider("a film studio in Los Angeles", "the studio"),
        Decider("Olivia, who produces films,", "Olivia", "she"),
        Decider("Silverlight Pictures", "the studio"),
    ),
    verbs=(PRODUCE, verb("choose, chooses, chosen, choosing")),
    activities=(
        Activity("the space comedy", 1.3),
        Activity("the spy thriller", 1.5),
        Activity("the family drama", 0.7),
        Activity("the animal cartoon", 1.6),
        Activity("the heist movie"),
        Activity("the jazz biography", 0.8),
        Activity("the zombie musical", 0.9),
        Activity("the desert western", 1.1),
    ),
    collective="film",
    quantity=(0, 1, 1),
    resources=(
        Measure("day of shooting", (20, 80, 5), total="total shooting time"),
        Measure("camera team", (1, 6, 1), total="total number of camera teams"),
        Measure("week of editing", (4, 24, 1), total="total editing time", reasons=("because an editor is ill",)),
    ),
    supplies=(
        Measure(
            "festival invitation",
            (1, 8, 1),
            (verb("earn, earns, earned, earning"), verb("receive, receives, received, receiving")),
            "total number of festival invitations",
        ),
    ),
    profit=(200000, 3000000, 50000),
    cost=(500000, 6000000, 100000),
    gains=("expected profit", "expected gain"),
    periods=("this year", "in the coming season"),
    lower_reasons=("because of a contract with a star", "because of a promise to a cinema chain"),
    upper_reasons=("because the studio lot is small", "because of the release calendar"),
    mix_reasons=("because of the stage calendar", "because of contracts with the actors"),
    contexts=(
        "All scripts are finished.",
        "The films will be shown in cinemas.",
        "The studio owns all costumes.",
    ),
    facts=(
        "The studio was founded in {year}.",
        "The studio has won {n} awards.",
        "The costume store holds {big} hats.",
    ),
)

BROADCASTER = Story(
    name="broadcaster",
    domain="entertainment",
    kind=Kind.MEASURE,
    deciders=(
        Decider("a local television station", "the station"),
        Decider("the program director of Channel North", "the director", "she"),
        Decider("Streamwave", "the company"),
    ),
    verbs=(PRODUCE, verb("broadcast, broadcasts, broadcast, broadcasting")),
    activities=(
        Activity("hour of drama", 2),
        Activity("hour of comedy", 1.4),
        Activity("hour of sports coverage", 1.2),
        Activity("hour of local news", 0.7),
        Activity("hour of live music", 1.1),
        Activity("hour of wildlife film", 1.6),
        Activity("hour of quiz entertainment", 0.8),
    ),
    collective="hour of programming",
    quantity=(2, 60, 1),
    resources=(
        Measure("hour of editing", (1, 8, 0.5), total="total editing time"),
        Measure(
            "hour of studio time", (1, 6, 0.5), total="total studio time", reasons=("because the studio is shared",)
        ),
        Measure("camera operator", (1, 5, 1), total="total number of camera operators"),
    ),
    supplies=(
        Measure(
            "viewer",
            (500, 6000, 100),
            (verb("attract, attracts, attracted, attracting"), verb("reach, reaches, reached, reaching")),
            "total number of viewers",
        ),
        Measure(
            "commercial",
            (2, 14, 1),
            (verb("carry, carries, carried, carrying"), verb("include, includes, included, including")),
            "total number of commercials",
        ),
    ),
    profit=(200, 3000, 50),
    cost=(400, 5000, 100),
    gains=("profit", "net revenue"),
    fixed=("a license fee", "a set-up cost"),
    fixed_span=(500, 8000, 100),
    qualities=(Quality("audience rating", (2, 9, 1)),),
    periods=("each week", "in the coming month"),
    lower_reasons=("because of the broadcasting license", "because of a contract with a sponsor"),
    upper_reasons=("because few crews are free", "because of the program schedule"),
    mix_reasons=("to keep the program varied", "because of a viewer survey"),
    contexts=(
        "All programs can be watched online later.",
        "The studio lies in an old factory.",
        "The station is owned by its viewers.",
    ),
    facts=(
        "The station was founded in {year}.",
        "The station can be received in {n} counties.",
        "A poll was answered by {big} viewers.",
    ),
)

GAME_PUBLISHER = Story(
    name="game_publisher",
    domain="entertainment",
    kind=Kind.COUNT,
    deciders=(
        Decider("a publisher of games in Indiana", "the publisher"),
        Decider("Peter, who invents games,", "Peter", "he"),
        Decider("Dragon and Dice", "the company"),
    ),
    verbs=(verb("print, prints, printed, printing"), PRODUCE),
    activities=(
        Activity("card game", 0.5),
        Activity("strategy game", 1.5),
        Activity("dice game", 0.8),
        Activity("trivia game"),
        Activity("word game", 0.7),
        Activity("memory game", 0.6),
        Activity("pirate game", 1.2),
        Activity("detective game", 1.1),
    ),
    collective="game",
    quantity=(20, 600, 10),
    resources=(
        Measure("sheet of cardboard", (1, 8, 1), total="total use of cardboard"),
        Measure(
            "wooden figure",
            (4, 24, 2),
            total="total number of wooden figures",
            reasons=("because the carver is on vacation",),
        ),
        Measure("minute of cutting", (1, 6, 0.5), total="total cutting time"),
        Measure("milliliter of ink", (5, 40, 5), total="total use of ink"),
    ),
    profit=(2, 16, 0.5),
    price=(16, 48, 1),
    cost=(4, 14, 0.5),
    gains=("profit", "margin"),
    fixed=("a design fee", "a set-up cost"),
    fixed_span=(100, 1500, 50),
    qualities=(Quality("fun rating", (3, 9, 1)),),
    periods=("for the holiday season", "this month"),
    lower_reasons=("because of orders from toy stores", "because of a contract with the author"),
    upper_reasons=("because demand is limited", "because of the license"),
    mix_reasons=("to offer something for all ages", "because of past sales"),
    contexts=(
        "The games are presented at a fair.",
        "All boxes have the same size.",
        "The rules have been tested by families.",
    ),
    facts=(
        "The publisher was founded in {year}.",
        "The rules were translated into {n} languages.",
        "A test was read by {big} people.",
    ),
)

STORIES = (CONCERT_TICKETS, THEME_PARK, FILM_STUDIO, BROADCASTER, GAME_PUBLISHER)
