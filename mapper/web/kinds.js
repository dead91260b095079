// Names of kinds in the interface's languages. English names are the kinds themselves: those of mapper/data/kinds.toml,
// what titles call some of them by their weapon (mapper/titles.py), and the event types of ACLED's code book. A kind that is not here is shown as the data names it.

/** @type {Record<string, [uk: string, fr: string, es: string, ar: string]>} */
const NAMES = {
  "Armed clash": ["Бойове зіткнення", "Affrontement armé", "Enfrentamiento armado", "اشتباك مسلح"],
  "Government regains territory": ["Уряд повертає територію", "Territoire repris par le gouvernement", "El gobierno recupera territorio", "الحكومة تستعيد أراضي"],
  "Non-state actor overtakes territory": ["Недержавна сила захоплює територію", "Territoire pris par un acteur non étatique", "Un actor no estatal toma territorio", "جهة غير حكومية تسيطر على أراضٍ"],
  "Air/drone strike": ["Удар з повітря або дроном", "Frappe aérienne ou de drone", "Ataque aéreo o con drones", "غارة جوية أو بطائرة مسيّرة"],
  "Shelling/artillery/missile attack": ["Обстріл, артилерія, ракети", "Bombardement, artillerie, missiles", "Bombardeo, artillería, misiles", "قصف مدفعي أو صاروخي"],
  "Remote explosive/landmine/IED": ["Міна або вибуховий пристрій", "Mine ou engin explosif", "Mina o artefacto explosivo", "لغم أو عبوة ناسفة"],
  "Suicide bomb": ["Підрив смертника", "Attentat-suicide", "Atentado suicida", "تفجير انتحاري"],
  Grenade: ["Граната", "Grenade", "Granada", "قنبلة يدوية"],
  "Chemical weapon": ["Хімічна зброя", "Arme chimique", "Arma química", "سلاح كيميائي"],
  Explosion: ["Вибух", "Explosion", "Explosión", "انفجار"],
  "Disrupted weapons use": ["Зброю перехоплено", "Armes interceptées", "Armas interceptadas", "إحباط استخدام أسلحة"],
  Attack: ["Напад", "Attaque", "Ataque", "هجوم"],
  "Sexual violence": ["Сексуальне насильство", "Violences sexuelles", "Violencia sexual", "عنف جنسي"],
  "Abduction/forced disappearance": ["Викрадення, зникнення", "Enlèvement, disparition forcée", "Secuestro, desaparición forzada", "اختطاف أو اختفاء قسري"],
  "Peaceful protest": ["Мирний протест", "Manifestation pacifique", "Protesta pacífica", "احتجاج سلمي"],
  "Excessive force against protesters": ["Надмірна сила проти протестувальників", "Force excessive contre des manifestants", "Fuerza excesiva contra manifestantes", "قوة مفرطة ضد متظاهرين"],
  "Protest with intervention": ["Протест із втручанням", "Manifestation avec intervention", "Protesta con intervención", "احتجاج مع تدخّل"],
  "Violent demonstration": ["Насильницька демонстрація", "Manifestation violente", "Manifestación violenta", "مظاهرة عنيفة"],
  "Mob violence": ["Насильство натовпу", "Violence de foule", "Violencia de una turba", "عنف غوغائي"],
  Arrests: ["Арешти", "Arrestations", "Detenciones", "اعتقالات"],
  "Looting/property destruction": ["Мародерство, руйнування майна", "Pillage, destruction de biens", "Saqueo, destrucción de bienes", "نهب أو تدمير ممتلكات"],
  Agreement: ["Угода", "Accord", "Acuerdo", "اتفاق"],
  Election: ["Вибори", "Élection", "Elecciones", "انتخابات"],
  Meeting: ["Зустріч", "Rencontre", "Reunión", "اجتماع"],
  Visit: ["Візит", "Visite", "Visita", "زيارة"],
  "Infrastructure damage": ["Пошкодження інфраструктури", "Dégâts aux infrastructures", "Daños a infraestructuras", "أضرار في البنية التحتية"],
  Fire: ["Пожежа", "Incendie", "Incendio", "حريق"],
  Accident: ["Аварія", "Accident", "Accidente", "حادث"],
  Earthquake: ["Землетрус", "Séisme", "Terremoto", "زلزال"],
  Flood: ["Повінь", "Inondation", "Inundación", "فيضان"],
  Storm: ["Буря", "Tempête", "Tormenta", "عاصفة"],
  "Other hazard": ["Інше лихо", "Autre catastrophe", "Otro desastre", "كارثة أخرى"],
  "Disease outbreak": ["Спалах хвороби", "Épidémie", "Brote de enfermedad", "تفشي مرض"],
  Displacement: ["Переселення людей", "Déplacement de population", "Desplazamiento de personas", "نزوح"],
  "Change to group/activity": ["Зміна групи чи діяльності", "Changement de groupe ou d’activité", "Cambio de grupo o actividad", "تغيّر في جماعة أو نشاط"],
  "Headquarters or base established": ["Створення штабу чи бази", "Quartier général ou base établis", "Cuartel general o base establecidos", "إنشاء مقر أو قاعدة"],
  "Non-violent transfer of territory": ["Передача території без бою", "Transfert de territoire sans violence", "Traspaso pacífico de territorio", "انتقال أراضٍ بلا عنف"],
  "Air strike": ["Удар з повітря", "Frappe aérienne", "Ataque aéreo", "غارة جوية"],
  "Drone strike": ["Удар дроном", "Frappe de drone", "Ataque con drones", "ضربة بطائرة مسيّرة"],
  "Missile strike": ["Ракетний удар", "Frappe de missile", "Ataque con misiles", "ضربة صاروخية"],
  "Rocket strike": ["Удар реактивними снарядами", "Tir de roquettes", "Ataque con cohetes", "هجوم بقذائف صاروخية"],
  Shelling: ["Обстріл", "Bombardement", "Bombardeo", "قصف"],
  "Drones shot down": ["Збито дрони", "Drones abattus", "Drones derribados", "إسقاط مسيّرات"],
  "Missiles shot down": ["Збито ракети", "Missiles abattus", "Misiles derribados", "إسقاط صواريخ"],
  "Rockets shot down": ["Збито реактивні снаряди", "Roquettes abattues", "Cohetes derribados", "إسقاط قذائف صاروخية"],
  Battles: ["Бої", "Combats", "Combates", "معارك"],
  "Explosions/Remote violence": ["Вибухи, насильство на відстані", "Explosions, violence à distance", "Explosiones, violencia a distancia", "انفجارات وعنف عن بُعد"],
  "Violence against civilians": ["Насильство проти цивільних", "Violence contre les civils", "Violencia contra civiles", "عنف ضد المدنيين"],
  Protests: ["Протести", "Manifestations", "Protestas", "احتجاجات"],
  Riots: ["Заворушення", "Émeutes", "Disturbios", "أعمال شغب"],
  "Strategic developments": ["Стратегічні події", "Évolutions stratégiques", "Hechos estratégicos", "تطورات استراتيجية"],
  "State-based conflict": ["Конфлікт за участі держави", "Conflit étatique", "Conflicto estatal", "نزاع طرفه دولة"],
  "Non-state conflict": ["Недержавний конфлікт", "Conflit non étatique", "Conflicto no estatal", "نزاع بين جهات غير حكومية"],
  "One-sided violence": ["Одностороннє насильство", "Violence unilatérale", "Violencia unilateral", "عنف من طرف واحد"],
};

const LANGUAGES = ["uk", "fr", "es", "ar"];

/** A kind's name as a reader expects it: in the reader's language if it is known, else "air_strike" as "Air strike". */
export function nameKind(kind, language = "en") {
  const known = Object.hasOwn(NAMES, kind) ? NAMES[kind][LANGUAGES.indexOf(language)] : undefined;
  if (known) return known;
  const words = kind.replaceAll("_", " ").trim();
  return words.charAt(0).toLocaleUpperCase("en") + words.slice(1);
}

/** All kinds that have a name in every language. */
export function namedKinds() {
  return Object.entries(NAMES);
}
