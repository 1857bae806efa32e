"""Chinese of the study of replanning."""

REPLAN: dict[str, str] = {
    "A plan again with new data: {workbook}": "按新数据重新规划：{workbook}",
    "locked": "锁定",
    "free": "自由",
    "With what was decided": "保留已定决策",
    "As if nothing was decided": "不计已定决策",
    "With as little unlocked as can be": "尽量少地解除锁定",
    "Where and of what": "地点和对象",
    "Earlier plan": "原方案",
    "New plan": "新方案",
    "Held": "保留方式",
    "Decisions of the new plan that differ from the earlier one, in the periods that both have.": (
        "在两个方案共有的时期内，新方案与原方案不同的决策。"
    ),
    "What changes": "变化之处",
    "Nothing changes.": "没有变化。",
    "Charged for changes": "改变决策的计费",
    "Earlier plan, with its own data": "原方案（按其原有数据）",
    "Costs are without the charge for changes, which nobody pays. Periods that one of the two workbooks lacks make "
    "their costs differ.": "成本不含改变决策的计费（并非实际支付）。两个工作簿的时期不同时，成本也会因此不同。",
    "Decisions about periods or things that the new workbook does not have. What stands already belongs on the sheets "
    "Fleet, Pipeline and Regions.": (
        "涉及新工作簿中没有的时期或对象的决策。已建成的内容应填入“存量芯片”、“在建项目”和“地区”工作表。"
    ),
    "Not in the new workbook": "新工作簿中没有的决策",
    "With the new data there is no plan, whatever is decided.": "按新数据，无论如何决策都没有可行方案。",
    "What is locked cannot be kept with the new data. At least this would have to change: {list}.": (
        "按新数据，锁定的决策无法全部保留，至少须改变：{list}。"
    ),
    "With what was decided, the new plan costs {cost} {money}; {count} decisions change.": (
        "保留已定决策时，新方案成本为 {cost} {money}，有 {count} 项决策改变。"
    ),
    "Planned as if nothing had been decided it would cost {cost} {money}: keeping to the earlier plan costs {price} "
    "{money}.": "若不计已定决策重新规划，成本为 {cost} {money}：沿用原方案的代价为 {price} {money}。",
    "What differs in the data: {list}.": "数据的不同之处：{list}。",
    "The data do not differ.": "数据没有不同。",
    "The earlier plan is that of {run}.": "原方案取自 {run}。",
    "Its decisions are locked in {periods}.": "其在 {periods} 的决策被锁定。",
    "They are preferred in {periods}: to change one is charged {share} of its price in the search, up or down.": (
        "在 {periods} 的决策优先保留：搜索中每增减一个单位按其价格的 {share} 计费。"
    ),
    "Among the inputs that differ, A is the workbook of the earlier plan and B the new one.": (
        "在不同的输入中，A 为原方案的工作簿，B 为新工作簿。"
    ),
    "They are free in {periods}.": "在 {periods} 的决策可自由改变。",
    "{count} decisions of the earlier plan are about periods or things that the new workbook does not have.": (
        "原方案有 {count} 项决策涉及新工作簿中没有的时期或对象。"
    ),
}
