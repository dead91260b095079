// Every word of the interface, by language. {name} stands for a value; an entry with "one" and "other" is
// chosen by Intl.PluralRules from {n}. Values are put in as text, never as markup.

export const WORDS = {
  en: {
    skip: "Skip to the list of events",
    search: "Search",
    search_hint: "Title, place or source",
    clear: "Clear",
    filter: "Filter",
    theme: "Light or dark",
    help: "Keys and help",
    close: "Close",
    map: "Map of events",
    time: "Time",
    list: "Events",
    zoom_in: "Zoom in",
    zoom_out: "Zoom out",
    fit: "Show all",
    legend: "Legend and filter",
    play: "Play",
    pause: "Pause",
    speed: "Speed",
    speed_of: "{n}×",
    step: "Step",
    mode_window: "In this window",
    mode_upto: "Up to here",
    from: "From",
    to: "To",
    all_time: "All time",
    window_start: "Start of the window",
    window_end: "End of the window",
    undated: "Undated",
    undated_events: { one: "{n} event without a date", other: "{n} events without a date" },
    background_events: "Background, told as history",
    background: "Background",
    background_why: "Told as history, not as news.",
    newest: "Newest first",
    oldest: "Oldest first",
    events: { one: "{n} event", other: "{n} events" },
    of_events: "{n} of {all} events",
    places: { one: "{n} place", other: "{n} places" },
    announce: "{events} shown, {span}",
    no_events: "Nothing in this window.",
    no_events_hint: "Widen the window, or clear search and filters.",
    no_data: "There are no events in this file.",
    more: "Show {n} more",
    nowhere: "place not known",
    undated_one: "date not known",
    back: "All events",
    previous: "Earlier",
    next: "Later",
    when: "When",
    where: "Where",
    precision: "How precise",
    weapon: "Weapon",
    actors: "Actors",
    kind: "Kind",
    killed: "Killed",
    injured: "Injured",
    missing: "Missing",
    detained: "Detained",
    displaced: "Displaced",
    launched: "Launched",
    intercepted: "Intercepted",
    reports: { one: "{n} report", other: "{n} reports" },
    says: "This report: {counts}",
    published: "published {day}",
    no_source: "Source not named",
    open_source: "Read the report",
    opens_window: "opens in a new tab",
    why: "Why here?",
    score: "Sure to {percent} %",
    others: "It might also have been",
    reasons: "How it was read",
    also_here: "Also here",
    at_place: { one: "{n} event here", other: "{n} events here" },
    elsewhere_in_time: { one: "{n} more outside of the window", other: "{n} more outside of the window" },
    known_to: "known to the {unit}",
    day: "day",
    hour: "hour",
    hours6: "6 hours",
    week: "week",
    month: "month",
    quarter: "quarter",
    year: "year",
    years2: "2 years",
    years5: "5 years",
    decade: "decade",
    century: "century",
    step_auto: "Step: {unit}",
    step_by: "Step: {unit}",
    size_by: "Size by",
    size_events: "events",
    size_killed: "people killed",
    family_explosion: "Strikes and explosions",
    family_battle: "Battles",
    family_civilians: "Violence against civilians",
    family_protest: "Protests and riots",
    family_disaster: "Disasters and accidents",
    family_development: "Other developments",
    family_other: "Other kinds",
    shape_point: "Town; larger with more events",
    shape_mixed: "Town with several kinds",
    shape_near: "Near a town, within the ring",
    shape_area: "Somewhere in the region",
    level_poi: "spot",
    level_city: "town",
    level_admin2: "district",
    level_admin1: "region",
    level_country: "country",
    level_region: "wider region",
    level_sea: "sea",
    near: "near {place}",
    within: "within {km} km",
    geo_1: "a named town",
    geo_2: "near a town, or part of a region",
    geo_3: "a larger region",
    prec_1: "exact place",
    prec_2: "within about 25 km",
    prec_3: "second-order division",
    prec_4: "first-order division",
    prec_5: "line or fuzzy area",
    prec_6: "country",
    prec_7: "sea or air",
    code_acled: "ACLED {code}",
    code_ucdp: "UCDP {code}",
    help_title: "Keys and help",
    help_space: "Play or pause",
    help_arrows: "Move a handle of the time window by one step; with Page Up and Page Down by ten",
    help_home: "Handle to the very start or end",
    help_shift: "Move the whole window one step earlier or later",
    help_search: "Search",
    help_np: "Next or previous event",
    help_escape: "Close the event, the search or this sheet",
    help_map: "Pan and zoom, when the map has the focus",
    help_mouse: "Drag the window or its handles, click a bar, or draw a new window across the bars.",
    help_times: "All times are UTC calendar days as reported, whatever your own time zone is.",
    help_spread: "Paler parts of a bar are events known only to the week, month or year, spread over it.",
    failed: "This browser cannot read the page's data. A version from 2023 or later can.",
  },
};

/**
 * A function that says a phrase in a language.
 * @param {string} language
 */
export function createSpeaker(language) {
  const phrases = WORDS[language] ?? WORDS.en;
  const plurals = new Intl.PluralRules(language);
  const numbers = new Intl.NumberFormat(language);
  const shown = (value) => (typeof value === "number" ? numbers.format(value) : value);
  return (key, values = {}) => {
    const entry = phrases[key] ?? WORDS.en[key];
    if (entry === undefined) throw new Error(`no words for ${key}`);
    const phrase = typeof entry === "string" ? entry : (entry[plurals.select(values.n)] ?? entry.other);
    return phrase.replace(/\{(\w+)\}/g, (_, name) => shown(values[name]));
  };
}

/** A kind's name as a reader expects it: "air_strike" becomes "Air strike". */
export function nameKind(kind) {
  const words = kind.replaceAll("_", " ").trim();
  return words.charAt(0).toLocaleUpperCase("en") + words.slice(1);
}

/** "6–8", "33": a range of counts. */
export function nameRange(low, high, language = "en") {
  const number = new Intl.NumberFormat(language);
  return low === high ? number.format(low) : `${number.format(low)}–${number.format(high)}`;
}
