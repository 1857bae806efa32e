"""Chinese of the study of the frontier."""

FRONTIER: dict[str, str] = {
    "{name} ({filter})": "{name}（{filter}）",
    "Share of {name} in {of}": "{name}在（{of}）中的占比",
    "Share of {name}": "{name}占比",
    "t CO2": "吨 CO2",
    "{unit} times years": "{unit}·年",
    "Best in: {what}": "最优端：{what}",
    "{what} against {other}: {workbook}": "{what}与{other}的权衡：{workbook}",
    "{what} against {other}": "{what}与{other}的权衡",
    "Point {number} of {count}": "第 {number} 点，共 {count} 点",
    "Kept within": "限值",
    "No such plan has less than": "此限值内任何方案不低于",
    "More than the first": "比第一点多",
    "Points": "各点",
    "There is no plan.": "没有可行方案。",
    "no plan was found": "未找到方案",
    "another plan is as good in both": "另一方案在两项上都不差",
    "Each plan keeps the metric within a limit, evenly spread between the ends; the other is made as good as the gap "
    "asks for. Amounts are sums over all years.": (
        "每个方案把该指标控制在两端之间均匀分布的限值内，另一指标在间隙范围内尽量优。数量为各年合计。"
    ),
    "Each mark is a plan; on the line none is better in both.": "每个点是一个方案；线上的方案没有在两项上都更好的。",
    "Plans of the frontier": "前沿上的方案",
    "Not on the curve": "不在曲线上",
    "There is no plan, and so no frontier.": "没有可行方案，因此没有前沿。",
    "{other} is least with {against}; then {what} is {value}.": "{other}最低为 {against}，此时{what}为 {value}。",
    "{other} is greatest with {against}; then {what} is {value}.": "{other}最高为 {against}，此时{what}为 {value}。",
    "That plan is the best in both: there is nothing to trade.": "该方案在两项上都最优，无需权衡。",
    "At the other end of the plans found {what} is {value} and {other} {against}.": (
        "在所得方案的另一端，{what}为 {value}，{other}为 {against}。"
    ),
    "Plans that another equals or beats in both, and that are not on the curve: {count}.": (
        "有 {count} 个方案在两项上都不优于其他方案，不在曲线上。"
    ),
    "Each {unit} costs {first} {money} on the first step and {last} on the last.": (
        "每{unit}在第一步的代价为 {first} {money}，在最后一步为 {last}。"
    ),
    "point of a percent": "个百分点",
    "First the two ends are found, then plans within limits that are evenly spread between them (augmented "
    "epsilon-constraint method; Mavrotas 2009); each begins with the plan of a stricter limit. No plan leaves more "
    "work undone than the first.": (
        "先求两端，再求两端之间均匀分布的限值内的方案（增广 epsilon 约束法；Mavrotas 2009）；"
        "每次求解从更严限值的方案开始。任何方案未完成的工作都不多于第一个方案。"
    ),
    "The far end": "另一端",
}
