"""Chinese of the study of alternatives."""

ALTERNATIVES: dict[str, str] = {
    "The cheapest": "成本最低方案",
    "Plan {number}": "方案 {number}",
    "Plans that cost little more: {workbook}": "成本相近的方案：{workbook}",
    "Least, in a plan found": "已找到方案中的最小值",
    "Most, in a plan found": "已找到方案中的最大值",
    "No plan has less than": "任何方案不少于",
    "No plan has more than": "任何方案不多于",
    "In the cheapest plan": "成本最低方案中",
    "Of all plans that cost at most {within} more than the cheapest one found: how little and how much is ordered "
    "over the whole horizon. Each end is a plan of its own; not all ends can be had together.": (
        "在成本不超过已找到的最低成本 {within} 的全部方案中，整个规划期内订购量的最小值和最大值。"
        "每一端各自对应一个方案，各端不能同时取得。"
    ),
    "Ranges": "取值范围",
    "There is no plan to start from.": "没有可作起点的方案。",
    "Dearer than the cheapest": "比最低成本高",
    "Unlike {plan}": "与{plan}的差异",
    "Unlike: the share of what two plans build that one builds in another place than the other.": (
        "差异：两个方案的建设量中，建在不同之处的占比。"
    ),
    "Plans": "方案",
    "no plan goes further": "没有方案能更进一步",
    "Plan": "方案",
    "What each plan orders over the whole horizon.": "各方案在整个规划期内的订购量。",
    "What the plans build": "各方案的建设内容",
    "The plans build nothing.": "各方案均无建设。",
    "From the least to the most": "从最小到最大",
    "Ordered over the whole horizon, in {unit}, at most {within} dearer.": (
        "整个规划期内的订购量，单位：{unit}，成本至多高 {within}。"
    ),
    "Least to most": "最小至最大",
    "Over the whole horizon, in {unit}.": "整个规划期合计，单位：{unit}。",
    "There is no plan, and so none near it.": "没有可行方案，因此也没有成本相近的方案。",
    "The cheapest plan costs {cost} {money}; the plans here cost at most {within} more.": (
        "成本最低方案为 {cost} {money}；此处各方案的成本至多高 {within}。"
    ),
    "No such plan has less than ({unit}): {list}.": "所有这类方案都不少于（{unit}）：{list}。",
    "In the cheapest plan, but another does with a fifth of it or none: {list}.": (
        "成本最低方案采用、但另有方案只用其五分之一以下或不用的：{list}。"
    ),
    "Not in the cheapest plan, but in others: {list}.": "成本最低方案未采用、但其他方案采用的：{list}。",
    "{count} other plans were found; up to {share} of what they build stands elsewhere than in the cheapest.": (
        "另找到 {count} 个方案；其建设量中至多有 {share} 与成本最低方案建在不同之处。"
    ),
    "The cost of the cheapest plan found, and {within} more, becomes a limit; with it the least and the most of "
    "each thing is looked for, all else free. What no plan goes beyond is proven by the solver.": (
        "以已找到的最低成本再加 {within} 为上限，在此之下逐项求最小值和最大值，其余不作限定。"
        "任何方案都不会超出的界限由求解器证明。"
    ),
    "The other plans are found one after the other: each has as little as it can of what the plans before it have, "
    "each of these counting alike (hop, skip and jump; Brill, Chang and Hopkins 1982).": (
        "其他方案依次求得：每个方案尽量少用之前各方案所用的内容，之前各方案权重相同"
        "（HSJ 方法；Brill、Chang 和 Hopkins，1982）。"
    ),
    "Amounts are averages of the futures.": "数量为各种未来情景的平均值。",
    "Least of {name}": "{name}最小",
    "Most of {name}": "{name}最大",
}
