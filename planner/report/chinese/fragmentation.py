"""Chinese of the study of fragmentation."""

FRAGMENTATION: dict[str, str] = {
    "The first {shown} of {all}.": "共 {all} 行，此处为前 {shown} 行。",
    "Cost": "成本",
    "Cost of each market": "各种市场方式的成本",
    "Present value of all costs, in {money}.": "全部成本的现值，单位：{money}。",
    "Markets": "市场方式",
    "What it costs to plan alone: {workbook}": "各自规划的代价：{workbook}",
    "Made {started}": "生成于 {started}",
    "Members": "各主体",
    "Flows": "算力流向",
    "Gain": "收益",
    "Who gains and who loses": "谁受益，谁受损",
    "What each saves by the market against being alone, in {money}.": (
        "与各自规划相比，各主体在市场中节省的金额，单位：{money}。"
    ),
    "Of it penalties": "其中罚金",
    "Of the cost of being alone, {penalty} {money} are penalties, for demand not met above all: {share} of that of "
    "{period}. Without penalties {paid} {money} are paid alone, and {paid_best} in '{market}'.": (
        "各自规划的成本中有 {penalty} {money}为罚金，主要因需求未满足：占 {period} 需求的 {share}。"
        "不计罚金，各自规划支付 {paid} {money}，“{market}”支付 {paid_best}。"
    ),
    "Costs that are paid": "实付成本",
    "Of demand not met": "未满足需求占比",
    "The answer": "结论",
    "How it was reckoned": "计算方法",
    "How good the plans are": "方案质量",
    "{count} plans, all passed their audit": "{count} 个方案，全部通过审核",
    "by demand: of a chip by the units that the demand would take, of the rest by what these cost": (
        "按需求分配：芯片按满足需求所需的数量，其余按其花费"
    ),
    "by what each would buy if all limits were its own": "按各主体独享全部限额时的采购量分配",
    "equally": "平均分配",
    "not at all: each has all of them for itself": "不分配：各主体均可使用全部限额",
    "For being alone, supplies, budgets and policies on quantities that cover several members are divided {rule}.": (
        "各自规划时，涉及多个主体的供应、预算和数量类政策的划分方式：{rule}。"
    ),
    "One-time national costs, as of porting to a stack, are paid by each member alone that needs them.": (
        "一次性的全国成本（如软件栈移植）由各自规划中需要它的每个主体分别承担。"
    ),
    "{failed} of {count} plans FAILED their audit": "{count} 个方案中有 {failed} 个未通过审核",
    "The workbook has no platform to share on: there is nothing to compare being alone with.": (
        "工作簿中没有可供共享的平台，因此没有可与各自规划相比的方式。"
    ),
    "Not everything should move: {count} flows that are allowed would cost more than they save; most of all {workload} "
    "of {origin} in {host}.": (
        "并非一切都应迁移：有 {count} 条允许的流向得不偿失，其中最甚的是把{origin}的{workload}放到{host}。"
    ),
    "Between the cheapest plans there are, the difference lies from {least} to {most} {money}.": (
        "就可能的最低成本方案而言，差额在 {least} 至 {most} {money}之间。"
    ),
    "Most gain: {list} ({money}).": "受益最多：{list}（{money}）。",
    "Some lose without a side payment: {list} ({money}).": "若无补偿则有主体受损：{list}（{money}）。",
    "Rules that set members against each other do not hold for them alone: {list}.": (
        "在主体之间作比较的规则对单个主体不适用：{list}。"
    ),
    "That each plans alone costs {price} {money} ({share}): {alone} against {best} for '{market}'.": (
        "各自规划多花 {price} {money}（{share}）：{alone}，而“{market}”为 {best}。"
    ),
    "From '{before}' to '{after}': {saving} {money} saved.": "从“{before}”到“{after}”：节省 {saving} {money}。",
    "{market}: gap {gap}; {audit}.": "{market}：间隙 {gap}；{audit}。",
    "'{market}' has no plan.": "“{market}”没有可行方案。",
    "'{market}': {count} have no plan: {list}.": "“{market}”：{count} 个主体没有可行方案：{list}。",
    "The same instance under several ways to organise the market. What stands alone is the sum of what each member "
    "does; members without a plan are left out of its sizes.": (
        "同一问题在几种市场组织方式下的结果。“各自规划”为各主体结果之和；没有可行方案的主体不计入规模。"
    ),
    "What each pays alone, and in the market with most sharing. Work done for another is paid midway between the "
    "marginal cost of compute at its origin and at its host, in the long run. Links and national costs stand apart.": (
        "各主体在各自规划时和在共享程度最高的市场中的支出。"
        "为他人完成的工作按来源地与承接地长期边际算力成本的中间价结算。"
        "链路与全国成本单独列出。"
    ),
    "What members owe each other in the market with most sharing, as present value.": (
        "在共享程度最高的市场中各主体之间应付的金额（现值）。"
    ),
    "Pairs that may share and do not, where sending would cost more than it saves even over free links: at the margin, "
    "by long-run prices, for one PFLOPS all year round.": (
        "允许共享而未共享、且即使链路免费也得不偿失的流向：按长期边际价格，以全年一 PFLOPS 计。"
    ),
    "There is no plan to compare for each member.": "并非每个主体都有可比较的方案。",
    "Payments for work": "工作结算",
    "Flows that do not pay": "得不偿失的流向",
    "Every flow that may be pays.": "所有允许的流向都是划算的。",
    "Market": "市场方式",
    "Dearer than the last": "比最后一种多花",
    "Utilisation, first period": "首期利用率",
    "Utilisation, last period": "末期利用率",
    "Served elsewhere, last period": "末期异地服务占比",
    "Not met, last period": "末期未满足",
    "IT load, last period": "末期 IT 负荷",
    "Carbon, last period": "末期碳排放",
    "Member": "主体",
    "Alone": "各自规划",
    "Own costs in the market": "市场中的自有成本",
    "Paid to hosts": "付给承接地",
    "Received as host": "作为承接地收取",
    "PFLOPS-years": "PFLOPS·年",
    "Payment": "结算金额",
    "Host": "承接地",
    "Saving of the first PFLOPS": "首个 PFLOPS 的节省",
    "Each alone": "各自规划",
    "Sharing as it is today": "维持现有共享",
    "One market without a standard": "无统一标准的单一市场",
    "One market with a standard": "有统一标准的单一市场",
    "Nation": "全国",
    "Counted capacity in {period}": "{period}统计算力规模",
}
