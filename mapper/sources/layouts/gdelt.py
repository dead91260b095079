"""GDELT 2.0 events ("The GDELT Event Database Data Format Codebook V2.0", 2015), which have no heading.

Its codes of countries are FIPS 10-4, in which UP is Ukraine. The table of them follows GeoNames'
``countryInfo.txt`` (CC BY 4.0).
"""

from __future__ import annotations

from mapper.sources.layouts.layout import Layout

_FIPS = (
    "AA:AW AC:AG AE:AE AF:AF AG:DZ AJ:AZ AL:AL AM:AM AN:AD AO:AO AQ:AS AR:AR AS:AU AU:AT AV:AI AY:AQ "
    "BA:BH BB:BB BC:BW BD:BM BE:BE BF:BS BG:BD BH:BZ BK:BA BL:BO BM:MM BN:BJ BO:BY BP:SB BR:BR BT:BT "
    "BU:BG BV:BV BX:BN BY:BI CA:CA CB:KH CD:TD CE:LK CF:CG CG:CD CH:CN CI:CL CJ:KY CK:CC CM:CM CN:KM "
    "CO:CO CQ:MP CS:CR CT:CF CU:CU CV:CV CW:CK CY:CY DA:DK DJ:DJ DO:DM DR:DO EC:EC EG:EG EI:IE EK:GQ "
    "EN:EE ER:ER ES:SV ET:ET EZ:CZ FG:GF FI:FI FJ:FJ FK:FK FM:FM FO:FO FP:PF FR:FR FS:TF GA:GM GB:GA "
    "GG:GE GH:GH GI:GI GJ:GD GK:GG GL:GL GM:DE GP:GP GQ:GU GR:GR GT:GT GV:GN GY:GY HA:HT HK:HK HM:HM "
    "HO:HN HR:HR HU:HU IC:IS ID:ID IM:IM IN:IN IO:IO IR:IR IS:IL IT:IT IV:CI IZ:IQ JA:JP JE:JE JM:JM "
    "JO:JO KE:KE KG:KG KN:KP KR:KI KS:KR KT:CX KU:KW KV:XK KZ:KZ LA:LA LE:LB LG:LV LH:LT LI:LR LO:SK "
    "LS:LI LT:LS LU:LU LY:LY MA:MG MB:MQ MC:MO MD:MD MF:YT MG:MN MH:MS MI:MW MJ:ME MK:MK ML:ML MN:MC "
    "MO:MA MP:MU MR:MR MT:MT MU:OM MV:MV MX:MX MY:MY MZ:MZ NC:NC NE:NU NF:NF NG:NE NH:VU NI:NG NL:NL "
    "NN:SX NO:NO NP:NP NR:NR NS:SR NT:AN NU:NI NZ:NZ OD:SS PA:PY PC:PN PE:PE PK:PK PL:PL PM:PA PO:PT "
    "PP:PG PS:PW PU:GW QA:QA RE:RE RI:RS RM:MH RN:MF RO:RO RP:PH RQ:PR RS:RU RW:RW SA:SA SB:PM SC:KN "
    "SE:SC SF:ZA SG:SN SH:SH SI:SI SL:SL SM:SM SN:SG SO:SO SP:ES ST:LC SU:SD SV:SJ SW:SE SX:GS SY:SY "
    "SZ:CH TB:BL TD:TT TH:TH TI:TJ TK:TC TL:TK TN:TO TO:TG TP:ST TS:TN TT:TL TU:TR TV:TV TW:TW TX:TM "
    "TZ:TZ UC:CW UG:UG UK:GB UP:UA US:US UV:BF UY:UY UZ:UZ VC:VC VE:VE VI:VG VM:VN VQ:VI VT:VA WA:NA "
    "WE:PS WF:WF WI:EH WS:WS WZ:SZ YI:CS YM:YE ZA:ZM ZI:ZW"
)

GDELT = Layout(
    name="GDELT 2.0",
    marks=frozenset({"globaleventid", "sqldate", "eventrootcode", "actiongeo_type"}),
    columns={
        "event_id": ("globaleventid",),
        "start": ("sqldate",),
        "kind": ("eventrootcode",),
        "place": ("actiongeo_fullname",),
        "country": ("actiongeo_countrycode",),
        "lat": ("actiongeo_lat",),
        "lon": ("actiongeo_long",),
        "where_prec": ("actiongeo_type",),
        "actors": ("actor1name", "actor2name"),
        "url": ("sourceurl",),
    },
    # CAMEO's twenty root codes (Schrodt, "CAMEO Event and Actor Codebook", 1.1b3, 2012), in our words where
    # we have one, else in the codebook's.
    kinds={
        "1": "Public statement",
        "2": "Appeal",
        "3": "Intent to cooperate",
        "4": "Consultation",
        "5": "Diplomatic cooperation",
        "6": "Material cooperation",
        "7": "Aid",
        "8": "Yielding",
        "9": "Investigation",
        "10": "Demand",
        "11": "Disapproval",
        "12": "Rejection",
        "13": "Threat",
        "14": "Peaceful protest",
        "15": "Exhibition of force",
        "16": "Reduction of relations",
        "17": "Coercion",
        "18": "Attack",
        "19": "Armed clash",
        "20": "Unconventional mass violence",
    },
    # "ActionGeo_Type": 1 country, 2 US state, 3 US city, 4 world city, 5 first-order division elsewhere; 1, 2
    # and 5 stand at a centroid.
    places={"1": (3, 6), "2": (3, 4), "3": (1, 1), "4": (1, 1), "5": (3, 4)},
    countries=dict(pair.split(":") for pair in "".join(_FIPS).split()),
)
