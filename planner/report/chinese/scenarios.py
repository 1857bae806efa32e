"""Chinese of the study of scenarios."""

SCENARIOS: dict[str, str] = {
    "Cost of each scenario": "各情景的成本",
    "What first decisions are regretted": "先期决策的遗憾值",
    "By the scenario they are made for, in the scenario that comes, in {money}.": (
        "按先期决策所针对的情景与实际发生的情景，单位：{money}。"
    ),
    "Best plan for {scenario}": "“{scenario}”的最佳方案",
    "First decisions for {plan}, then {scenario}": "先期决策按“{plan}”，后发生“{scenario}”",
    "Scenarios side by side: {workbook}": "情景对比：{workbook}",
    "Nothing is regretted.": "没有遗憾值。",
    "Builds": "建设",
    "{count} scenarios: their best plans cost from {least} {money} ('{low}') to {most} ('{high}').": (
        "{count} 个情景：最佳方案的成本从 {least} {money}（“{low}”）到 {most}（“{high}”）。"
    ),
    "Every plan builds something of {common}; {some} built only in some plans.": (
        "有 {common}为所有方案都建设；{some}只在部分方案中建设。"
    ),
    "{count} things": "{count} 项",
    "{count} are": "{count} 项",
    "Each plan is made as if its scenario were known from the start. Its first decisions, and no others in those "
    "periods, are then fixed in each other scenario, and the rest is decided anew.": (
        "每个方案都假定其情景从一开始就已知。随后把它的先期决策（这些时期内别无其他决策）固定于其他各情景，"
        "其余重新决策。"
    ),
    "No scenario has a plan.": "没有情景有可行方案。",
    "Halls that every plan builds (modules): {list}.": "所有方案都建设的机房（模块）：{list}。",
    "There are no first decisions of which it is known that they can be lived with in every scenario.": (
        "没有哪组先期决策已知能适应所有情景。"
    ),
    "The first decisions of the plan for '{plan}' are regretted in no scenario.": (
        "“{plan}”方案的先期决策在任何情景下都没有遗憾值。"
    ),
    "Safest are the first decisions of the plan for '{plan}': the most they are regretted is {regret} {money}, in "
    "'{scenario}'.": "最稳妥的是“{plan}”方案的先期决策：最大遗憾值为 {regret} {money}，出现在“{scenario}”。",
    "As far as the gaps tell, the first decisions for these may be as safe: {list}.": (
        "就差距所及，以下情景的先期决策可能同样稳妥：{list}。"
    ),
    "First decisions are those of {periods}: before decisions may differ by scenario.": (
        "先期决策为 {periods} 的决策：此后决策才可因情景而异。"
    ),
    "The workbook does not say from when decisions may differ; first decisions are those of {periods}. State another "
    "year with --until or on the sheet Scenarios.": (
        "工作簿未说明决策自何时起可因情景而异；先期决策取 {periods}。可用 --until 或在情景表中另行指定年份。"
    ),
    "The first decisions for '{plan}' cannot be carried out in: {list}.": (
        "“{plan}”的先期决策在以下情景中无法实施：{list}。"
    ),
    "The scenario '{scenario}' has no plan.": "情景“{scenario}”没有可行方案。",
    "For the scenario '{scenario}' no plan was found.": "情景“{scenario}”未找到方案。",
    "The best plan for each scenario, had it been known from the start. Costs are present values.": (
        "假定情景从一开始就已知时的最佳方案。成本为现值。"
    ),
    "A row makes the first decisions ({periods}) as the plan for one scenario does; then another scenario comes, and "
    "all that is decided later is decided best. Regret is what that costs more than the best plan there.": (
        "每行按某一情景的方案作出先期决策（{periods}）；随后发生另一情景，其后的一切按最优决策。"
        "遗憾值为由此比该情景最佳方案多花的成本。"
    ),
    "Regret by plan (rows) and scenario that comes (columns); the least of the last column is the safest.": (
        "按方案（行）与发生的情景（列）列出的遗憾值；末列最小者最稳妥。"
    ),
    "What every plan builds whatever comes: so much of it as each plan has decided by the end of the period, and not "
    "by the end of the one before.": (
        "无论发生何种情景所有方案都建设的内容：各方案截至该期末均已决定、而截至上一期末尚未决定的数量。"
    ),
    "There is nothing that every plan builds.": "没有所有方案都建设的内容。",
    "What only some plans build: the quantity that the plan for each scenario decides in all periods.": (
        "只有部分方案建设的内容：各情景方案在全部时期决定的数量。"
    ),
    "What one plan builds, all build some of.": "任一方案建设的内容，其他方案也都有所建设。",
    "its own plan": "自身方案",
    "cannot be carried out": "无法实施",
    "Regret side by side": "遗憾值对比",
    "Built in every plan": "所有方案都建设",
    "Built only in some plans": "仅部分方案建设",
    "Scenario": "情景",
    "First decisions for": "先期决策所针对的情景",
    "Scenario that comes": "发生的情景",
    "Best plan there": "该情景最佳方案",
    "Largest": "最大",
}
