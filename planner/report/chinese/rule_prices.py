"""Chinese of the study of rules."""

RULE_PRICES: dict[str, str] = {
    "Residency of class": "数据驻留，类别",
    "Supply of chip": "芯片供应",
    "{kind}: {name}": "{kind}：{name}",
    "With all rules": "全部规则",
    "Without {rule}": "取消“{rule}”",
    "Each rule costs at most": "各规则代价的上限",
    "What each rule costs: {workbook}": "各规则的代价：{workbook}",
    "Kind of rule": "规则类型",
    "It costs": "代价",
    "Share of the cost": "占成本比例",
    "Cost without it": "取消后的成本",
    "What the best plan found costs more than the one without the rule; as searches end at a gap, the true price lies "
    "from 'at least' to 'at most'. Sorted by the middle of the two. Prices of several rules do not add up.": (
        "所找到的最佳方案比取消该规则后多花的成本；由于搜索在给定差距处结束，真实代价介于“至少”与“至多”之间。"
        "按两者的中值排序。多条规则的代价不可相加。"
    ),
    "The workbook has no rules of the kinds that were asked for.": "工作簿中没有所选类型的规则。",
    "Prices of the rules": "规则的代价",
    "without it there is a plan": "取消后有可行方案",
    "no plan without it either": "取消后仍无可行方案",
    "not known between what": "界限未知",
    "{count} solves ended without a bound: what these rules cost is not known.": (
        "{count} 次求解结束时没有下界：这些规则的代价未知。"
    ),
    "costs nothing": "无代价",
    "may cost nothing": "可能无代价",
    "With all rules there is no plan.": "在全部规则下没有可行方案。",
    "There is one without any single one of these: {list}.": "单独取消以下任一规则即有可行方案：{list}。",
    "With all rules the plan costs {cost} {money}.": "在全部规则下，方案成本为 {cost} {money}。",
    "These rules surely cost something, at least ({money}): {list}.": "以下规则必有代价，至少（{money}）：{list}。",
    "{count} rules may cost nothing: what the gap leaves open is at most {most} {money} each.": (
        "{count} 条规则可能无代价：差距所留的余地每条至多 {most} {money}。"
    ),
    "{count} rules cost nothing: the plan would be no cheaper without them.": (
        "{count} 条规则无代价：取消后方案不会更便宜。"
    ),
    "The workbook is solved with all its rules, and again without each: policies and commitments one by one, the "
    "supply limits of a chip together, residency of all workloads of a class together.": (
        "先在全部规则下求解，再逐一取消规则重新求解：政策与承诺逐条取消，同一芯片的供应限额一并取消，"
        "同一类别全部工作负载的驻留要求一并取消。"
    ),
    "Without residency, work may go to any region within its latency. Without a supply limit, a chip may be bought "
    "without limit wherever it has a price.": (
        "取消驻留要求后，工作可在时延允许范围内去往任何区域。取消供应限额后，凡有价格之处芯片可不限量购买。"
    ),
    "Left open by the gap": "差距所留余地",
    "What each rule costs": "各规则的代价",
    "Between what the price of each rule lies, in {money}.": "各规则代价的所在区间，单位：{money}。",
}
