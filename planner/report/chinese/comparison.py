"""Chinese of comparisons: which inputs differ, what differs in two plans, where the difference in cost comes from."""

COMPARISON: dict[str, str] = {
    "Two plans compared": "两个规划方案的比较",
    "A: {a}. B: {b}.": "A：{a}。B：{b}。",
    "The two runs": "两次运行",
    "The difference": "差异",
    "What is needed to do them again.": "重新运行所需的信息。",
    "cost": "成本",
    "bound": "下界",
    "gap": "间隙",
    "{letter}: {heading}; cost {cost} {money}, search ended: {ended}, gap {gap}.": (
        "{letter}：{heading}；成本 {cost} {money}，求解结束：{ended}，间隙 {gap}。"
    ),
    "{letter}: {heading}; no plan ({ended}).": "{letter}：{heading}；没有方案（{ended}）。",
    "A and B cost the same: {a} {money}.": "A 与 B 成本相同：{a} {money}。",
    "{b} against {a}": "{b}，A 为 {a}",
    "B costs {amount} {money} more than A ({share}): {costs}.": "B 比 A 高 {amount} {money}（{share}）：{costs}。",
    "B costs {amount} {money} less than A ({share}): {costs}.": "B 比 A 低 {amount} {money}（{share}）：{costs}。",
    "Between the cheapest plans there are, the difference lies from {least} to {most}: each search leaves a gap.": (
        "由于每次求解都留有间隙，两个最低成本方案之间的差异在 {least} 至 {most} 之间。"
    ),
    "How far the searches are from the cheapest plans is not known.": "求解结果与最低成本方案的距离未知。",
    "Which of the two is cheaper is not settled by that.": "因此尚不能确定哪个方案更便宜。",
    "Solved again, their best plans differ by {amount}.": "重新求解后，两者最好方案相差 {amount}。",
    "By category, in {money}: {list}.": "按类别（{money}）：{list}。",
    "Inputs that differ: {count}. By group: {list}.": "不同的输入：{count} 处。按组：{list}。",
    "Each group of changes alone, in {money}: {list}.": "各组变化单独的影响（{money}）：{list}。",
    "Together that is {sum}; the rest, {rest}, is interaction: the groups change each other's effects.": (
        "合计 {sum}；其余 {rest} 为交互作用：各组变化相互影响。"
    ),
    "The plan of {letter} failed its audit and is not compared.": "{letter} 的方案未通过审核，不作比较。",
    "The two workbooks have no region, no workload or no period in common: they are different problems, and the "
    "difference in cost says nothing.": ("两个工作簿没有共同的地区、负载或时期：它们是不同的问题，成本差异没有意义。"),
    "The costs are in {a} and in {b} and cannot be compared.": "成本分别以 {a} 和 {b} 计，无法比较。",
    "The two plans cover different periods, so that their costs are of different lengths.": (
        "两个方案涵盖的时期不同，成本对应的时间长度不同。"
    ),
    "The two plans are for different futures: expected costs are compared, and what differs over time is left out.": (
        "两个方案针对不同的未来：只比较期望成本，不比较随时间变化的内容。"
    ),
    "The inputs are the same in all that the plan depends on: what differs comes from the search alone.": (
        "影响方案的输入全部相同：差异仅来自求解过程。"
    ),
    "The search for what each group of changes does to the cost was stopped.": "对各组变化影响的求解已被中止。",
    "Inputs that differ": "不同的输入",
    "The inputs are the same.": "输入相同。",
    "Rows are matched by their keys, wherever they stand; where a scenario was planned for, its overrides are in the "
    "values.": "各行按键值对应，与所在位置无关；针对某一情景的方案，数值已含其修改。",
    "Group": "组",
    "Sheet": "工作表",
    "Row": "行",
    "Column": "列",
    "Cell in A": "A 的单元格",
    "Cell in B": "B 的单元格",
    "the whole row": "整行",
    "no such row": "无此行",
    "the row is there": "有此行",
    "blank": "空白",
    "Where the cost comes from": "成本差异来源",
    "The difference in cost by groups of changes": "按变化组划分的成本差异",
    "Each group's changes are made alone in the data of A and solved. Best is the difference between the best plans "
    "found; between the cheapest plans there are it lies from 'at least' to 'at most', as each search leaves a gap.": (
        "在 A 的数据中单独作出各组变化并求解。“最好”为所找到的最好方案之间的差异；由于每次求解都留有间隙，"
        "最低成本方案之间的差异介于“至少”与“至多”之间。"
    ),
    "What each group of changed inputs alone does to the cost, in {money}; the thin lines show between what it lies, "
    "as each search leaves a gap.": (
        "各组输入变化单独对成本的影响（{money}）；由于每次求解都留有间隙，细线表示其所在范围。"
    ),
    "What costs more in B, and what less": "B 中成本增加与减少的类别",
    "Expected present value by category, B less A, in {money}.": "按类别的期望现值，B 减 A（{money}）。",
    "Changes": "变化数",
    "Alone: best": "单独：最好",
    "In turn: best": "依次：最好",
    "at least": "至少",
    "at most": "至多",
    "Remark": "备注",
    "In turn: {list}.": "依次：{list}。",
    "Sum of the groups": "各组之和",
    "Interaction": "交互作用",
    "The whole difference": "全部差异",
    "there is nothing to measure it by: A has no plan": "无从衡量：A 没有方案",
    "how sure this is, is not known": "可靠程度未知",
    "no effect": "没有影响",
    "within the gaps of the searches": "在求解间隙之内",
    "with these changes alone no plan meets every limit": "单独作出这些变化时，没有方案满足全部限制",
    "with these changes alone no plan was found in time": "单独作出这些变化时，限时内未找到方案",
    "the plan with these changes alone failed its audit": "单独作出这些变化的方案未通过审核",
    "these changes cannot stand alone: the workbook would not be valid": "这些变化不能单独成立：工作簿将无效",
    "New and dropped things": "新增与去除的对象",
    "Time and slices": "时期与时段",
    "Workloads": "负载",
    "Residency": "数据驻留",
    "Supply of chips": "芯片供应",
    "Prices of chips": "芯片价格",
    "Chips and software": "芯片与软件",
    "Fleet and pipeline": "存量与在建",
    "Platform and pooling": "平台与池化",
    "Outages": "故障",
    "Rental": "租用",
    "Money and penalties": "资金与罚金",
    "Scenarios": "情景",
    "How long is searched": "求解时长",
    "No effect on the plan": "不影响方案",
    "{count} of {all} rows differ.": "{all} 行中有 {count} 行不同。",
    "No difference.": "没有差异。",
    "Difference": "差异量",
    "{title}: {side}": "{title}：{side}",
    "Expected present value, A and B.": "期望现值，A 与 B。",
    "Key figures by period": "各时期关键指标",
    "Investments in one or the other": "两个方案中不同的投资",
    "Capacity and load": "容量与负荷",
    "Bandwidth and what is carried": "带宽与承载量",
    "Ordered, all regions": "采购量，全部地区",
    "Installed by region": "在用量，按地区",
    "By region and link": "按地区和链路",
    "Region or link": "地区或链路",
}
