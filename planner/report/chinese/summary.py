"""Chinese of the summary: the decision, its key figures, how good it is, and what to be careful of."""

SUMMARY: dict[str, str] = {
    "Plan for {workbook} as it stands": "规划方案：{workbook}（按工作簿原样）",
    "Plan for {workbook}, scenario {scenario}": "规划方案：{workbook}（情景：{scenario}）",
    "Plan for {workbook}, all scenarios as one tree": "规划方案：{workbook}（全部情景，构成情景树）",
    "Made {time} by compute-planner {version}": "由 compute-planner {version} 于 {time} 编制",
    "The decision": "决策",
    "Key figures": "关键指标",
    "How good the plan is": "方案质量",
    "Build: {mw} MW of new halls in {regions}: {list}.": "建设：在{regions}新建机房 {mw} MW：{list}。",
    "Build: no new halls; what stands and what is under construction is enough.": (
        "建设：不新建机房；现有和在建机房已经足够。"
    ),
    "Buy: {units} units of {chips} for {cost} {money}: {list}.": (
        "采购：{chips}共 {units} 台，合计 {cost} {money}：{list}。"
    ),
    "Buy: no chips.": "采购：不采购芯片。",
    "Join: {list} join the platform.": "并网：{list}加入统一平台。",
    "Port: {list}.": "移植：{list}。",
    "Share: in {period} {share} of the work is done in another region: {list}.": (
        "共享：{period}有 {share} 的算力负载在其他地区完成：{list}。"
    ),
    "Share: no work is sent to another region in {period}.": "共享：{period}没有负载送往其他地区。",
    "Links: {gbps} Gbps more on {links}: {list}.": "链路：{links}共扩容 {gbps} Gbps：{list}。",
    "Links: no bandwidth is added.": "链路：不增加带宽。",
    "Rent: {list}.": "租用：{list}。",
    "Note: all amounts are expected ones over the futures of the scenario tree.": (
        "说明：所有数值均为情景树各种未来的期望值。"
    ),
    "{year}": "{year} 年",
    "{origin} to {host}": "{origin}至{host}",
    "1 region": "1 个地区",
    "{count} regions": "{count} 个地区",
    "1 chip": "1 种芯片",
    "{count} chips": "{count} 种芯片",
    "1 link": "1 条链路",
    "{count} links": "{count} 条链路",
    "1 investment": "1 项投资",
    "{count} investments": "{count} 项投资",
    "{list} and {rest} more": "{list}等（另有 {rest} 项）",
    "THIS IS NOT A PLAN: its audit failed ({count} findings, first: {first}). "
    "Do not use these figures; see the sheet Audit.": (
        "本文件不是有效方案：未通过审核（{count} 项问题，第一项：{first}）。请勿使用其中的数字，详见“审核”表。"
    ),
    "Demand is left unmet, at the penalty of the workbook: {list}.": "部分需求未满足，按工作簿规定计罚：{list}。",
    "In some outages less is served than is due; see the sheet Sharing.": (
        "某些故障情况下，服务量低于应保障的水平，详见“共享”表。"
    ),
    "Soft policies are passed, at their price: {list}.": "以下软性政策被突破并按价计罚：{list}。",
    "Cost of the plan": "方案总成本",
    "{money}, present value of {year}": "{money}，{year} 年现值",
    "No plan costs less than": "任何方案的成本下限",
    "Gap": "差距",
    "how much less a plan could cost": "方案成本最多还可能降低的幅度",
    "Capital, all periods": "全部时期投资额",
    "{money} in cash, undiscounted": "{money}，现金，未折现",
    "Running costs in {period}": "{period}运行成本",
    "{money} a year": "{money}/年",
    "Units ordered, all periods": "全部时期采购量",
    "units of chips": "台（芯片）",
    "Counted capacity in {period}": "{period}统计算力规模",
    "Demand in {period}": "{period}需求",
    "PFLOPS delivered, yearly average": "PFLOPS，实际交付，年均",
    "Utilisation in {period}": "{period}利用率",
    "Served in another region in {period}": "{period}异地服务比例",
    "of the work done": "占完成的负载",
    "IT load in {period}": "{period} IT 负荷",
    "Electricity in {period}": "{period}用电量",
    "GWh a year": "GWh/年",
    "Green share in {period}": "{period}绿电比例",
    "of the electricity": "占用电量",
    "Carbon in {period}": "{period}碳排放",
    "The search ended: {ending}. The gap is not known.": "求解结束：{ending}。差距未知。",
    "The search ended: {ending}. The gap is {gap}.": "求解结束：{ending}。差距为 {gap}。",
    "A default stopping rule ended it.": "由默认停止规则结束。",
    "Audit passed": "审核通过",
    "Audit FAILED": "审核未通过",
    "{verdict}: {checks} checks of {rules} rules, largest residual {residual}; the cost, added up again, differs "
    "by {difference} {money}.": (
        "{verdict}：按 {rules} 条规则核对 {checks} 次，最大残差 {residual}；重新累加的成本相差 {difference} {money}。"
    ),
    "{investments} could be left out without breaking a rule; see the sheet Audit.": (
        "有{investments}可以取消而不违反任何规则，详见“审核”表。"
    ),
    "Note: {note}.": "说明：{note}。",
}
