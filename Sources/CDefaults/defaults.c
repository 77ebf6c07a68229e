// Written by `make embed` from the files of templates/; a test compares the two.
#include "defaults.h"
#include <stddef.h>

static const unsigned char file_1[] = {
#embed "../../templates/README.md"
};

static const unsigned char file_2[] = {
#embed "../../templates/assets/book.css"
};

static const unsigned char file_3[] = {
#embed "../../templates/assets/charts.css"
};

static const unsigned char file_4[] = {
#embed "../../templates/assets/deck.css"
};

static const unsigned char file_5[] = {
#embed "../../templates/assets/deck.js"
};

static const unsigned char file_6[] = {
#embed "../../templates/assets/editions.css"
};

static const unsigned char file_7[] = {
#embed "../../templates/assets/fupan.css"
};

static const unsigned char file_8[] = {
#embed "../../templates/assets/fupan.js"
};

static const unsigned char file_9[] = {
#embed "../../templates/assets/fupan.svg"
};

static const unsigned char file_10[] = {
#embed "../../templates/assets/links.css"
};

static const unsigned char file_11[] = {
#embed "../../templates/assets/pages.css"
};

static const unsigned char file_12[] = {
#embed "../../templates/assets/parts.css"
};

static const unsigned char file_13[] = {
#embed "../../templates/assets/plots.css"
};

static const unsigned char file_14[] = {
#embed "../../templates/assets/print.css"
};

static const unsigned char file_15[] = {
#embed "../../templates/assets/quiz.css"
};

static const unsigned char file_16[] = {
#embed "../../templates/assets/quiz.js"
};

static const unsigned char file_17[] = {
#embed "../../templates/assets/registers.css"
};

static const unsigned char file_18[] = {
#embed "../../templates/assets/scorm.js"
};

static const unsigned char file_19[] = {
#embed "../../templates/assets/search-index.js"
};

static const unsigned char file_20[] = {
#embed "../../templates/assets/search.css"
};

static const unsigned char file_21[] = {
#embed "../../templates/assets/search.js"
};

static const unsigned char file_22[] = {
#embed "../../templates/assets/training.css"
};

static const unsigned char file_23[] = {
#embed "../../templates/base.mustache"
};

static const unsigned char file_24[] = {
#embed "../../templates/checks/ad-words.yaml"
};

static const unsigned char file_25[] = {
#embed "../../templates/checks/rules.yaml"
};

static const unsigned char file_26[] = {
#embed "../../templates/data/abbreviations.yaml"
};

static const unsigned char file_27[] = {
#embed "../../templates/data/columns.yaml"
};

static const unsigned char file_28[] = {
#embed "../../templates/data/variants.yaml"
};

static const unsigned char file_29[] = {
#embed "../../templates/layouts/actions.mustache"
};

static const unsigned char file_30[] = {
#embed "../../templates/layouts/book-part.mustache"
};

static const unsigned char file_31[] = {
#embed "../../templates/layouts/book.mustache"
};

static const unsigned char file_32[] = {
#embed "../../templates/layouts/calendar.mustache"
};

static const unsigned char file_33[] = {
#embed "../../templates/layouts/campaign.mustache"
};

static const unsigned char file_34[] = {
#embed "../../templates/layouts/comparison.mustache"
};

static const unsigned char file_35[] = {
#embed "../../templates/layouts/home.mustache"
};

static const unsigned char file_36[] = {
#embed "../../templates/layouts/kpi-group.mustache"
};

static const unsigned char file_37[] = {
#embed "../../templates/layouts/kpi.mustache"
};

static const unsigned char file_38[] = {
#embed "../../templates/layouts/kpis.mustache"
};

static const unsigned char file_39[] = {
#embed "../../templates/layouts/list.mustache"
};

static const unsigned char file_40[] = {
#embed "../../templates/layouts/module-part.mustache"
};

static const unsigned char file_41[] = {
#embed "../../templates/layouts/module.mustache"
};

static const unsigned char file_42[] = {
#embed "../../templates/layouts/not-found.mustache"
};

static const unsigned char file_43[] = {
#embed "../../templates/layouts/overdue.mustache"
};

static const unsigned char file_44[] = {
#embed "../../templates/layouts/page.mustache"
};

static const unsigned char file_45[] = {
#embed "../../templates/layouts/period.mustache"
};

static const unsigned char file_46[] = {
#embed "../../templates/layouts/periods.mustache"
};

static const unsigned char file_47[] = {
#embed "../../templates/layouts/portfolio.mustache"
};

static const unsigned char file_48[] = {
#embed "../../templates/layouts/process.mustache"
};

static const unsigned char file_49[] = {
#embed "../../templates/layouts/project.mustache"
};

static const unsigned char file_50[] = {
#embed "../../templates/layouts/redirect.mustache"
};

static const unsigned char file_51[] = {
#embed "../../templates/layouts/register.mustache"
};

static const unsigned char file_52[] = {
#embed "../../templates/layouts/registers.mustache"
};

static const unsigned char file_53[] = {
#embed "../../templates/layouts/review.mustache"
};

static const unsigned char file_54[] = {
#embed "../../templates/layouts/scorm.mustache"
};

static const unsigned char file_55[] = {
#embed "../../templates/layouts/section.mustache"
};

static const unsigned char file_56[] = {
#embed "../../templates/layouts/sheet.mustache"
};

static const unsigned char file_57[] = {
#embed "../../templates/layouts/slides.mustache"
};

static const unsigned char file_58[] = {
#embed "../../templates/metrics/kpis.yaml"
};

static const unsigned char file_59[] = {
#embed "../../templates/metrics/measures.yaml"
};

static const unsigned char file_60[] = {
#embed "../../templates/partials/board.mustache"
};

static const unsigned char file_61[] = {
#embed "../../templates/partials/breadcrumbs.mustache"
};

static const unsigned char file_62[] = {
#embed "../../templates/partials/campaigns.mustache"
};

static const unsigned char file_63[] = {
#embed "../../templates/partials/contents.mustache"
};

static const unsigned char file_64[] = {
#embed "../../templates/partials/entries.mustache"
};

static const unsigned char file_65[] = {
#embed "../../templates/partials/facts.mustache"
};

static const unsigned char file_66[] = {
#embed "../../templates/partials/foot.mustache"
};

static const unsigned char file_67[] = {
#embed "../../templates/partials/head.mustache"
};

static const unsigned char file_68[] = {
#embed "../../templates/partials/headline.mustache"
};

static const unsigned char file_69[] = {
#embed "../../templates/partials/kpi-facts.mustache"
};

static const unsigned char file_70[] = {
#embed "../../templates/partials/languages.mustache"
};

static const unsigned char file_71[] = {
#embed "../../templates/partials/mark.mustache"
};

static const unsigned char file_72[] = {
#embed "../../templates/partials/notices.mustache"
};

static const unsigned char file_73[] = {
#embed "../../templates/partials/search.mustache"
};

static const unsigned char file_74[] = {
#embed "../../templates/registers/README.md"
};

static const unsigned char file_75[] = {
#embed "../../templates/registers/actions.register.yaml"
};

static const unsigned char file_76[] = {
#embed "../../templates/registers/ad_copies.register.yaml"
};

static const unsigned char file_77[] = {
#embed "../../templates/registers/ai_uses.register.yaml"
};

static const unsigned char file_78[] = {
#embed "../../templates/registers/ambassadors.register.yaml"
};

static const unsigned char file_79[] = {
#embed "../../templates/registers/annotations.register.yaml"
};

static const unsigned char file_80[] = {
#embed "../../templates/registers/appraisals.register.yaml"
};

static const unsigned char file_81[] = {
#embed "../../templates/registers/assets.register.yaml"
};

static const unsigned char file_82[] = {
#embed "../../templates/registers/bid_cards.register.yaml"
};

static const unsigned char file_83[] = {
#embed "../../templates/registers/brand_checks.register.yaml"
};

static const unsigned char file_84[] = {
#embed "../../templates/registers/brand_colors.register.yaml"
};

static const unsigned char file_85[] = {
#embed "../../templates/registers/brand_elements.register.yaml"
};

static const unsigned char file_86[] = {
#embed "../../templates/registers/brand_pyramid.register.yaml"
};

static const unsigned char file_87[] = {
#embed "../../templates/registers/budget.register.yaml"
};

static const unsigned char file_88[] = {
#embed "../../templates/registers/budget_inputs.register.yaml"
};

static const unsigned char file_89[] = {
#embed "../../templates/registers/changes.register.yaml"
};

static const unsigned char file_90[] = {
#embed "../../templates/registers/channel_incentives.register.yaml"
};

static const unsigned char file_91[] = {
#embed "../../templates/registers/channels.register.yaml"
};

static const unsigned char file_92[] = {
#embed "../../templates/registers/checklist.register.yaml"
};

static const unsigned char file_93[] = {
#embed "../../templates/registers/closeout.register.yaml"
};

static const unsigned char file_94[] = {
#embed "../../templates/registers/competitor_moves.register.yaml"
};

static const unsigned char file_95[] = {
#embed "../../templates/registers/competitor_points.register.yaml"
};

static const unsigned char file_96[] = {
#embed "../../templates/registers/competitors.register.yaml"
};

static const unsigned char file_97[] = {
#embed "../../templates/registers/consent.register.yaml"
};

static const unsigned char file_98[] = {
#embed "../../templates/registers/content_plan.register.yaml"
};

static const unsigned char file_99[] = {
#embed "../../templates/registers/contingency.register.yaml"
};

static const unsigned char file_100[] = {
#embed "../../templates/registers/creative_brief.register.yaml"
};

static const unsigned char file_101[] = {
#embed "../../templates/registers/crisis_cards.register.yaml"
};

static const unsigned char file_102[] = {
#embed "../../templates/registers/crisis_log.register.yaml"
};

static const unsigned char file_103[] = {
#embed "../../templates/registers/crisis_reviews.register.yaml"
};

static const unsigned char file_104[] = {
#embed "../../templates/registers/culture_points.register.yaml"
};

static const unsigned char file_105[] = {
#embed "../../templates/registers/customer_fields.register.yaml"
};

static const unsigned char file_106[] = {
#embed "../../templates/registers/data_sources.register.yaml"
};

static const unsigned char file_107[] = {
#embed "../../templates/registers/duties.register.yaml"
};

static const unsigned char file_108[] = {
#embed "../../templates/registers/emails.register.yaml"
};

static const unsigned char file_109[] = {
#embed "../../templates/registers/ethics.register.yaml"
};

static const unsigned char file_110[] = {
#embed "../../templates/registers/events.register.yaml"
};

static const unsigned char file_111[] = {
#embed "../../templates/registers/experiment_plans.register.yaml"
};

static const unsigned char file_112[] = {
#embed "../../templates/registers/faq.register.yaml"
};

static const unsigned char file_113[] = {
#embed "../../templates/registers/feedback.register.yaml"
};

static const unsigned char file_114[] = {
#embed "../../templates/registers/gap_causes.register.yaml"
};

static const unsigned char file_115[] = {
#embed "../../templates/registers/glossary.register.yaml"
};

static const unsigned char file_116[] = {
#embed "../../templates/registers/goals.register.yaml"
};

static const unsigned char file_117[] = {
#embed "../../templates/registers/handoffs.register.yaml"
};

static const unsigned char file_118[] = {
#embed "../../templates/registers/holidays.register.yaml"
};

static const unsigned char file_119[] = {
#embed "../../templates/registers/incidents.register.yaml"
};

static const unsigned char file_120[] = {
#embed "../../templates/registers/industry.register.yaml"
};

static const unsigned char file_121[] = {
#embed "../../templates/registers/industry_figures.register.yaml"
};

static const unsigned char file_122[] = {
#embed "../../templates/registers/interaction_log.register.yaml"
};

static const unsigned char file_123[] = {
#embed "../../templates/registers/interactions.register.yaml"
};

static const unsigned char file_124[] = {
#embed "../../templates/registers/inventory.register.yaml"
};

static const unsigned char file_125[] = {
#embed "../../templates/registers/keywords.register.yaml"
};

static const unsigned char file_126[] = {
#embed "../../templates/registers/landing_checks.register.yaml"
};

static const unsigned char file_127[] = {
#embed "../../templates/registers/launch_plan.register.yaml"
};

static const unsigned char file_128[] = {
#embed "../../templates/registers/law.register.yaml"
};

static const unsigned char file_129[] = {
#embed "../../templates/registers/leads.register.yaml"
};

static const unsigned char file_130[] = {
#embed "../../templates/registers/learning_resources.register.yaml"
};

static const unsigned char file_131[] = {
#embed "../../templates/registers/lessons.register.yaml"
};

static const unsigned char file_132[] = {
#embed "../../templates/registers/live_sessions.register.yaml"
};

static const unsigned char file_133[] = {
#embed "../../templates/registers/local_tests.register.yaml"
};

static const unsigned char file_134[] = {
#embed "../../templates/registers/loyalty.register.yaml"
};

static const unsigned char file_135[] = {
#embed "../../templates/registers/marketing_mix.register.yaml"
};

static const unsigned char file_136[] = {
#embed "../../templates/registers/material_scans.register.yaml"
};

static const unsigned char file_137[] = {
#embed "../../templates/registers/materials.register.yaml"
};

static const unsigned char file_138[] = {
#embed "../../templates/registers/maturity.register.yaml"
};

static const unsigned char file_139[] = {
#embed "../../templates/registers/media_plan.register.yaml"
};

static const unsigned char file_140[] = {
#embed "../../templates/registers/meeting_actions.register.yaml"
};

static const unsigned char file_141[] = {
#embed "../../templates/registers/meetings.register.yaml"
};

static const unsigned char file_142[] = {
#embed "../../templates/registers/milestones.register.yaml"
};

static const unsigned char file_143[] = {
#embed "../../templates/registers/objections.register.yaml"
};

static const unsigned char file_144[] = {
#embed "../../templates/registers/org.register.yaml"
};

static const unsigned char file_145[] = {
#embed "../../templates/registers/page_behaviour.register.yaml"
};

static const unsigned char file_146[] = {
#embed "../../templates/registers/page_moves.register.yaml"
};

static const unsigned char file_147[] = {
#embed "../../templates/registers/pain_points.register.yaml"
};

static const unsigned char file_148[] = {
#embed "../../templates/registers/partners.register.yaml"
};

static const unsigned char file_149[] = {
#embed "../../templates/registers/personas.register.yaml"
};

static const unsigned char file_150[] = {
#embed "../../templates/registers/pest.register.yaml"
};

static const unsigned char file_151[] = {
#embed "../../templates/registers/phases.csv"
};

static const unsigned char file_152[] = {
#embed "../../templates/registers/phases.register.yaml"
};

static const unsigned char file_153[] = {
#embed "../../templates/registers/planning.register.yaml"
};

static const unsigned char file_154[] = {
#embed "../../templates/registers/platform_specs.register.yaml"
};

static const unsigned char file_155[] = {
#embed "../../templates/registers/platforms.register.yaml"
};

static const unsigned char file_156[] = {
#embed "../../templates/registers/practices.register.yaml"
};

static const unsigned char file_157[] = {
#embed "../../templates/registers/privacy_checks.register.yaml"
};

static const unsigned char file_158[] = {
#embed "../../templates/registers/promotions.register.yaml"
};

static const unsigned char file_159[] = {
#embed "../../templates/registers/raci.register.yaml"
};

static const unsigned char file_160[] = {
#embed "../../templates/registers/reading_paths.register.yaml"
};

static const unsigned char file_161[] = {
#embed "../../templates/registers/recognition.register.yaml"
};

static const unsigned char file_162[] = {
#embed "../../templates/registers/research.register.yaml"
};

static const unsigned char file_163[] = {
#embed "../../templates/registers/reviews.register.yaml"
};

static const unsigned char file_164[] = {
#embed "../../templates/registers/risks.register.yaml"
};

static const unsigned char file_165[] = {
#embed "../../templates/registers/roles.csv"
};

static const unsigned char file_166[] = {
#embed "../../templates/registers/roles.register.yaml"
};

static const unsigned char file_167[] = {
#embed "../../templates/registers/sales_feedback.register.yaml"
};

static const unsigned char file_168[] = {
#embed "../../templates/registers/sales_scripts.register.yaml"
};

static const unsigned char file_169[] = {
#embed "../../templates/registers/schedule.register.yaml"
};

static const unsigned char file_170[] = {
#embed "../../templates/registers/segment_strategy.register.yaml"
};

static const unsigned char file_171[] = {
#embed "../../templates/registers/segments.register.yaml"
};

static const unsigned char file_172[] = {
#embed "../../templates/registers/seo_checks.register.yaml"
};

static const unsigned char file_173[] = {
#embed "../../templates/registers/service_qa.register.yaml"
};

static const unsigned char file_174[] = {
#embed "../../templates/registers/shipments.register.yaml"
};

static const unsigned char file_175[] = {
#embed "../../templates/registers/sop_steps.register.yaml"
};

static const unsigned char file_176[] = {
#embed "../../templates/registers/sources.register.yaml"
};

static const unsigned char file_177[] = {
#embed "../../templates/registers/spend.register.yaml"
};

static const unsigned char file_178[] = {
#embed "../../templates/registers/strategy.register.yaml"
};

static const unsigned char file_179[] = {
#embed "../../templates/registers/suppliers.register.yaml"
};

static const unsigned char file_180[] = {
#embed "../../templates/registers/survey_responses.register.yaml"
};

static const unsigned char file_181[] = {
#embed "../../templates/registers/swot.register.yaml"
};

static const unsigned char file_182[] = {
#embed "../../templates/registers/tasks.register.yaml"
};

static const unsigned char file_183[] = {
#embed "../../templates/registers/team.register.yaml"
};

static const unsigned char file_184[] = {
#embed "../../templates/registers/themes.register.yaml"
};

static const unsigned char file_185[] = {
#embed "../../templates/registers/tool_scores.register.yaml"
};

static const unsigned char file_186[] = {
#embed "../../templates/registers/tools.register.yaml"
};

static const unsigned char file_187[] = {
#embed "../../templates/registers/topics.register.yaml"
};

static const unsigned char file_188[] = {
#embed "../../templates/registers/touchpoints.register.yaml"
};

static const unsigned char file_189[] = {
#embed "../../templates/registers/training_sessions.register.yaml"
};

static const unsigned char file_190[] = {
#embed "../../templates/registers/training_surveys.register.yaml"
};

static const unsigned char file_191[] = {
#embed "../../templates/registers/trigger_rules.register.yaml"
};

static const unsigned char file_192[] = {
#embed "../../templates/registers/usp.register.yaml"
};

static const unsigned char file_193[] = {
#embed "../../templates/registers/wins_gaps.register.yaml"
};

static const unsigned char file_194[] = {
#embed "../../templates/starters/campaign/brief.md"
};

static const unsigned char file_195[] = {
#embed "../../templates/starters/campaign/registers/actions.csv"
};

static const unsigned char file_196[] = {
#embed "../../templates/starters/campaign/registers/annotations.csv"
};

static const unsigned char file_197[] = {
#embed "../../templates/starters/campaign/registers/budget.csv"
};

static const unsigned char file_198[] = {
#embed "../../templates/starters/campaign/registers/changes.csv"
};

static const unsigned char file_199[] = {
#embed "../../templates/starters/campaign/registers/checklist.csv"
};

static const unsigned char file_200[] = {
#embed "../../templates/starters/campaign/registers/closeout.csv"
};

static const unsigned char file_201[] = {
#embed "../../templates/starters/campaign/registers/content_plan.csv"
};

static const unsigned char file_202[] = {
#embed "../../templates/starters/campaign/registers/contingency.csv"
};

static const unsigned char file_203[] = {
#embed "../../templates/starters/campaign/registers/creative_brief.csv"
};

static const unsigned char file_204[] = {
#embed "../../templates/starters/campaign/registers/ethics.csv"
};

static const unsigned char file_205[] = {
#embed "../../templates/starters/campaign/registers/events.csv"
};

static const unsigned char file_206[] = {
#embed "../../templates/starters/campaign/registers/feedback.csv"
};

static const unsigned char file_207[] = {
#embed "../../templates/starters/campaign/registers/gap_causes.csv"
};

static const unsigned char file_208[] = {
#embed "../../templates/starters/campaign/registers/goals.csv"
};

static const unsigned char file_209[] = {
#embed "../../templates/starters/campaign/registers/handoffs.csv"
};

static const unsigned char file_210[] = {
#embed "../../templates/starters/campaign/registers/incidents.csv"
};

static const unsigned char file_211[] = {
#embed "../../templates/starters/campaign/registers/inventory.csv"
};

static const unsigned char file_212[] = {
#embed "../../templates/starters/campaign/registers/landing_checks.csv"
};

static const unsigned char file_213[] = {
#embed "../../templates/starters/campaign/registers/lessons.csv"
};

static const unsigned char file_214[] = {
#embed "../../templates/starters/campaign/registers/materials.csv"
};

static const unsigned char file_215[] = {
#embed "../../templates/starters/campaign/registers/media_plan.csv"
};

static const unsigned char file_216[] = {
#embed "../../templates/starters/campaign/registers/meeting_actions.csv"
};

static const unsigned char file_217[] = {
#embed "../../templates/starters/campaign/registers/meetings.csv"
};

static const unsigned char file_218[] = {
#embed "../../templates/starters/campaign/registers/milestones.csv"
};

static const unsigned char file_219[] = {
#embed "../../templates/starters/campaign/registers/partners.csv"
};

static const unsigned char file_220[] = {
#embed "../../templates/starters/campaign/registers/planning.csv"
};

static const unsigned char file_221[] = {
#embed "../../templates/starters/campaign/registers/privacy_checks.csv"
};

static const unsigned char file_222[] = {
#embed "../../templates/starters/campaign/registers/promotions.csv"
};

static const unsigned char file_223[] = {
#embed "../../templates/starters/campaign/registers/raci.csv"
};

static const unsigned char file_224[] = {
#embed "../../templates/starters/campaign/registers/reviews.csv"
};

static const unsigned char file_225[] = {
#embed "../../templates/starters/campaign/registers/risks.csv"
};

static const unsigned char file_226[] = {
#embed "../../templates/starters/campaign/registers/schedule.csv"
};

static const unsigned char file_227[] = {
#embed "../../templates/starters/campaign/registers/service_qa.csv"
};

static const unsigned char file_228[] = {
#embed "../../templates/starters/campaign/registers/shipments.csv"
};

static const unsigned char file_229[] = {
#embed "../../templates/starters/campaign/registers/spend.csv"
};

static const unsigned char file_230[] = {
#embed "../../templates/starters/campaign/registers/tasks.csv"
};

static const unsigned char file_231[] = {
#embed "../../templates/starters/campaign/registers/team.csv"
};

static const unsigned char file_232[] = {
#embed "../../templates/starters/campaign/registers/wins_gaps.csv"
};

static const unsigned char file_233[] = {
#embed "../../templates/starters/case.md"
};

static const unsigned char file_234[] = {
#embed "../../templates/starters/pages/ab-test-plan.md"
};

static const unsigned char file_235[] = {
#embed "../../templates/starters/pages/competitor-sheet.md"
};

static const unsigned char file_236[] = {
#embed "../../templates/starters/pages/creative-brief.md"
};

static const unsigned char file_237[] = {
#embed "../../templates/starters/pages/crisis-card.md"
};

static const unsigned char file_238[] = {
#embed "../../templates/starters/pages/evaluation-report.md"
};

static const unsigned char file_239[] = {
#embed "../../templates/starters/pages/marketing-plan.md"
};

static const unsigned char file_240[] = {
#embed "../../templates/starters/pages/meeting-minutes.md"
};

static const unsigned char file_241[] = {
#embed "../../templates/starters/pages/persona-card.md"
};

static const unsigned char file_242[] = {
#embed "../../templates/starters/pages/research-plan.md"
};

static const unsigned char file_243[] = {
#embed "../../templates/starters/pages/review-notes.md"
};

static const unsigned char file_244[] = {
#embed "../../templates/starters/pages/sop.md"
};

static const unsigned char file_245[] = {
#embed "../../templates/starters/pages/strategy-sheet.md"
};

static const unsigned char file_246[] = {
#embed "../../templates/starters/process.md"
};

static const unsigned char file_247[] = {
#embed "../../templates/starters/site/content/handbook/index.md"
};

static const unsigned char file_248[] = {
#embed "../../templates/starters/site/content/index.md"
};

static const unsigned char file_249[] = {
#embed "../../templates/starters/site/content/site.yaml"
};

static const unsigned char file_250[] = {
#embed "../../templates/starters/training.md"
};

static const unsigned char file_251[] = {
#embed "../../templates/strings/en.yaml"
};

static const unsigned char file_252[] = {
#embed "../../templates/strings/zh-Hans.yaml"
};

static const unsigned char file_253[] = {
#embed "../../templates/strings/zh-Hant.yaml"
};

static const unsigned char file_254[] = {
#embed "../../templates/training/results.register.yaml"
};

static const unsigned char file_255[] = {
#embed "../../templates/training/signins.register.yaml"
};

static const unsigned char file_256[] = {
#embed "../../templates/training/survey.register.yaml"
};

static const unsigned char file_257[] = {
#embed "../../templates/training/tests.register.yaml"
};

static const struct fupan_file files[] = {
  {"README.md", file_1, sizeof file_1},
  {"assets/book.css", file_2, sizeof file_2},
  {"assets/charts.css", file_3, sizeof file_3},
  {"assets/deck.css", file_4, sizeof file_4},
  {"assets/deck.js", file_5, sizeof file_5},
  {"assets/editions.css", file_6, sizeof file_6},
  {"assets/fupan.css", file_7, sizeof file_7},
  {"assets/fupan.js", file_8, sizeof file_8},
  {"assets/fupan.svg", file_9, sizeof file_9},
  {"assets/links.css", file_10, sizeof file_10},
  {"assets/pages.css", file_11, sizeof file_11},
  {"assets/parts.css", file_12, sizeof file_12},
  {"assets/plots.css", file_13, sizeof file_13},
  {"assets/print.css", file_14, sizeof file_14},
  {"assets/quiz.css", file_15, sizeof file_15},
  {"assets/quiz.js", file_16, sizeof file_16},
  {"assets/registers.css", file_17, sizeof file_17},
  {"assets/scorm.js", file_18, sizeof file_18},
  {"assets/search-index.js", file_19, sizeof file_19},
  {"assets/search.css", file_20, sizeof file_20},
  {"assets/search.js", file_21, sizeof file_21},
  {"assets/training.css", file_22, sizeof file_22},
  {"base.mustache", file_23, sizeof file_23},
  {"checks/ad-words.yaml", file_24, sizeof file_24},
  {"checks/rules.yaml", file_25, sizeof file_25},
  {"data/abbreviations.yaml", file_26, sizeof file_26},
  {"data/columns.yaml", file_27, sizeof file_27},
  {"data/variants.yaml", file_28, sizeof file_28},
  {"layouts/actions.mustache", file_29, sizeof file_29},
  {"layouts/book-part.mustache", file_30, sizeof file_30},
  {"layouts/book.mustache", file_31, sizeof file_31},
  {"layouts/calendar.mustache", file_32, sizeof file_32},
  {"layouts/campaign.mustache", file_33, sizeof file_33},
  {"layouts/comparison.mustache", file_34, sizeof file_34},
  {"layouts/home.mustache", file_35, sizeof file_35},
  {"layouts/kpi-group.mustache", file_36, sizeof file_36},
  {"layouts/kpi.mustache", file_37, sizeof file_37},
  {"layouts/kpis.mustache", file_38, sizeof file_38},
  {"layouts/list.mustache", file_39, sizeof file_39},
  {"layouts/module-part.mustache", file_40, sizeof file_40},
  {"layouts/module.mustache", file_41, sizeof file_41},
  {"layouts/not-found.mustache", file_42, sizeof file_42},
  {"layouts/overdue.mustache", file_43, sizeof file_43},
  {"layouts/page.mustache", file_44, sizeof file_44},
  {"layouts/period.mustache", file_45, sizeof file_45},
  {"layouts/periods.mustache", file_46, sizeof file_46},
  {"layouts/portfolio.mustache", file_47, sizeof file_47},
  {"layouts/process.mustache", file_48, sizeof file_48},
  {"layouts/project.mustache", file_49, sizeof file_49},
  {"layouts/redirect.mustache", file_50, sizeof file_50},
  {"layouts/register.mustache", file_51, sizeof file_51},
  {"layouts/registers.mustache", file_52, sizeof file_52},
  {"layouts/review.mustache", file_53, sizeof file_53},
  {"layouts/scorm.mustache", file_54, sizeof file_54},
  {"layouts/section.mustache", file_55, sizeof file_55},
  {"layouts/sheet.mustache", file_56, sizeof file_56},
  {"layouts/slides.mustache", file_57, sizeof file_57},
  {"metrics/kpis.yaml", file_58, sizeof file_58},
  {"metrics/measures.yaml", file_59, sizeof file_59},
  {"partials/board.mustache", file_60, sizeof file_60},
  {"partials/breadcrumbs.mustache", file_61, sizeof file_61},
  {"partials/campaigns.mustache", file_62, sizeof file_62},
  {"partials/contents.mustache", file_63, sizeof file_63},
  {"partials/entries.mustache", file_64, sizeof file_64},
  {"partials/facts.mustache", file_65, sizeof file_65},
  {"partials/foot.mustache", file_66, sizeof file_66},
  {"partials/head.mustache", file_67, sizeof file_67},
  {"partials/headline.mustache", file_68, sizeof file_68},
  {"partials/kpi-facts.mustache", file_69, sizeof file_69},
  {"partials/languages.mustache", file_70, sizeof file_70},
  {"partials/mark.mustache", file_71, sizeof file_71},
  {"partials/notices.mustache", file_72, sizeof file_72},
  {"partials/search.mustache", file_73, sizeof file_73},
  {"registers/README.md", file_74, sizeof file_74},
  {"registers/actions.register.yaml", file_75, sizeof file_75},
  {"registers/ad_copies.register.yaml", file_76, sizeof file_76},
  {"registers/ai_uses.register.yaml", file_77, sizeof file_77},
  {"registers/ambassadors.register.yaml", file_78, sizeof file_78},
  {"registers/annotations.register.yaml", file_79, sizeof file_79},
  {"registers/appraisals.register.yaml", file_80, sizeof file_80},
  {"registers/assets.register.yaml", file_81, sizeof file_81},
  {"registers/bid_cards.register.yaml", file_82, sizeof file_82},
  {"registers/brand_checks.register.yaml", file_83, sizeof file_83},
  {"registers/brand_colors.register.yaml", file_84, sizeof file_84},
  {"registers/brand_elements.register.yaml", file_85, sizeof file_85},
  {"registers/brand_pyramid.register.yaml", file_86, sizeof file_86},
  {"registers/budget.register.yaml", file_87, sizeof file_87},
  {"registers/budget_inputs.register.yaml", file_88, sizeof file_88},
  {"registers/changes.register.yaml", file_89, sizeof file_89},
  {"registers/channel_incentives.register.yaml", file_90, sizeof file_90},
  {"registers/channels.register.yaml", file_91, sizeof file_91},
  {"registers/checklist.register.yaml", file_92, sizeof file_92},
  {"registers/closeout.register.yaml", file_93, sizeof file_93},
  {"registers/competitor_moves.register.yaml", file_94, sizeof file_94},
  {"registers/competitor_points.register.yaml", file_95, sizeof file_95},
  {"registers/competitors.register.yaml", file_96, sizeof file_96},
  {"registers/consent.register.yaml", file_97, sizeof file_97},
  {"registers/content_plan.register.yaml", file_98, sizeof file_98},
  {"registers/contingency.register.yaml", file_99, sizeof file_99},
  {"registers/creative_brief.register.yaml", file_100, sizeof file_100},
  {"registers/crisis_cards.register.yaml", file_101, sizeof file_101},
  {"registers/crisis_log.register.yaml", file_102, sizeof file_102},
  {"registers/crisis_reviews.register.yaml", file_103, sizeof file_103},
  {"registers/culture_points.register.yaml", file_104, sizeof file_104},
  {"registers/customer_fields.register.yaml", file_105, sizeof file_105},
  {"registers/data_sources.register.yaml", file_106, sizeof file_106},
  {"registers/duties.register.yaml", file_107, sizeof file_107},
  {"registers/emails.register.yaml", file_108, sizeof file_108},
  {"registers/ethics.register.yaml", file_109, sizeof file_109},
  {"registers/events.register.yaml", file_110, sizeof file_110},
  {"registers/experiment_plans.register.yaml", file_111, sizeof file_111},
  {"registers/faq.register.yaml", file_112, sizeof file_112},
  {"registers/feedback.register.yaml", file_113, sizeof file_113},
  {"registers/gap_causes.register.yaml", file_114, sizeof file_114},
  {"registers/glossary.register.yaml", file_115, sizeof file_115},
  {"registers/goals.register.yaml", file_116, sizeof file_116},
  {"registers/handoffs.register.yaml", file_117, sizeof file_117},
  {"registers/holidays.register.yaml", file_118, sizeof file_118},
  {"registers/incidents.register.yaml", file_119, sizeof file_119},
  {"registers/industry.register.yaml", file_120, sizeof file_120},
  {"registers/industry_figures.register.yaml", file_121, sizeof file_121},
  {"registers/interaction_log.register.yaml", file_122, sizeof file_122},
  {"registers/interactions.register.yaml", file_123, sizeof file_123},
  {"registers/inventory.register.yaml", file_124, sizeof file_124},
  {"registers/keywords.register.yaml", file_125, sizeof file_125},
  {"registers/landing_checks.register.yaml", file_126, sizeof file_126},
  {"registers/launch_plan.register.yaml", file_127, sizeof file_127},
  {"registers/law.register.yaml", file_128, sizeof file_128},
  {"registers/leads.register.yaml", file_129, sizeof file_129},
  {"registers/learning_resources.register.yaml", file_130, sizeof file_130},
  {"registers/lessons.register.yaml", file_131, sizeof file_131},
  {"registers/live_sessions.register.yaml", file_132, sizeof file_132},
  {"registers/local_tests.register.yaml", file_133, sizeof file_133},
  {"registers/loyalty.register.yaml", file_134, sizeof file_134},
  {"registers/marketing_mix.register.yaml", file_135, sizeof file_135},
  {"registers/material_scans.register.yaml", file_136, sizeof file_136},
  {"registers/materials.register.yaml", file_137, sizeof file_137},
  {"registers/maturity.register.yaml", file_138, sizeof file_138},
  {"registers/media_plan.register.yaml", file_139, sizeof file_139},
  {"registers/meeting_actions.register.yaml", file_140, sizeof file_140},
  {"registers/meetings.register.yaml", file_141, sizeof file_141},
  {"registers/milestones.register.yaml", file_142, sizeof file_142},
  {"registers/objections.register.yaml", file_143, sizeof file_143},
  {"registers/org.register.yaml", file_144, sizeof file_144},
  {"registers/page_behaviour.register.yaml", file_145, sizeof file_145},
  {"registers/page_moves.register.yaml", file_146, sizeof file_146},
  {"registers/pain_points.register.yaml", file_147, sizeof file_147},
  {"registers/partners.register.yaml", file_148, sizeof file_148},
  {"registers/personas.register.yaml", file_149, sizeof file_149},
  {"registers/pest.register.yaml", file_150, sizeof file_150},
  {"registers/phases.csv", file_151, sizeof file_151},
  {"registers/phases.register.yaml", file_152, sizeof file_152},
  {"registers/planning.register.yaml", file_153, sizeof file_153},
  {"registers/platform_specs.register.yaml", file_154, sizeof file_154},
  {"registers/platforms.register.yaml", file_155, sizeof file_155},
  {"registers/practices.register.yaml", file_156, sizeof file_156},
  {"registers/privacy_checks.register.yaml", file_157, sizeof file_157},
  {"registers/promotions.register.yaml", file_158, sizeof file_158},
  {"registers/raci.register.yaml", file_159, sizeof file_159},
  {"registers/reading_paths.register.yaml", file_160, sizeof file_160},
  {"registers/recognition.register.yaml", file_161, sizeof file_161},
  {"registers/research.register.yaml", file_162, sizeof file_162},
  {"registers/reviews.register.yaml", file_163, sizeof file_163},
  {"registers/risks.register.yaml", file_164, sizeof file_164},
  {"registers/roles.csv", file_165, sizeof file_165},
  {"registers/roles.register.yaml", file_166, sizeof file_166},
  {"registers/sales_feedback.register.yaml", file_167, sizeof file_167},
  {"registers/sales_scripts.register.yaml", file_168, sizeof file_168},
  {"registers/schedule.register.yaml", file_169, sizeof file_169},
  {"registers/segment_strategy.register.yaml", file_170, sizeof file_170},
  {"registers/segments.register.yaml", file_171, sizeof file_171},
  {"registers/seo_checks.register.yaml", file_172, sizeof file_172},
  {"registers/service_qa.register.yaml", file_173, sizeof file_173},
  {"registers/shipments.register.yaml", file_174, sizeof file_174},
  {"registers/sop_steps.register.yaml", file_175, sizeof file_175},
  {"registers/sources.register.yaml", file_176, sizeof file_176},
  {"registers/spend.register.yaml", file_177, sizeof file_177},
  {"registers/strategy.register.yaml", file_178, sizeof file_178},
  {"registers/suppliers.register.yaml", file_179, sizeof file_179},
  {"registers/survey_responses.register.yaml", file_180, sizeof file_180},
  {"registers/swot.register.yaml", file_181, sizeof file_181},
  {"registers/tasks.register.yaml", file_182, sizeof file_182},
  {"registers/team.register.yaml", file_183, sizeof file_183},
  {"registers/themes.register.yaml", file_184, sizeof file_184},
  {"registers/tool_scores.register.yaml", file_185, sizeof file_185},
  {"registers/tools.register.yaml", file_186, sizeof file_186},
  {"registers/topics.register.yaml", file_187, sizeof file_187},
  {"registers/touchpoints.register.yaml", file_188, sizeof file_188},
  {"registers/training_sessions.register.yaml", file_189, sizeof file_189},
  {"registers/training_surveys.register.yaml", file_190, sizeof file_190},
  {"registers/trigger_rules.register.yaml", file_191, sizeof file_191},
  {"registers/usp.register.yaml", file_192, sizeof file_192},
  {"registers/wins_gaps.register.yaml", file_193, sizeof file_193},
  {"starters/campaign/brief.md", file_194, sizeof file_194},
  {"starters/campaign/registers/actions.csv", file_195, sizeof file_195},
  {"starters/campaign/registers/annotations.csv", file_196, sizeof file_196},
  {"starters/campaign/registers/budget.csv", file_197, sizeof file_197},
  {"starters/campaign/registers/changes.csv", file_198, sizeof file_198},
  {"starters/campaign/registers/checklist.csv", file_199, sizeof file_199},
  {"starters/campaign/registers/closeout.csv", file_200, sizeof file_200},
  {"starters/campaign/registers/content_plan.csv", file_201, sizeof file_201},
  {"starters/campaign/registers/contingency.csv", file_202, sizeof file_202},
  {"starters/campaign/registers/creative_brief.csv", file_203, sizeof file_203},
  {"starters/campaign/registers/ethics.csv", file_204, sizeof file_204},
  {"starters/campaign/registers/events.csv", file_205, sizeof file_205},
  {"starters/campaign/registers/feedback.csv", file_206, sizeof file_206},
  {"starters/campaign/registers/gap_causes.csv", file_207, sizeof file_207},
  {"starters/campaign/registers/goals.csv", file_208, sizeof file_208},
  {"starters/campaign/registers/handoffs.csv", file_209, sizeof file_209},
  {"starters/campaign/registers/incidents.csv", file_210, sizeof file_210},
  {"starters/campaign/registers/inventory.csv", file_211, sizeof file_211},
  {"starters/campaign/registers/landing_checks.csv", file_212, sizeof file_212},
  {"starters/campaign/registers/lessons.csv", file_213, sizeof file_213},
  {"starters/campaign/registers/materials.csv", file_214, sizeof file_214},
  {"starters/campaign/registers/media_plan.csv", file_215, sizeof file_215},
  {"starters/campaign/registers/meeting_actions.csv", file_216, sizeof file_216},
  {"starters/campaign/registers/meetings.csv", file_217, sizeof file_217},
  {"starters/campaign/registers/milestones.csv", file_218, sizeof file_218},
  {"starters/campaign/registers/partners.csv", file_219, sizeof file_219},
  {"starters/campaign/registers/planning.csv", file_220, sizeof file_220},
  {"starters/campaign/registers/privacy_checks.csv", file_221, sizeof file_221},
  {"starters/campaign/registers/promotions.csv", file_222, sizeof file_222},
  {"starters/campaign/registers/raci.csv", file_223, sizeof file_223},
  {"starters/campaign/registers/reviews.csv", file_224, sizeof file_224},
  {"starters/campaign/registers/risks.csv", file_225, sizeof file_225},
  {"starters/campaign/registers/schedule.csv", file_226, sizeof file_226},
  {"starters/campaign/registers/service_qa.csv", file_227, sizeof file_227},
  {"starters/campaign/registers/shipments.csv", file_228, sizeof file_228},
  {"starters/campaign/registers/spend.csv", file_229, sizeof file_229},
  {"starters/campaign/registers/tasks.csv", file_230, sizeof file_230},
  {"starters/campaign/registers/team.csv", file_231, sizeof file_231},
  {"starters/campaign/registers/wins_gaps.csv", file_232, sizeof file_232},
  {"starters/case.md", file_233, sizeof file_233},
  {"starters/pages/ab-test-plan.md", file_234, sizeof file_234},
  {"starters/pages/competitor-sheet.md", file_235, sizeof file_235},
  {"starters/pages/creative-brief.md", file_236, sizeof file_236},
  {"starters/pages/crisis-card.md", file_237, sizeof file_237},
  {"starters/pages/evaluation-report.md", file_238, sizeof file_238},
  {"starters/pages/marketing-plan.md", file_239, sizeof file_239},
  {"starters/pages/meeting-minutes.md", file_240, sizeof file_240},
  {"starters/pages/persona-card.md", file_241, sizeof file_241},
  {"starters/pages/research-plan.md", file_242, sizeof file_242},
  {"starters/pages/review-notes.md", file_243, sizeof file_243},
  {"starters/pages/sop.md", file_244, sizeof file_244},
  {"starters/pages/strategy-sheet.md", file_245, sizeof file_245},
  {"starters/process.md", file_246, sizeof file_246},
  {"starters/site/content/handbook/index.md", file_247, sizeof file_247},
  {"starters/site/content/index.md", file_248, sizeof file_248},
  {"starters/site/content/site.yaml", file_249, sizeof file_249},
  {"starters/training.md", file_250, sizeof file_250},
  {"strings/en.yaml", file_251, sizeof file_251},
  {"strings/zh-Hans.yaml", file_252, sizeof file_252},
  {"strings/zh-Hant.yaml", file_253, sizeof file_253},
  {"training/results.register.yaml", file_254, sizeof file_254},
  {"training/signins.register.yaml", file_255, sizeof file_255},
  {"training/survey.register.yaml", file_256, sizeof file_256},
  {"training/tests.register.yaml", file_257, sizeof file_257},
  {NULL, NULL, 0},
};

const struct fupan_file *fupan_files(void) { return files; }
