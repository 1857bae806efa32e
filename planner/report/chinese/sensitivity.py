"""Chinese of the study of sensitivity."""

SENSITIVITY: dict[str, str] = {
    "What the plan depends on: {workbook}": "方案取决于什么：{workbook}",
    "Input": "输入",
    "Low": "低值",
    "High": "高值",
    "Low: cost changes by": "取低值：成本变化",
    "High: cost changes by": "取高值：成本变化",
    "Swing": "变动幅度",
    "Each input moved alone, and the workbook solved again; empty: no plan to use. As searches end at a gap, a change "
    "between the cheapest plans lies from 'at least' to 'at most'.": (
        "逐个改变输入并重新求解；空白表示没有可用方案。由于搜索止于一定差距，最低成本方案之间的变化介于“至少”与“至多”之间。"
    ),
    "One at a time": "逐个变动",
    "No input was moved.": "没有改变任何输入。",
    "Mean size of its effects": "效应绝对值的平均",
    "Mean effect": "平均效应",
    "Standard deviation": "标准差",
    "What moving an input from one end of its range to the other does to the cost, the others anywhere in theirs. A "
    "deviation that is large beside the size: it depends on the others, or is no straight line.": (
        "其余输入在各自范围内任意取值时，某输入从范围一端变到另一端对成本的影响。"
        "标准差相对较大，说明该影响取决于其他输入，或并非线性。"
    ),
    "{count} of the points have no plan, so that there are no effects to tell.": (
        "有 {count} 个取值点没有方案，因此无法给出效应。"
    ),
    "All together": "共同变动",
    "Units ordered of {chip}": "{chip} 订购数量",
    "The values that were tried, in rising order.": "尝试过的取值，由低到高。",
    "Break-even": "盈亏平衡点",
    "What each input does to the cost": "各输入对成本的影响",
    "Change of the cost when one input alone is moved, in {money}.": "单独改变某一输入时成本的变化，单位：{money}。",
    "How much each input matters": "各输入的重要程度",
    "Mean size of its effects on the cost, in {money}.": "对成本的效应绝对值的平均，单位：{money}。",
    "{input} ({low} to {high})": "{input}（{low} 至 {high}）",
    "With all inputs moved together, {name} matters most: {size} {money} on average from one end of its range to the "
    "other.": "各输入共同变动时，{name}最为重要：从范围一端到另一端，成本平均变化 {size} {money}。",
    "The workbook as it is has no plan, and so nothing to compare with.": "工作簿现状没有可行方案，因此无从比较。",
    "As it is, the plan costs {cost} {money}.": "按现状，方案成本为 {cost} {money}。",
    "What moves the cost most ({money}): {list}.": "对成本影响最大的（{money}）：{list}。",
    "Without effect in their ranges: {list}.": "在其范围内没有影响的：{list}。",
    "At one end of their ranges no plan came out that can be used: {list}.": "在范围的一端没有得到可用方案的：{list}。",
    "{input}: at one end, {low} or {high}, no plan came out that can be asked.": (
        "{input}：在一端（{low} 或 {high}）没有得到可用方案，无从判断。"
    ),
    "{chip} is ordered all the way from {low} to {high} of {input}.": "{input}从 {low} 到 {high}，{chip} 始终有订购。",
    "{chip} is ordered nowhere from {low} to {high} of {input}.": "{input}从 {low} 到 {high}，{chip} 始终没有订购。",
    "{chip} is ordered up to a value of {input} between {low} and {high}, and not above it.": (
        "{input}不高于 {low} 与 {high} 之间的某一值时订购 {chip}，高于该值则不订购。"
    ),
    "{chip} is ordered from a value of {input} between {low} and {high} on, and not below it.": (
        "{input}达到 {low} 与 {high} 之间的某一值起订购 {chip}，低于该值则不订购。"
    ),
    "Each input is moved to the ends of its range, the others as they are, and the workbook solved again.": (
        "每个输入分别取其范围的两端，其余保持不变，并重新求解。"
    ),
    "Elementary effects: {count} points on ways through all ranges on which one input after the other is moved (Morris "
    "1991; sizes after Campolongo, Cariboni and Saltelli 2007).": (
        "基本效应法：沿若干路径逐个改变输入，共 {count} 个取值点"
        "（Morris，1991；绝对值平均依 Campolongo、Cariboni 和 Saltelli，2007）。"
    ),
    "The break-even is found by halving the range, with a new solve each time. As each search ends at a gap, a plan on "
    "the wrong side of it may be about as cheap as one on the right side.": (
        "平衡点以逐次二分求得，每次重新求解。由于每次搜索止于一定差距，平衡点两侧方案的成本可能相差无几。"
    ),
    "As it is": "现状",
    "{input} at {value}": "{input}取 {value}",
    "Point {number}": "取值点 {number}",
}
