// Written by `make embed` from the files of templates/; a test compares the two.
#include "defaults.h"
#include <stddef.h>

static const unsigned char file_1[] = {
#embed "../../templates/README.md"
};

static const unsigned char file_2[] = {
#embed "../../templates/assets/charts.css"
};

static const unsigned char file_3[] = {
#embed "../../templates/assets/fupan.css"
};

static const unsigned char file_4[] = {
#embed "../../templates/assets/fupan.js"
};

static const unsigned char file_5[] = {
#embed "../../templates/assets/fupan.svg"
};

static const unsigned char file_6[] = {
#embed "../../templates/assets/pages.css"
};

static const unsigned char file_7[] = {
#embed "../../templates/assets/parts.css"
};

static const unsigned char file_8[] = {
#embed "../../templates/assets/print.css"
};

static const unsigned char file_9[] = {
#embed "../../templates/assets/registers.css"
};

static const unsigned char file_10[] = {
#embed "../../templates/base.mustache"
};

static const unsigned char file_11[] = {
#embed "../../templates/data/columns.yaml"
};

static const unsigned char file_12[] = {
#embed "../../templates/layouts/calendar.mustache"
};

static const unsigned char file_13[] = {
#embed "../../templates/layouts/campaign.mustache"
};

static const unsigned char file_14[] = {
#embed "../../templates/layouts/home.mustache"
};

static const unsigned char file_15[] = {
#embed "../../templates/layouts/kpi-group.mustache"
};

static const unsigned char file_16[] = {
#embed "../../templates/layouts/kpi.mustache"
};

static const unsigned char file_17[] = {
#embed "../../templates/layouts/kpis.mustache"
};

static const unsigned char file_18[] = {
#embed "../../templates/layouts/overdue.mustache"
};

static const unsigned char file_19[] = {
#embed "../../templates/layouts/page.mustache"
};

static const unsigned char file_20[] = {
#embed "../../templates/layouts/portfolio.mustache"
};

static const unsigned char file_21[] = {
#embed "../../templates/layouts/process.mustache"
};

static const unsigned char file_22[] = {
#embed "../../templates/layouts/project.mustache"
};

static const unsigned char file_23[] = {
#embed "../../templates/layouts/register.mustache"
};

static const unsigned char file_24[] = {
#embed "../../templates/layouts/registers.mustache"
};

static const unsigned char file_25[] = {
#embed "../../templates/layouts/review.mustache"
};

static const unsigned char file_26[] = {
#embed "../../templates/layouts/section.mustache"
};

static const unsigned char file_27[] = {
#embed "../../templates/metrics/kpis.yaml"
};

static const unsigned char file_28[] = {
#embed "../../templates/metrics/measures.yaml"
};

static const unsigned char file_29[] = {
#embed "../../templates/partials/board.mustache"
};

static const unsigned char file_30[] = {
#embed "../../templates/partials/breadcrumbs.mustache"
};

static const unsigned char file_31[] = {
#embed "../../templates/partials/campaigns.mustache"
};

static const unsigned char file_32[] = {
#embed "../../templates/partials/contents.mustache"
};

static const unsigned char file_33[] = {
#embed "../../templates/partials/entries.mustache"
};

static const unsigned char file_34[] = {
#embed "../../templates/partials/facts.mustache"
};

static const unsigned char file_35[] = {
#embed "../../templates/partials/foot.mustache"
};

static const unsigned char file_36[] = {
#embed "../../templates/partials/head.mustache"
};

static const unsigned char file_37[] = {
#embed "../../templates/partials/kpi-facts.mustache"
};

static const unsigned char file_38[] = {
#embed "../../templates/partials/mark.mustache"
};

static const unsigned char file_39[] = {
#embed "../../templates/partials/notices.mustache"
};

static const unsigned char file_40[] = {
#embed "../../templates/registers/README.md"
};

static const unsigned char file_41[] = {
#embed "../../templates/registers/budget.register.yaml"
};

static const unsigned char file_42[] = {
#embed "../../templates/registers/checklist.register.yaml"
};

static const unsigned char file_43[] = {
#embed "../../templates/registers/events.register.yaml"
};

static const unsigned char file_44[] = {
#embed "../../templates/registers/holidays.register.yaml"
};

static const unsigned char file_45[] = {
#embed "../../templates/registers/milestones.register.yaml"
};

static const unsigned char file_46[] = {
#embed "../../templates/registers/phases.csv"
};

static const unsigned char file_47[] = {
#embed "../../templates/registers/phases.register.yaml"
};

static const unsigned char file_48[] = {
#embed "../../templates/registers/raci.register.yaml"
};

static const unsigned char file_49[] = {
#embed "../../templates/registers/risks.register.yaml"
};

static const unsigned char file_50[] = {
#embed "../../templates/registers/roles.csv"
};

static const unsigned char file_51[] = {
#embed "../../templates/registers/roles.register.yaml"
};

static const unsigned char file_52[] = {
#embed "../../templates/registers/schedule.register.yaml"
};

static const unsigned char file_53[] = {
#embed "../../templates/registers/spend.register.yaml"
};

static const unsigned char file_54[] = {
#embed "../../templates/registers/tasks.register.yaml"
};

static const unsigned char file_55[] = {
#embed "../../templates/starters/campaign/brief.md"
};

static const unsigned char file_56[] = {
#embed "../../templates/starters/case.md"
};

static const unsigned char file_57[] = {
#embed "../../templates/starters/process.md"
};

static const unsigned char file_58[] = {
#embed "../../templates/starters/site/content/handbook/index.md"
};

static const unsigned char file_59[] = {
#embed "../../templates/starters/site/content/index.md"
};

static const unsigned char file_60[] = {
#embed "../../templates/starters/site/content/site.yaml"
};

static const unsigned char file_61[] = {
#embed "../../templates/starters/training.md"
};

static const unsigned char file_62[] = {
#embed "../../templates/strings/en.yaml"
};

static const unsigned char file_63[] = {
#embed "../../templates/strings/zh-Hans.yaml"
};

static const struct fupan_file files[] = {
  {"README.md", file_1, sizeof file_1},
  {"assets/charts.css", file_2, sizeof file_2},
  {"assets/fupan.css", file_3, sizeof file_3},
  {"assets/fupan.js", file_4, sizeof file_4},
  {"assets/fupan.svg", file_5, sizeof file_5},
  {"assets/pages.css", file_6, sizeof file_6},
  {"assets/parts.css", file_7, sizeof file_7},
  {"assets/print.css", file_8, sizeof file_8},
  {"assets/registers.css", file_9, sizeof file_9},
  {"base.mustache", file_10, sizeof file_10},
  {"data/columns.yaml", file_11, sizeof file_11},
  {"layouts/calendar.mustache", file_12, sizeof file_12},
  {"layouts/campaign.mustache", file_13, sizeof file_13},
  {"layouts/home.mustache", file_14, sizeof file_14},
  {"layouts/kpi-group.mustache", file_15, sizeof file_15},
  {"layouts/kpi.mustache", file_16, sizeof file_16},
  {"layouts/kpis.mustache", file_17, sizeof file_17},
  {"layouts/overdue.mustache", file_18, sizeof file_18},
  {"layouts/page.mustache", file_19, sizeof file_19},
  {"layouts/portfolio.mustache", file_20, sizeof file_20},
  {"layouts/process.mustache", file_21, sizeof file_21},
  {"layouts/project.mustache", file_22, sizeof file_22},
  {"layouts/register.mustache", file_23, sizeof file_23},
  {"layouts/registers.mustache", file_24, sizeof file_24},
  {"layouts/review.mustache", file_25, sizeof file_25},
  {"layouts/section.mustache", file_26, sizeof file_26},
  {"metrics/kpis.yaml", file_27, sizeof file_27},
  {"metrics/measures.yaml", file_28, sizeof file_28},
  {"partials/board.mustache", file_29, sizeof file_29},
  {"partials/breadcrumbs.mustache", file_30, sizeof file_30},
  {"partials/campaigns.mustache", file_31, sizeof file_31},
  {"partials/contents.mustache", file_32, sizeof file_32},
  {"partials/entries.mustache", file_33, sizeof file_33},
  {"partials/facts.mustache", file_34, sizeof file_34},
  {"partials/foot.mustache", file_35, sizeof file_35},
  {"partials/head.mustache", file_36, sizeof file_36},
  {"partials/kpi-facts.mustache", file_37, sizeof file_37},
  {"partials/mark.mustache", file_38, sizeof file_38},
  {"partials/notices.mustache", file_39, sizeof file_39},
  {"registers/README.md", file_40, sizeof file_40},
  {"registers/budget.register.yaml", file_41, sizeof file_41},
  {"registers/checklist.register.yaml", file_42, sizeof file_42},
  {"registers/events.register.yaml", file_43, sizeof file_43},
  {"registers/holidays.register.yaml", file_44, sizeof file_44},
  {"registers/milestones.register.yaml", file_45, sizeof file_45},
  {"registers/phases.csv", file_46, sizeof file_46},
  {"registers/phases.register.yaml", file_47, sizeof file_47},
  {"registers/raci.register.yaml", file_48, sizeof file_48},
  {"registers/risks.register.yaml", file_49, sizeof file_49},
  {"registers/roles.csv", file_50, sizeof file_50},
  {"registers/roles.register.yaml", file_51, sizeof file_51},
  {"registers/schedule.register.yaml", file_52, sizeof file_52},
  {"registers/spend.register.yaml", file_53, sizeof file_53},
  {"registers/tasks.register.yaml", file_54, sizeof file_54},
  {"starters/campaign/brief.md", file_55, sizeof file_55},
  {"starters/case.md", file_56, sizeof file_56},
  {"starters/process.md", file_57, sizeof file_57},
  {"starters/site/content/handbook/index.md", file_58, sizeof file_58},
  {"starters/site/content/index.md", file_59, sizeof file_59},
  {"starters/site/content/site.yaml", file_60, sizeof file_60},
  {"starters/training.md", file_61, sizeof file_61},
  {"strings/en.yaml", file_62, sizeof file_62},
  {"strings/zh-Hans.yaml", file_63, sizeof file_63},
  {NULL, NULL, 0},
};

const struct fupan_file *fupan_files(void) { return files; }
