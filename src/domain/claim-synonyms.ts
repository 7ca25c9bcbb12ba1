import { stemOf } from './claim-stem.ts'

/** Words, not verbs, that mean the same in a work log, group by group. A phrase is written with an underscore. */
const same = `
  bug defect issue problem fault glitch, pr pull_request merge_request mr, docs documentation doc document,
  prod production, customer client, developer engineer dev programmer,
  colleague coworker teammate co_worker team_mate peer, repo repository codebase code_base,
  cost spend expense bill spending price, outage downtime, app application, db database, config configuration,
  env environment, talk presentation speech, employee staff, participant attendee,
  signup sign_up registration subscription, login sign_in log_in signin, frontend front_end, backend back_end,
  oncall on_call, runbook playbook, workshop course training class, rfc proposal,
  poc proof_of_concept prototype, infra infrastructure, auth authentication, a11y accessibility,
  i18n internationalisation, perf performance, spec specification, stat statistic, info information,
  latency response_time, speed performance, fast quick rapid,
  company organisation org firm business corporation, all every entire whole each everyone everybody,
  zero no without, alone solo single_handed sole single_handedly independent, quarter quarterly, month monthly,
  week weekly, day daily, year yearly annual annum, hour hourly h hr, second s sec, minute min, millisecond ms,
  legacy old outdated, k8s kubernetes, postgres postgresql, js javascript, ts typescript,
  ci continuous_integration, ui user_interface, subscriber recipient, page webpage, website site web_site,
  shop store webshop, email e_mail mail, kb knowledge_base, faq frequently_asked_questions,
  flaky unstable unreliable, postmortem post_mortem, answer response reply, retry retries, script scripts,
  lib library, team squad, meetup meet_up, programme program, first initial, e2e end_to_end,
  cli command_line commandline, alert alarm, adr architecture_decision_record, cause reason why root_cause,
  nav navigation, async asynchronous, sync synchronous synchronise, pentest penetration_test pen_test,
  admin administration administrator, ops operations, qa quality_assurance, ux user_experience,
  ml machine_learning, msg message, mgmt management, eng engineering, conf conference, homepage home_page,
  rota schedule roster, uptime availability, datacentre datacenter data_centre data_center,
  cv resume curriculum_vitae, chart graph, picture image photo, spreadsheet excel_sheet,
  hire joiner starter newcomer new_hire new_joiner new_starter, freelancer contractor, vendor supplier provider,
  candidate applicant, target goal objective, student pupil learner, inventory stock, cve vulnerability vuln,
  dependency package, regression regressions, cron cronjob cron_job scheduled_job, kpi metric, exception error,
  feedback input, contract agreement, visitor guest, screen view, deck slides slide_deck, ticket jira_ticket,
  incident incidents, stakeholder stakeholders, refund reimbursement, lesson class, offsite off_site, child kid,
  parent carer guardian, teacher educator instructor, nurse nursing_staff, doctor physician, illness disease,
  medicine medication drug, flu influenza, vaccine vaccination jab immunisation,
  emergency_room er emergency_department casualty, intensive_care icu intensive_care_unit, blood_pressure bp,
  procedure protocol, exam test_paper examination, grade marking, timetable schedule, maths mathematics math,
  holiday vacation leave, lab laboratory, gym gymnasium, club society, leaflet flyer brochure pamphlet handout,
  poster placard, banner billboard, article blog_post post piece, blog weblog,
  ad advert advertisement commercial, ctr click_through_rate clickthrough_rate click_rate, cpc cost_per_click,
  cpl cost_per_lead, cac customer_acquisition_cost acquisition_cost, roi return_on_investment,
  seo search_engine_optimisation, nps net_promoter_score, sla service_level_agreement,
  slo service_level_objective,
  mttr time_to_recovery time_to_recover time_to_restore mean_time_to_recovery mean_time_to_repair,
  sso single_sign_on, 2fa two_factor_authentication mfa multi_factor_authentication, ai artificial_intelligence,
  etl data_pipeline, cdn content_delivery_network, vm virtual_machine, iac infrastructure_as_code,
  gdpr data_protection_regulation, okr objectives_and_key_results, hr human_resources,
  r_d research_and_development, crm customer_relationship_management, erp enterprise_resource_planning,
  rfp request_for_proposal tender, sop standard_operating_procedure, pos point_of_sale till cash_register,
  sku product_line, y2y year_on_year year_over_year, social social_media, follower fan, headline heading title,
  tagline slogan claim_line, copy wording text, look appearance, icon symbol pictogram,
  illustration drawing artwork, font typeface, colour hue, dark_mode dark_theme, light_mode light_theme,
  mockup mock_up, dashboard cockpit, table grid, field input_field, form questionnaire, survey poll,
  interview conversation, finding insight learning result, usability user, step stage phase,
  flow journey funnel, basket cart trolley, checkout check_out, purchase buy, discount rebate price_reduction,
  revenue turnover income sales, profit earnings, margin mark_up, salary wage pay, payroll payslip, tax levy,
  ledger general_ledger, invoice bill_of_sale, shipment consignment delivery, parcel package_delivery,
  warehouse depot, truck lorry, car vehicle, flat apartment, shift duty, recipe formula, menu menu_card,
  dish meal, restaurant eatery, venue location, trip journey_abroad, fair trade_show trade_fair expo exhibition,
  fundraiser fundraising charity_event, donation gift, grant funding, volunteer helper, neighbourhood community,
  council municipality, law legislation, lawyer attorney solicitor, claim_form application_form,
  complaint grievance, sick_leave sick_days absence, backup back_up, restore recovery, node machine server host,
  log_file log, queue backlog_queue, pod container, hostname host_name, firewall fire_wall, password passphrase,
  key credential secret, certificate cert, feature functionality, module component,
  microservice micro_service service, job task, workflow process, dataset data_set,
  warehouse_data data_warehouse, row record, duplicate double, null_value missing_value, forecast prediction,
  accuracy precision, mistake slip, guideline policy, manual handbook instruction instructions,
  checklist check_list, template boilerplate, summary overview digest, minutes meeting_notes, plan roadmap,
  deadline due_date, setup set_up installation, rollout roll_out launch release, go_live golive,
  failover fail_over, handover hand_over handoff hand_off, kickoff kick_off,
  turnaround turnaround_time lead_time cycle_time, wait waiting_time wait_time queueing, open_rate opening_rate,
  intro introduction, consumption draw usage, blocker blocking_bug showstopper, early ahead_of_schedule ahead_of_time, big large huge, small little, main primary principal, faulty broken defective,
  unused stale obsolete dead orphaned, by_hand manual, automatic automated auto, internal in_house,
  external outside third_party, nearby local, remote online virtual, joint shared common, readable legible,
  redundant superfluous unnecessary, secure safe, credential cred, service svc, password pw passphrase,
  manager mgr, department dept, requirement req, ingest ingestion, evaluation eval, appointment appt,
  patient pt, meeting mtg, business biz, account acct, amount amt, average avg mean, quantity qty,
  government govt, university uni univ, package pkg, implementation impl, parameter param, function fn func,
  variable var, directory dir folder, image img, background bg, video vid clip film, promotion promo,
  executive exec, communication comms, week wk, month mo, year yr, quarter qtr, bigquery bq, postgres pg,
  elasticsearch es, terraform tf, team folks people crew, instance box machine server, response_time latency,
  physical_education pe, special_needs sen, number num no_of count, maximum max, minimum min_value,
  temperature temp, approximately approx, version ver, source src, destination dest, request req,
  configuration cfg conf_file, network vpc net, quality_check dq, question enquiry inquiry query, licence license, defence defense, grey gray, artefact artifact, judgement judgment, german deutsch`

/** The first word, as its stem, says in a log also what follows it: the special is enough for the general. */
const general = `
  regression bug, race bug, injection vulnerability, xss vulnerability, csrf vulnerability, suit test,
  staff person, agent person, webinar event talk, offsit event, keynot talk, memory resource,
  chart visualisation, p95 latency performance speed, p99 latency performance speed,
  p50 latency performance speed, latency performance speed, throughput performance, lcp performance speed,
  ttfb performance speed latency, runtim performance speed, postmortem report document, runbook documentation,
  readm documentation, guid documentation, wiki documentation, handbook documentation, tutorial documentation,
  outage incident, typo bug, deadlock bug, crash bug, leak bug, vulnerability bug, login authentication, sso authentication login, oauth authentication, rp request second, qp query request second, rpm request minute, junior colleague developer, person colleague, team colleague,
  engineer colleague, meetup event, conference event, hackathon event, newsletter email, endpoint api,
  audience person, child person, parent person, student person child, teacher colleague person,
  nurs colleague person, doctor colleague person, patient person, guest person, visitor person,
  volunteer person, resident person, intern colleague person trainee, apprentic colleague person trainee,
  graduat person, subscriber person user, customer person user, vaccin medicine, insulin medicine,
  antibiotic medicine, ward unit department, clinic unit facility, flu illness, diabet illness, asthma illness,
  measl illness, physic science subject, chemistry science subject, biology science subject,
  algebra maths subject, geometry maths subject, fraction maths, essay text, novel book text,
  leaflet publication material, poster material, handout material, worksheet material,
  brochur material publication, articl content text publication, post content text,
  video content material media, podcast content, newslett email content, caption text content, headlin text,
  slogan text, logo design brand, icon graphic, illustration graphic artwork, instagram social, facebook social,
  tiktok social, linkedin social, youtube social video, twitter social, billboard advertisement,
  banner advertisement, wirefram design prototype, mockup design prototype, slack chat, invoic document,
  contract document, quot document, memo document, polici document, protocol document, checklist document,
  manual documentation document, dinner event, gala event, fair event, concert event, openday event,
  assembly event, excursion trip event, bus vehicle, truck vehicle, van vehicle,
  laptop computer device hardware, phon device, tablet device, printer device hardware,
  router device hardware network, switch hardware network, server machine hardware, index database,
  queri database, tabl database, schema database, dag workflow pipeline, cron job, backup data,
  lambda function serverless, bucket storage, disk storage hardware, ssd storage hardware,
  dashboard visualisation report, graph visualisation, timeout bug error, npe bug error, oom crash memory,
  stacktrac error, linter tool, script tool program, bot tool, plugin tool extension, button ui element,
  form ui, modal ui, menu ui, checkout flow, signup flow, onboard flow, discount saving price, cheaper cost price, faster speed performance, slower speed, quicker speed`

const words = new Map<string, string[]>()
const phrases = new Map<string, string>()
for (const group of listed(same)) {
  const [first = ''] = group
  for (const word of group)
    if (word.includes('_')) phrases.set(word.split('_').map(stemOf).join(' '), `~${first}`)
    else words.set(stemOf(word), [...(words.get(stemOf(word)) ?? []), `~${first}`])
}

const wider = new Map(
  listed(general).map(([stem = '', ...more]): [string, string[]] => [
    stem,
    more.flatMap((word) => words.get(stemOf(word)) ?? [stemOf(word)]),
  ]),
)

export const longestPhrase = 3

/** What a word may mean, whichever of its synonyms it is. */
export function meaningsOf(stem: string): readonly string[] {
  return words.get(stem) ?? []
}

/** What two or three words mean together, by their stems with a space between them. */
export function phraseMeaning(stems: string): string | undefined {
  return phrases.get(stems)
}

/** What a word of the log says in general. */
export function generalOf(stem: string): readonly string[] {
  return wider.get(stem) ?? []
}

function listed(text: string): string[][] {
  return text.split(',').map((group) => group.trim().split(/\s+/u))
}
