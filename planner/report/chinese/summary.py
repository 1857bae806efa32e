"""Chinese of the summary: the decision, its key figures, how good it is, and what to be careful of."""

SUMMARY: dict[str, str] = {
    "Plan for {workbook} as it stands": "规划方案：{workbook}（按工作簿原样）",
    "Plan for {workbook}, scenario {scenario}": "规划方案：{workbook}（情景：{scenario}）",
    "Plan for {workbook}, all scenarios as one tree": "规划方案：{workbook}（全部情景，构成情景树）",
    "Made {time} by compute-planner {version}": "由 compute-planner {version} 于 {time} 编制",
    "The decision": "决策",
    "Key figures": "关键指标",
    "How good the plan is": "方案质量",
    "Build: {mw} MW of new halls in {regions}: {list}.": "建设：在 {regions}新建机房 {mw} MW：{list}。",
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
    "{count} regions": "{count} 个地区",
    "{count} chips": "{count} 种芯片",
    "{count} links": "{count} 条链路",
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
    "{money} a year": "{money}/年",
    "Units ordered, all periods": "全部时期采购量",
    "units of chips": "台（芯片）",
    "of the work done": "占完成的负载",
    "GWh a year": "GWh/年",
    "of the electricity": "占用电量",
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
    "Demand and counted capacity": "需求与统计算力规模",
    "Where the money goes": "资金去向",
    "{money} in cash": "{money}，现金",
    "Figure": "指标",
    "Share": "占比",
    "The plan over time": "逐期指标",
    "What the plan assumes": "方案的前提假设",
    "What drives the plan": "方案的主要驱动因素",
    "{low} to {high}": "{low} 至 {high}",
    "Lives: chips {chips} years, halls {halls}, links {links}; one-off costs are spread over {once} years.": (
        "寿命：芯片 {chips} 年，机房 {halls} 年，链路 {links} 年；一次性成本按 {once} 年分摊。"
    ),
    "Lives: chips {chips} years, halls {halls}; one-off costs are spread over {once} years.": (
        "寿命：芯片 {chips} 年，机房 {halls} 年；一次性成本按 {once} 年分摊。"
    ),
    "Demand: from {before} PFLOPS in {first} to {after} in {last}, {growth} a year.": (
        "需求：{first} {before} PFLOPS，{last} {after} PFLOPS，年均 {growth}。"
    ),
    "Demand: {pflops} PFLOPS in {period}.": "需求：{period} {pflops} PFLOPS。",
    "Usable chip time: {alone} of what is installed where a region works alone; pooled on the platform {tiers}.": (
        "可用机时：地区独立运行时为装机机时的 {alone}；在平台上入池后为 {tiers}。"
    ),
    "Usable chip time: {alone} of what is installed.": "可用机时：装机机时的 {alone}。",
    "{amount} {unit}": "{amount} {unit}",
    "Demand that is not met: none is allowed.": "未满足需求：不允许。",
    "Demand that is not met: a penalty of {price}.": "未满足需求：罚金 {price}。",
    "Demand that is not met: a penalty of {price}; for some workloads none is allowed.": (
        "未满足需求：罚金 {price}；部分负载不允许未满足。"
    ),
    "Scenario: {scenario}.": "情景：{scenario}。",
    "Time and money: {first} to {last}; costs are discounted by {rate} a year to {base}.": (
        "时间与资金：{first}—{last} 年；成本按每年 {rate} 折现至 {base} 年。"
    ),
    "Search: it ends when no plan can be cheaper by more than {gap}, or after {time}.": (
        "求解：当任何方案最多只能再降低 {gap} 的成本时，或满 {time} 后停止。"
    ),
    "Electricity: {span} {currency} per kWh in {period}, by region.": (
        "电价：{period}各地区为每千瓦时 {span} {currency}。"
    ),
    "Risk: {weight} of what is minimised is {risk}.": "风险：最小化目标中的 {weight} 为{risk}。",
    "the mean cost of the worst {tail} of futures": "最差 {tail} 情形的平均成本",
    "the cost of the dearest future": "成本最高情形的成本",
    "the most that a future costs more than the best plan for it alone": "各情形相对其自身最优方案的最大后悔值",
    "Cost: its largest parts are {shares}.": "成本：最大的几项为{shares}。",
    "Demand: 1 % more of it, everywhere and always, would cost about {amount} {money}, {share} of the plan's cost.": (
        "需求：各地区各时期均增加 1%，约多花 {amount} {money}，为方案成本的 {share}。"
    ),
    "Limits: to loosen one of these by 1 %, in all periods, would save most, in {money}: {list}.": (
        "限值：各时期放宽 1% 可节省最多的限值（{money}）：{list}。"
    ),
    "Limits: none of the workbook's limits that binds is worth naming.": "限值：起作用的限值影响都很小。",
    "{limit} ({of})": "{limit}（{of}）",
}
